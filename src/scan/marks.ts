import { extname } from 'node:path';
import type { Mark, Marks } from '../mark.js';

/** Whether a stretch of a file holds one of several things. */
export type Group = (bytes: Buffer) => boolean;

/** What to look for in files. */
export interface Search {
  /** What makes a file of that name a find: all groups of any one of the alternatives. */
  readonly alternativesFor: (name: string) => readonly (readonly Group[])[];
  /** How many bytes of one stretch must be seen again with the next one, so that nothing is cut in two. Even. */
  readonly overlap: number;
}

/** The search for files that carry a mark. */
export function searchForMarks(marks: Marks): Search {
  const anywhere = [[groupOf(marks.anywhere)]];
  const named = new Map<string, (readonly Group[])[]>();
  for (const { extensions, groups } of marks.named) {
    const alternative = groups.map(groupOf);
    for (const extension of extensions) {
      named.set(extension, [...(named.get(extension) ?? anywhere), alternative]);
    }
  }
  const all = [...marks.anywhere, ...marks.named.flatMap(({ groups }) => groups.flat())];
  return {
    alternativesFor: (name) => named.get(extname(name).toLowerCase()) ?? anywhere,
    overlap: 2 * Math.max(1, ...all.flatMap(({ words }) => words.map((word) => Buffer.byteLength(word) + 1))),
  };
}

function groupOf(marks: readonly Mark[]): Group {
  const finders = marks.map(finderOf);
  return (bytes) => finders.some((find) => find(bytes));
}

/** Finds a mark: by its probe, and only where that stands by its words. */
function finderOf({ probe, words, whole = false }: Mark): Group {
  const needle = Buffer.from(probe);
  if (!whole && words.every((word) => word === probe)) return (bytes) => bytes.indexOf(needle) !== -1;
  const wanted = words.map((word) => ({
    bytes: Buffer.from(word),
    before: Buffer.byteLength(word.slice(0, word.indexOf(probe))),
  }));
  return (bytes) => {
    for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + 1)) {
      const hit = wanted.find((word) => standsAt(word.bytes, bytes, at - word.before));
      if (hit && !(whole && isWordByte(bytes[at - hit.before + hit.bytes.length]))) return true;
    }
    return false;
  };
}

function standsAt(word: Buffer, bytes: Buffer, at: number): boolean {
  if (at < 0 || at + word.length > bytes.length) return false;
  return word.compare(bytes, at, at + word.length) === 0;
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && /\w/.test(String.fromCharCode(byte));
}
