import type { Spelled } from './strings.js';

/** How escapes are read in a literal: not at all, as bytes have them, or as texts have them. */
export type Escapes = 'raw' | 'bytes' | 'text';

const PLAIN: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** `\x41`, `\101`; the rest in texts only. */
const CODES = /\\(?:x([\da-fA-F]{2})|([0-7]{1,3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|N\{([^}]*)\})/y;

/** Characters that stand for themselves. */
const RUN = /[^\\\r]+/y;
const RAW_RUN = /[^\r]+/y;

/**
 * What a stretch of source spells, escapes undone; a piece is one character, or several that stand for themselves. A line
 * break is one `\n` however it is written.
 */
export function unescaped(source: string, start: number, end: number, escapes: Escapes): readonly Spelled[] {
  const inside = source.slice(start, end);
  const found: Spelled[] = [];
  for (let index = 0; index < inside.length; ) {
    const isEscape = inside[index] === '\\' && escapes !== 'raw';
    const [text, length] = isEscape ? escaped(inside, index, escapes) : plain(inside, index, escapes);
    found.push({ text, start: start + index, end: start + index + length });
    index += length;
  }
  return found;
}

function plain(source: string, index: number, escapes: Escapes): [string, number] {
  if (source.startsWith('\r\n', index)) return ['\n', 2];
  const run = escapes === 'raw' ? RAW_RUN : RUN;
  run.lastIndex = index;
  const text = run.exec(source)?.[0] ?? source[index] ?? '';
  return [text, text.length];
}

/** The same, character by character. */
export function characters(pieces: readonly Spelled[]): readonly Spelled[] {
  return pieces.flatMap((piece) => {
    if (piece.text.length < 2 || piece.end - piece.start !== piece.text.length) return [piece];
    return Array.from({ length: piece.text.length }, (_, index) => {
      const start = piece.start + index;
      return { text: piece.text[index] ?? '', start, end: start + 1 };
    });
  });
}

function escaped(source: string, index: number, escapes: Escapes): [string, number] {
  if (source.startsWith('\r\n', index + 1)) return ['', 3];
  const simple = PLAIN[source[index + 1] ?? ''];
  if (simple !== undefined) return [simple, 2];
  const code = coded(source, index, escapes);
  // An escape that Python does not know stays as it is written.
  return code ?? ['\\', 1];
}

function coded(source: string, index: number, escapes: Escapes): [string, number] | undefined {
  CODES.lastIndex = index;
  const [whole, hex, octal, short, long, name] = CODES.exec(source) ?? [];
  if (whole === undefined) return undefined;
  if (hex !== undefined) return [String.fromCodePoint(Number.parseInt(hex, 16)), whole.length];
  if (octal !== undefined) return [String.fromCodePoint(Number.parseInt(octal, 8)), whole.length];
  if (escapes === 'bytes') return undefined;
  // Names of characters are a long list: what stands there is not said.
  if (name !== undefined) return ['\uFFFD', whole.length];
  const code = Number.parseInt(short ?? long ?? '', 16);
  return code <= 0x10ffff ? [String.fromCodePoint(code), whole.length] : undefined;
}
