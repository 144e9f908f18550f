import type { Place } from '../value.js';
import type { Exchange } from './exchange.js';
import type { Json } from './holes.js';
import type { Outgoing } from './outgoing.js';

/** One thing the providers would have been sent differently. */
export interface Difference {
  /** What it is: `credentials`, `body.model`, `plan.targets.0.weight`. */
  readonly field: string;
  readonly old: Json;
  readonly new: Json;
}

/**
 * What became of a call site. equal: proven; differs, refused: the new request is wrong; unreadable: nothing can be said; left: it is
 * as old as it was, for a person to finish; accepted: nothing to compare with, but the new API takes it; old: a running program made it,
 * and the old API took it.
 */
export type Verdict =
  | { readonly is: 'equal' }
  | { readonly is: 'differs'; readonly differences: readonly Difference[] }
  | { readonly is: 'refused'; readonly status: number | undefined; readonly message: string }
  | { readonly is: 'unreadable'; readonly why: string }
  | { readonly is: 'left' }
  | { readonly is: 'accepted' }
  | { readonly is: 'old'; readonly successor: string | null };

/** A request that was sent, and what came of it. */
export interface SentRequest {
  readonly request: Outgoing;
  readonly exchange: Exchange;
}

/** A verdict, and the requests it was found on: of the world it was found in. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly old?: SentRequest;
  readonly new?: SentRequest;
}

/** A call site with its verdict; the place is in the text after, where there is one. */
export interface VerifiedSite extends Judgement {
  readonly at: Place;
  readonly line: number;
  readonly column: number;
  /** The files whose expressions say what it sends. */
  readonly readIn?: ReadonlySet<string>;
  /** The client's name for people. */
  readonly client: string;
}

/** All that verify found. */
export interface VerifyResult {
  readonly sites: readonly VerifiedSite[];
  /** What the two texts are, for people. */
  readonly compared: string;
}
