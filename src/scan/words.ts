import type { Group, Search } from './marks.js';

/** Up to here one search for each word is faster than one for all of them. */
const MOST_ONE_BY_ONE = 3;

/** The search for files that hold one of the words. */
export function searchForWords(words: readonly string[]): Search {
  const needles = [...new Set(words)].filter(Boolean).map((word) => Buffer.from(word));
  const long = needles.filter(({ length }) => length > 2);
  const together = long.length > MOST_ONE_BY_ONE ? long : [];
  const groups = needles.filter((needle) => !together.includes(needle)).map(oneOf);
  if (together.length) groups.push(anyOf(together));
  const alternatives = [[(bytes: Buffer) => groups.some((group) => group(bytes))]];
  const longest = Math.max(1, ...needles.map(({ length }) => length));
  return { alternativesFor: () => alternatives, overlap: 2 * longest };
}

function oneOf(needle: Buffer): Group {
  return (bytes) => bytes.indexOf(needle) !== -1;
}

/**
 * Looks for any of many words in one pass (Wu and Manber): the pair of bytes under the end of a window as long as the shortest
 * word says how far the window can move without passing the start of a word; where it cannot, words with that pair are compared.
 */
function anyOf(needles: readonly Buffer[]): Group {
  const window = Math.min(255, ...needles.map(({ length }) => length));
  const moves = new Uint8Array(1 << 16).fill(window - 1);
  const byPair = new Map<number, Buffer[]>();
  for (const needle of needles) {
    for (let end = 1; end < window; end += 1) {
      const pair = pairAt(needle, end);
      moves[pair] = Math.min(moves[pair] ?? 0, window - 1 - end);
    }
    const last = pairAt(needle, window - 1);
    byPair.set(last, [...(byPair.get(last) ?? []), needle]);
  }
  return (bytes) => {
    for (let end = window - 1; end < bytes.length; ) {
      const move = moves[pairAt(bytes, end)] ?? 1;
      if (move === 0 && standsBefore(bytes, end, window, byPair)) return true;
      end += move || 1;
    }
    return false;
  };
}

function pairAt(bytes: Buffer, end: number): number {
  return ((bytes[end - 1] ?? 0) << 8) | (bytes[end] ?? 0);
}

function standsBefore(
  bytes: Buffer,
  end: number,
  window: number,
  byPair: ReadonlyMap<number, readonly Buffer[]>,
): boolean {
  const start = end - window + 1;
  const words = byPair.get(pairAt(bytes, end)) ?? [];
  return words.some(
    (word) => start + word.length <= bytes.length && word.compare(bytes, start, start + word.length) === 0,
  );
}
