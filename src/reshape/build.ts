import type { Dialect, Doc, Item, Slot } from '../dialect.js';
import type { Span } from '../edit.js';
import { samePlace } from '../project.js';
import type { Draft, DraftEntry } from '../site.js';
import type { Entry, Value } from '../value.js';
import { literalOf } from './literal.js';
import { type Style, styleAt } from './style.js';
import { isHere, type Writing } from './writing.js';

/** Edits an object or list where it stands; given by reshape.ts, which builds drafts in its turn. */
export type Reshape = (draft: Draft, writing: Writing) => void;

/** What drafts are built with. */
export interface Bench {
  readonly writing: Writing;
  readonly style: Style;
  /** The place that is written to. */
  readonly at: Span;
  readonly reshape: Reshape;
  /** The keys around the place are names of options. */
  readonly bare?: boolean;
}

/** Turns a draft into source; what it moves, imports and edits on the way is noted in the writing. */
export function build(draft: Draft, slot: Slot, bench: Bench): Doc {
  const { dialect } = bench.writing.page;
  switch (draft.kind) {
    case 'literal':
      return buildLiteral(draft.value, bench);
    case 'verbatim':
      return buildVerbatim(draft.value, slot, bench);
    case 'member':
      return orFail(
        dialect.member(buildVerbatim(draft.of, 'receiver', bench), draft.name, bench.style),
        draft,
        bench,
      );
    case 'template':
      return buildTemplate(draft, bench);
    case 'object':
    case 'list':
      return buildGroup(draft, bench);
    case 'imported':
      return orFail(dialect.imported(localName(draft.from, bench)), draft, bench);
    case 'call': {
      const args = draft.args.map((argument) => build(named(argument), 'argument', bench));
      return orFail(dialect.call(localName(draft.callee, bench), args), draft, bench);
    }
    case 'method':
      return buildMethod(draft, bench);
    case 'encoded':
      return buildEncoded(draft, bench);
    case 'environment':
      return orFail(dialect.environment(draft.name, bench.style), draft, bench);
  }
}

function buildMethod(draft: Draft & { kind: 'method' }, bench: Bench): Doc {
  const { dialect } = bench.writing.page;
  const of = buildVerbatim(draft.of, 'receiver', bench);
  const callee = orFail(dialect.member(of, draft.name, bench.style), draft, bench);
  const args = draft.args.map((argument) => build(named(argument), 'argument', bench));
  return orFail(dialect.call(callee, args), draft, bench);
}

/** The arguments of a call are options. */
function named(draft: Draft): Draft {
  return draft.kind === 'object' ? { ...draft, names: true } : draft;
}

/** How keys are written in an object that has names of options for keys. */
export function bareKeys<S extends Style>(style: S, draft: Draft): S {
  return draft.kind === 'object' && draft.names ? { ...style, keyQuote: '' } : style;
}

const CANNOT: Readonly<Record<Draft['kind'], string>> = {
  literal: 'write this literal',
  verbatim: 'write this value',
  member: 'read a member of a value',
  template: 'put texts together',
  object: 'write an object',
  list: 'write a list',
  imported: 'import a name',
  call: 'call a function',
  method: 'call a method',
  encoded: 'encode a value',
  environment: 'read the environment',
};

function orFail(doc: Doc | undefined, { kind }: Draft, { writing }: Bench): Doc {
  if (doc === undefined) writing.problems.push(`${writing.page.dialect.name} cannot ${CANNOT[kind]}`);
  return doc ?? '';
}

function localName(imported: { module: string; name: string }, { writing, at }: Bench): string {
  writing.imports.push({ ...imported, at });
  return writing.localName(imported, at);
}

function buildLiteral(value: string | number | boolean | null, { writing, style }: Bench): string {
  const { dialect } = writing.page;
  return typeof value === 'string' ? dialect.text(value, style.quote) : dialect.literal(value);
}

function buildVerbatim(value: Value, slot: Slot, bench: Bench): Doc {
  const { writing } = bench;
  if (isHere(writing, value.at)) {
    const isKnown = writing.page.dialect.reaches?.(value.at.span, bench.at) ?? true;
    if (!isKnown) writing.problems.push('a value it needs means something only where it stands');
    const doc = move(value.at.span, writing);
    return writing.page.dialect.fits(value, slot) ? doc : ['(', doc, ')'];
  }
  const copy = copyOf(value, writing.page.dialect);
  if (copy) return build(copy, slot, bench);
  writing.problems.push(`its value stands in ${value.at.file} and means something only there`);
  return '';
}

