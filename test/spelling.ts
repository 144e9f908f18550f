import { expect } from 'vitest';
import { applyEdits } from '../src/edit.js';
import { memoryProject } from '../src/memory.js';
import type { Change, Draft, DraftEntry } from '../src/site.js';
import type { Entry, List, ObjectValue, Place, Spread, Value } from '../src/value.js';

/** What a test case makes its changes of. */
export interface Read {
  readonly file: string;
  readonly text: string;
  /** The object literals of the file, in source order. */
  readonly objects: readonly ObjectValue[];
  /** The place of the n-th occurrence of a source text. */
  readonly place: (source: string, nth?: number) => Place;
  /** The outermost value that covers exactly the n-th occurrence of a source text. */
  readonly value: (source: string, nth?: number) => Value;
}

/** Reads a text with its front end, makes changes of what it reads, and applies their spelling. */
export function spell(text: string, make: (read: Read) => readonly Change[], file = 'a.ts'): string {
  const project = memoryProject({ [file]: text });
  const document = project.document(file);
  if (!document) throw new Error(`${file} is of no known language`);
  expect(document.problems, 'the text itself parses').toEqual([]);
  const sites = document.sites();
  const objects = sites.flatMap((site) => (site.kind === 'object' ? [site.value] : []));
  const roots = sites.flatMap((site): Value[] => {
    if (site.kind === 'object' || site.kind === 'text' || site.kind === 'document') return [site.value];
    return site.kind === 'call' ? [site.call] : [];
  });
  const place = (source: string, nth = 0): Place => {
    let start = text.indexOf(source);
    for (let index = 0; index < nth; index += 1) start = text.indexOf(source, start + 1);
    if (start < 0) throw new Error(`${source} does not occur`);
    return { file, span: { start, end: start + source.length } };
  };
  const value = (source: string, nth = 0): Value => {
    const { span } = place(source, nth);
    const found = roots
      .flatMap(valuesIn)
      .find(({ at }) => at.span.start === span.start && at.span.end === span.end);
    if (!found) throw new Error(`${source} is no value`);
    return found;
  };
  const changes = make({ file, text, objects, place, value });
  const { edits, imports, unspellable } = document.spell(changes);
  if (unspellable.length) return `unspellable: ${unspellable.map(({ why }) => why).join('; ')}`;
  const dropped = changes.filter((change) => change.do === 'unimport');
  const { text: after, conflicts } = applyEdits(text, [edits, document.spellImports(imports, dropped)]);
  expect(conflicts, 'no conflicts').toEqual([]);
  const problems = memoryProject({ [file]: after }).document(file)?.problems;
  expect(problems, `the result parses:\n${after}`).toEqual([]);
  return after;
}

function valuesIn(value: Value): Value[] {
  switch (value.kind) {
    case 'object':
      return [
        value,
        ...value.entries.flatMap((entry) => valuesIn(entry.kind === 'entry' ? entry.value : entry.of)),
      ];
    case 'list':
      return [value, ...value.items.flatMap((item) => valuesIn(item.kind === 'spread' ? item.of : item))];
    case 'call':
      return [value, ...value.args.flatMap((item) => valuesIn(item.kind === 'spread' ? item.of : item))];
    default:
      return [value];
  }
}

/** A literal draft. */
export const lit = (value: string | number | boolean | null): Draft => ({ kind: 'literal', value });
/** A value as it is written. */
export const same = (value: Value): Draft => ({ kind: 'verbatim', value });
/** A new entry. */
export const pair = (key: string, value: Draft | string | number | boolean, from?: Entry): DraftEntry => ({
  key,
  value: typeof value === 'object' ? value : lit(value),
  ...(from && { from }),
});
/** An entry that stays. */
export const keep = (entry: Entry | Spread): DraftEntry => ({ keep: entry });
/** A new object. */
export const object = (...entries: readonly DraftEntry[]): Draft => ({ kind: 'object', entries });
/** A new list. */
export const list = (...items: readonly Draft[]): Draft => ({ kind: 'list', items });
/** An object made of another. */
export const reshaped = (base: ObjectValue, ...entries: readonly DraftEntry[]): Draft => ({
  kind: 'object',
  base,
  entries,
});
/** The change of an object where it stands. */
export const inPlace = (base: ObjectValue, ...entries: readonly DraftEntry[]): Change => ({
  do: 'replace',
  at: base.at,
  with: reshaped(base, ...entries),
});
/** The change of a place. */
export const put = (at: Place, draft: Draft): Change => ({ do: 'replace', at, with: draft });

/** The entry with a key. */
export function entry(of: Value | undefined, key: string): Entry {
  const found =
    of?.kind === 'object' ? of.entries.find((item) => item.kind === 'entry' && item.key === key) : undefined;
  if (found?.kind !== 'entry') throw new Error(`no entry ${key}`);
  return found;
}

/** The list that stands there. */
export function listOf(value: Value): List {
  if (value.kind !== 'list') throw new Error('no list');
  return value;
}
