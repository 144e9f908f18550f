import type { Piece } from '../edit.js';
import { clean, onLines } from './clean.js';
import { type Ink, inkAt, layoutInline } from './layout.js';
import type { Stretch } from './shape.js';
import { indentation } from './style.js';
import type { Token } from './tokens.js';
import { orphansIn } from './writing.js';

/** Writes a stretch of an object whose commas stand before its elements. */
export function writeLeading(stretch: Stretch): void {
  const { tokens, left, right, fresh } = stretch;
  const own = right ? tokens.findLast(({ kind }) => kind === 'comma') : undefined;
  for (const token of tokens) if (token.kind === 'comma') token.dropped = true;
  const precedes = left !== undefined || fresh.length > 0;
  if (own) own.dropped = !precedes;
  const ink = inkOf(stretch);
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.kind === 'comma' && token.dropped && next?.kind === 'space') next.dropped = true;
  }
  if (fresh.length) placeFresh(stretch, ink);
  if (!own && right && fresh.length) tokens.at(-1)?.put.push(`${ink.eol + ink.indent}, `);
  clean(stretch);
}

/** New lines are indented as the lines that begin with a comma. */
function inkOf({ shape, tokens }: Stretch): Ink {
  const { writing, style, elements } = shape;
  const second = elements[1] ?? shape.inner;
  const ink = inkAt(writing, style, tokens[0]?.start ?? 0);
  return { ...ink, indent: indentation(writing.page.text, second.start) };
}

function placeFresh(stretch: Stretch, ink: Ink): void {
  const { tokens, left, fresh } = stretch;
  const lines = fresh.flatMap((item, index): Piece[] => [
    ...(index ? [ink.eol + ink.indent] : []),
    ...(index || left ? [', '] : []),
    ...layoutInline(item, ink, ink.indent.length + 2),
  ]);
  const gone = tokens.find(({ kind }) => kind === 'gone');
  if (gone) {
    const orphans = onLines(orphansIn(gone, stretch.shape.writing), ink);
    gone.put.push(...orphans, ...lines);
    gone.dropped = true;
    return;
  }
  const at = left ? (tokens.find(({ kind }) => kind === 'break') ?? lastSpace(tokens)) : afterSpace(tokens);
  at?.put.push(...(left ? [ink.eol + ink.indent] : []), ...lines);
}

function lastSpace(tokens: readonly Token[]): Token | undefined {
  return tokens.find(({ kind }) => kind === 'space' || kind === 'end');
}

function afterSpace(tokens: readonly Token[]): Token | undefined {
  return tokens[0]?.kind === 'space' ? tokens[1] : tokens[0];
}
