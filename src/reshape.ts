import type { Doc, Frame, Item } from './dialect.js';
import { type Span, sameSpan, within } from './edit.js';
import { samePlace } from './project.js';
import { appendArguments, replaceArguments } from './reshape/arguments.js';
import { type Bench, bareKeys, build } from './reshape/build.js';
import { inLine } from './reshape/clean.js';
import {
  buildEntry,
  buildItem,
  convertKey,
  editEntry,
  isSameValue,
  isWrittenSo,
  takesKey,
} from './reshape/entries.js';
import { inkAt, layout } from './reshape/layout.js';
import { frameOf, writeStretches } from './reshape/stretch.js';
import { columnOf, namedStyle, type Style, styleAt } from './reshape/style.js';
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
  if (appendArguments(after, draft, bench(writing, style, after))) return;
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
  if (replaceArguments(span, draft, bench(writing, style, span))) return;
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
  return { writing, style, at, reshape: (draft, _, named) => editBase(draft, writing, named) };
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

function editBase(draft: Draft, writing: Writing, named?: boolean): void {
  if (draft.kind === 'object' && draft.base) reshapeObject(draft.base, draft, writing, named);
  else if (draft.kind === 'list' && draft.base?.kind === 'list')
    reshapeList(draft.base, draft.items, writing);
  else writing.problems.push('the draft is not made of what stands there');
}

function reshapeObject(base: ObjectValue, draft: ObjectDraft, writing: Writing, named?: boolean): void {
  const { page } = writing;
  const drafts = draft.entries;
  const own = styleAt(page, base.at.span, base);
  const style = bareKeys(named === undefined ? own : namedStyle(own, named, page, base.at.span), draft);
  const here = { ...bench(writing, style, base.at.span), bare: draft.names === true };
  const origins = drafts.map((draft) =>
    base.entries.findIndex((entry) => isMadeOf(draft, entry) && canStay(entry, draft, here)),
  );
  const stays = rising(origins);
  for (const [index, draft] of drafts.entries()) {
    const entry = base.entries[origins[index] ?? -1];
    if (!stays.has(index) || entry?.kind !== 'entry') continue;
    if ('key' in draft) {
      writing.used.add(entry);
      stayWith(entry, draft, here);
    } else if (!isWrittenSo(entry, here)) convertKey(entry, entry.key ?? '', here);
  }
  const plan = drafts.map((draft, index): number | Item =>
    stays.has(index) ? (origins[index] ?? -1) : buildEntry(draft, here),
  );
  const frame = page.dialect.keywords?.standAt(base.at.span) && page.dialect.keywords.frame(base.at.span);
  if (frame) writeStretches({ ...frame, plan: amongOthers(plan, base, frame), style, writing });
  else writeStretches({ ...frameOf(base), plan, style, writing });
}

/** Whether an entry can stay where it is, with at most another source before its value. */
function canStay(entry: ObjectValue['entries'][number], draft: DraftEntry, here: Bench): boolean {
  const key = 'key' in draft ? draft.key : entry.kind === 'entry' ? entry.key : undefined;
  const isSame = isWrittenSo(entry, here);
  if (entry.kind === 'spread') return isSame;
  if (isSame && key === entry.key) return true;
  return key !== undefined && takesKey(key, here);
}

/** What arguments given by name become, with the other arguments of the call, which keep their places. */
function amongOthers(plan: readonly (number | Item)[], base: ObjectValue, frame: Frame): (number | Item)[] {
  const own = base.entries.map(({ at }) => frame.elements.findIndex((element) => sameSpan(element, at.span)));
  const all = plan.map((step) => (typeof step === 'number' ? (own[step] ?? -1) : step));
  for (const index of frame.elements.keys()) {
    if (own.includes(index)) continue;
    const isFirst = own.every((other) => index < other);
    const before = all.findLastIndex((step) => typeof step === 'number' && step < index);
    const after = all.findIndex((step) => typeof step === 'number' && step > index);
    const place = isFirst || before >= 0 ? before + 1 : after;
    all.splice(place < 0 ? all.length : place, 0, index);
  }
  return all;
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
  const { page } = writing;
  const frame = page.dialect.frame?.(base, drafts.length) ?? frameOf(base);
  if (typeof frame === 'string') {
    writing.problems.push(frame);
    return;
  }
  const style = styleAt(page, base.at.span, base);
  const values = base.items.map((item) => (item.kind === 'spread' ? item.of : item));
  const homes = values.map((value) => drafts.map((draft) => homeOf(value, draft, writing)));
  const origins = drafts.map((draft, index) =>
    values.findIndex((value, at) => isSameValue(value, draft) || homes[at]?.[index]),
  );
  const stays = rising(origins);
  const here = bench(writing, style, base.at.span);
  if (base.items.some((item, index) => item.kind === 'spread' && !origins.includes(index))) {
    writing.problems.push('a list with a spread in it is changed item by item');
  }
  const plan = drafts.map((draft, index): number | Item => {
    const origin = origins[index] ?? -1;
    if (!stays.has(index)) return buildItem(draft, here);
    const home = homes[origin]?.[index];
    if (home) replace(home, draft, style, writing, home.start);
    else if (draft.kind !== 'verbatim') editInPlace(values[origin]?.at.span ?? base.at.span, draft, writing);
    return origin;
  });
  writeStretches({ ...frame, plan, style, writing });
}

/** The call in a value that becomes an object made of its arguments, where these are given by name. */
function homeOf(value: Value, draft: Draft, writing: Writing): Span | undefined {
  const { keywords } = writing.page.dialect;
  const base = draft.kind === 'object' ? baseOf(draft, writing) : undefined;
  const call = base && keywords?.standAt(base.at.span) ? keywords.shell(base.at.span)?.call : undefined;
  if (!call || !isHere(writing, value.at) || !within(call, value.at.span)) return undefined;
  const { text } = writing.page;
  const { start, end } = value.at.span;
  const isAlone =
    /^[\s(]*$/.test(text.slice(start, call.start)) && /^[\s)]*$/.test(text.slice(call.end, end));
  return isAlone ? call : undefined;
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
