import { connect, Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { answerCache } from '../src/gateway/answer-cache.js';
import { createReferenceGateway, type GatewayOptions } from '../src/gateway/index.js';
import type { Group, Json, Target } from '../src/gateway/recording.js';
import type { Wire } from '../src/gateway/wire.js';
import { type Ask, config, record, send } from './gateway-requests.js';

const PARAMS = { model: 'gpt-4', messages: [{ role: 'user', content: 'Hi' }] };
const PROXY = { 'x-portkey-mode': 'proxy openai', authorization: 'Bearer sk-1' };
const OPENAI = { 'x-portkey-provider': 'openai', authorization: 'Bearer sk-1' };
const A = { provider: 'openai', api_key: 'sk-a' };
const B = { provider: 'anyscale', api_key: 'sk-b' };
const C = { provider: 'together-ai', api_key: 'sk-c' };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(closing.splice(0).map((close) => close()));
});

function chat(headers: Record<string, string>, body: unknown = PARAMS): Ask {
  return { path: '/v1/chat/completions', headers, body };
}

function form(fields: Readonly<Record<string, string>>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  made.append('file', new Blob(['RIFF']), 'a.wav');
  return made;
}

describe('/v1/proxy hands everything on', () => {
  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])('%s', async (method) => {
    const hasBody = ['POST', 'PUT', 'PATCH'].includes(method);
    const gateway = createReferenceGateway();
    const ask = {
      method,
      path: '/v1/proxy/files/f-1?limit=2',
      headers: PROXY,
      body: hasBody ? { a: 1 } : undefined,
    };
    expect((await send(gateway, ask)).status).toBe(200);
    expect(gateway.recordings()).toMatchObject([
      {
        surface: 'old',
        method,
        attempts: [
          { method, url: 'https://api.openai.com/v1/files/f-1?limit=2', body: hasBody ? { a: 1 } : null },
        ],
      },
    ]);
  });

  test.each([
    ['text/plain', 'some text', 'some text'],
    ['application/x-www-form-urlencoded', 'a=1&b=2', 'a=1&b=2'],
    ['application/json; charset=utf-8', '{"a": 1}', { a: 1 }],
    ['application/x-ndjson', '{"a":1}\n{"a":2}\n', '{"a":1}\n{"a":2}\n'],
    ['application/octet-stream', '\u0000bytes', { type: 'application/octet-stream', bytes: 6 }],
    ['audio/wav', 'RIFF', { type: 'audio/wav', bytes: 4 }],
  ])('a body of type %s', async (type, body, seen) => {
    const headers = { ...PROXY, 'content-type': type };
    const { attempts } = await record(createReferenceGateway(), { path: '/v1/proxy/things', headers, body });
    expect(attempts[0]?.headers['content-type']).toBe(type);
    expect({ body: attempts[0]?.body }).toMatchObject({ body: seen });
  });

  test('a multipart form, field by field, file by digest', async () => {
    const ask = {
      path: '/v1/proxy/audio/transcriptions',
      headers: PROXY,
      body: form({ model: 'whisper-1' }),
    };
    const { attempts, upstream } = await record(createReferenceGateway(), ask);
    expect(upstream?.path).toBe('/audio/transcriptions');
    expect(attempts[0]?.body).toMatchObject({
      form: [
        { name: 'model', value: 'whisper-1' },
        { name: 'file', filename: 'a.wav', bytes: 4 },
      ],
    });
  });

  test('a provider gets the parts of a form itself, not a description', async () => {
    const wires: Wire[] = [];
    const gateway = createReferenceGateway({
      provider: (wire) => {
        wires.push(wire);
        return Response.json({});
      },
    });
    await send(gateway, {
      path: '/v1/proxy/audio/transcriptions',
      headers: PROXY,
      body: form({ model: 'm' }),
    });
    const raw = wires[0]?.raw;
    expect(raw?.kind === 'form' && raw.form.get('model')).toBe('m');
  });
});

