import type { Draft, DraftEntry } from '../site.js';
import type { Value } from '../value.js';
import { isHere, type Writing } from './writing.js';

/** What a draft means as data. */
export interface Literal {
  readonly value: unknown;
}

/** What a draft means, when all of it is literal; undefined when something is only known at run time. */
export function literalOf(draft: Draft, writing: Writing): Literal | undefined {
  switch (draft.kind) {
    case 'literal':
      return { value: draft.value };
    case 'verbatim':
      return meaningOf(draft.value, writing);
    case 'template': {
      const parts = draft.parts.map((part) => (typeof part === 'string' ? { value: part } : undefined));
      return parts.every((part) => part) ? { value: parts.map((part) => part?.value).join('') } : undefined;
    }
    case 'list':
      return listOf(draft.items.map((item) => literalOf(item, writing)));
    case 'object':
      return objectOf(draft.entries.flatMap((entry) => pairsOf(entry, writing)));
    case 'encoded': {
      const inner = literalOf(draft.of, writing);
      return inner && { value: JSON.stringify(inner.value) };
    }
    default:
      return undefined;
  }
}

type Pair = readonly [string, Literal] | undefined;

function pairsOf(entry: DraftEntry, writing: Writing): Pair[] {
  if ('spread' in entry) return [undefined];
  if ('key' in entry) return [pair(entry.key, literalOf(entry.value, writing))];
  const { keep } = entry;
  return keep.kind === 'entry' ? [pair(keep.key, meaningOf(keep.value, writing))] : [undefined];
}

function pair(key: string | undefined, literal: Literal | undefined): Pair {
  return key !== undefined && literal ? [key, literal] : undefined;
}

function listOf(items: readonly (Literal | undefined)[]): Literal | undefined {
  const known = items.flatMap((item) => (item ? [item.value] : []));
  return known.length === items.length ? { value: known } : undefined;
}

function objectOf(pairs: readonly Pair[]): Literal | undefined {
  const known = pairs.flatMap((found) => (found ? [[found[0], found[1].value] as const] : []));
  return known.length === pairs.length ? { value: Object.fromEntries(known) } : undefined;
}

function meaningOf(value: Value, writing: Writing): Literal | undefined {
  switch (value.kind) {
    case 'text':
      return { value: value.text };
    case 'number':
    case 'boolean':
      return { value: value.value };
    case 'null':
      return isWrittenNull(value, writing) ? { value: null } : undefined;
    case 'list':
      return listOf(
        value.items.map((item) => (item.kind === 'spread' ? undefined : meaningOf(item, writing))),
      );
    case 'object':
      return objectOf(
        value.entries.map((entry) =>
          entry.kind === 'entry' ? pair(entry.key, meaningOf(entry.value, writing)) : undefined,
        ),
      );
    default:
      return undefined;
  }
}

/** `undefined` reads as null too, and leaves its entry out of JSON: better encoded at run time. */
function isWrittenNull(value: Value, writing: Writing): boolean {
  const { start, end } = value.at.span;
  return !isHere(writing, value.at) || writing.page.text.slice(start, end) !== 'undefined';
}
