import { createHash } from 'node:crypto';
import type { Cache } from './recording.js';
import type { Wire } from './wire.js';

/** Answers kept for requests that are the same; semantic caches find only what is literally the same, too. */
export interface AnswerCache {
  readonly find: (cache: Cache, wire: Wire) => Response | undefined;
  readonly keep: (cache: Cache, wire: Wire, response: Response) => Promise<void>;
  readonly clear: () => void;
}

interface Kept {
  readonly body: string;
  readonly type: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** More answers than any test asks for. */
const MOST_ANSWERS = 1000;
const SECOND = 1000;

/** An empty cache; `now` gives milliseconds since the epoch. */
export function answerCache(now: () => number = Date.now): AnswerCache {
  const kept = new Map<string, Kept>();
  return {
    find: (cache, wire) => {
      const key = keyOf(cache, wire);
      const found = kept.get(key);
      if (!found) return undefined;
      if (found.until > now()) return new Response(found.body, { headers: { 'content-type': found.type } });
      kept.delete(key);
      return undefined;
    },
    keep: async (cache, wire, response) => {
      // An answer that breaks off is not kept.
      const body = await response
        .clone()
        .text()
        .catch(() => undefined);
      if (body === undefined) return;
      const until = cache.maxAge === null ? Number.POSITIVE_INFINITY : now() + cache.maxAge * SECOND;
      const [oldest] = kept.keys();
      if (kept.size >= MOST_ANSWERS && oldest !== undefined) kept.delete(oldest);
      const type = response.headers.get('content-type') ?? 'application/json';
      kept.set(keyOf(cache, wire), { body, type, until });
    },
    clear: () => kept.clear(),
  };
}

function keyOf({ mode }: Cache, { url, body, headers }: Wire): string {
  const said = JSON.stringify([
    mode,
    url,
    headers.authorization,
    headers['api-key'],
    headers['x-api-key'],
    body,
  ]);
  return createHash('sha256').update(said).digest('hex');
}
