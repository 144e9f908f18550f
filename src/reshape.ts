import type { Doc, Item } from './dialect.js';
import { type Span, within } from './edit.js';
import { samePlace } from './project.js';
import {
  type Bench,
  bareKeys,
  build,
  buildEntry,
  buildItem,
  editEntry,
  isSameValue,
} from './reshape/build.js';
import { inLine } from './reshape/clean.js';
import { inkAt, layout } from './reshape/layout.js';
import { frameOf, writeStretches } from './reshape/stretch.js';
import { columnOf, type Style, styleAt } from './reshape/style.js';
import { isHere, orphansIn, rehome, type Writing } from './reshape/writing.js';
import type { Draft, DraftEntry } from './site.js';
import type { Entry, List, ObjectValue, Place, Value } from './value.js';

/**
 * Writes a draft over a place. An object or list drafted from the one that stands there is edited in place: what it keeps stays
 * byte for byte, in its order, with its comments.
 */
export function writeDraft(at: Place, draft: Draft, writing: Writing): void {
  replace(at.span, draft, styleAt(writing.page, at.span, baseOf(draft, writing)), writing, at.span.start);
}

/** Writes a draft as another argument after the one at a span. */
export function writeAppended(after: Span, draft: Draft, writing: Writing): void {
  const style = styleAt(writing.page, after, undefined);
  const doc = build(draft, 'argument', bench(writing, style, after));
  writing.later.push(() => {
    const text = layout(doc, inkAt(writing, style, after.start), columnOf(writing.page.text, after.start), 1);
    writing.edits.push({ start: after.end, end: after.end, text: [', ', ...text] });
  });
}

/** `anchor` is where the element that holds the value begins: comments that lose their place go above it. */
function replace(span: Span, draft: Draft, style: Style, writing: Writing, anchor: number): void {
  const { page } = writing;
  if (editInPlace(span, draft, writing)) return;
  const doc = page.dialect.seat(span, build(draft, 'whole', bench(writing, style, span)), draft);
  if (doc === page.text.slice(span.start, span.end)) return;
  if (isOnly(doc, span)) return;
  writing.vanishing.push(span);
  writing.later.push(() => {
    const ink = inkAt(writing, style, span.start);
    const inside = inLine(rehome(orphansIn(span, writing), anchor, writing), ink);
    const text = [...inside, ...layout(doc, ink, columnOf(page.text, span.start), 1)];
    const along = text.every((piece) => typeof piece === 'string');
    writing.edits.push({ ...span, text, along });
  });
}

function isOnly(doc: Doc, span: Span): boolean {
  return (
    typeof doc === 'object' && 'move' in doc && doc.move.start === span.start && doc.move.end === span.end
  );
}

function bench(writing: Writing, style: Style, at: Span): Bench {
  return { writing, style, at, reshape: (draft) => editBase(draft, writing) };
}

function baseOf(draft: Draft, writing: Writing): Value | undefined {
  const base = draft.kind === 'object' || draft.kind === 'list' ? draft.base : undefined;
  return base && isHere(writing, base.at) ? base : undefined;
}

/** Edits what stands at a span, where the draft is made of just that; false when it has to be written anew. */
function editInPlace(span: Span, draft: Draft, writing: Writing): boolean {
  if (draft.kind === 'encoded') return editEncoded(span, draft.of, writing);
  const base = baseOf(draft, writing);
  const isWhole =
    base?.kind === draft.kind && base.at.span.start === span.start && base.at.span.end === span.end;
  if (isWhole) editBase(draft, writing);
  return isWhole;
}

/** `JSON.stringify({ … })` around the object that is drafted: only the object is edited. */
function editEncoded(span: Span, inner: Draft, writing: Writing): boolean {
  const base = baseOf(inner, writing);
  const isInside = base && within(base.at.span, span) && base.at.span.start > span.start;
  const isCall = /[\w$]/.test(writing.page.text[span.start] ?? '');
  if (!isInside || !isCall || base.kind !== inner.kind) return false;
  editBase(inner, writing);
  return true;
}

type ObjectDraft = Extract<Draft, { kind: 'object' }>;

function editBase(draft: Draft, writing: Writing): void {
  if (draft.kind === 'object' && draft.base) reshapeObject(draft.base, draft, writing);
  else if (draft.kind === 'list' && draft.base?.kind === 'list')
    reshapeList(draft.base, draft.items, writing);
  else writing.problems.push('the draft is not made of what stands there');
}

