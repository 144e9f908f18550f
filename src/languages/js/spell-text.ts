const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};
const MEANS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

/** A text as it stands between quotes or backticks. */
export function escapeFor(text: string, quote: string): string {
  const plain = text
    .replace(/[\\\n\r\t\b\f\v]/g, (character) => ESCAPES[character] ?? character)
    .replace(/[\p{Cc}\u2028\u2029]|\p{Cs}/gu, byCode);
  const inQuotes = plain.replaceAll(quote, `\\${quote}`);
  return quote === '`' ? inQuotes.replaceAll('${', '\\${') : inQuotes;
}

function byCode(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}

/** A text in quotes: those given, unless the others need fewer escapes. */
export function quoted(text: string, quote: string): string {
  const other = quote === '"' ? "'" : '"';
  const count = (mark: string): number => text.split(mark).length;
  const best = count(quote) > count(other) ? other : quote;
  return best + escapeFor(text, best) + best;
}

/** What one character or escape between quotes means. */
export function cookedUnit(unit: string): string {
  if (!unit.startsWith('\\')) return unit === '\r\n' ? '\n' : unit;
  const code = /^\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))$/.exec(unit);
  if (code) return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16));
  const character = unit.slice(1);
  if (/^(?:\r\n|[\n\r\u2028\u2029])$/.test(character)) return '';
  return MEANS[character] ?? character;
}
