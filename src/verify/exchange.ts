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

/** A request and what came of it. */
export interface Sending {
  readonly request: Outgoing;
  readonly exchange: Exchange;
}

/** What the providers would receive differently, and what else of a request must survive. */
export function compareSendings(old: Sending, fresh: Sending): readonly Difference[] {
  const api: Difference[] =
    fresh.exchange.api === 'old' ? [{ field: 'API', old: 'old', new: 'still the old one' }] : [];
  const headers = differencesOf(ownHeaders(old.request), ownHeaders(fresh.request), 'headers');
  return [...api, ...differencesOf(old.exchange.seen, fresh.exchange.seen, ''), ...headers];
}

/** Headers that are nobody's business but the program's: not the gateway's, not the transport's, no credentials. */
function ownHeaders({ headers }: Outgoing): Json {
  const own = Object.entries(headers).filter(([name]) => !NOT_OWN.test(name));
  return Object.fromEntries(own.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const NOT_OWN =
  /^(?:x-portkey-.*|content-.*|cache-control|authorization|x-api-key|api-key|accept|user-agent|host)$/;
