import type { Doc, Group, Item } from '../dialect.js';
import type { Moved, Piece, Span } from '../edit.js';
import { indentation, lineBreakAt, type Style } from './style.js';
import type { Carried, Writing } from './writing.js';

const LINE_WIDTH = 80;
/** What is no wider is never broken: it stands where a long line was written before. Nor is a line's width past it. */
const SMALL = 40;

/** What new source is written with: where it stands and in which style. */
export interface Ink {
  readonly writing: Writing;
  readonly style: Style;
  /** The white space that the line it stands on begins with. */
  readonly indent: string;
  readonly eol: string;
}

/** The ink of an offset. */
export function inkAt(writing: Writing, style: Style, offset: number): Ink {
  const { text } = writing.page;
  return { writing, style, indent: indentation(text, offset), eol: lineBreakAt(text, offset) };
}

/** Breaks new source into lines; `column` is where it starts, `rest` the width of what follows on its last line. */
export function layout(doc: Doc, ink: Ink, column: number, rest = 0): Piece[] {
  if (typeof doc === 'string') return [doc];
  if ('move' in doc) return [moved(doc.move, ink)];
  if ('items' in doc) {
    const most = widthAt(ink);
    const width = widthOf(doc, ink);
    const isLong = column >= most && width <= most;
    const fits = isLong || width <= SMALL || column + width + rest <= most;
    if (fits) return flatGroup(doc, ink);
    return (doc.hugs && huggedGroup(doc, ink, column)) || brokenGroup(doc, ink);
  }
  const pieces: Piece[] = [];
  let at = column;
  for (const [index, part] of doc.entries()) {
    const following = doc.slice(index + 1).reduce((sum: number, next) => sum + firstWidth(next, ink), rest);
    const written = layout(part, ink, at, following);
    pieces.push(...written);
    at = columnAfter(written, at, ink);
  }
  return pieces;
}

/** One element over as many lines as it needs, with the comments it carries above it; `tail` ends its last line. */
export function layoutItem(item: Item, ink: Ink, column: number): { pieces: Piece[]; tail: Piece[] } {
  const { lead, tail } = carried(item, ink);
  const above = lead.flatMap((comment): Piece[] => [moved(comment, ink), ink.eol + ink.indent]);
  return {
    pieces: [...above, ...layout(item.doc, ink, column, 1)],
    tail: tail.map((comment) => moved(comment, ink)),
  };
}

/** One element inside a line; comments that end with their line end this one. */
export function layoutInline(item: Item, ink: Ink, column: number): Piece[] {
  const { lead, tail } = carried(item, ink);
  const before = [...lead, ...tail].flatMap((comment): Piece[] => [
    moved(comment, ink),
    comment.line ? ink.eol + ink.indent : ' ',
  ]);
  return [...before, ...layout(item.doc, ink, column, 1)];
}

function carried({ carries }: Item, { writing }: Ink): Carried {
  return (carries && writing.carriers.get(carries)) ?? NONE;
}

const NONE: Carried = { lead: [], tail: [] };

function moved(move: Span, ink: Ink): Moved {
  const { text, frozen } = ink.writing.page;
  const from = indentation(text, move.start);
  const isOneLine = !text.slice(move.start, move.end).includes('\n');
  return isOneLine || from === ink.indent ? { move } : { move, reindent: { from, to: ink.indent, frozen } };
}

function flatGroup(group: Group, ink: Ink): Piece[] {
  const pad = group.padded && group.items.length ? ' ' : '';
  const items = group.items.flatMap((item, index) => [
    ...(index ? [ink.style.comma] : []),
    ...layoutInline(item, ink, 0),
  ]);
  return [group.open + pad, ...items, pad + group.close];
}

/** The longest line that is written. */
function widthAt({ writing }: Ink): number {
  return writing.page.dialect.habits?.width ?? LINE_WIDTH;
}

