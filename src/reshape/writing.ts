import type { Comment, Page } from '../dialect.js';
import { type Edit, type Span, sameSpan, within } from '../edit.js';
import type { NeededImport } from '../language.js';
import type { Imported } from '../site.js';
import type { Entry, Place } from '../value.js';
import { indentation, isFirstOnLine, lineBreakAt, lineStart } from './style.js';

/** The comments that come along with a moved source: above or before it, and after it on its line. */
export interface Carried {
  readonly lead: readonly Comment[];
  readonly tail: readonly Comment[];
}

/** The edits of one group of changes in one file while they are worked out. */
export interface Writing {
  readonly page: Page;
  /** The local name under which an import is (or will be) known at a place. */
  readonly localName: (imported: Imported, at: Span) => string;
  readonly edits: Edit[];
  readonly imports: NeededImport[];
  /** Why something could not be spelled. */
  readonly problems: string[];
  /** Original text that goes, unless a moved piece carries it. */
  readonly vanishing: Span[];
  /** Original text that stands somewhere else in the result. */
  readonly moved: Span[];
  /** Moved entries whose comments come along when the place they stood at goes. */
  readonly carriers: Map<Span, Carried>;
  /** Entries whose source has its place in the result already. */
  readonly used: Set<Entry>;
  /** What can only be laid out once all moves are known. */
  readonly later: (() => void)[];
  /** Edits that take code away as a whole: what else is said about it does not matter any more. */
  readonly sweeping: Edit[];
  /** Comments that lost their place, by the offset they are put at. */
  readonly homeless: Map<number, Comment[]>;
}

/** Starts a group of changes. */
export function startWriting(page: Page, localName: Writing['localName']): Writing {
  return {
    ...{ page, localName, edits: [], imports: [], problems: [], vanishing: [], moved: [] },
    ...{ carriers: new Map(), used: new Set(), later: [], sweeping: [], homeless: new Map() },
  };
}

/** Lays out everything that was put off; the writing's edits are complete then. */
export function finishWriting(writing: Writing): void {
  const taken = new Set<Comment>();
  for (const span of writing.carriers.keys()) {
    const carried = commentsWith(span, writing, taken);
    for (const comment of [...carried.lead, ...carried.tail]) taken.add(comment);
    writing.carriers.set(span, carried);
  }
  writing.moved.push(...taken);
  for (const task of writing.later) task();
  for (const [at, comments] of writing.homeless) housed(at, comments, writing);
  const all = [...writing.edits, ...writing.sweeping];
  const left = all.filter(
    (edit) => !writing.sweeping.some((sweep) => sweep !== edit && isSwept(edit, sweep)),
  );
  writing.edits.splice(0, writing.edits.length, ...left);
}

/** Takes code away as a whole, once. */
export function sweep({ sweeping }: Writing, edit: Edit): void {
  if (!sweeping.some((other) => sameSpan(other, edit))) sweeping.push(edit);
}

function isSwept(edit: Edit, sweep: Edit): boolean {
  const pieces = typeof sweep.text === 'string' ? [] : sweep.text;
  const isMoved = pieces.some((piece) => typeof piece !== 'string' && within(edit, piece.move));
  return within(edit, sweep) && !isMoved;
}

/** Writes comments before what is written, or stands, at an offset. */
function housed(at: number, comments: readonly Comment[], { page, edits }: Writing): void {
  const ending = lineBreakAt(page.text, at) + indentation(page.text, at);
  const source = comments.map(({ start, end }) => page.text.slice(start, end) + ending).join('');
  const index = edits.findIndex(({ start, end }) => start === at && end === at);
  const [inserted] = index < 0 ? [] : edits.splice(index, 1);
  edits.push({ start: at, end: at, text: [source, ...[inserted?.text ?? []].flat()] });
}

/** Whether a place is in the file being written. */
export function isHere({ page }: Writing, place: Place): boolean {
  return place.file === page.file;
}

/** Comments directly above or before a moved source, and the one after it on its line, that would vanish with the old place. */
function commentsWith(span: Span, { page, vanishing, moved }: Writing, taken: ReadonlySet<Comment>): Carried {
  const goes = (comment: Comment): boolean =>
    !taken.has(comment) &&
    vanishing.some((gone) => within(comment, gone) && !isCarried(comment, gone, moved));
  const lead: Comment[] = [];
  let start = span.start;
  for (const comment of page.comments.filter(({ end }) => end <= span.start).reverse()) {
    const between = page.text.slice(comment.end, start);
    const isAlone = isFirstOnLine(page.text, comment.start) || !/\n/.test(between);
    if (!/^\s*$/.test(between) || !isAlone || !goes(comment)) break;
    lead.unshift(comment);
    start = comment.start;
  }
  const after = page.comments.find((comment) => comment.start >= span.end);
  const isTail =
    after && /^[^\S\n]*[,;]?[^\S\n]*$/.test(page.text.slice(span.end, after.start)) && goes(after);
  const endsLine = after && /^[^\S\n]*(?:\r?\n|$)/.test(page.text.slice(after.end));
  return { lead, tail: isTail && (after.line || endsLine) ? [after] : [] };
}

/** Comments inside a vanishing span that nothing carries. */
export function orphansIn(span: Span, { page, moved }: Writing): readonly Comment[] {
  return page.comments.filter((comment) => within(comment, span) && !isCarried(comment, span, moved));
}

/** Whether a comment of a span that goes is part of something in it that stays in the result. */
function isCarried(comment: Comment, gone: Span, moved: readonly Span[]): boolean {
  return moved.some((move) => within(comment, move) && within(move, gone));
}

/**
 * Puts comments above the line of an offset and gives nothing back; gives them back where that line is inside a text, goes away
 * or moves: then they stand right before what comes at the offset.
 */
export function rehome(comments: readonly Comment[], at: number, writing: Writing): readonly Comment[] {
  const { page, moved, vanishing, homeless } = writing;
  if (!comments.length) return [];
  const above = lineStart(page.text, at) + indentation(page.text, at).length;
  const isInside = [...page.frozen, ...page.comments, ...vanishing].some(
    ({ start, end }) => start < above && above < end,
  );
  const isText = page.frozen.some(({ end }) => end === above);
  const isLeft = moved.some((move) => above < move.start && within({ start: at, end: at }, move));
  if (isInside || isText || isLeft) return comments;
  homeless.set(above, [...(homeless.get(above) ?? []), ...comments]);
  return [];
}
