import type { Doc, Item, Slot } from '../dialect.js';
import type { Span } from '../edit.js';
import { samePlace } from '../project.js';
import type { Draft, DraftEntry } from '../site.js';
import type { Entry, Spread, Value } from '../value.js';
import { type Bench, build, move, orFail } from './build.js';
import { styleAt } from './style.js';
import { isHere, type Writing } from './writing.js';

/** One new element of a list. */
export function buildItem(draft: Draft, bench: Bench, slot: Slot = 'item'): Item {
  return { doc: build(draft, slot, bench), carries: carriedBy(draft, bench) };
}

function carriedBy(draft: Draft, { writing }: Bench): Span | undefined {
  const value = draft.kind === 'verbatim' ? draft.value : draft.kind === 'object' ? draft.base : undefined;
  return value && isHere(writing, value.at) ? carry(value.at.span, writing) : undefined;
}

function carry(span: Span, writing: Writing): Span {
  writing.carriers.set(span, { lead: [], tail: [] });
  return span;
}

/** One new element of an object, wherever its source comes from. */
export function buildEntry(draft: DraftEntry, bench: Bench): Item {
  const { writing } = bench;
  if ('spread' in draft) {
    const of = build(draft.spread, 'spread', bench);
    return { doc: orFail(writing.page.dialect.spread(of), draft.spread, bench) };
  }
  if ('key' in draft) return buildKeyed(draft, bench);
  const { keep } = draft;
  if (isHere(writing, keep.at) && isWrittenSo(keep, bench)) {
    return { doc: move(keep.at.span, writing), carries: carry(keep.at.span, writing) };
  }
  const value: Draft = { kind: 'verbatim', value: keep.kind === 'entry' ? keep.value : keep.of };
  if (isHere(writing, keep.at) && !(keep.kind === 'entry' && keep.key !== undefined)) {
    return { doc: respelled(keep, bench), carries: carry(keep.at.span, writing) };
  }
  if (keep.kind === 'entry' && keep.key !== undefined) {
    return buildKeyed({ key: keep.key, value, from: keep }, bench);
  }
  writing.problems.push(`an entry of ${keep.at.file} means something only there`);
  return { doc: '' };
}

type Keyed = Extract<DraftEntry, { key: string }>;

function buildKeyed({ key, value, from }: Keyed, bench: Bench): Item {
  const { writing } = bench;
  const own = from && isHere(writing, from.at) && !writing.used.has(from) ? from : undefined;
  if (own) writing.used.add(own);
  if (own && keepsSource(own, key, value) && isWrittenSo(own, bench) && takesKey(key, bench)) {
    editEntry(own, key, value, bench);
    return { doc: move(own.at.span, writing), carries: carry(own.at.span, writing) };
  }
  const doc = build(value, 'entry', bench);
  const carries = own ? carry(own.at.span, writing) : carriedBy(value, bench);
  const { before, after } = around(key, bench);
  return { doc: [before, doc, after], carries };
}

/** What an entry writes before and after its value. */
export function around(key: string, { writing, style }: Bench): { before: string; after: string } {
  const { dialect } = writing.page;
  return (
    dialect.keywords?.entry(key, style) ?? { before: `${dialect.key(key, style)}${style.colon}`, after: '' }
  );
}

/** Whether an entry can have a key by a mere change of what stands before its value. */
export function takesKey(key: string, bench: Bench): boolean {
  return around(key, bench).after === '';
}

/** Whether an entry is written as those of the object it becomes part of. */
export function isWrittenSo({ at, kind }: Entry | Spread, { writing, style }: Bench): boolean {
  const { dialect, text } = writing.page;
  if (!dialect.keywords) return true;
  if (kind === 'spread') return text[at.span.start] === '*';
  return dialect.keywords.standAt(at.span) === (style.named === true);
}

/** A spread, or an entry whose key is only known at run time, as the object it becomes part of has them. */
function respelled(keep: Entry | Spread, bench: Bench): Doc {
  const { writing } = bench;
  const { dialect } = writing.page;
  if (keep.kind === 'entry') return [dialect.spread('') ?? '', '{', move(keep.at.span, writing), '}'];
  const draft: Draft = { kind: 'verbatim', value: keep.of };
  return orFail(dialect.spread(build(draft, 'spread', bench)), draft, bench);
}

/** Whether a moved entry can keep its source, but for its key and edits inside its value. */
function keepsSource(entry: Entry, key: string, draft: Draft): boolean {
  return isSameValue(entry.value, draft) && (!entry.shorthand || entry.key === key);
}

/** Whether a draft keeps the value where it stands, or edits it there. */
export function isSameValue(value: Value, draft: Draft): boolean {
  if (draft.kind === 'verbatim') return samePlace(draft.value.at, value.at);
  if (draft.kind !== 'object' && draft.kind !== 'list') return false;
  return draft.base?.kind === draft.kind && samePlace(draft.base.at, value.at);
}

/** Gives an entry another key, and edits its value when that is a draft made of it. */
export function editEntry(entry: Entry, key: string, value: Draft, bench: Bench): void {
  const { writing, reshape, bare } = bench;
  const { span } = entry.keyAt;
  if (!isWrittenSo(entry, bench)) convertKey(entry, key, bench);
  else if (key !== entry.key && bench.style.named) {
    writing.edits.push({ ...span, text: key });
  } else if (key !== entry.key) {
    const { text, dialect } = writing.page;
    const first = text[span.start] ?? '';
    const keyQuote = !bare && dialect.quotes.includes(first) ? first : '';
    const style = { ...styleAt(writing.page, entry.at.span), keyQuote };
    writing.edits.push({ ...span, text: dialect.key(key, style) });
  }
  if (value.kind !== 'verbatim') reshape(value, writing);
}

/** Writes a key, and what stands between it and the value, in the way of another kind of object. */
export function convertKey(entry: Entry, key: string, bench: Bench): void {
  const { text } = bench.writing.page;
  const from = entry.keyAt.span.end;
  const gap = /^["']?\s*[:=][^\S\r\n]*/.exec(text.slice(from, entry.value.at.span.start))?.[0] ?? '';
  const span = { start: entry.at.span.start, end: from + gap.length };
  bench.writing.edits.push({ ...span, text: around(key, bench).before });
}
