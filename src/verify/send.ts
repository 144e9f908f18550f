import type { Recording } from '../gateway/recording.js';
import type { Exchange, Send } from './exchange.js';
import type { Json } from './holes.js';
import type { Outgoing } from './outgoing.js';

/** Sends to a reference gateway of its own, in memory: nothing leaves the process. */
export async function gatewaySender(): Promise<Send> {
  const { createReferenceGateway } = await import('../gateway/index.js');
  const gateway = createReferenceGateway({ keep: 0 });
  return async (request) => {
    const { response, recording } = await gateway.ask(requestOf(request));
    return recording ? exchangeOf(recording) : unknownRoute(response, request);
  };
}

function requestOf({ url, method, headers, body }: Outgoing): Request {
  const sent = new Headers(headers);
  for (const name of TRANSPORT) sent.delete(name);
  return new Request(url, {
    method,
    headers: sent,
    // As bytes: a text would be given a content type of its own.
    ...(body === undefined || method === 'GET' ? {} : { body: new TextEncoder().encode(body) }),
  });
}

/** Said anew for what is really sent. */
const TRANSPORT = ['content-length', 'host', 'connection', 'transfer-encoding'] as const;

async function unknownRoute(response: Response, { url }: Outgoing): Promise<Exchange> {
  const message = (await response.text()) || `nothing answers at ${new URL(url).pathname}`;
  return { api: 'new', refusal: { status: response.status, message }, seen: null };
}

function exchangeOf({ surface, refusal, plan, upstream, portkeyKey }: Recording): Exchange {
  return {
    api: surface,
    refusal: refusal ? { status: refusal.status, message: refusal.message } : undefined,
    seen: withoutSilence({ portkeyKey, plan, upstream } as unknown as Json),
  };
}

/** Not to stream is what happens without a word as well; what a target overrides shows in its body. */
function withoutSilence(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSilence);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, inner]) => key !== 'overrideParams' && !(key === 'stream' && inner === false),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutSilence(inner)]));
}
