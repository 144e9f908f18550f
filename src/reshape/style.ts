import type { Notation, Page } from '../dialect.js';
import type { Span } from '../edit.js';
import type { ObjectValue, Value } from '../value.js';

/** How new text is laid out around a place. */
export interface Style extends Notation {
  /** Between two elements on one line. */
  readonly comma: string;
  /** `{ a }` rather than `{a}`. */
  readonly padded: boolean;
  /** Whether a group over several lines ends in a comma. */
  readonly trailing: boolean;
  /** One step of indentation. */
  readonly unit: string;
}

/** The white space that the line of an offset begins with. */
export function indentation(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, start + 400))?.[0] ?? '';
}

/** Where the line of an offset begins; a byte order mark is no part of it. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** Whether nothing but white space stands before an offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset));
}

/** The line break used around an offset: of its own line, else of the one before. */
export function lineBreakAt(text: string, offset: number): string {
  const next = text.indexOf('\n', offset);
  const at = next < 0 ? text.lastIndexOf('\n', offset) : next;
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** The column an offset stands at, tabs counted as four. */
export function columnOf(text: string, offset: number): number {
  return text.slice(lineStart(text, offset), offset).replaceAll('\t', '    ').length;
}

/** The style around a span, with what the neighbours in `base` show. */
export function styleAt(page: Page, span: Span, base?: Value): Style {
  const whole = wholeStyle(page, span);
  if (base?.kind !== 'object' && base?.kind !== 'list') return whole;
  const unit = unitWithin(page.text, base) ?? whole.unit;
  return base.kind === 'object' ? { ...whole, unit, ...notationOf(page, base, whole) } : { ...whole, unit };
}

/** The style of another kind of object: arguments given by name, or one with brackets of its own. */
export function namedStyle<S extends Style>(style: S, named: boolean, page: Page, span: Span): S {
  if (!page.dialect.keywords || (style.named === true) === named) return style;
  const { colon } = wholeStyle(page, span);
  return { ...style, keyQuote: '', colon: named ? '=' : colon, named };
}

function wholeStyle(page: Page, span: Span): Style {
  const { text, dialect } = page;
  const isDense = dialect.keywords ? isTightAt(text, span) : isDenseAt(text, span);
  const quote = quoteNear(page, span);
  return {
    quote: dialect.quoteAt?.(span, quote) ?? quote,
    keyQuote: '',
    colon: isDense ? ':' : ': ',
    comma: isDense ? ',' : ', ',
    padded: !isDense && isPadded(text, dialect.habits?.padded ?? true),
    trailing: dialect.trailingCommas && endsInCommas(text, dialect.habits?.trailing ?? false),
    unit: page.unit ?? unitOf(text),
  };
}

/** Whether a span, or the line of one that has no colons itself, is written without any white space after colons. */
function isDenseAt(text: string, { start, end }: Span): boolean {
  const inside = text.slice(start, end);
  const line = /^[^\n]*/.exec(text.slice(lineStart(text, start)))?.[0] ?? '';
  const written = inside.includes(':') ? inside : line;
  // What texts hold ("node:fs") says nothing.
  const source = written.replace(/(["'`])(?:\\.|(?!\1)[^\\\n])*\1/g, '""');
  return /["\w]:["\w[{]/.test(source) && !/["\w]\s*:\s/.test(source);
}

/** The same, told by commas as well, where colons stand for more than entries. */
function isTightAt(text: string, { start, end }: Span): boolean {
  const inside = text.slice(start, end);
  const line = /^[^\n]*/.exec(text.slice(lineStart(text, start)))?.[0] ?? '';
  const written = /[,:]/.test(inside) ? inside : line;
  const source = written.replace(/(["'])(?:\\.|(?!\1)[^\\\n])*\1/g, '""');
  return /,[^\s)\]}]|"":\S/.test(source) && !/, |"":\s/.test(source);
}

function isPadded(text: string, otherwise: boolean): boolean {
  const padded = text.match(/\{ [^\s}]/g)?.length ?? 0;
  const tight = text.match(/[^$]\{["'\w[][^{}\n]*\}/g)?.length ?? 0;
  return padded === tight ? otherwise : padded > tight;
}

function endsInCommas(text: string, otherwise: boolean): boolean {
  const comma = text.match(/,[ \t]*(?:(?:\/\/|#)[^\n]*)?\r?\n\s*[}\])]/g)?.length ?? 0;
  const none = text.match(/[\w"'`}\])][ \t]*\r?\n\s*[}\]][ \t]*[,)\]}\n\r]/g)?.length ?? 0;
  return comma === none ? otherwise : comma > none;
}

/** The quote most used in a span, else in the file. */
export function quoteNear(page: Page, span: Span): string {
  const inside = page.strings.filter(({ start, end }) => span.start <= start && end <= span.end);
  return usual(page, inside) ?? usual(page, page.strings) ?? page.dialect.quotes[0] ?? '"';
}

function usual({ text, dialect }: Page, strings: readonly Span[]): string | undefined {
  const counts = dialect.quotes.map((quote) => strings.filter(({ start }) => text[start] === quote).length);
  const most = Math.max(...counts);
  return most > 0 ? dialect.quotes[counts.indexOf(most)] : undefined;
}

/** One step of indentation of a file: tabs, or the most usual small step from line to line. */
function unitOf(text: string): string {
  const steps = new Map<string, number>();
  let before = '';
  for (const line of text.split('\n')) {
    const indent = /^[ \t]*(?=[^\s*])/.exec(line)?.[0];
    if (indent === undefined) continue;
    if (indent.startsWith(before) && indent.length > before.length) {
      const step = indent.slice(before.length);
      if (step.length <= 8) steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    before = indent;
  }
  return [...steps].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '  ';
}

/** One step of indentation as an object or list shows it. */
function unitWithin(text: string, base: Value): string | undefined {
  const first = elementsOf(base).find(({ start }) => isFirstOnLine(text, start));
  if (!first) return undefined;
  const outer = indentation(text, base.at.span.start);
  const inner = indentation(text, first.start);
  const step = inner.startsWith(outer) ? inner.slice(outer.length) : '';
  return step.length > 0 && step.length <= 8 ? step : undefined;
}

/** The spans of an object's entries or a list's items. */
export function elementsOf(base: Value): readonly Span[] {
  if (base.kind === 'object') return base.entries.map(({ at }) => at.span);
  return base.kind === 'list' ? base.items.map(({ at }) => at.span) : [];
}

/** Keys, colons and commas as the entries of an object have them. */
function notationOf({ text, dialect }: Page, base: ObjectValue, whole: Style): Partial<Style> {
  const pairs = base.entries.flatMap((entry) => (entry.kind === 'entry' && !entry.shorthand ? [entry] : []));
  const plain = pairs.filter(({ keyAt, value }) => keyAt.span.end <= value.at.span.start);
  const named = dialect.keywords?.standAt(base.at.span) === true;
  if (!plain.length) return named ? { colon: '=', named } : {};
  const quotes = plain.map(({ keyAt }) => text[keyAt.span.start] ?? '');
  const allQuoted = quotes.every((quote) => dialect.quotes.includes(quote));
  const colons = plain.map(({ keyAt, value }) => text.slice(keyAt.span.end, value.at.span.start));
  const colon = colons.find((between) => /^[^\S\r\n]*[:=][^\S\r\n]*$/.test(between)) ?? whole.colon;
  const gaps = base.entries
    .slice(1)
    .map(({ at }, index) => text.slice(base.entries[index]?.at.span.end, at.span.start));
  const comma = gaps.length
    ? gaps.every((gap) => gap === ',')
      ? ','
      : ', '
    : named
      ? whole.comma
      : /\s$/.test(colon)
        ? ', '
        : ',';
  const { start, end } = base.at.span;
  const padded = text.slice(start, end).includes('\n') ? whole.padded : /\s/.test(text[start + 1] ?? '');
  return { keyQuote: allQuoted ? (quotes[0] ?? '') : '', colon, comma, padded, ...(named && { named }) };
}
