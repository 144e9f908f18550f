import type { CacheSettings, RetrySettings } from './config-node.js';
import { own } from './headers-read.js';
import type { Incoming } from './incoming.js';
import { isObject, numberIn, parseJson, textIn } from './json.js';

/** `x-portkey-retry-count: 3`, which only the old API reads. */
export function retryHeader(incoming: Incoming): RetrySettings | undefined {
  const attempts = numberIn(own(incoming, 'retry-count') ?? undefined);
  return attempts ? { attempts, onStatusCodes: null } : undefined;
}

/** `x-portkey-cache: simple|semantic` with `Cache-Control: max-age:N`, which only the old API reads. */
export function cacheHeaders(incoming: Incoming): CacheSettings | undefined {
  const written = own(incoming, 'cache');
  if (!written) return undefined;
  const parsed = parseJson(written);
  if (parsed === false) return undefined;
  const mode = parsed === true ? 'simple' : isObject(parsed) ? (textIn(parsed.mode) ?? 'simple') : written;
  const age = isObject(parsed) ? numberIn(parsed.max_age) : null;
  return { mode, maxAge: age ?? ageHeader(incoming) };
}

/** Portkey's documents wrote a colon where HTTP has an equals sign. */
function ageHeader({ headers }: Incoming): number | null {
  const found = /max-age\s*[:=]\s*(\d+)/i.exec(headers['cache-control'] ?? '');
  return found ? Number(found[1]) : null;
}
