import type { Dialect, Doc, Slot } from '../dialect.js';
import { type Span, sameSpan, within } from '../edit.js';
import type { Draft, DraftEntry } from '../site.js';
import type { ObjectValue, Value } from '../value.js';
import { buildArguments } from './arguments.js';
import { buildEntry, buildItem } from './entries.js';
import { literalOf } from './literal.js';
import { namedStyle, type Style } from './style.js';
import { isHere, type Writing } from './writing.js';

/**
 * Edits an object or list where it stands; given by reshape.ts, which builds drafts in its turn. `named` says whether an object
 * becomes arguments given by name; undefined: it stays what it is.
 */
export type Reshape = (draft: Draft, writing: Writing, named?: boolean) => void;

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
    case 'call':
      return buildCall(localName(draft.callee, bench), draft, bench);
    case 'method':
      return buildMethod(draft, bench);
    case 'encoded':
      return buildEncoded(draft, bench);
    case 'environment':
      return buildEnvironment(draft, bench);
  }
}

function buildMethod(draft: Draft & { kind: 'method' }, bench: Bench): Doc {
  const of = 'kind' in draft.of ? buildVerbatim(draft.of, 'receiver', bench) : draft.of.name;
  return buildCall([of, '.', draft.name], draft, bench);
}

function buildCall(callee: Doc, draft: Draft & { kind: 'call' | 'method' }, bench: Bench): Doc {
  const { dialect } = bench.writing.page;
  if (dialect.keywords) return [callee, buildArguments(draft.args, bench)];
  const args = draft.args.map((argument) => build(named(argument), 'argument', bench));
  return orFail(dialect.call(callee, args), draft, bench);
}

function buildEnvironment(draft: Draft & { kind: 'environment' }, bench: Bench): Doc {
  const { dialect } = bench.writing.page;
  const module = dialect.modules ? localName(dialect.modules.environment, bench) : '';
  return orFail(dialect.environment(draft.name, bench.style, module), draft, bench);
}

/** The arguments of a call are options. */
export function named(draft: Draft): Draft {
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

/** What a dialect makes of a draft; a problem when it has no such thing. */
export function orFail(doc: Doc | undefined, { kind }: Draft, { writing }: Bench): Doc {
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
  const { keywords } = writing.page.dialect;
  if (value.kind === 'object' && slot !== 'argument' && isHere(writing, value.at)) {
    // Arguments given by name are no value of their own elsewhere.
    if (keywords?.standAt(value.at.span)) return build(wholly(value), slot, bench);
  }
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

/** An object with all its entries, to be written in another way. */
export function wholly(base: ObjectValue): Draft & { kind: 'object' } {
  return { kind: 'object', base, entries: base.entries.map((keep) => ({ keep })), names: true };
}

/** Source that comes from elsewhere. */
export function move(span: Span, writing: Writing): Doc {
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
  return orFail(bench.writing.page.dialect.template(holes, bench.style), draft, bench);
}

function buildEncoded(draft: Extract<Draft, { kind: 'encoded' }>, bench: Bench): Doc {
  const { dialect, strings } = bench.writing.page;
  const literal = literalOf(draft.of, bench.writing);
  const isData = draft.of.kind === 'object' || draft.of.kind === 'list';
  // Where a literal stood, no import has to come with another one.
  const isLiteral = dialect.modules !== undefined && strings.some((span) => sameSpan(span, bench.at));
  if (literal && (isLiteral || !(isData && dialect.encode('', '')))) {
    return buildLiteral(JSON.stringify(literal.value), bench);
  }
  const module = dialect.modules ? localName(dialect.modules.encode, bench) : '';
  return orFail(dialect.encode(build(draft.of, 'entry', bench), module), draft, bench);
}

function buildGroup(draft: Extract<Draft, { kind: 'object' | 'list' }>, bench: Bench): Doc {
  const { base } = draft;
  const { writing } = bench;
  if (base && base.kind === draft.kind && isHere(writing, base.at)) {
    const moved = moveBase(draft, false, bench);
    if (moved) return moved;
  }
  if (draft.kind === 'object') {
    const style = bareKeys(namedStyle(bench.style, false, writing.page, bench.at), draft);
    const inner = { ...bench, style, bare: draft.names === true };
    const items = draft.entries.map((entry) => buildEntry(entry, inner));
    return { open: '{', close: '}', padded: bench.style.padded, items };
  }
  const items = draft.items.map((item) => buildItem(item, bench));
  return { open: '[', close: ']', padded: false, items };
}

/** The object or list a draft is made of, edited and moved with its brackets; they become those of arguments or of an object. */
export function moveBase(draft: Draft, asArguments: boolean, bench: Bench): Doc | undefined {
  const base = draft.kind === 'object' || draft.kind === 'list' ? draft.base : undefined;
  const { writing } = bench;
  const { keywords } = writing.page.dialect;
  if (!base || !isHere(writing, base.at)) return undefined;
  if (!keywords || base.kind !== 'object') {
    bench.reshape(draft, writing);
    return move(base.at.span, writing);
  }
  const isNamed = keywords.standAt(base.at.span);
  const brackets = isNamed ? keywords.shell(base.at.span)?.brackets : base.at.span;
  if (brackets && isNamed && within(bench.at, brackets)) return undefined;
  if (!brackets || !/[({]/.test(writing.page.text[brackets.start] ?? '')) return undefined;
  if (isNamed !== asArguments) {
    const [open, close] = asArguments ? ['(', ')'] : ['{', '}'];
    writing.edits.push({ start: brackets.start, end: brackets.start + 1, text: open });
    writing.edits.push({ start: brackets.end - 1, end: brackets.end, text: close });
  }
  bench.reshape(draft, writing, asArguments);
  return move(brackets, writing);
}