describe('routes of the new API', () => {
  test.each([
    ['POST', '/v1/audio/transcriptions', { text: 'Hello from openai' }],
    ['POST', '/v1/audio/translations', { text: 'Hello from openai' }],
    ['POST', '/v1/images/edits', { object: 'stub' }],
  ])('%s %s takes a form', async (method, path, answer) => {
    const response = await send(createReferenceGateway(), {
      method,
      path,
      headers: OPENAI,
      body: form({ model: 'm' }),
    });
    expect(await response.json()).toMatchObject(answer);
  });

  test('images and speech go to their provider with its own defaults', async () => {
    const gateway = createReferenceGateway();
    const images = await record(gateway, {
      path: '/v1/images/generations',
      headers: OPENAI,
      body: { prompt: 'a', n: 99 },
    });
    expect(images.attempts[0]).toMatchObject({
      url: 'https://api.openai.com/v1/images/generations',
      body: { model: 'dall-e-2', prompt: 'a', n: 10 },
    });
    const speech = await record(gateway, { path: '/v1/audio/speech', headers: OPENAI, body: { input: 'a' } });
    expect(speech.attempts[0]?.body).toEqual({ model: 'tts-1', voice: 'alloy', input: 'a' });
  });

  test('any other endpoint of the provider is handed on', async () => {
    const gateway = createReferenceGateway();
    const one = await record(gateway, {
      path: '/v1/fine_tuning/jobs?limit=1',
      headers: OPENAI,
      body: { a: 1 },
    });
    expect(one.attempts[0]).toMatchObject({
      method: 'POST',
      url: 'https://api.openai.com/v1/fine_tuning/jobs?limit=1',
      body: { a: 1 },
    });
    const gone = await record(gateway, { method: 'DELETE', path: '/v1/files/f-1', headers: OPENAI });
    expect(gone.attempts[0]).toMatchObject({
      method: 'DELETE',
      url: 'https://api.openai.com/v1/files/f-1',
      body: null,
    });
  });

  test('feedback reaches no provider', async () => {
    const said = await record(createReferenceGateway(), {
      path: '/v1/feedback',
      body: { trace_id: 't', value: 1 },
    });
    expect(said).toMatchObject({ accepted: true, attempts: [], plan: null });
  });

  test.each([
    ['/v1/completions', OPENAI, { prompt: 'Hi', stream: true }],
    ['/v1/complete', {}, { config: A, params: { prompt: 'Hi', stream: true } }],
    ['/v1/prompts/pp-1/completions', {}, { variables: {}, stream: true }],
  ])('%s streams where asked', async (path, headers, body) => {
    const response = await send(createReferenceGateway(), { path, headers, body });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = (await response.text()).trim().split('\n\n');
    expect(events.length).toBeGreaterThan(3);
    expect(events.at(-1)).toBe('data: [DONE]');
  });

  test('a prompt streams in the old shape no more than it did: generate answers whole', async () => {
    const response = await send(createReferenceGateway(), {
      path: '/v1/prompts/pp-1/generate',
      body: { variables: {}, stream: true },
    });
    expect(await response.json()).toMatchObject({ success: true, data: { object: 'chat.completion' } });
  });
});

/** The targets of a plan in order, groups opened. */
function leaves(targets: readonly (Target | Group)[] = []): readonly Target[] {
  return targets.flatMap((target) => (target.kind === 'target' ? [target] : leaves(target.targets)));
}

async function planned(ask: Ask): Promise<readonly Target[]> {
  return leaves((await record(createReferenceGateway(), ask)).plan?.targets);
}

