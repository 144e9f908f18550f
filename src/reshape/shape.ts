import type { Frame, Item } from '../dialect.js';
import type { Span } from '../edit.js';
import type { Style } from './style.js';
import type { Token } from './tokens.js';
import type { Writing } from './writing.js';

/** What a bracketed list becomes: the elements that stay, by their index, and new ones, in order. */
export interface Reshaping extends Frame {
  readonly plan: readonly (number | Item)[];
  readonly style: Style;
  readonly writing: Writing;
}

/** The text between two elements that stay, or between one and a bracket. */
export interface Stretch {
  readonly tokens: Token[];
  /** What stands on either side; undefined: the bracket. */
  readonly left: Span | undefined;
  readonly right: Span | undefined;
  readonly fresh: readonly Item[];
  readonly shape: Shape;
}

/** What the stretches of one object have in common. */
export interface Shape extends Reshaping {
  /** Whether the last element is followed by a comma. */
  readonly endsInComma: boolean;
  /** A comma comes after the last element though none stood there. */
  readonly addsComma: boolean;
}
