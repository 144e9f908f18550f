import { extname } from 'node:path';
import type { Mark, Marks } from '../mark.js';
import { type FindWords, finderOf, type Word } from './words.js';

/** What to look for, as data that can be sent to another thread. */
export type Wanted = { readonly marks: Marks } | { readonly words: readonly string[] };

/** How to look for it in files of one kind. */
export interface Search {
  readonly find: FindWords;
  /** Sets of bits; a file is found when it has all of one set. */
  readonly enough: readonly number[];
}

/** How to look for it in all files. */
export interface Searches {
  readonly of: (name: string) => Search;
  /** How many bytes of one stretch must be seen again with the next, so that no word is cut in two. Even. */
  readonly overlap: number;
}

/** The bit of words any of which is enough. */
export const ANY = 1;

/** Makes the searches for what is wanted. */
export function searchesFor(wanted: Wanted): Searches {
  if ('marks' in wanted) return searchesForMarks(wanted.marks);
  const words = [...new Set(wanted.words)].filter(Boolean).map((word) => wordOf({ word }, ANY));
  const search = { find: finderOf(words), enough: [ANY] };
  return { of: () => search, overlap: overlapOf(words) };
}

function searchesForMarks({ anywhere, named }: Marks): Searches {
  const common = anywhere.map((mark) => wordOf(mark, ANY));
  const others = { find: finderOf(common), enough: [ANY] };
  const special = named.flatMap(({ extensions, groups }) => {
    const words = groups.flatMap((group, index) => group.map((mark) => wordOf(mark, bitOf(index))));
    const all = groups.reduce((bits, _, index) => bits | bitOf(index), 0);
    const search = { find: finderOf(merge([...common, ...words])), enough: [ANY, all] };
    return extensions.map((extension) => [extension, search] as const);
  });
  const byExtension = new Map<string, Search>(special);
  const isPlain = plainBy(byExtension.keys());
  const marks = [...anywhere, ...named.flatMap(({ groups }) => groups.flat())];
  return {
    of: (name) => (isPlain(name) ? others : (byExtension.get(extname(name).toLowerCase()) ?? others)),
    overlap: overlapOf(marks.map((mark) => wordOf(mark, ANY))),
  };
}

/** Tells by its last letter, and without making another string, that most names have none of the extensions. */
function plainBy(extensions: Iterable<string>): (name: string) => boolean {
  const ends = [...extensions].flatMap((extension) => [
    extension.slice(-1),
    extension.slice(-1).toUpperCase(),
  ]);
  const codes = new Set(ends.map((end) => end.charCodeAt(0)));
  return (name) => !codes.has(name.charCodeAt(name.length - 1));
}

function bitOf(group: number): number {
  return ANY << (group + 1);
}

function wordOf({ word, whole = false }: Mark, bits: number): Word {
  return { bytes: Buffer.from(word), whole, bits };
}

/** One word for those that are the same: it stands for all their groups. */
function merge(words: readonly Word[]): readonly Word[] {
  const merged = new Map<string, Word>();
  for (const word of words) {
    const key = `${word.whole} ${word.bytes.toString('latin1')}`;
    merged.set(key, { ...word, bits: word.bits | (merged.get(key)?.bits ?? 0) });
  }
  return [...merged.values()];
}

function overlapOf(words: readonly Word[]): number {
  return 2 * Math.max(1, ...words.map(({ bytes }) => bytes.length + 1));
}
