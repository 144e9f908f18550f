import type { Comment } from '../dialect.js';
import type { Piece } from '../edit.js';
import { type Ink, inkAt } from './layout.js';
import type { Stretch } from './shape.js';
import { after, before, type Token } from './tokens.js';
import { orphansIn, rehome } from './writing.js';

/** Takes away elements that go with their commas, and lines on which nothing else stands; comments stay. */
export function clean(stretch: Stretch): void {
  const { tokens, left, right, fresh } = stretch;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'gone' && !token.dropped) cleanOne(stretch, index);
  }
  const isBare =
    !left && !right && !fresh.length && !tokens.some(({ kind, put }) => kind === 'comment' || put.length);
  if (isBare) for (const token of tokens) token.dropped = token.kind !== 'end';
}

function cleanOne({ tokens, shape }: Stretch, index: number): void {
  const token = tokens[index];
  if (!token) return;
  token.dropped = true;
  const { writing, style } = shape;
  const orphans = orphansIn(token, writing);
  const isOwnLine = before(tokens, index)?.kind === 'break';
  if (!isOwnLine) {
    rehome(orphans, token.start, writing);
    dropSpaces(tokens, index, -1);
    return;
  }
  const ink = inkAt(writing, style, token.start);
  const next = after(tokens, index);
  const lines = onLines(orphans, ink);
  if (lines.length) {
    token.put.push(...lines);
    if (next?.kind === 'break') trimLast(token, ink);
    else dropSpaces(tokens, index, 1);
    return;
  }
  dropSpaces(tokens, index, 1);
  if (next?.kind !== 'break') return;
  dropSpaces(tokens, index, -1);
  next.dropped = true;
}

/** A line that ends anyway needs no line break of its own. */
function trimLast(token: Token, ink: Ink): void {
  const last = token.put.pop();
  if (typeof last === 'string') token.put.push(last.slice(0, -(ink.eol + ink.indent).length));
}

/** White space between an element that goes and what remains beside it. */
export function dropSpaces(tokens: readonly Token[], index: number, step: 1 | -1): void {
  for (let at = index + step; at >= 0 && at < tokens.length; at += step) {
    const token = tokens[at];
    if (!token || token.put.length || !(token.dropped || token.kind === 'space')) return;
    token.dropped = true;
  }
}

/** Comments on lines of their own, before what follows them. */
export function onLines(comments: readonly Comment[], ink: Ink): Piece[] {
  const { text } = ink.writing.page;
  return comments.map(({ start, end }) => text.slice(start, end) + ink.eol + ink.indent);
}
