import type { AnswerCache } from './answer-cache.js';
import type { TargetStep } from './plan.js';
import type { Attempt, Retry, Target } from './recording.js';
import { isRefused, type Refused } from './refusal.js';
import type { Provider } from './stub.js';
import { type Sending, type Wire, wireFor } from './wire.js';

/** What asking needs beside the request. */
export interface Asking extends Sending {
  readonly provider: Provider;
  readonly cache: AnswerCache;
  readonly isRefreshed: boolean;
  readonly traceId: string | null;
  /** Every try is written down here. */
  readonly attempts: Attempt[];
}

/** Asks one target: the cache, then the provider, as often as its retries allow; without waiting between them. */
export async function askTarget({ option, target }: TargetStep, asking: Asking): Promise<Response | Refused> {
  const wire = wireFor(target, asking);
  if (isRefused(wire)) return wire;
  const isCached = target.cache !== null && asking.route.endpoint !== 'form' && !isStreaming(wire);
  const cached = isCached && target.cache && !asking.isRefreshed && asking.cache.find(target.cache, wire);
  if (cached) return labelled(cached, option, target, asking, { tries: 0, cache: 'HIT' });
  const { response, tries } = await askOften(option, wire, target, asking);
  if (isCached && target.cache && response.ok) await asking.cache.keep(target.cache, wire, response);
  const cache = isCached ? (asking.isRefreshed ? 'REFRESH' : 'MISS') : 'DISABLED';
  return labelled(mapped(response, await errorBody(response, asking), target), option, target, asking, {
    tries,
    cache,
  });
}

function isStreaming({ body }: Wire): boolean {
  return typeof body === 'object' && body !== null && 'stream' in body && body.stream === true;
}

interface Asked {
  readonly response: Response;
  /** -1 when even the last try failed: as the real gateway counts. */
  readonly tries: number;
}

async function askOften(
  option: string,
  wire: Wire,
  { retry, requestTimeout }: Target,
  asking: Asking,
): Promise<Asked> {
  const most = retry?.attempts ?? 0;
  for (let tries = 0; ; tries++) {
    const response = await inTime(asking.provider(wire), requestTimeout);
    asking.attempts.push(attemptOf(option, wire, response));
    if (!isRetried(retry, response)) return { response, tries };
    if (tries >= most) return { response, tries: -1 };
    await response.body?.cancel();
  }
}

/** An answer that takes longer than the request allows is none. */
async function inTime(answer: Response | Promise<Response>, most: number | null): Promise<Response> {
  if (!most) return answer;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Response>((resolve) => {
    timer = setTimeout(() => resolve(timeout(most)), most);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function timeout(most: number): Response {
  const message = `Request exceeded the timeout sent in the request: ${most}ms`;
  return Response.json(
    { error: { message, type: 'timeout_error', param: null, code: null } },
    { status: 408 },
  );
}

function isRetried(retry: Retry | null, { status }: Response): boolean {
  return Boolean(retry?.onStatusCodes.includes(status));
}

function attemptOf(option: string, wire: Wire, { status }: Response): Attempt {
  const { provider, method, url, headers, body } = wire;
  return { provider, option, method, url, headers, body, status };
}

async function errorBody(response: Response, { route }: Asking): Promise<unknown> {
  const isJson = response.headers.get('content-type')?.includes('json');
  // 408 is the gateway's own, and stays as it is.
  if (response.ok || !isJson || route.endpoint === 'proxy' || response.status === 408) return undefined;
  return response
    .clone()
    .json()
    .catch(() => undefined);
}

/** Errors of providers come in one shape. */
function mapped(response: Response, body: unknown, { provider }: Target): Response {
  const error = errorIn(body, provider);
  if (!error) return response;
  const { message, type = null, param = null, code = null } = error;
  const said = { error: { message: `${provider} error: ${message}`, type, param, code }, provider };
  return new Response(JSON.stringify(said), { status: response.status, headers: response.headers });
}

/** Cohere's have no `error` around them. */
function errorIn(body: unknown, provider: string): Record<string, unknown> | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if ('error' in body) return Object(body.error);
  return provider === 'cohere' && 'message' in body ? { message: body.message } : undefined;
}

interface Label {
  readonly tries: number;
  readonly cache: string;
}

function labelled(
  response: Response,
  option: string,
  { provider }: Target,
  { traceId }: Asking,
  { tries, cache }: Label,
): Response {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-encoding');
  headers.set('x-portkey-last-used-option-index', option);
  headers.set('x-portkey-trace-id', traceId ?? '');
  headers.set('x-portkey-retry-attempt-count', String(tries));
  headers.set('x-portkey-cache-status', cache);
  headers.set('x-portkey-provider', provider);
  return new Response(response.body, { status: response.status, headers });
}
