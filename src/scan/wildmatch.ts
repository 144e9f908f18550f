/** Names of character classes in brackets, as git knows them, as ranges of a RegExp. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e',
  space: ' \\t-\\r',
  upper: 'A-Z',
  xdigit: '0-9a-fA-F',
};

/** A piece of a pattern: the source of a RegExp, and where the next piece starts. */
interface Piece {
  readonly source: string;
  readonly next: number;
}

/**
 * The source of a RegExp for a pattern in git's notation; undefined for one that can match nothing. Git compares bytes: pattern
 * and name are to be given one character a byte (`bytesOf`).
 */
export function wildmatchSource(pattern: string): string | undefined {
  let source = '';
  for (let at = 0; at < pattern.length; ) {
    const piece = pieceAt(pattern, at);
    if (!piece) return undefined;
    source += piece.source;
    at = piece.next;
  }
  return source;
}

/** A text with one character for each of its bytes. */
export function bytesOf(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII starts with them.
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}

function pieceAt(pattern: string, at: number): Piece | undefined {
  const char = pattern.charAt(at);
  if (char === '*') return starsAt(pattern, at);
  if (char === '?') return { source: '[^/]', next: at + 1 };
  if (char === '[') return bracketAt(pattern, at);
  if (char !== '\\') return { source: literal(char), next: at + 1 };
  return at + 1 < pattern.length ? { source: literal(pattern.charAt(at + 1)), next: at + 2 } : undefined;
}

/** Two stars that fill their part of the path stand for any number of directories; all others stay within a name. */
function starsAt(pattern: string, at: number): Piece {
  let next = at;
  while (pattern.charAt(next) === '*') next += 1;
  const fills = (at === 0 || pattern.charAt(at - 1) === '/') && /^(?:$|\\?\/)/.test(pattern.slice(next));
  if (next - at < 2 || !fills) return { source: '[^/]*', next };
  return pattern.charAt(next) === '/' ? { source: '(?:.*/)?', next: next + 1 } : { source: '.*', next };
}

function bracketAt(pattern: string, at: number): Piece | undefined {
  const negated = /[!^]/.test(pattern.charAt(at + 1));
  const start = at + (negated ? 2 : 1);
  let ranges = '';
  let next = start;
  while (next === start || pattern.charAt(next) !== ']') {
    const item = rangeAt(pattern, next);
    if (!item) return undefined;
    ranges += item.source;
    next = item.next;
  }
  return { source: `(?!/)[${negated ? '^' : ''}${ranges}]`, next: next + 1 };
}

/** One item of a bracket: a class, a range, or a character. */
function rangeAt(pattern: string, at: number): Piece | undefined {
  const named = /^\[:([^\]]*?):\]/.exec(pattern.slice(at));
  if (named) {
    const ranges = CLASSES[named[1] ?? ''];
    return ranges === undefined ? undefined : { source: ranges, next: at + named[0].length };
  }
  const from = memberAt(pattern, at);
  if (!from) return undefined;
  const isRange = pattern.charAt(from.next) === '-' && !/^(?:|\])$/.test(pattern.charAt(from.next + 1));
  const to = isRange ? memberAt(pattern, from.next + 1) : from;
  if (!to) return undefined;
  // In a range the wrong way round git still matches where it starts.
  const range = from.source < to.source ? `-${hex(to.source)}` : '';
  return { source: hex(from.source) + range, next: to.next };
}

function memberAt(pattern: string, at: number): Piece | undefined {
  const escaped = pattern.charAt(at) === '\\' ? 1 : 0;
  const source = pattern.charAt(at + escaped);
  return source === '' ? undefined : { source, next: at + escaped + 1 };
}

function literal(char: string): string {
  return /[\w/]/.test(char) ? char : hex(char);
}

function hex(char: string): string {
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
