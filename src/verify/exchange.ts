import { differencesOf } from './differences.js';
import type { Json } from './holes.js';
import type { Outgoing } from './outgoing.js';
import type { Difference } from './result.js';

/** What came of a request: everything the gateway says about it that must not change. */
export interface Exchange {
  /** Which generation of the API it went to. */
  readonly api: 'old' | 'new';
  readonly refusal: { readonly status: number; readonly message: string } | undefined;
  /** What the providers received, and the plan behind it. */
  readonly seen: Json;
}

/** Sends a request to the gateway. */
export type Send = (request: Outgoing) => Promise<Exchange>;

/** What the providers would receive differently. */
export function compareExchanges(old: Exchange, fresh: Exchange): readonly Difference[] {
  const api: Difference[] =
    fresh.api === 'old' ? [{ field: 'API', old: 'old', new: 'still the old one' }] : [];
  return [...api, ...withoutRepeats(differencesOf(old.seen, fresh.seen, ''))];
}

/** What differs in the plan differs again in what is sent upstream, and for each target: it is said once. */
function withoutRepeats(differences: readonly Difference[]): readonly Difference[] {
  const seen = new Set<string>();
  return differences.filter((difference) => {
    const leaf = difference.field.replace(/^.*\./, '');
    const key = JSON.stringify([leaf, difference.old, difference.new]);
    return !seen.has(key) && seen.add(key);
  });
}
