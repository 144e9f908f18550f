import { breaksOf, join, type Rendered, shift } from './reindent.js';

/** A half-open range of UTF-16 offsets into one file's original text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Line starts inside a moved text get another indentation; line breaks inside `frozen` spans belong to a literal and stay. */
export interface Reindent {
  readonly from: string;
  readonly to: string;
  readonly frozen: readonly Span[];
}

/** A part of the original text that stands somewhere else in the result, with the edits made inside it. */
export interface Moved {
  readonly move: Span;
  readonly reindent?: Reindent;
}

/** New text, or original text that moves here. */
export type Piece = string | Moved;

/** Replaces a span; an empty span is an insertion. */
export interface Edit extends Span {
  readonly text: string | readonly Piece[];
  /** It is about the text itself, not its place: it goes along when its own group moves exactly this span. */
  readonly along?: boolean;
}

/** Edits that only make sense together: all of them are applied, or none. */
export type EditGroup = readonly Edit[];

/** The text after all edits, and the groups that could not be applied. */
export interface EditResult {
  readonly text: string;
  readonly conflicts: EditGroup[];
}

/** One edit and the groups that want it: identical edits of several groups are made once. */
interface Wanted extends Span {
  readonly key: string;
  readonly pieces: readonly Piece[];
  readonly groups: ReadonlySet<number>;
  readonly along: boolean;
}

/**
 * Applies groups in order. A group that wants text which an earlier group changes, or whose own edits contradict each other, is
 * refused whole and returned in `conflicts`; the earlier group stays. Two different insertions at one place contradict each
 * other: their order would be a guess. An edit inside a replaced span is made only where a moved piece carries it along.
 */
export function applyEdits(original: string, groups: readonly EditGroup[]): EditResult {
  let accepted: readonly Wanted[] = [];
  const conflicts: EditGroup[] = [];
  for (const [index, group] of groups.entries()) {
    const next = admit(accepted, group, index, original.length);
    if (next) accepted = next;
    else conflicts.push(group);
  }
  return { text: render(original, accepted), conflicts };
}

function admit(
  accepted: readonly Wanted[],
  group: EditGroup,
  index: number,
  length: number,
): readonly Wanted[] | undefined {
  const known = new Map(accepted.map((wanted) => [wanted.key, wanted]));
  const fresh: string[] = [];
  for (const edit of group) {
    if (!within(edit, { start: 0, end: length }) || edit.start > edit.end) return undefined;
    const wanted = wantedBy(edit, index);
    if (edit.start === edit.end && !wanted.pieces.length) continue;
    const same = known.get(wanted.key);
    known.set(wanted.key, same ? { ...same, groups: new Set([...same.groups, index]) } : wanted);
    if (!same) fresh.push(wanted.key);
  }
  const all = [...known.values()];
  const moves = movesOf(all);
  const added = new Set(fresh);
  const clashing = all.some(
    (a) => added.has(a.key) && all.some((b) => a !== b && (clash(a, b, moves) || clash(b, a, moves))),
  );
  return clashing ? undefined : all;
}

function movesOf(wanted: readonly Wanted[]): Span[] {
  return wanted.flatMap(({ pieces }) =>
    pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.move])),
  );
}

function wantedBy(edit: Edit, index: number): Wanted {
  const pieces = (typeof edit.text === 'string' ? [edit.text] : edit.text).filter((piece) => piece !== '');
  const shape = pieces.map((piece) =>
    typeof piece === 'string'
      ? piece
      : [piece.move.start, piece.move.end, piece.reindent?.from, piece.reindent?.to],
  );
  return {
    key: JSON.stringify([edit.start, edit.end, shape]),
    start: edit.start,
    end: edit.end,
    pieces,
    groups: new Set([index]),
    along: edit.along === true,
  };
}

/** Whether `inner` cannot stand beside `outer`; asked both ways round. */
function clash(outer: Wanted, inner: Wanted, moves: readonly Span[]): boolean {
  if (isEmpty(outer)) return isEmpty(inner) && outer.start === inner.start;
  if (!overlaps(outer, inner)) return false;
  if (sameSpan(outer, inner))
    return wraps(outer) === wraps(inner) || (shareGroup(outer, inner) && !outer.along && !inner.along);
  if (!within(inner, outer)) return !within(outer, inner);
  return !moves.some((move) => within(inner, move) && within(move, outer));
}

