import type { Piece } from '../edit.js';
import { inLine, onLines } from './clean.js';
import { type Ink, inkAt, layoutInline, layoutItem } from './layout.js';
import type { Stretch } from './shape.js';
import { isFirstOnLine, lineBreakAt } from './style.js';
import { after, type Token } from './tokens.js';
import { orphansIn, rehome } from './writing.js';

/** Writes the new elements: where one goes in its place, else beside their neighbours. */
export function placeFresh(stretch: Stretch): void {
  const index = anchorOf(stretch);
  if (index >= 0) replaceGone(stretch, index);
  else insertFresh(stretch);
}

/** Which of the elements that go gives its place to the new ones: the one they are made of, else the first. */
function anchorOf({ tokens, fresh }: Stretch): number {
  const made = tokens.findIndex(
    ({ kind, start, end }) =>
      kind === 'gone' && fresh.some(({ carries }) => carries && start <= carries.start && carries.end <= end),
  );
  return made < 0 ? tokens.findIndex(({ kind }) => kind === 'gone') : made;
}

function replaceGone(stretch: Stretch, index: number): void {
  const { tokens, shape } = stretch;
  const token = tokens[index];
  if (!token) return;
  const { text } = shape.writing.page;
  const ink = inkAt(shape.writing, shape.style, token.start);
  const isOwnLine = isFirstOnLine(text, token.start);
  const orphans = orphansIn(token, shape.writing);
  if (isOwnLine) token.put.push(...onLines(orphans, ink));
  else token.put.push(...inLine(rehome(orphans, token.start, shape.writing), ink));
  const next = after(tokens, index);
  token.put.push(...written(stretch, ink, isOwnLine, next?.kind === 'break'));
  token.dropped = true;
}

/** The new elements with the commas between and after them. */
function written({ fresh, right, shape }: Stretch, ink: Ink, onLine: boolean, endsLine: boolean): Piece[] {
  const isLast = (index: number): boolean => index === fresh.length - 1;
  return fresh.flatMap((item, index): Piece[] => {
    const comma =
      !isLast(index) ||
      right ||
      shape.endsInComma ||
      (shape.elements.length === 0 && shape.style.trailing && onLine)
        ? ','
        : '';
    const keepsTail = onLine && (!isLast(index) || endsLine);
    if (!keepsTail) {
      const gap = isLast(index) ? [] : [onLine ? ink.eol + ink.indent : shape.style.comma.slice(1)];
      return [...layoutInline(item, ink, ink.indent.length), comma, ...gap];
    }
    const { pieces, tail } = layoutItem(item, ink, ink.indent.length);
    const gap = isLast(index) ? [] : [ink.eol + ink.indent];
    return [...pieces, comma, ...tail.flatMap((piece) => [' ', piece]), ...gap];
  });
}

/** New elements where none goes: after the line of the element (or bracket) before them, or within its line. */
function insertFresh(stretch: Stretch): void {
  const { tokens, left, right, shape } = stretch;
  if (!left && !right) {
    fillEmpty(stretch);
    return;
  }
  const { text } = shape.writing.page;
  const comma = afterComma(tokens);
  const lineEnd = tokens.findIndex(({ kind }, index) => kind === 'break' && index >= comma);
  const model = [right, left].find((span) => span && isFirstOnLine(text, span.start));
  if (model && (lineEnd >= 0 || (left && shape.elements.length > 1))) {
    const at = tokens[lineEnd] ?? tokens[comma];
    const eol = lineBreakAt(text, at?.start ?? model.start);
    const ink = { ...inkAt(shape.writing, shape.style, model.start), eol };
    at?.put.push(ink.eol + ink.indent, ...written(stretch, ink, true, lineEnd >= 0));
    return;
  }
  insertInline(stretch);
}

function insertInline(stretch: Stretch): void {
  const { tokens, left, shape } = stretch;
  const ink = inkAt(shape.writing, shape.style, tokens[0]?.start ?? 0);
  const gap = shape.style.comma.slice(1);
  const pieces = written(stretch, ink, false, false);
  if (left) {
    tokens[afterComma(tokens)]?.put.push(gap, ...pieces);
    return;
  }
  const index = tokens[0]?.kind === 'space' ? 1 : 0;
  const next = tokens[index];
  next?.put.push(...pieces, next.kind === 'break' ? '' : gap);
}

/** The index of the token after the comma of the element on the left, which may be yet to be written. */
function afterComma(tokens: readonly Token[]): number {
  return tokens.findIndex(({ kind, dropped }) => kind === 'comma' && !dropped) + 1;
}

/** Elements for an object that had none. */
function fillEmpty(stretch: Stretch): void {
  const { tokens, fresh, shape } = stretch;
  const { inner, isObject, style, writing } = shape;
  const ink = inkAt(writing, style, inner.start - 1);
  const deeper = { ...ink, indent: ink.indent + style.unit };
  const last = tokens.at(-1);
  const hasBreak = tokens.some(({ kind }) => kind === 'break');
  const hasComment = tokens.some(({ kind }) => kind === 'comment');
  const flat = written(stretch, ink, false, false);
  const isShort = fresh.length < 4 && width(flat) < 60;
  if (!hasBreak && (hasComment || isShort)) {
    const pad = style.padded && isObject ? ' ' : '';
    if (!hasComment) for (const token of tokens) token.dropped = token.kind === 'space';
    last?.put.push(tokens[0]?.kind === 'comment' || !hasComment ? pad : '', ...flat, pad);
    return;
  }
  const lineEnd = tokens.findLastIndex(({ kind }) => kind === 'break');
  const lines = [deeper.eol + deeper.indent, ...written(stretch, deeper, true, true)];
  if (hasBreak) {
    tokens[lineEnd]?.put.push(...lines);
    return;
  }
  for (const token of tokens) if (token.kind === 'space') token.dropped = true;
  last?.put.push(...lines, ink.eol + ink.indent);
}

function width(pieces: readonly Piece[]): number {
  return pieces.reduce(
    (sum, piece) =>
      sum +
      (typeof piece === 'string'
        ? piece.includes('\n')
          ? 999
          : piece.length
        : piece.move.end - piece.move.start),
    0,
  );
}
