import type { Draft, DraftEntry } from '../../src/site.js';
import type { Entry, ObjectValue, Value } from '../../src/value.js';
import { baseOf, dataOf, possibilities, resolve } from '../records.js';

/** Source that stays as it is written. */
export function verbatim(value: Value): Draft {
  const data = dataOf(value);
  return data.kind === 'text' && data !== value ? literal(data.text) : { kind: 'verbatim', value };
}

/** A plain value. */
export function literal(value: string | number | boolean | null): Draft {
  return { kind: 'literal', value };
}

/** The one text a value is known to be. */
export function textOf(value: Value): string | undefined {
  const resolved = resolve(value);
  return resolved.kind === 'text' ? resolved.text : undefined;
}

/** Whether a value is nothing at all: null, None, undefined. */
export function isNothing(value: Value): boolean {
  return resolve(value).kind === 'null';
}

/** Whether every possibility is of one of the kinds. */
export function isAlways(value: Value, ...kinds: Value['kind'][]): boolean {
  return possibilities(value).every(({ kind }) => kinds.includes(kind));
}

/** A fully literal value as a draft of its own, for places where its source cannot be used; undefined for code. */
export function literalDraft(value: Value): Draft | undefined {
  if (value.kind === 'text') return literal(value.text);
  if (value.kind === 'number' || value.kind === 'boolean') return literal(value.value);
  if (value.kind === 'null') return literal(null);
  if (value.kind === 'list') {
    const items = value.items.map((item) => (item.kind === 'spread' ? undefined : literalDraft(item)));
    return isWhole(items) ? { kind: 'list', items } : undefined;
  }
  if (value.kind !== 'object') return undefined;
  const entries = value.entries.map(literalEntry);
  return isWhole(entries) ? { kind: 'object', entries } : undefined;
}

function literalEntry(entry: ObjectValue['entries'][number]): DraftEntry | undefined {
  if (entry.kind === 'spread' || entry.key === undefined) return undefined;
  const value = literalDraft(entry.value);
  return value && { key: entry.key, value };
}

function isWhole<T>(items: readonly (T | undefined)[]): items is readonly T[] {
  return items.every((item) => item !== undefined);
}

/** A draft without any source in it, as new literal drafts: for a text whose places belong to another text. */
export function detached(draft: Draft): Draft | undefined {
  if (draft.kind === 'verbatim') return literalDraft(draft.value);
  if (draft.kind === 'list') {
    const items = draft.items.map(detached);
    return isWhole(items) ? { kind: 'list', items } : undefined;
  }
  if (draft.kind !== 'object') return draft.kind === 'literal' ? draft : undefined;
  const entries = draft.entries.map(detachedEntry);
  return isWhole(entries) ? { kind: 'object', entries } : undefined;
}

function detachedEntry(entry: DraftEntry): DraftEntry | undefined {
  if ('spread' in entry) return undefined;
  if ('keep' in entry) return literalEntry(entry.keep);
  const value = detached(entry.value);
  return value && { key: entry.key, value };
}

/** Whether two values are the same data for sure: equal literals, or the same variable. */
export function sameValue(a: Value, b: Value): boolean {
  const left = resolve(a);
  const right = resolve(b);
  if (left === right) return left.kind !== 'call' && left.kind !== 'choice' && left.kind !== 'opaque';
  const [first, second] = [literalDraft(left), literalDraft(right)];
  return first && second ? JSON.stringify(sorted(first)) === JSON.stringify(sorted(second)) : sameName(a, b);
}

function sorted(draft: Draft): unknown {
  if (draft.kind === 'list') return draft.items.map(sorted);
  if (draft.kind !== 'object') return draft.kind === 'literal' ? draft.value : undefined;
  const pairs = draft.entries.flatMap((entry) => ('key' in entry ? [[entry.key, sorted(entry.value)]] : []));
  return pairs.sort(([x], [y]) => (String(x) < String(y) ? -1 : 1));
}

function sameName(a: Value, b: Value): boolean {
  if (a.kind === 'name' && b.kind === 'name') {
    const [left, right] = [a.binding()?.at, b.binding()?.at];
    if (left && right) return left.file === right.file && left.span.start === right.span.start;
    return a.name === b.name && a.at.file === b.at.file;
  }
  if (a.kind !== 'member' || b.kind !== 'member') return false;
  return a.name !== undefined && a.name === b.name && sameName(a.of, b.of);
}

/** The entry of an object draft that stays as it is written, but for records of the old SDK. */
export function kept(entry: Entry): DraftEntry {
  const value = plain(entry.value);
  return value && entry.key !== undefined ? { key: entry.key, value, from: entry } : { keep: entry };
}

/** The data that a value with records of the old SDK in it stands for; undefined where there is none. */
export function plain(value: Value): Draft | undefined {
  const data = dataOf(value);
  if (data.kind === 'text' && data !== value) return literal(data.text);
  if (data.kind === 'list') {
    const items = data.items.map((item) => (item.kind === 'spread' ? undefined : plain(item)));
    if (items.every((item) => item === undefined) || data.items.some(({ kind }) => kind === 'spread'))
      return undefined;
    const whole = data.items.flatMap((item, index) =>
      item.kind === 'spread' ? [] : [items[index] ?? verbatim(item)],
    );
    return { kind: 'list', base: data, items: whole };
  }
  if (data.kind !== 'object') return undefined;
  const entries = data.entries.map(
    (entry): DraftEntry => (entry.kind === 'spread' ? { keep: entry } : kept(entry)),
  );
  if (data === value && !entries.some((entry) => 'key' in entry)) return undefined;
  const base = baseOf(data);
  return { kind: 'object', ...(base && { base }), entries };
}
