import { execFileSync } from 'node:child_process';
import { expect } from 'vitest';
import { applyEdits } from '../src/edit.js';
import type { NeededImport } from '../src/language.js';
import { loadGrammar } from '../src/languages/python/grammar.js';
import { spellImports } from '../src/languages/python/imports.js';
import { parseSource, type Source } from '../src/languages/python/source.js';
import { spellChanges } from '../src/languages/python/spell.js';
import { nodesAt } from '../src/languages/python/spell-nodes.js';
import { read } from '../src/languages/python/values.js';
import type { Project } from '../src/project.js';
import type { Change, Draft, DraftEntry, Imported } from '../src/site.js';
import type { Entry, List, ObjectValue, Place, Spread, Text, Value } from '../src/value.js';

await loadGrammar();

/** What a test case makes its changes of. */
export interface Read {
  readonly text: string;
  /** The place of the n-th occurrence of a source text. */
  readonly place: (source: string, nth?: number) => Place;
  /** The value that is written there. */
  readonly value: (source: string, nth?: number) => Value;
  /** The literal that is written there. */
  readonly literal: (source: string, nth?: number) => Text;
  /** The object that is written there: a dict, or the arguments by name of a call. */
  readonly object: (source: string, nth?: number) => ObjectValue;
}

/** A project of a few texts. */
export function texts(files: Readonly<Record<string, string>>): Project {
  return {
    read: (file) => files[file],
    exists: (file) => file in files,
    document: () => undefined,
    embedded: () => undefined,
    files: Object.keys(files),
    listed: () => undefined,
    manifest: () => undefined,
    kept: (_file, _text, make) => make(),
    reads: () => [],
  };
}

export function sourceOf(
  text: string,
  file = 'app/main.py',
  others: Readonly<Record<string, string>> = {},
): Source {
  return parseSource(file, text, texts({ ...others, [file]: text }));
}

/** All results, checked once more by Python itself where there is one. */
export const results: string[] = [];

export interface Where {
  readonly file?: string;
  readonly others?: Readonly<Record<string, string>>;
}

/** Makes changes of what a text holds, and applies their spelling. */
export function spell(text: string, make: (read: Read) => readonly Change[], where: Where = {}): string {
  const source = sourceOf(text, where.file, where.others);
  expect(source.problems, 'the text itself parses').toEqual([]);
  const changes = make(readIn(source));
  const { edits, imports, unspellable } = spellChanges(changes, source);
  if (unspellable.length) return `unspellable: ${unspellable.map(({ why }) => why).join('; ')}`;
  const dropped = changes.filter((change) => change.do === 'unimport');
  return applied(text, [edits, spellImports(imports, dropped, source)]);
}

/** Imports names that are needed at places, and drops others. */
export function imports(
  text: string,
  needed: (read: Read) => readonly NeededImport[],
  dropped: readonly Imported[] = [],
  where: Where = {},
): string {
  const source = sourceOf(text, where.file, where.others);
  expect(source.problems, 'the text itself parses').toEqual([]);
  return applied(text, [spellImports(needed(readIn(source)), dropped, source)]);
}

function applied(text: string, groups: Parameters<typeof applyEdits>[1]): string {
  const { text: after, conflicts } = applyEdits(text, groups);
  expect(conflicts, 'no conflicts').toEqual([]);
  expect(sourceOf(after).problems, `the result parses:\n${after}`).toEqual([]);
  results.push(after);
  return after;
}

export function readIn(source: Source): Read {
  const { text, file } = source;
  const place = (part: string, nth = 0): Place => {
    let start = text.indexOf(part);
    for (let index = 0; index < nth; index += 1) start = text.indexOf(part, start + 1);
    if (start < 0) throw new Error(`${part} does not occur`);
    return { file, span: { start, end: start + part.length } };
  };
  const value = (part: string, nth = 0): Value => {
    const nodes = nodesAt(source.root, place(part, nth).span);
    const node = nodes.findLast(({ type }) => type !== 'identifier' || nodes.length === 1) ?? nodes[0];
    const expression = nodes.find(
      ({ type, parent }) => !/_statement$/.test(type) && !/^(?:module|block)$/.test(type) && parent,
    );
    if (!node) throw new Error(`${part} is no value`);
    return read(source, expression ?? node);
  };
  const literal = (part: string, nth = 0): Text => {
    const found = value(part, nth);
    return found.kind === 'text' ? found : { kind: 'text', at: found.at, text: '' };
  };
  const object = (part: string, nth = 0): ObjectValue => {
    const found = value(part, nth);
    const held = found.kind === 'call' ? found.args.find((argument) => argument.kind === 'object') : found;
    if (held?.kind !== 'object') throw new Error(`${part} is no object`);
    return held;
  };
  return { text, place, value, literal, object };
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
/** A new object, of data or of options. */
export const dict = (...entries: readonly DraftEntry[]): Draft => ({ kind: 'object', entries });
export const options = (...entries: readonly DraftEntry[]): Draft => ({
  kind: 'object',
  entries,
  names: true,
});
/** An object made of another. */
export const made = (base: ObjectValue, ...entries: readonly DraftEntry[]): Draft => ({
  kind: 'object',
  base,
  entries,
});
/** A new list. */
export const list = (...items: readonly Draft[]): Draft => ({ kind: 'list', items });
export const listed = (base: Value, ...items: readonly Draft[]): Draft => ({ kind: 'list', base, items });
export const call = (name: string, ...args: readonly Draft[]): Draft => ({
  ...{ kind: 'call', callee: { module: 'portkey_ai', name }, args },
});
/** The change of a place. */
export const put = (at: Place, draft: Draft): Change => ({ do: 'replace', at, with: draft });
/** The change of an object where it stands. */
export const inPlace = (base: ObjectValue, ...entries: readonly DraftEntry[]): Change =>
  put(base.at, made(base, ...entries));

/** The entry with a key. */
export function entry(of: Value, key: string): Entry {
  const found =
    of.kind === 'object' ? of.entries.find((item) => item.kind === 'entry' && item.key === key) : undefined;
  if (found?.kind !== 'entry') throw new Error(`no entry ${key}`);
  return found;
}

/** The n-th item of a list. */
export function item(of: Value, nth: number): Value {
  const found = of.kind === 'list' ? (of as List).items[nth] : undefined;
  if (!found || found.kind === 'spread') throw new Error('no item');
  return found;
}

/** What python3 prints for a program and an input; undefined where there is no python3. */
export function python(program: string, input: string): string | undefined {
  try {
    return execFileSync('python3', ['-c', program], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