describe('what targets inherit', () => {
  const RETRY = { attempts: 2, onStatusCodes: [429, 500, 502, 503, 504] };

  test('2.0: cache and retry of the nearest above that says any; whole, not merged', async () => {
    const targets = [
      A,
      { ...B, retry: { attempts: 1, on_status_codes: [401] }, cache: { mode: 'semantic' } },
      { strategy: { mode: 'loadbalance' }, retry: { attempts: 5 }, targets: [{ ...C, weight: 2 }, A] },
    ];
    const found = await planned(
      chat(
        config({
          strategy: { mode: 'fallback' },
          retry: { attempts: 2 },
          cache: { mode: 'simple', max_age: 60 },
          targets,
        }),
      ),
    );
    expect(found.map(({ retry }) => retry)).toEqual([
      RETRY,
      { attempts: 1, onStatusCodes: [401] },
      { ...RETRY, attempts: 5 },
      { ...RETRY, attempts: 5 },
    ]);
    expect(found.map(({ cache }) => cache)).toEqual([
      { mode: 'simple', maxAge: 60 },
      { mode: 'semantic', maxAge: null },
      { mode: 'simple', maxAge: 60 },
      { mode: 'simple', maxAge: 60 },
    ]);
    expect(found.map(({ weight }) => weight)).toEqual([1, 1, 2, 1]);
  });

  test('1.0: likewise, and an option can refuse the cache', async () => {
    const options = [
      A,
      { ...B, cache: false },
      { ...C, cache_status: 'semantic', cache_age: 'max-age=90', retry: 1 },
    ];
    const body = { config: { mode: 'fallback', cache: 'simple', retry: 3, options }, params: PARAMS };
    const found = await planned({ path: '/v1/chatComplete', body });
    expect(found.map(({ cache }) => cache)).toEqual([
      { mode: 'simple', maxAge: null },
      null,
      { mode: 'semantic', maxAge: 90 },
    ]);
    expect(found.map(({ retry }) => retry?.attempts)).toEqual([3, 3, 1]);
  });

  test('override_params: the target over the group over the request', async () => {
    const targets = [{ ...A, override_params: { model: 'of the target', top_p: 1 } }, { ...B }];
    const inline = {
      strategy: { mode: 'fallback' },
      override_params: { model: 'of the group', user: 'g' },
      targets,
    };
    const found = await planned(chat(config(inline), { ...PARAMS, user: 'of the request', temperature: 0 }));
    expect(found.map(({ body }) => body)).toEqual([
      { ...PARAMS, model: 'of the target', top_p: 1, user: 'g', temperature: 0 },
      { ...PARAMS, model: 'of the group', user: 'g', temperature: 0 },
    ]);
  });
});

/** Providers that answer with the statuses given, target by key, then with 200. */
function scripted(statuses: Readonly<Record<string, readonly number[]>>): GatewayOptions {
  const left = new Map(Object.entries(statuses).map(([provider, list]) => [provider, [...list]]));
  return {
    provider: ({ provider }) => {
      const status = left.get(provider)?.shift() ?? 200;
      return Response.json(status === 200 ? { id: provider } : { error: { message: 'no' } }, { status });
    },
  };
}

async function asked(options: GatewayOptions, ask: Ask) {
  const gateway = createReferenceGateway(options);
  const response = await send(gateway, ask);
  const header = (name: string) => response.headers.get(`x-portkey-${name}`);
  return {
    status: response.status,
    option: header('last-used-option-index'),
    tries: header('retry-attempt-count'),
    attempts: gateway.recordings()[0]?.attempts.map(({ provider, status }) => `${provider} ${status}`),
  };
}

