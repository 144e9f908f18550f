import type { SourceDocument } from '../language.js';
import type { Change, Draft, DraftEntry } from '../site.js';
import type { List, ObjectValue, Place, Value } from '../value.js';
import { homeIn } from './homes.js';
import type { Home } from './kinds.js';
import { normalName, readRequirement, spacedLike } from './requirement.js';

/** The change that lists another package in a manifest, and where; undefined where it has no place for one. */
export function listPackage(
  document: SourceDocument,
  name: string,
  range: string,
): { readonly at: Place; readonly change: Change } | undefined {
  const open = homeIn(document);
  if (!open) return undefined;
  const { home, within, list } = open;
  const target = list ?? within;
  const draft = list ? draftIn(list, home, name, range) : draftOfList(within, home, name, range);
  return draft && { at: target.at, change: { do: 'replace', at: target.at, with: draft } };
}

function draftIn(list: Value, { form }: Home, name: string, range: string): Draft | undefined {
  if (list.kind === 'object') return withEntry(list, name, { kind: 'literal', value: range });
  if (list.kind !== 'list') return undefined;
  return form === 'requirement' ? withRequirement(list, name, range) : undefined;
}

/** A list that is made together with its first package. */
function draftOfList(within: Value, { key, form }: Home, name: string, range: string): Draft | undefined {
  const first: Draft = { kind: 'literal', value: form === 'requirement' ? name + range : range };
  const list: Draft =
    form === 'requirement'
      ? { kind: 'list', items: [first] }
      : { kind: 'object', entries: [{ key: name, value: first }] };
  if (key === undefined) return undefined;
  const added = { key, value: list };
  if (within.kind === 'object') {
    return { kind: 'object', base: within, entries: [...within.entries.map((keep) => ({ keep })), added] };
  }
  if (within.kind !== 'list') return undefined;
  return { kind: 'list', base: within, items: [...kept(within), { kind: 'object', entries: [added] }] };
}

/** The new entry in its alphabetical place where there is one, else behind the others. */
function withEntry(list: ObjectValue, name: string, value: Draft): Draft {
  const keys = list.entries.map((entry) => (entry.kind === 'entry' ? (entry.key ?? '') : ''));
  const index = placeIn(keys, name);
  const entries: readonly DraftEntry[] = list.entries.map((keep) => ({ keep }));
  return {
    kind: 'object',
    base: list,
    entries: [...entries.slice(0, index), { key: name, value }, ...entries.slice(index)],
  };
}

function withRequirement(list: List, name: string, range: string): Draft {
  const texts = list.items.map((item) => (item.kind === 'text' ? item.text : ''));
  const names = texts.map((text) => readRequirement(text)?.name ?? '');
  const index = placeIn(names, name);
  const items = kept(list);
  const added: Draft = { kind: 'literal', value: requirementLike(texts, name, range) };
  return { kind: 'list', base: list, items: [...items.slice(0, index), added, ...items.slice(index)] };
}

function kept(list: List): readonly Draft[] {
  return list.items.map((item) => ({ kind: 'verbatim', value: item.kind === 'spread' ? item.of : item }));
}

/** Names that stand first whatever the order is. */
const FIRST: ReadonlySet<string> = new Set(['', 'python']);

/** Where a name belongs among others: in its alphabetical place, or last among those in no order. */
function placeIn(names: readonly string[], name: string): number {
  const known = names.map(normalName);
  const ordered = known.filter((other) => !FIRST.has(other));
  const isSorted = ordered.every((other, index) => index === 0 || (ordered[index - 1] ?? '') <= other);
  const next = known.findIndex((other) => !FIRST.has(other) && other > normalName(name));
  return !isSorted || next < 0 ? known.length : next;
}

/** A requirement written as its neighbours are: `a>=1`, `a >= 1`, `a (>=1)`. */
function requirementLike(texts: readonly string[], name: string, range: string): string {
  const ranges = texts.flatMap((text) => {
    const found = /^[\w.-]+(?:\[[^\]]*\])?(\s*)(\(?)([<>=!~][^;#)]*)/.exec(text);
    return found ? [{ gap: found[1] ?? '', open: found[2] ?? '', range: (found[3] ?? '').trim() }] : [];
  });
  const [first] = ranges;
  if (!first) return name + range;
  const inBrackets = ranges.every(({ open }) => open === '(');
  const gap = ranges.every((one) => one.gap !== '') ? ' ' : '';
  const spaced = spacedLike(ranges.find((one) => one.range.includes(','))?.range ?? first.range, range);
  return inBrackets ? `${name} (${spaced})` : name + gap + spaced;
}
