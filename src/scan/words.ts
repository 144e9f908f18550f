/** A word to look for. */
export interface Word {
  readonly bytes: Buffer;
  /** No letter, digit or underscore may follow. */
  readonly whole: boolean;
  /** The bits that say that it was found. */
  readonly bits: number;
}

/**
 * Looks for all words at once in the first `length` bytes and returns the bits of those it found; once it has any of `enough`, it
 * stops. (A length, because a view of the buffer for every file would keep the garbage collector busy.)
 */
export type FindWords = (bytes: Buffer, length: number, enough: number) => number;

/** Shorter words are looked for one by one. */
const SHORTEST = 3;

/** Makes a search for words: one pass over the bytes, however many words there are. */
export function finderOf(words: readonly Word[]): FindWords {
  const short = words.filter(({ bytes }) => bytes.length < SHORTEST);
  const long = words.filter(({ bytes }) => bytes.length >= SHORTEST);
  const findLong: FindWords = long.length ? pass(tablesOf(long)) : () => 0;
  if (!short.length) return findLong;
  return (bytes, length, enough) => {
    const stretch = bytes.subarray(0, length);
    const found = short.reduce((bits, word) => (stretch.includes(word.bytes) ? bits | word.bits : bits), 0);
    return found & enough ? found : found | findLong(bytes, length, enough);
  };
}

interface Tables {
  /** As long as the shortest word. */
  readonly window: number;
  /** For the pair of bytes under the end of the window: how far it can move without passing the start of a word. */
  readonly moves: Uint8Array;
  /** For the pair of bytes under its start: whether a word starts with it. */
  readonly starts: Uint8Array;
  /** Words by the pair under the end of a window that stands on their start. */
  readonly byPair: ReadonlyMap<number, readonly Word[]>;
}

/** After Wu and Manber, "A fast algorithm for multi-pattern searching" (1994). */
function tablesOf(words: readonly Word[]): Tables {
  const window = Math.min(255, ...words.map(({ bytes }) => bytes.length));
  const moves = new Uint8Array(1 << 16).fill(window - 1);
  const starts = new Uint8Array(1 << 16);
  const byPair = new Map<number, Word[]>();
  for (const word of words) {
    starts[pairAt(word.bytes, 1)] = 1;
    for (let end = 1; end < window; end += 1) {
      const pair = pairAt(word.bytes, end);
      moves[pair] = Math.min(moves[pair] ?? 0, window - 1 - end);
    }
    const last = pairAt(word.bytes, window - 1);
    byPair.set(last, [...(byPair.get(last) ?? []), word]);
  }
  return { window, moves, starts, byPair };
}

/**
 * Two windows move over the two halves of the bytes in one loop: each step waits for the table, and two can wait together
 * (measured: a third less time).
 */
function pass(tables: Tables): FindWords {
  const { window, moves } = tables;
  return (bytes, length, enough) => {
    let found = 0;
    let low = window - 1;
    const middle = (length >> 1) + low;
    let high = middle;
    while (low < middle && high < length) {
      const lowMove = moves[((bytes[low - 1] ?? 0) << 8) | (bytes[low] ?? 0)] ?? 1;
      const highMove = moves[((bytes[high - 1] ?? 0) << 8) | (bytes[high] ?? 0)] ?? 1;
      if (lowMove === 0) found |= bitsAt(bytes, low, length, tables);
      if (highMove === 0) found |= bitsAt(bytes, high, length, tables);
      if (found & enough) return found;
      low += lowMove || 1;
      high += highMove || 1;
    }
    found |= rest(bytes, low, Math.min(middle, length), length, tables);
    return found | rest(bytes, high, length, length, tables);
  };
}

function rest(bytes: Buffer, from: number, to: number, length: number, tables: Tables): number {
  let found = 0;
  for (let end = from; end < to; ) {
    const move = tables.moves[pairAt(bytes, end)] ?? 1;
    if (move === 0) found |= bitsAt(bytes, end, length, tables);
    end += move || 1;
  }
  return found;
}

/** The bits of the words that stand where the window that ends there starts. */
function bitsAt(bytes: Buffer, end: number, length: number, { window, starts, byPair }: Tables): number {
  const start = end - window + 1;
  if (starts[pairAt(bytes, start + 1)] === 0) return 0;
  let bits = 0;
  for (const word of byPair.get(pairAt(bytes, end)) ?? []) {
    if (standsAt(word, bytes, start, length)) bits |= word.bits;
  }
  return bits;
}

function standsAt(word: Word, bytes: Buffer, start: number, length: number): boolean {
  const end = start + word.bytes.length;
  if (end > length || word.bytes.compare(bytes, start, end) !== 0) return false;
  return !word.whole || end === length || !isWordByte(bytes[end] ?? 0);
}

function isWordByte(byte: number): boolean {
  return /\w/.test(String.fromCharCode(byte));
}

function pairAt(bytes: Buffer, end: number): number {
  return ((bytes[end - 1] ?? 0) << 8) | (bytes[end] ?? 0);
}