describe('retries', () => {
  test.each([429, 500, 502, 503, 504])('%i is tried again without a word about codes', async (status) => {
    const found = await asked(
      scripted({ openai: [status] }),
      chat({ ...OPENAI, ...config({ retry: { attempts: 1 } }) }),
    );
    expect(found).toMatchObject({ status: 200, tries: '1', attempts: [`openai ${status}`, 'openai 200'] });
  });

  test.each([400, 401, 403, 404, 408, 422, 501])('%i is not', async (status) => {
    const found = await asked(
      scripted({ openai: [status] }),
      chat({ ...OPENAI, ...config({ retry: { attempts: 3 } }) }),
    );
    expect(found).toMatchObject({ status, tries: '0', attempts: [`openai ${status}`] });
  });

  test('codes that are written replace the defaults', async () => {
    const retry = { attempts: 2, on_status_codes: [401] };
    const ask = chat({ ...OPENAI, ...config({ retry }) });
    expect(await asked(scripted({ openai: [401, 401] }), ask)).toMatchObject({ status: 200, tries: '2' });
    expect(await asked(scripted({ openai: [429] }), ask)).toMatchObject({ status: 429, tries: '0' });
  });

  test('nobody is tried again without a word about retries', async () => {
    expect(await asked(scripted({ openai: [429] }), chat(OPENAI))).toMatchObject({ status: 429, tries: '0' });
  });

  test('that are used up are said as -1', async () => {
    const ask = chat({ ...OPENAI, ...config({ retry: { attempts: 1 } }) });
    expect(await asked(scripted({ openai: [500, 500] }), ask)).toMatchObject({ status: 500, tries: '-1' });
  });

  test('of the old header', async () => {
    const ask = {
      path: '/v1/proxy/chat/completions',
      headers: { ...PROXY, 'x-portkey-retry-count': '2' },
      body: PARAMS,
    };
    expect(await asked(scripted({ openai: [429, 500] }), ask)).toMatchObject({ status: 200, tries: '2' });
  });
});

describe('strategies', () => {
  const fallback = (strategy: object = {}, targets: Json = [A, B, C]) =>
    chat(config({ strategy: { mode: 'fallback', ...strategy }, targets }));

  test('fallback asks in order, and stops at the first that answers', async () => {
    expect(await asked(scripted({ openai: [500], anyscale: [400] }), fallback())).toMatchObject({
      status: 200,
      option: 'config.targets[2]',
      attempts: ['openai 500', 'anyscale 400', 'together-ai 200'],
    });
    expect(await asked(scripted({}), fallback())).toMatchObject({ attempts: ['openai 200'] });
  });

  test('fallback on codes stops at any other', async () => {
    const ask = fallback({ on_status_codes: [429] });
    expect(await asked(scripted({ openai: [429] }), ask)).toMatchObject({ option: 'config.targets[1]' });
    expect(await asked(scripted({ openai: [500] }), ask)).toMatchObject({
      status: 500,
      option: 'config.targets[0]',
    });
  });

  test('a fallback whose targets all fail answers as the last', async () => {
    const found = await asked(scripted({ openai: [500], anyscale: [429], 'together-ai': [503] }), fallback());
    expect(found).toMatchObject({ status: 503, option: 'config.targets[2]' });
  });

  test('groups in groups, each in its own way', async () => {
    const inner = {
      strategy: { mode: 'loadbalance' },
      targets: [
        { ...A, weight: 0 },
        { ...B, weight: 1 },
      ],
    };
    const ask = fallback({}, [inner, { strategy: { mode: 'single' }, targets: [C, A] }]);
    expect(await asked(scripted({}), ask)).toMatchObject({ option: 'config.targets[0].targets[1]' });
    expect(await asked(scripted({ anyscale: [500] }), ask)).toMatchObject({
      option: 'config.targets[1].targets[0]',
      attempts: ['anyscale 500', 'together-ai 200'],
    });
  });

  test('conditions on metadata and parameters choose by name, else the default', async () => {
    // As text: an object with a `then` looks like a promise.
    const conditions: Json = JSON.parse(`[
      { "query": { "metadata.plan": { "$eq": "paid" } }, "then": "good" },
      { "query": { "$and": [{ "params.model": { "$in": ["gpt-4"] } }, { "metadata.age": { "$gte": 18 } }] }, "then": "old" }
    ]`);
    const targets = [
      { ...A, name: 'good' },
      { ...B, name: 'old' },
      { ...C, name: 'rest' },
    ];
    const ask = (metadata: object) =>
      chat({
        ...config({ strategy: { mode: 'conditional', conditions, default: 'rest' }, targets }),
        'x-portkey-metadata': JSON.stringify(metadata),
      });
    expect(await asked({}, ask({ plan: 'paid' }))).toMatchObject({ attempts: ['openai 200'] });
    expect(await asked({}, ask({ age: 20 }))).toMatchObject({ attempts: ['anyscale 200'] });
    expect(await asked({}, ask({ age: 2 }))).toMatchObject({ attempts: ['together-ai 200'] });
  });
});

