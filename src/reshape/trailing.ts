import { clean } from './clean.js';
import { placeFresh } from './fresh.js';
import type { Stretch } from './shape.js';
import type { Token } from './tokens.js';

/** Writes a stretch of an object whose commas stand after its elements. */
export function writeTrailing(stretch: Stretch): void {
  const { left, right, fresh, tokens, shape } = stretch;
  const follows = fresh.length > 0 || right !== undefined;
  const own = left ? ownComma(tokens) : undefined;
  for (const token of tokens) if (token.kind === 'comma') token.dropped = true;
  const wantsComma = left !== undefined && (follows || shape.endsInComma);
  if (own) own.dropped = !wantsComma;
  else if (wantsComma) tokens[0]?.put.push(',');
  if (fresh.length) placeFresh(stretch);
  clean(stretch);
}

/** The comma of the element on the left: the first there is, unless an element that goes comes before it. */
function ownComma(tokens: readonly Token[]): Token | undefined {
  const first = tokens.find(({ kind }) => kind === 'comma' || kind === 'gone');
  return first?.kind === 'comma' ? first : undefined;
}