/** A value of another file as a draft, where it means the same here. */
function copyOf(value: Value, dialect: Dialect): Draft | undefined {
  if (value.kind === 'text') return { kind: 'literal', value: value.text };
  if (value.kind === 'number' || value.kind === 'boolean') return { kind: 'literal', value: value.value };
  if (value.kind === 'null') return { kind: 'literal', value: null };
  if (value.kind === 'list') {
    const items = value.items.map((item) => (item.kind === 'spread' ? undefined : copyOf(item, dialect)));
    return items.every((item) => item !== undefined) ? { kind: 'list', items } : undefined;
  }
  if (value.kind !== 'object') return dialect.portable(value);
  const entries = value.entries.map((entry): DraftEntry | undefined => {
    if (entry.kind === 'spread' || entry.key === undefined) return undefined;
    const copy = copyOf(entry.value, dialect);
    return copy && { key: entry.key, value: copy };
  });
  return entries.every((entry) => entry !== undefined) ? { kind: 'object', entries } : undefined;
}

function move(span: Span, writing: Writing): Doc {
  writing.moved.push(span);
  return { move: span };
}

function buildTemplate(draft: Extract<Draft, { kind: 'template' }>, bench: Bench): Doc {
  const parts = draft.parts.filter((part) => part !== '');
  const texts = parts.filter((part) => typeof part === 'string');
  if (texts.length === parts.length) return buildLiteral(texts.join(''), bench);
  const holes = parts.map((part) =>
    typeof part === 'string' ? part : { hole: buildVerbatim(part, 'hole', bench) },
  );
  return orFail(bench.writing.page.dialect.template(holes), draft, bench);
}

function buildEncoded(draft: Extract<Draft, { kind: 'encoded' }>, bench: Bench): Doc {
  const { dialect } = bench.writing.page;
  const literal = literalOf(draft.of, bench.writing);
  const isData = draft.of.kind === 'object' || draft.of.kind === 'list';
  if (literal && !(isData && dialect.encode(''))) return buildLiteral(JSON.stringify(literal.value), bench);
  return orFail(dialect.encode(build(draft.of, 'argument', bench)), draft, bench);
}

function buildGroup(draft: Extract<Draft, { kind: 'object' | 'list' }>, bench: Bench): Doc {
  const { base } = draft;
  if (base && base.kind === draft.kind && isHere(bench.writing, base.at)) {
    bench.reshape(draft, bench.writing);
    return move(base.at.span, bench.writing);
  }
  if (draft.kind === 'object') {
    const inner = { ...bench, style: bareKeys(bench.style, draft), bare: draft.names === true };
    const items = draft.entries.map((entry) => buildEntry(entry, inner));
    return { open: '{', close: '}', padded: bench.style.padded, items };
  }
  const items = draft.items.map((item) => buildItem(item, bench));
  return { open: '[', close: ']', padded: false, items };
}

/** One new element of a list. */
export function buildItem(draft: Draft, bench: Bench): Item {
  return { doc: build(draft, 'item', bench), carries: carriedBy(draft, bench) };
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
  if (isHere(writing, keep.at)) {
    return { doc: move(keep.at.span, writing), carries: carry(keep.at.span, writing) };
  }
  const value: Draft = { kind: 'verbatim', value: keep.kind === 'entry' ? keep.value : keep.of };
  if (keep.kind === 'entry' && keep.key !== undefined) return buildKeyed({ key: keep.key, value }, bench);
  writing.problems.push(`an entry of ${keep.at.file} means something only there`);
  return { doc: '' };
}

type Keyed = Extract<DraftEntry, { key: string }>;

function buildKeyed({ key, value, from }: Keyed, bench: Bench): Item {
  const { writing, style } = bench;
  const own = from && isHere(writing, from.at) && !writing.used.has(from) ? from : undefined;
  if (own) writing.used.add(own);
  if (own && keepsSource(own, key, value)) {
    editEntry(own, key, value, bench);
    return { doc: move(own.at.span, writing), carries: carry(own.at.span, writing) };
  }
  const doc = build(value, 'entry', bench);
  const carries = own ? carry(own.at.span, writing) : carriedBy(value, bench);
  return { doc: [writing.page.dialect.key(key, style), style.colon, doc], carries };
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
export function editEntry(entry: Entry, key: string, value: Draft, { writing, reshape, bare }: Bench): void {
  const { span } = entry.keyAt;
  if (key !== entry.key) {
    const { text, dialect } = writing.page;
    const first = text[span.start] ?? '';
    const keyQuote = !bare && dialect.quotes.includes(first) ? first : '';
    const style = { ...styleAt(writing.page, entry.at.span), keyQuote };
    writing.edits.push({ ...span, text: dialect.key(key, style) });
  }
  if (value.kind !== 'verbatim') reshape(value, writing);
}