describe('caches', () => {
  test.each(['simple', 'semantic'])(
    '%s: an answer is given again for as long as its age allows',
    async (mode) => {
      let now = 1_000_000;
      const cache = answerCache(() => now);
      const wire: Wire = {
        provider: 'openai',
        method: 'POST',
        url: 'https://api.openai.com/v1/chat/completions',
        headers: { authorization: 'Bearer sk' },
        body: PARAMS,
        raw: { kind: 'json', value: PARAMS },
      };
      await cache.keep({ mode, maxAge: 60 }, wire, Response.json({ a: 1 }));
      now += 59_999;
      expect(await cache.find({ mode, maxAge: 60 }, wire)?.json()).toEqual({ a: 1 });
      now += 2;
      expect(cache.find({ mode, maxAge: 60 }, wire)).toBeUndefined();
    },
  );

  test('headers of the old API work as the config does, and say so', async () => {
    const gateway = createReferenceGateway();
    const headers = { ...PROXY, 'x-portkey-cache': 'simple', 'cache-control': 'max-age:1000' };
    const ask = { path: '/v1/proxy/chat/completions', headers, body: PARAMS };
    const status = async (one: Ask) => (await send(gateway, one)).headers.get('x-portkey-cache-status');
    expect(await status(ask)).toBe('MISS');
    expect(await status(ask)).toBe('HIT');
    expect(await status({ ...ask, headers: { ...headers, 'x-portkey-cache-force-refresh': 'True' } })).toBe(
      'REFRESH',
    );
    expect(await status({ ...ask, headers: PROXY })).toBe('DISABLED');
    expect(leaves(gateway.recordings()[0]?.plan?.targets)[0]?.cache).toEqual({
      mode: 'simple',
      maxAge: 1000,
    });
  });
});

describe('the server', () => {
  test('is on the loopback interface and on no other', async () => {
    const { server, port, close } = await createReferenceGateway().listen();
    closing.push(close);
    expect(server.address()).toMatchObject({ address: '127.0.0.1' });
    const others = Object.values(networkInterfaces()).flatMap((all = []) =>
      all.filter(({ internal, family }) => !internal && family === 'IPv4'),
    );
    for (const { address } of others) {
      const reached = await new Promise((resolve) => {
        const socket = connect(port, address, () => resolve(true)).on('error', () => resolve(false));
        closing.push(async () => void socket.destroy());
      });
      expect(reached).toBe(false);
    }
  });

  test('calls nobody, not even the hosts it is told', async () => {
    const connecting = vi.spyOn(Socket.prototype, 'connect');
    const fetching = vi.spyOn(globalThis, 'fetch');
    const gateway = createReferenceGateway();
    const host = { ...OPENAI, 'x-portkey-custom-host': 'https://example.com/v1' };
    expect((await send(gateway, chat(host))).status).toBe(200);
    expect((await send(gateway, { path: '/v1/proxy/models', method: 'GET', headers: PROXY })).status).toBe(
      200,
    );
    expect(connecting).not.toHaveBeenCalled();
    expect(fetching).not.toHaveBeenCalled();
  });

  test('ends with requests under way and connections kept', async () => {
    const { url, server, close } = await createReferenceGateway({ faults: [{ latency: 600_000 }] }).listen();
    const headers = { ...OPENAI, 'x-portkey-api-key': 'pk', 'content-type': 'application/json' };
    await (await fetch(`${url}/`)).text();
    const slow = fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify(PARAMS),
    });
    const failed = expect(slow).rejects.toThrow();
    await vi.waitFor(async () => expect(await connections(server)).toBeGreaterThan(0));
    await close();
    await failed;
    expect(server.listening).toBe(false);
  });
});

function connections(server: {
  getConnections: (done: (error: Error | null, count: number) => void) => unknown;
}) {
  return new Promise<number>((resolve) => {
    server.getConnections((_, count) => resolve(count));
  });
}
