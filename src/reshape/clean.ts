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
  const isBare = !left && !right && !fresh.length && !tokens.some(isSaid);
  if (isBare) for (const token of tokens) token.dropped = token.kind !== 'end';
  else dropEmptyLines(stretch);
}

function isSaid({ kind, put }: Token): boolean {
  return kind === 'comment' || put.length > 0;
}

function cleanOne({ tokens, shape, left }: Stretch, index: number): void {
  const token = tokens[index];
  if (!token) return;
  token.dropped = true;
  const [space, comma] = tokens.slice(index + 1, index + 3);
  if (space?.kind === 'space' && comma?.kind === 'comma' && comma.dropped) space.dropped = true;
  const { writing, style } = shape;
  const orphans = orphansIn(token, writing);
  if (before(tokens, index)?.kind !== 'break') {
    token.put.push(...inLine(rehome(orphans, token.start, writing), inkAt(writing, style, token.start)));
    const isOpening = tokens.slice(0, index).every(({ dropped, put }) => dropped && !put.length);
    if (!left && isOpening && !orphans.length) dropSpaces(tokens, index, 1);
    else if (left || before(tokens, index) || hasSpaceAfter(tokens, index)) dropSpaces(tokens, index, -1);
    return;
  }
  const ink = inkAt(writing, style, token.start);
  token.put.push(...onLines(orphans, ink));
  if (orphans.length && after(tokens, index)?.kind === 'break') trimLast(token, ink);
  else dropSpaces(tokens, index, 1);
}

/** A line that ends anyway needs no line break of its own. */
function trimLast(token: Token, ink: Ink): void {
  const last = token.put.pop();
  if (typeof last === 'string') token.put.push(last.slice(0, -(ink.eol + ink.indent).length));
}

/** Whether what follows an element and its comma keeps its distance by itself: `a, b`, not `a,b`. */
function hasSpaceAfter(tokens: readonly Token[], index: number): boolean {
  const next = tokens.slice(index + 1).find(({ kind, dropped }) => kind !== 'comma' && !dropped);
  return next !== undefined && next.kind !== 'end';
}

/** White space between an element that goes and what remains beside it. */
function dropSpaces(tokens: readonly Token[], index: number, step: 1 | -1): void {
  for (let at = index + step; at >= 0 && at < tokens.length; at += step) {
    const token = tokens[at];
    if (!token || token.put.length || !(token.dropped || token.kind === 'space')) return;
    token.dropped = true;
  }
}

/** A line of which nothing is left goes, and so does one of two blank lines that meet there. */
function dropEmptyLines({ tokens, left }: Stretch): void {
  const [first, ...lines] = linesOf(tokens);
  let isBlankBefore = !left && first?.length === 1;
  for (const [index, line] of lines.entries()) {
    const isEmpty = line.every((token) => (token.dropped || isBlank(token)) && !token.put.length);
    const hadMore = line.some(({ kind }) => kind === 'gone' || kind === 'comma');
    const next = lines[index + 1];
    if (line.at(-1)?.kind !== 'break') return;
    if (isEmpty && hadMore) {
      for (const token of line) token.dropped = true;
      if (isBlankBefore && next?.every((token) => isBlank(token) && token.kind !== 'end')) dropLine(next);
    } else if (!line.every(({ dropped }) => dropped)) isBlankBefore = isEmpty;
  }
}

function isBlank({ kind }: Token): boolean {
  return kind === 'space' || kind === 'break';
}

function dropLine(line: readonly Token[]): void {
  for (const token of line) token.dropped = true;
}

function linesOf(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    lines.at(-1)?.push(token);
    if (token.kind === 'break') lines.push([]);
  }
  return lines;
}

/** Comments on lines of their own, before what follows them. */
export function onLines(comments: readonly Comment[], ink: Ink): Piece[] {
  const { text } = ink.writing.page;
  return comments.map(({ start, end }) => text.slice(start, end) + ink.eol + ink.indent);
}

/** Comments before what follows them on the same line. */
export function inLine(comments: readonly Comment[], ink: Ink): Piece[] {
  const { text } = ink.writing.page;
  return comments.map(({ start, end, line }) => text.slice(start, end) + (line ? ink.eol + ink.indent : ' '));
}