function overlaps(a: Span, b: Span): boolean {
  if (isEmpty(b)) return isInside(b, a);
  return a.start < b.end && b.start < a.end;
}

/** Whether the edit puts back the whole of what it replaces, with something around it. */
function wraps(edit: Wanted): boolean {
  return edit.pieces.some((piece) => typeof piece !== 'string' && within(edit, piece.move));
}

function shareGroup(a: Wanted, b: Wanted): boolean {
  return [...a.groups].some((group) => b.groups.has(group));
}

function render(original: string, wanted: readonly Wanted[]): string {
  const frozen = new Set(
    wanted.flatMap(({ pieces }) =>
      pieces.flatMap((piece) => (typeof piece === 'string' ? [] : (piece.reindent?.frozen ?? []))),
    ),
  );
  const sorted = [...wanted].sort(
    (a, b) =>
      a.start - b.start ||
      Number(isEmpty(b)) - Number(isEmpty(a)) ||
      b.end - a.end ||
      Number(wraps(b)) - Number(wraps(a)),
  );
  const whole = { start: 0, end: original.length };
  return renderSpan(whole, sorted, {
    original,
    sorted,
    frozen: [...frozen],
    moves: movesOf(sorted),
    busy: [],
  }).text;
}

interface Rendering {
  readonly original: string;
  readonly sorted: readonly Wanted[];
  readonly frozen: readonly Span[];
  readonly moves: readonly Span[];
  /** The edits being rendered around this place: none of them is made again inside itself. */
  readonly busy: readonly Wanted[];
}

function renderSpan(span: Span, edits: readonly Wanted[], state: Rendering): Rendered {
  const parts: Rendered[] = [];
  let at = span.start;
  for (const edit of edits) {
    if (edit.start < at) continue;
    parts.push(copy({ start: at, end: edit.start }, state));
    const inside = { ...state, busy: [...state.busy, edit] };
    for (const piece of edit.pieces) {
      parts.push(typeof piece === 'string' ? { text: piece, fixed: [] } : renderMoved(piece, edit, inside));
    }
    at = edit.end;
  }
  parts.push(copy({ start: at, end: span.end }, state));
  return join(parts);
}

function renderMoved({ move, reindent }: Moved, mover: Wanted, state: Rendering): Rendered {
  const inside = state.sorted.filter((edit) => travels(edit, move, mover, state));
  const rendered = renderSpan(move, inside, state);
  return reindent ? shift(rendered, reindent) : rendered;
}

/** Whether an edit is made inside a moved text: not what replaces the text at its old place, and at its edges only what has no other home. */
function travels(edit: Wanted, move: Span, mover: Wanted, { busy, sorted, moves }: Rendering): boolean {
  if (!within(edit, move) || busy.includes(edit)) return false;
  if (sameSpan(edit, move)) return edit.along || !shareGroup(edit, mover);
  if (!isEmpty(edit) || isInside(edit, move)) return true;
  const around = sorted.filter((other) => !isEmpty(other) && isInside(edit, other));
  const gone = around.reduce((inner, other) => (within(other, inner) ? other : inner), around[0] ?? edit);
  return around.length > 0 && !moves.some((other) => isInside(edit, other) && within(other, gone));
}

/** Whether an insertion lies within a span and not on its edge. */
function isInside(insertion: Span, span: Span): boolean {
  return span.start < insertion.start && insertion.start < span.end;
}

function copy({ start, end }: Span, { original, frozen }: Rendering): Rendered {
  const text = original.slice(start, end);
  if (!frozen.length) return { text, fixed: [] };
  const fixed = breaksOf(text).filter((at) =>
    frozen.some((span) => span.start <= start + at && start + at < span.end),
  );
  return { text, fixed };
}

/** Whether a span lies within another; an empty one may lie on the edge. */
export function within(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether two spans are the same. */
export function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

function isEmpty(span: Span): boolean {
  return span.start === span.end;
}