function reshapeObject(base: ObjectValue, draft: ObjectDraft, writing: Writing): void {
  const drafts = draft.entries;
  const style = bareKeys(styleAt(writing.page, base.at.span, base), draft);
  const origins = drafts.map((draft) => base.entries.findIndex((entry) => isMadeOf(draft, entry)));
  const stays = rising(origins);
  const here = { ...bench(writing, style, base.at.span), bare: draft.names === true };
  for (const [index, draft] of drafts.entries()) {
    const entry = base.entries[origins[index] ?? -1];
    if (stays.has(index) && entry?.kind === 'entry' && 'key' in draft) {
      writing.used.add(entry);
      stayWith(entry, draft, here);
    }
  }
  const plan = drafts.map((draft, index): number | Item =>
    stays.has(index) ? (origins[index] ?? -1) : buildEntry(draft, here),
  );
  writeStretches({ ...frameOf(base), plan, style, writing });
}

function isMadeOf(draft: DraftEntry, entry: ObjectValue['entries'][number]): boolean {
  if ('keep' in draft) return samePlace(draft.keep.at, entry.at);
  if ('key' in draft) return draft.from !== undefined && samePlace(draft.from.at, entry.at);
  const { spread } = draft;
  return entry.kind === 'spread' && spread.kind === 'verbatim' && samePlace(spread.value.at, entry.of.at);
}

/** An entry that keeps its place: its key and its value change where they stand. */
function stayWith(entry: Entry, draft: Extract<DraftEntry, { key: string }>, here: Bench): void {
  const { writing } = here;
  const isSame = isSameValue(entry.value, draft.value);
  if (entry.shorthand) {
    if (!isSame || draft.key !== entry.key) expandShorthand(entry, draft, here);
    return;
  }
  if (isSame) {
    editEntry(entry, draft.key, draft.value, here);
    return;
  }
  if (within(entry.keyAt.span, entry.value.at.span)) {
    writing.problems.push('a method cannot become a value');
    return;
  }
  editEntry(entry, draft.key, { kind: 'verbatim', value: entry.value }, here);
  replace(entry.value.at.span, draft.value, here.style, writing, entry.at.span.start);
}

function expandShorthand(entry: Entry, { key, value }: { key: string; value: Draft }, here: Bench): void {
  const { writing, style } = here;
  const { span } = entry.at;
  const doc = [writing.page.dialect.key(key, style), style.colon, build(value, 'entry', here)];
  writing.later.push(() => {
    const text = layout(doc, inkAt(writing, style, span.start), columnOf(writing.page.text, span.start), 1);
    writing.edits.push({ ...span, text });
  });
}

function reshapeList(base: List, drafts: readonly Draft[], writing: Writing): void {
  const style = styleAt(writing.page, base.at.span, base);
  const values = base.items.map((item) => (item.kind === 'spread' ? item.of : item));
  const origins = drafts.map((draft) => values.findIndex((value) => isSameValue(value, draft)));
  const stays = rising(origins);
  const here = bench(writing, style, base.at.span);
  if (base.items.some((item, index) => item.kind === 'spread' && !origins.includes(index))) {
    writing.problems.push('a list with a spread in it is changed item by item');
  }
  const plan = drafts.map((draft, index): number | Item => {
    const origin = origins[index] ?? -1;
    if (!stays.has(index)) return buildItem(draft, here);
    if (draft.kind !== 'verbatim') editInPlace(values[origin]?.at.span ?? base.at.span, draft, writing);
    return origin;
  });
  writeStretches({ ...frameOf(base), plan, style, writing });
}

/** The indices of a longest run of rising numbers; negative ones take no part. */
function rising(numbers: readonly number[]): ReadonlySet<number> {
  const runs: number[][] = [];
  for (const [index, number] of numbers.entries()) {
    if (number < 0) {
      runs.push([]);
      continue;
    }
    const before = runs.filter((run, other) => run.length && (numbers[other] ?? 0) < number);
    const longest = before.reduce<number[]>((best, run) => (run.length > best.length ? run : best), []);
    runs.push([...longest, index]);
  }
  return new Set(runs.reduce<number[]>((best, run) => (run.length > best.length ? run : best), []));
}