/** All elements on the first line but for what stands between the brackets of the last; undefined where that is not enough. */
function huggedGroup(group: Group, ink: Ink, column: number): Piece[] | undefined {
  const last = group.items.at(-1);
  const docs = group.items.map(({ doc }) => doc);
  const isPlain = group.items.every((item) => {
    const { lead, tail } = carried(item, ink);
    return !lead.length && !tail.length;
  });
  if (!last || !isPlain || !endsInBrackets(last.doc, ink)) return undefined;
  const before = docs.slice(0, -1).reduce((sum: number, doc) => sum + widthOf(doc, ink) + 2, 1);
  if (column + before + openingWidth(last.doc, ink) > widthAt(ink)) return undefined;
  const items = docs.flatMap((doc, index): Piece[] => [
    ...(index ? [ink.style.comma] : []),
    ...layout(doc, ink, doc === last.doc ? column + before : 0, 1),
  ]);
  return [group.open, ...items, group.close];
}

function endsInBrackets(doc: Doc, ink: Ink): boolean {
  if (typeof doc === 'string') return doc === '';
  if ('items' in doc) return doc.items.length > 0;
  if ('move' in doc) return /^[[{]/.test(ink.writing.page.text.slice(doc.move.start));
  const end = doc.findLast((part) => part !== '');
  return end !== undefined && endsInBrackets(end, ink);
}

function openingWidth(doc: Doc, ink: Ink): number {
  if (typeof doc === 'string' || 'items' in doc || 'move' in doc) return firstWidth(doc, ink);
  return doc.reduce((sum: number, part) => sum + firstWidth(part, ink), 0);
}

function brokenGroup(group: Group, ink: Ink): Piece[] {
  if (!group.items.length) return [group.open + group.close];
  const inner = { ...ink, indent: ink.indent + ink.style.unit };
  const lines = group.items.flatMap((item, index): Piece[] => {
    const { pieces, tail } = layoutItem(item, inner, widthOfText(inner.indent));
    const comma = index < group.items.length - 1 || ink.style.trailing ? ',' : '';
    return [inner.eol + inner.indent, ...pieces, comma, ...tail.flatMap((piece) => [' ', piece])];
  });
  return [group.open, ...lines, ink.eol + ink.indent + group.close];
}

/** The width on one line; infinite when it cannot be on one. */
function widthOf(doc: Doc, ink: Ink): number {
  if (typeof doc === 'string') return doc.includes('\n') ? Number.POSITIVE_INFINITY : doc.length;
  if ('move' in doc) return widthOfSource(doc.move, ink);
  if (!('items' in doc)) return doc.reduce((sum: number, part) => sum + widthOf(part, ink), 0);
  const items = doc.items.map((item) => {
    const { lead, tail } = carried(item, ink);
    if ([...lead, ...tail].some(({ line }) => line)) return Number.POSITIVE_INFINITY;
    return [...lead, ...tail].reduce((sum, { start, end }) => sum + end - start + 1, widthOf(item.doc, ink));
  });
  const between = Math.max(0, items.length - 1) * ink.style.comma.length;
  const pads = doc.padded && items.length ? 2 : 0;
  return items.reduce((sum, width) => sum + width, 2 + between + pads);
}

function widthOfSource({ start, end }: Span, { writing }: Ink): number {
  const source = writing.page.text.slice(start, end);
  return source.includes('\n') ? Number.POSITIVE_INFINITY : source.length;
}

/** The least that a following part adds to the line before it. */
function firstWidth(doc: Doc, ink: Ink): number {
  if (typeof doc === 'string') return doc.length;
  if ('move' in doc) {
    const source = ink.writing.page.text.slice(doc.move.start, doc.move.end);
    return source.split('\n', 1)[0]?.length ?? 0;
  }
  return 'items' in doc ? 1 : doc.reduce((sum: number, part) => sum + firstWidth(part, ink), 0);
}

function columnAfter(pieces: readonly Piece[], column: number, ink: Ink): number {
  const { text } = ink.writing.page;
  const written = pieces
    .map((piece) => (typeof piece === 'string' ? piece : text.slice(piece.move.start, piece.move.end)))
    .join('');
  const last = written.lastIndexOf('\n');
  return last < 0 ? column + widthOfText(written) : widthOfText(written.slice(last + 1));
}

function widthOfText(text: string): number {
  return text.replaceAll('\t', '    ').length;
}
