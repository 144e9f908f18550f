import type { Place } from '../value.js';
import type { Json } from './holes.js';

/** One thing the providers would have been sent differently. */
export interface Difference {
  /** What it is: `credentials`, `body.model`, `plan.targets.0.weight`. */
  readonly field: string;
  readonly old: Json;
  readonly new: Json;
}

/**
 * What became of a call site. equal: proven; differs, refused: the new request is wrong; unreadable: nothing can be said; left: it is
 * as old as it was, for a person to finish; accepted: nothing to compare with, but the new API takes it.
 */
export type Verdict =
  | { readonly is: 'equal' }
  | { readonly is: 'differs'; readonly differences: readonly Difference[] }
  | { readonly is: 'refused'; readonly status: number | undefined; readonly message: string }
  | { readonly is: 'unreadable'; readonly why: string }
  | { readonly is: 'left' }
  | { readonly is: 'accepted' };

/** A call site with its verdict; the place is in the text after, where there is one. */
export interface VerifiedSite {
  readonly at: Place;
  readonly line: number;
  readonly column: number;
  /** The client's name for people. */
  readonly client: string;
  readonly verdict: Verdict;
}

/** All that verify found. */
export interface VerifyResult {
  readonly sites: readonly VerifiedSite[];
  /** What the two texts are, for people. */
  readonly compared: string;
}
