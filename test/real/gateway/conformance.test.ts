import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReferenceGateway } from '../../../src/gateway/index.js';
import {
  type Answer,
  answers,
  meant,
  type ProviderServer,
  type Received,
  serveProviders,
} from './providers.js';
import { type RealGateway, startRealGateway } from './real-gateway.js';
import { type Asked, REQUESTS } from './requests.js';

let real: RealGateway;
let providers: ProviderServer;

beforeAll(async () => {
  [real, providers] = await Promise.all([startRealGateway(), serveProviders()]);
});

afterAll(async () => {
  await real?.stop();
  await providers?.close();
});

/** What a gateway made of a request. */
interface Outcome {
  readonly status: number;
  /** What it says when it fails. */
  readonly message: unknown;
  readonly option: string | null;
  readonly retries: string | null;
  readonly received: readonly Received[];
}

test('there are enough of them, each with a name of its own', () => {
  const names = REQUESTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(60);
});

describe('the new API answers as the real gateway does', () => {
  test.each(REQUESTS)('$name', async (asked) => {
    expect(await askOurs(asked)).toEqual(await askReal(asked));
  });
});

function requestFor(origin: string, { method = 'POST', path, headers = {}, body }: Asked): Request {
  const isRaw = body === undefined || typeof body === 'string' || body instanceof FormData;
  const sent = new Headers({
    'x-portkey-api-key': 'pk-1',
    'x-portkey-custom-host': `${providers.url}/v1`,
    ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    ...headers,
  });
  if (sent.get('content-type') === '') sent.delete('content-type');
  // A text without a content type would be given one.
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const raw = isRaw ? bytes : JSON.stringify(body);
  return new Request(origin + path, {
    method,
    headers: sent,
    ...(body === undefined ? {} : { body: raw as RequestInit['body'] }),
  });
}

async function askReal(asked: Asked): Promise<Outcome> {
  providers.take();
  const response = await fetch(requestFor(real.url, asked));
  return outcomeOf(response, await response.text(), providers.take());
}

async function askOurs(asked: Asked): Promise<Outcome> {
  const answer = answers();
  const gateway = createReferenceGateway({
    provider: ({ url, body }) => responseOf(answer(new URL(url).pathname, body)),
  });
  const response = await gateway.fetch(requestFor('http://gateway.invalid', asked));
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

function outcomeOf(response: Response, text: string, received: readonly Received[]): Outcome {
  const { status, headers } = response;
  return {
    status,
    message: status < 400 ? undefined : messageIn(text),
    option: headers.get('x-portkey-last-used-option-index'),
    retries: headers.get('x-portkey-retry-attempt-count'),
    received,
  };
}

function messageIn(text: string): unknown {
  const { message, error } = JSON.parse(text);
  return message ?? error?.message;
}
