import type { Dialect, Notation, Slot } from '../../dialect.js';
import type { Span } from '../../edit.js';
import { lineBreakAt } from '../../reshape/style.js';
import type { Draft } from '../../site.js';
import type { Value } from '../../value.js';
import type { Source } from './source.js';
import { keywordsIn, listFrame } from './spell-keywords.js';
import { namesReach } from './spell-names.js';
import { nodeAround, nodesAt } from './spell-nodes.js';
import { fitsIn, seatOf } from './spell-seat.js';
import { spellTemplate } from './spell-template.js';
import { cookedUnit, escaped, formOf, plainForm, quoted, writtenIn } from './spell-text.js';
import { around } from './tree.js';

/** How Python writes drafts in one file. */
export function pythonDialect(source: Source): Dialect {
  return {
    name: 'Python',
    comments: [{ open: '#' }],
    quotes: ['"', "'"],
    trailingCommas: true,
    text: quoted,
    escaped: (text, quote) => escaped(text, plainForm(quote)) ?? '',
    cooked: (unit) => cookedUnit(unit),
    key: (key, { keyQuote, quote }) => quoted(key, keyQuote || quote),
    literal: literalSource,
    spread: (of) => ['**', of],
    member: (of, name, notation) => [of, access(name, notation)],
    template: (parts, { quote }) => spellTemplate(parts, quote, source),
    imported: (local) => local,
    call: () => undefined,
    modules: { environment: { module: 'os', name: '*' }, encode: { module: 'json', name: '*' } },
    environment: (name, { quote }, module) => `${module}.environ.get(${quoted(name, quote)})`,
    encode: (of, module) => [`${module}.dumps(`, of, ')'],
    fits: (value: Value, slot: Slot) => fitsIn(value, slot, source),
    reaches: (from, to) => namesReach(from, to, source),
    seat: (span, doc, draft) => seatOf(span, doc, draft, source),
    portable,
    keywords: keywordsIn(source),
    habits: { width: widthOf(source.text), padded: false, trailing: true },
    frame: (base, count) => listFrame(base, count, source),
    quoteAt: (span, quote) => quoteAt(span, quote, source),
    written: (span) => writtenAt(span, source),
  };
}

/** The line length a file keeps to; at least black's. */
function widthOf(text: string): number {
  const longest = text.split('\n').reduce((most, line) => Math.max(most, line.length), 0);
  return longest > 88 && longest <= 120 ? longest : 88;
}

function literalSource(value: number | boolean | null): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Number.isFinite(value)
    ? String(value)
    : `float("${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}")`;
}

/** What is read of a new object is read of a dict. */
function access(name: string, { quote }: Notation): string {
  return `[${quoted(name, quote)}]`;
}

/** `os.environ["X"]` of another file. */
function portable(value: Value): Draft | undefined {
  const origin = value.kind === 'member' || value.kind === 'call' ? value.origin : undefined;
  const [object, name, ...more] = origin?.path ?? [];
  const isEnvironment = origin?.module === 'os' && object === 'environ' && !more.length;
  if (isEnvironment && name !== undefined && value.kind === 'member') return { kind: 'environment', name };
  const followed = value.kind === 'call' ? value.target() : undefined;
  const options = followed?.kind === 'choice' ? followed.options : followed ? [followed] : [];
  const [only] = options;
  return only?.kind === 'member' && options.length === 1 ? portable(only) : undefined;
}

/** Inside a hole of an f-string its own quote would end it before Python 3.12. */
function quoteAt(span: Span, quote: string, { root, text }: Source): string {
  const hole = around(nodeAround(root, span), 'interpolation');
  const string = hole && around(hole, 'string');
  const isInside = hole && hole.start < span.start + 1 && hole.end > span.end;
  const outer = string && isInside ? formOf(text.slice(string.start, string.start + 8))?.quote : undefined;
  if (outer !== quote) return quote;
  return quote === '"' ? "'" : '"';
}

function writtenAt(span: Span, { root, text }: Source): ReturnType<NonNullable<Dialect['written']>> {
  const node = nodesAt(root, span).find(({ type }) => type === 'string');
  if (!node || node.children.some(({ type }) => type === 'interpolation')) {
    return 'the text is not written as one literal here';
  }
  return writtenIn(text.slice(span.start, span.end), span, lineBreakAt(text, span.start));
}
