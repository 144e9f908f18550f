/** A half-open range of UTF-16 offsets into one file's original text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A part of the original text that stands somewhere else in the result, with the edits made inside it. */
export interface Moved {
  readonly move: Span;
}

/** New text, or original text that moves here. */
export type Piece = string | Moved;

/** Replaces a span; an empty span is an insertion. */
export interface Edit extends Span {
  readonly text: string | readonly Piece[];
}

/** Edits that only make sense together: all of them are applied, or none. */
export type EditGroup = readonly Edit[];
