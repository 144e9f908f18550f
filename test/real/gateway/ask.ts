import { createReferenceGateway, type GatewayOptions } from '../../../src/gateway/index.js';
import { type Running, startRealGateway } from '../real-gateway.js';
import {
  type Answer,
  answers,
  meant,
  type ProviderServer,
  type Received,
  serveProviders,
} from './providers.js';
import type { Asked } from './requests.js';

/** What a gateway made of a request. */
export interface Outcome {
  readonly status: number;
  /** What it says when it fails. */
  readonly message: unknown;
  /** The gateway's own response headers. */
  readonly headers: Readonly<Record<string, string | null>>;
  readonly received: readonly Received[];
}

/** Both gateways, with the same providers behind them. */
export interface Both {
  readonly askReal: (asked: Asked) => Promise<Outcome>;
  readonly askOurs: (asked: Asked, options?: GatewayOptions) => Promise<Outcome>;
  readonly stop: () => Promise<void>;
}

/** Starts the real gateway and the providers. */
export async function startBoth(): Promise<Both> {
  const [real, providers] = await Promise.all([startRealGateway(), serveProviders()]);
  return {
    askReal: (asked) => askReal(asked, real, providers),
    askOurs: (asked, options = {}) => askOurs(asked, options, providers),
    stop: async () => {
      real.stop();
      await providers.close();
    },
  };
}

function requestFor(
  origin: string,
  { method = 'POST', path, headers = {}, body }: Asked,
  host: string,
): Request {
  const sent = new Headers({
    'x-portkey-api-key': 'pk-1',
    'x-portkey-custom-host': host,
    ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    ...headers,
  });
  for (const [name, value] of Object.entries(headers)) if (value === '') sent.delete(name);
  return new Request(origin + path, { method, headers: sent, body: bodyFor(body) });
}

/** Bytes, because a text without a content type would be given one. */
function bodyFor(body: unknown): Uint8Array<ArrayBuffer> | FormData | undefined {
  if (body === undefined || body instanceof FormData) return body;
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}

async function askReal(asked: Asked, real: Running, providers: ProviderServer): Promise<Outcome> {
  providers.take();
  const response = await fetch(requestFor(real.origin, asked, `${providers.url}/v1`));
  return outcomeOf(response, await response.text(), providers.take());
}

async function askOurs(asked: Asked, options: GatewayOptions, providers: ProviderServer): Promise<Outcome> {
  const answer = answers();
  const gateway = createReferenceGateway({
    provider: ({ url, body }) => responseOf(answer(new URL(url).pathname, body)),
    ...options,
  });
  const response = await gateway.fetch(requestFor('http://gateway.invalid', asked, `${providers.url}/v1`));
  const text = await response.text();
  const received = gateway.recordings()[0]?.attempts.map(({ method, url, headers, body }) => {
    const { pathname, search } = new URL(url);
    return { method, path: pathname + search, headers: meant(headers), body };
  });
  return outcomeOf(response, text, received ?? []);
}

function responseOf({ status, type, text }: Answer): Response {
  return new Response(text, { status, headers: { 'content-type': type } });
}

const OWN_HEADERS = ['last-used-option-index', 'retry-attempt-count', 'cache-status', 'trace-id', 'provider'];

function outcomeOf({ status, headers }: Response, text: string, received: readonly Received[]): Outcome {
  return {
    status,
    message: status < 400 ? undefined : messageIn(text),
    headers: Object.fromEntries(OWN_HEADERS.map((name) => [name, headers.get(`x-portkey-${name}`)])),
    received,
  };
}

function messageIn(text: string): unknown {
  const { message, error } = JSON.parse(text);
  return message ?? error?.message;
}
