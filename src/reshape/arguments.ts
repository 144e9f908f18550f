import type { Doc, Item } from '../dialect.js';
import { type Span, within } from '../edit.js';
import type { Draft } from '../site.js';
import { type Bench, moveBase, named, wholly } from './build.js';
import { buildEntry, buildItem } from './entries.js';
import { writeStretches } from './stretch.js';
import { namedStyle } from './style.js';
import { isHere, type Writing } from './writing.js';

/** Arguments with their parentheses, in a language that gives some by name. */
export function buildArguments(drafts: readonly Draft[], bench: Bench): Doc {
  const [first, ...more] = drafts.map((draft) => asObject(named(draft), bench.writing));
  const moved = first?.kind === 'object' && !more.length ? moveBase(first, true, bench) : undefined;
  if (moved) return moved;
  const items = drafts.flatMap((draft) => argumentItems(draft, bench));
  const [only] = items;
  if (items.length === 1 && only && isBroken(only.doc, bench.writing)) return ['(', only.doc, ')'];
  return { open: '(', close: ')', padded: false, items, hugs: true };
}

/** Whether a source has brackets of its own and several lines: it needs no line of its own. */
function isBroken(doc: Doc, { page }: Writing): boolean {
  if (typeof doc === 'string' || !('move' in doc)) return false;
  return /^[[{][\s\S]*\n/.test(page.text.slice(doc.move.start, doc.move.end));
}

/** Arguments given by name, where they are handed on as they are, are an object made of all of them. */
function asObject(draft: Draft, writing: Writing): Draft {
  const value = draft.kind === 'verbatim' ? draft.value : undefined;
  const { keywords } = writing.page.dialect;
  if (value?.kind !== 'object' || !isHere(writing, value.at)) return draft;
  return keywords?.standAt(value.at.span) ? wholly(value) : draft;
}

/** A draft as arguments: the entries of an object of options are given by name. */
export function argumentItems(draft: Draft, bench: Bench): readonly Item[] {
  const object = asObject(named(draft), bench.writing);
  if (object.kind !== 'object') return [buildItem(draft, bench, 'argument')];
  const style = namedStyle(bench.style, true, bench.writing.page, bench.at);
  return object.entries.map((entry) => buildEntry(entry, { ...bench, style }));
}

/** Writes a draft in the place of arguments; false where none are meant. */
export function replaceArguments(span: Span, draft: Draft, bench: Bench): boolean {
  const { writing, style } = bench;
  const { keywords } = writing.page.dialect;
  const frame = keywords?.frame(span);
  if (!keywords || !frame) return false;
  const isNamed = keywords.standAt(span);
  const isObject = draft.kind === 'object' && draft.names === true;
  if (!isNamed && !isObject) return false;
  if (isNamed && !frame.elements.some((element) => within(element, span))) return false;
  const items =
    isNamed && asObject(named(draft), writing).kind !== 'object'
      ? [buildEntry({ spread: draft }, bench)]
      : argumentItems(draft, bench);
  const first = frame.elements.findIndex((element) => within(element, span));
  const plan = frame.elements.flatMap((element, index): (number | Item)[] => {
    if (index === first) return [...items];
    return within(element, span) ? [] : [index];
  });
  writeStretches({ ...frame, plan, style, writing });
  return true;
}

/** Writes a draft as more arguments after the one at a span; false where nothing of the kind stands there. */
export function appendArguments(after: Span, draft: Draft, bench: Bench): boolean {
  const { writing, style } = bench;
  const frame = writing.page.dialect.keywords?.frame(after);
  if (!frame) return false;
  const items = argumentItems(draft, bench);
  const last = frame.elements.findLastIndex((element) => within(element, after));
  const plan = frame.elements.flatMap((_, index): (number | Item)[] =>
    index === last ? [index, ...items] : [index],
  );
  writeStretches({ ...frame, plan: plan.length ? plan : items, style, writing });
  return true;
}
