import type { Written } from '../../dialect.js';
import type { Span } from '../../edit.js';

/** How a string literal is written: its prefix and quotes, and what they mean. */
export interface Form {
  readonly prefix: string;
  /** `"`, `'`, `"""` or `'''`. */
  readonly quote: string;
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  /** Braces are doubled. */
  readonly isFormat: boolean;
}

/** The form of a literal, told by how it begins; undefined when it is none. */
export function formOf(source: string): Form | undefined {
  const match = /^([a-zA-Z]{0,2})("""|'''|"|')/.exec(source);
  if (!match) return undefined;
  const [, prefix = '', quote = '"'] = match;
  const has = (letter: string): boolean => prefix.toLowerCase().includes(letter);
  return { prefix, quote, isRaw: has('r'), isBytes: has('b'), isFormat: has('f') };
}

/** A plain form with some quote. */
export function plainForm(quote: string, isFormat = false): Form {
  return { prefix: isFormat ? 'f' : '', quote, isRaw: false, isBytes: false, isFormat };
}

/** A text in quotes: those given, unless the others need fewer escapes. */
export function quoted(text: string, quote: string): string {
  const other = quote === '"' ? "'" : '"';
  const count = (mark: string): number => text.split(mark).length;
  const best = count(quote) > count(other) ? other : quote;
  return best + (escaped(text, plainForm(best)) ?? '') + best;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text as it stands between the quotes of a form; undefined when it cannot stand there. */
export function escaped(text: string, form: Form, eol = '\\n'): string | undefined {
  if (form.isBytes && /[^\0-\x7f]/.test(text)) return undefined;
  const braced = form.isFormat ? text.replace(/[{}]/g, '$&$&') : text;
  if (form.isRaw) return rawly(braced, form, eol);
  const isTriple = form.quote.length === 3;
  const plain = braced
    .replace(/[\\\r\t]|\n/g, (character) =>
      character === '\n' && isTriple ? eol : (ESCAPES[character] ?? character),
    )
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\p{Cs}/gu, byCode);
  return withoutQuotes(plain, form.quote);
}

/** Quotes are escaped; in triple quotes only where they could end the literal. */
function withoutQuotes(text: string, quote: string): string {
  const mark = quote[0] ?? '"';
  if (quote.length === 1) return text.replaceAll(mark, `\\${mark}`);
  return text.replace(new RegExp(`^${mark}|${mark}$|(?<=${mark}${mark})${mark}`, 'g'), `\\${mark}`);
}

function rawly(text: string, { quote }: Form, eol: string): string | undefined {
  const mark = quote[0] ?? '"';
  const isLong = quote.length === 3;
  const ends = text.endsWith('\\') || text.includes(mark);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (ends || /[\0-\x08\x0b-\x1f\x7f]|\p{Cs}/u.test(text)) return undefined;
  if (text.includes('\n') && (!isLong || eol === '\\n')) return undefined;
  return text.replaceAll('\n', eol);
}

function byCode(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}

/** One character, brace or escape between quotes. */
const UNIT =
  /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|\r\n|[\s\S])|\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S]/g;
const BARE = /\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S]/g;
/** What no text means: what has it is never kept. */
const UNKNOWN = '\uFFFE\uFFFF\uFFFE';
const MEANS: Readonly<Record<string, string>> = {
  ...{ '\\\\': '\\', "\\'": "'", '\\"': '"', '\\a': '\x07', '\\b': '\b', '\\f': '\f' },
  ...{ '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\v': '\v', '\\\n': '', '\\\r\n': '' },
};

/** What one character or escape between plain quotes means. */
export function cookedUnit(unit: string, isBytes = false): string {
  if (!unit.startsWith('\\')) return unit === '\r\n' ? '\n' : unit;
  const known = MEANS[unit];
  if (known !== undefined) return known;
  const code = /^\\(?:x(..)|u(....)|U(.{8}))$/.exec(unit);
  const isWide = code?.[1] === undefined;
  if (code && !(isBytes && isWide)) {
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : UNKNOWN;
  }
  if (/^\\[0-7]{3}$/.test(unit)) return String.fromCharCode(Number.parseInt(unit.slice(1), 8));
  // A digit after a short one would become part of it.
  return /^\\(?:[0-7]|N\{)/.test(unit) ? UNKNOWN : unit;
}

/** A literal as retelling needs it. */
export function writtenIn(source: string, span: Span, eol: string): Written | string {
  const form = formOf(source);
  if (!form || !source.endsWith(form.quote)) return 'the text is not written as one literal here';
  const { prefix, quote, isRaw, isBytes, isFormat } = form;
  const inner = { start: span.start + prefix.length + quote.length, end: span.end - quote.length };
  const raw = source.slice(prefix.length + quote.length, -quote.length);
  const found = [...raw.matchAll(isRaw ? BARE : UNIT)].map(([unit]) => ({
    unit,
    means: isRaw ? (unit === '\r\n' ? '\n' : unit) : cookedUnit(unit, isBytes),
  }));
  const isLong = raw.includes('\n');
  const cooked: Form = { ...form, prefix: prefix.replace(/r/i, ''), isRaw: false };
  return {
    inner,
    units: isFormat ? withBraces(found) : found,
    escaped: (text) => escaped(text, form, isLong ? eol : '\\n'),
    anew: (text) => {
      const told = escaped(text, cooked, isLong ? eol : '\\n');
      return told === undefined ? undefined : `${cooked.prefix}${quote}${told}${quote}`;
    },
  };
}

type Unit = Written['units'][number];

/** Two braces mean one. */
function withBraces(units: readonly Unit[]): readonly Unit[] {
  const found: Unit[] = [];
  for (let index = 0; index < units.length; index += 1) {
    const unit = units[index];
    if (!unit) continue;
    const isBrace = /^[{}]$/.test(unit.unit) && units[index + 1]?.unit === unit.unit;
    found.push(isBrace ? { unit: unit.unit + unit.unit, means: unit.unit } : unit);
    if (isBrace) index += 1;
  }
  return found;
}
