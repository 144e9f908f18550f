import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readFault } from '../src/gateway/faults.js';
import { createReferenceGateway, type GatewayOptions, type Seed } from '../src/gateway/index.js';
import { readSeed } from '../src/gateway/seed-file.js';
import { type Ask, config, record, send } from './gateway-requests.js';
import { temporaryFolder } from './real/install.js';

const PARAMS = { model: 'gpt-4', messages: [{ role: 'user', content: 'Hi' }] };
const OPENAI = { 'x-portkey-provider': 'openai', authorization: 'Bearer sk-1' };
const CHAT: Ask = { path: '/v1/chat/completions', headers: OPENAI, body: PARAMS };
const A = { provider: 'openai', api_key: 'sk-a' };
const B = { provider: 'anyscale', api_key: 'sk-b' };

function chat(headers: Record<string, string>, body: unknown = PARAMS): Ask {
  return { ...CHAT, headers, body };
}

function gatewayOf(options: GatewayOptions = {}) {
  return createReferenceGateway(options);
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function served(options: GatewayOptions = {}) {
  const gateway = gatewayOf(options);
  const server = await gateway.listen();
  closing.push(server.close);
  return { gateway, url: server.url };
}

describe('answers', () => {
  test('a chat, and what was received', async () => {
    const gateway = gatewayOf();
    const response = await send(gateway, { ...CHAT, headers: { ...OPENAI, 'x-portkey-trace-id': 't-1' } });
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      model: 'gpt-4',
      choices: [
        { index: 0, message: { role: 'assistant', content: 'Hello from openai' }, finish_reason: 'stop' },
      ],
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-portkey-last-used-option-index': 'config',
      'x-portkey-retry-attempt-count': '0',
      'x-portkey-cache-status': 'DISABLED',
      'x-portkey-trace-id': 't-1',
    });
    expect(gateway.recordings()).toMatchObject([
      {
        id: 1,
        accepted: true,
        status: 200,
        portkeyKey: 'pk-1',
        attempts: [{ url: 'https://api.openai.com/v1/chat/completions' }],
      },
    ]);
  });

  test('text, embeddings, images, speech, moderations, models', async () => {
    const gateway = gatewayOf();
    const ask = async (path: string, body?: unknown) =>
      (await send(gateway, { path, headers: OPENAI, body, method: body ? 'POST' : 'GET' })).text();
    expect(JSON.parse(await ask('/v1/completions', { prompt: 'Hi', n: 2 }))).toMatchObject({
      object: 'text_completion',
      choices: [{ index: 0, text: 'Hello from openai' }, { index: 1 }],
    });
    expect(JSON.parse(await ask('/v1/embeddings', { input: ['a', 'b'] })).data).toHaveLength(2);
    expect(JSON.parse(await ask('/v1/embeddings', { input: [1, 2] })).data).toHaveLength(1);
    expect(JSON.parse(await ask('/v1/images/generations', { prompt: 'a' }))).toHaveProperty('data');
    expect(await ask('/v1/audio/speech', { input: 'a' })).toBe('stub');
    expect(JSON.parse(await ask('/v1/moderations', { input: 'a' }))).toHaveProperty('results');
    expect(JSON.parse(await ask('/v1/models'))).toMatchObject({ object: 'list' });
  });

  test('embeddings as base64 hold the same vector', async () => {
    const ask = (format: string) =>
      send(gatewayOf(), {
        path: '/v1/embeddings',
        headers: OPENAI,
        body: { input: 'a', encoding_format: format },
      });
    const vectorOf = async (format: string) => JSON.parse(await (await ask(format)).text()).data[0].embedding;
    const [plain, packed] = await Promise.all([vectorOf('float'), vectorOf('base64')]);
    const bytes = Buffer.from(packed, 'base64');
    expect([...new Float32Array(new Uint8Array(bytes).buffer)]).toEqual(plain);
  });

  test.each([
    ['/v1/chat/completions', { ...PARAMS, stream: true }, OPENAI],
    ['/v1/proxy/chat/completions', { ...PARAMS, stream: true }, OPENAI],
    ['/v1/chatComplete', { config: A, params: { ...PARAMS, stream: true } }, {}],
  ])('a stream on %s', async (path, body, headers) => {
    const response = await send(gatewayOf(), { path, body, headers });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = (await response.text())
      .trim()
      .split('\n\n')
      .map((line) => line.replace('data: ', ''));
    expect(events.pop()).toBe('[DONE]');
    const said = events.map((event) => JSON.parse(event).choices[0].delta.content ?? '');
    expect(said.join('')).toBe('Hello from openai');
  });

  test('a prompt: wrapped by the old route, bare by the new one, filled in by render', async () => {
    const gateway = gatewayOf();
    const body = { variables: { name: 'Ana' } };
    const [old, fresh, rendered] = await Promise.all(
      ['generate', 'completions', 'render'].map(async (what) =>
        (await send(gateway, { path: `/v1/prompts/pp-1/${what}`, body })).json(),
      ),
    );
    expect(old).toEqual({ success: true, data: fresh });
    expect(fresh).toMatchObject({ object: 'chat.completion' });
    expect(rendered).toMatchObject({ success: true, data: { messages: [{ role: 'user' }] } });
    expect(gateway.recordings().map(({ attempts }) => attempts.length)).toEqual([1, 1, 0]);
  });

  test('feedback, of either SDK', async () => {
    for (const version of ['portkey-0.1.12', 'portkey-1.10.4']) {
      const headers = { 'x-portkey-package-version': version };
      expect((await send(gatewayOf(), { path: '/v1/feedback', headers, body: { value: 1 } })).status).toBe(
        200,
      );
    }
  });

  test('what no route is for is recorded as refused', async () => {
    expect(await record(gatewayOf(), { path: '/v2/chat', body: {} })).toMatchObject({
      accepted: false,
      refusal: { status: 404, message: 'Not Found', ours: false },
      plan: null,
      upstream: null,
    });
  });
});

describe('strategies', () => {
  const FAIL = [{ provider: 'openai', status: 500 }];
  const fallback = (rest: object = {}) =>
    chat(config({ strategy: { mode: 'fallback' }, targets: [A, B], ...rest }));

  test('the next target is asked when one fails, after its retries', async () => {
    const gateway = gatewayOf({ faults: FAIL });
    const response = await send(gateway, fallback({ retry: { attempts: 2 } }));
    expect(response.headers.get('x-portkey-last-used-option-index')).toBe('config.targets[1]');
    expect(gateway.recordings()[0]?.attempts.map(({ option, status }) => `${option} ${status}`)).toEqual([
      'config.targets[0] 500',
      'config.targets[0] 500',
      'config.targets[0] 500',
      'config.targets[1] 200',
    ]);
  });

  test('the plan is the same whatever fails', async () => {
    const [calm, rough] = await Promise.all(
      [[], FAIL].map((faults) => record(gatewayOf({ faults }), fallback())),
    );
    expect(rough?.plan).toEqual(calm?.plan);
    expect(rough?.upstream).toEqual(calm?.upstream);
  });

  test('old configs fall back as well', async () => {
    const gateway = gatewayOf({ faults: FAIL });
    const body = { config: { mode: 'fallback', options: [A, B] }, params: PARAMS };
    expect((await send(gateway, { path: '/v1/chatComplete', body })).status).toBe(200);
    expect(gateway.recordings()[0]?.attempts.map(({ provider }) => provider)).toEqual(['openai', 'anyscale']);
  });

  test('loadbalance asks the same target every time', async () => {
    const gateway = gatewayOf();
    const targets = [{ ...A, weight: 0 }, { ...B, weight: 0.1 }, A];
    const ask = chat(config({ strategy: { mode: 'loadbalance' }, targets }));
    for (let times = 0; times < 5; times++) await send(gateway, ask);
    expect(new Set(gateway.recordings().map(({ attempts }) => attempts[0]?.provider))).toEqual(
      new Set(['anyscale']),
    );
  });

  test('a request that takes too long is given up', async () => {
    const gateway = gatewayOf({ faults: [{ latency: 30_000 }] });
    const response = await send(gateway, chat({ ...OPENAI, 'x-portkey-request-timeout': '5' }));
    expect(response.status).toBe(408);
    expect(await response.json()).toMatchObject({ error: { type: 'timeout_error' } });
  });

  test('Configs on the old route are held to no more than they said', async () => {
    const { plan } = await record(gatewayOf(), {
      path: '/v1/chatComplete',
      body: { config: { mode: 'single', options: [{ ...A, temperature: 1, messages: [] }] }, params: PARAMS },
    });
    expect(plan?.targets).toMatchObject([{ body: PARAMS, overrideParams: {} }]);
  });
});

describe('cache', () => {
  const cached = (age?: number) =>
    chat({ ...OPENAI, ...config({ cache: { mode: 'simple', max_age: age } }) });
  const statuses = async (asks: readonly Ask[]) => {
    const gateway = gatewayOf();
    const found: (string | null)[] = [];
    for (const ask of asks) found.push((await send(gateway, ask)).headers.get('x-portkey-cache-status'));
    return { found, asked: gateway.recordings().flatMap(({ attempts }) => attempts).length };
  };

  test('the second of two equal requests is answered by it', async () => {
    expect(await statuses([cached(), cached()])).toEqual({ found: ['MISS', 'HIT'], asked: 1 });
  });

  test('another body, another key or no age is a miss', async () => {
    const other = chat({ ...cached().headers }, { ...PARAMS, model: 'other' });
    const otherKey = chat({ ...cached().headers, authorization: 'Bearer sk-2' });
    expect((await statuses([cached(), other, otherKey])).found).toEqual(['MISS', 'MISS', 'MISS']);
    expect((await statuses([cached(0), cached(0)])).found).toEqual(['MISS', 'MISS']);
  });

  test('a refresh asks again and keeps the answer', async () => {
    const refresh = chat({ ...cached().headers, 'x-portkey-cache-force-refresh': 'false' });
    expect((await statuses([cached(), refresh, cached()])).found).toEqual(['MISS', 'REFRESH', 'HIT']);
  });

  test('failures and streams are not kept', async () => {
    const stream = chat({ ...cached().headers }, { ...PARAMS, stream: true });
    expect((await statuses([stream, stream])).found).toEqual(['DISABLED', 'DISABLED']);
    const gateway = gatewayOf({ faults: [{ status: 500, times: 1 }] });
    await send(gateway, cached());
    expect((await send(gateway, cached())).headers.get('x-portkey-cache-status')).toBe('MISS');
  });

  test('clear forgets answers and recordings', async () => {
    const gateway = gatewayOf();
    await send(gateway, cached());
    gateway.clear();
    expect((await send(gateway, cached())).headers.get('x-portkey-cache-status')).toBe('MISS');
    expect(gateway.recordings().map(({ id }) => id)).toEqual([1]);
  });
});

describe('a seed', () => {
  const SEED: Seed = {
    api_keys: ['pk-1'],
    virtual_keys: {
      'vk-az': {
        provider: 'azure-openai',
        api_key: 'az',
        resource_name: 'r',
        deployment_id: 'd',
        api_version: 'v',
      },
    },
    configs: {
      'pc-old': {
        mode: 'fallback',
        options: [
          { provider: 'openai', virtual_key: 'vk-az' },
          { ...A, retry: 2 },
        ],
      },
      'pc-new': {
        strategy: { mode: 'fallback' },
        targets: [{ virtual_key: 'vk-az' }, { ...A, retry: { attempts: 2 } }],
      },
    },
    prompts: {
      'pp-1': {
        virtual_key: 'vk-az',
        messages: [{ role: 'user', content: 'Hello {{ name }}{{none}}!' }],
        parameters: { model: 'm', temperature: 0 },
      },
      'pp-2': { config: 'pc-new', prompt: 'Say {{what}}' },
    },
  };
  const seeded = gatewayOf({ seed: SEED });

  test('says what a virtual key stands for', async () => {
    const { attempts } = await record(seeded, chat({ 'x-portkey-virtual-key': 'vk-az' }));
    expect(attempts).toMatchObject([
      {
        provider: 'azure-openai',
        url: 'https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=v',
        headers: { 'api-key': 'az' },
      },
    ]);
  });

  test('holds configs of both generations, and the old ones count as migrated', async () => {
    const [old, fresh] = await Promise.all(
      ['pc-old', 'pc-new'].map((slug) => record(gatewayOf({ seed: SEED }), chat(config(slug)))),
    );
    expect(old?.plan).toEqual(fresh?.plan);
    expect(old?.plan?.targets).toHaveLength(2);
  });

  test('fills prompts in; parameters of the request win', async () => {
    const ask = {
      path: '/v1/prompts/pp-1/completions',
      body: { variables: { name: 'Ana' }, temperature: 1 },
    };
    expect((await record(seeded, ask)).upstream).toMatchObject({
      provider: 'azure-openai',
      path: '/chat/completions',
      body: { messages: [{ role: 'user', content: 'Hello Ana!' }], model: 'm', temperature: 1 },
    });
    const text = await record(seeded, {
      path: '/v1/prompts/pp-2/generate',
      body: { variables: { what: 'yes' } },
    });
    expect(text.upstream).toMatchObject({ path: '/completions', body: { prompt: 'Say yes' } });
    expect(text.plan?.strategy.mode).toBe('fallback');
  });

  test('refuses what is not in it', async () => {
    const refused = async (ask: Ask) => (await record(seeded, ask)).refusal?.message;
    expect(await refused(chat({ 'x-portkey-virtual-key': 'other' }))).toBe(
      'The virtual key is not in the seed: other',
    );
    expect(await refused(chat(config('pc-other')))).toBe('The config is not in the seed: pc-other');
    expect(await refused({ path: '/v1/prompts/pp-9/generate', body: {} })).toBe(
      'The prompt is not in the seed: pp-9',
    );
    expect(await refused(chat({ ...OPENAI, 'x-portkey-api-key': 'pk-9' }))).toContain('not one of the keys');
    expect(await refused(chat({ 'x-portkey-virtual-key': 'toString' }))).toContain('toString');
  });

  test('is read from a file that is checked', async () => {
    const folder = temporaryFolder('seed');
    closing.push(async () => rmSync(folder, { recursive: true }));
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    expect(await readSeed(write('good.json', JSON.stringify(SEED)))).toEqual(SEED);
    await expect(readSeed(join(folder, 'none.json'))).rejects.toThrow('could not be read');
    await expect(readSeed(write('broken.json', '{'))).rejects.toThrow('expected JSON');
    await expect(readSeed(write('unknown.json', '{"keys": []}'))).rejects.toThrow('("keys")');
    await expect(readSeed(write('key.json', '{"virtual_keys": {"a": {}}}'))).rejects.toThrow(
      '/virtual_keys/a',
    );
    await expect(readSeed(write('mode.json', '{"configs": {"a": {"mode": "x"}}}'))).rejects.toThrow(
      'Unknown mode "x"',
    );
    await expect(readSeed(write('new.json', '{"configs": {"a": {"targets": []}}}'))).rejects.toThrow(
      '/configs/a',
    );
  });
});

describe('faults', () => {
  test.each([
    ['provider=openai,status=429,times=2', { provider: 'openai', status: 429, times: 2 }],
    ['latency=20', { latency: 20 }],
    ['cut', { cut: true }],
    ['status=nine', undefined],
    ['status=42', undefined],
    ['times=2', undefined],
    ['colour=red', undefined],
  ])('%s', (text, fault) => expect(readFault(text)).toEqual(fault));

  test('a status, so many times, of one provider', async () => {
    const gateway = gatewayOf({ faults: [{ provider: 'openai', status: 429, times: 2 }] });
    const other = chat({ ...OPENAI, 'x-portkey-provider': 'anyscale' });
    const statuses: number[] = [];
    for (const ask of [CHAT, other, CHAT, CHAT]) statuses.push((await send(gateway, ask)).status);
    expect(statuses).toEqual([429, 200, 429, 200]);
  });

  test('a stream that breaks off', async () => {
    const { url } = await served({ faults: [{ cut: true }] });
    const headers = { ...OPENAI, 'x-portkey-api-key': 'pk', 'content-type': 'application/json' };
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...PARAMS, stream: true }),
    });
    await expect(response.text()).rejects.toThrow();
  });

  test('the day after: old routes answer 410 and name the new one', async () => {
    const gateway = gatewayOf({ afterDeprecation: true });
    const says = async (path: string) => (await record(gateway, { path, body: {}, headers: OPENAI })).refusal;
    expect(await says('/v1/proxy/chat/completions')).toMatchObject({
      status: 410,
      message: expect.stringContaining('use /v1/chat/completions'),
    });
    expect(await says('/v1/prompts/pp-1/generate')).toMatchObject({
      message: expect.stringContaining('use /v1/prompts/pp-1/completions'),
    });
    expect(await says('/v1/chat/completions')).toBeNull();
  });
});

describe('limits', () => {
  test('a body of more bytes is refused, announced or not', async () => {
    const { url } = await served({ mostBytes: 1000 });
    const headers = { 'x-portkey-api-key': 'pk', 'content-type': 'application/json', ...OPENAI };
    const post = (body: Sendable) =>
      fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    expect((await post('x'.repeat(1001))).status).toBe(413);
    expect((await post(new Blob(['x'.repeat(5000)]).stream())).status).toBe(413);
    expect((await post(JSON.stringify(PARAMS))).status).toBe(200);
  });

  test('requests beyond so many at once are refused, the others served', async () => {
    const gateway = gatewayOf({ mostAtOnce: 2, faults: [{ latency: 50 }] });
    const statuses = await Promise.all([1, 2, 3].map(async () => (await send(gateway, CHAT)).status));
    expect(statuses.sort()).toEqual([200, 200, 503]);
  });

  test('so many recordings are kept, the latest', async () => {
    const gateway = gatewayOf({ keep: 2 });
    for (let times = 0; times < 5; times++) await send(gateway, CHAT);
    expect(gateway.recordings().map(({ id }) => id)).toEqual([4, 5]);
  });

  test('recordings stand in the order of arrival, and those under way are forgotten by clear', async () => {
    const gateway = gatewayOf({ faults: [{ provider: 'openai', latency: 50 }] });
    const fast = chat({ ...OPENAI, 'x-portkey-provider': 'anyscale' });
    await Promise.all([send(gateway, CHAT), send(gateway, fast)]);
    expect(gateway.recordings().map(({ id, upstream }) => [id, upstream?.provider])).toEqual([
      [1, 'openai'],
      [2, 'anyscale'],
    ]);
    const slow = send(gateway, CHAT);
    gateway.clear();
    await send(gateway, fast);
    await slow;
    expect(gateway.recordings().map(({ upstream }) => upstream?.provider)).toEqual(['anyscale']);
  });

  test('a path that is badly escaped is a path', async () => {
    const path = '/v1/proxy/r.openai.azure.com/openai/deployments/%zz/chat/completions';
    expect((await record(gatewayOf(), { path, body: PARAMS })).plan?.targets).toMatchObject([
      { azure: { deploymentId: '%zz' } },
    ]);
  });

  test('a thousand requests, fifty at once, with faults: no recording is lost or mixed up', async () => {
    const gateway = gatewayOf({ faults: [{ latency: 1 }, { provider: 'openai', status: 500, times: 200 }] });
    const one = async (number: number) => {
      const ask = chat(
        {
          ...config({ strategy: { mode: 'fallback' }, targets: [A, B] }),
          'x-portkey-trace-id': `t-${number}`,
        },
        { ...PARAMS, user: `u-${number}` },
      );
      expect((await send(gateway, ask)).status).toBe(200);
    };
    const queue = Array.from({ length: 1000 }, (_, number) => number);
    const worker = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await one(next);
    };
    await Promise.all(Array.from({ length: 50 }, worker));
    const seen = gateway.recordings().map(({ plan, upstream, attempts }) => {
      const numbers = [
        plan?.traceId?.slice(2),
        ...[upstream, ...attempts].map((sent) => Object(sent?.body).user?.slice(2)),
      ];
      expect(new Set(numbers).size).toBe(1);
      return Number(numbers[0]);
    });
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, number) => number));
  });
});

describe('from outside', () => {
  test('listens on the loopback interface, and gives its recordings to other processes', async () => {
    const { url } = await served();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const headers = { 'x-portkey-api-key': 'pk', 'content-type': 'application/json', ...OPENAI };
    await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: JSON.stringify(PARAMS) });
    const recordings = async () => (await fetch(`${url}/_portkey-migrate/recordings`)).json();
    expect(await recordings()).toMatchObject([{ id: 1, surface: 'new', accepted: true }]);
    expect((await fetch(`${url}/_portkey-migrate/recordings`, { method: 'DELETE' })).status).toBe(204);
    expect(await recordings()).toEqual([]);
  });

  test('a port that is taken is an error', async () => {
    const { url } = await served();
    await expect(gatewayOf().listen({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
  });

  test('logs a line for every request, without credentials', async () => {
    const lines: string[] = [];
    const gateway = gatewayOf({ log: (line) => lines.push(line), mostBytes: 1000 });
    await send(gateway, chat({ ...OPENAI, authorization: 'Bearer sk-secret' }));
    await send(gateway, { ...CHAT, body: '{"api_key": "sk-secret' });
    await send(gateway, { path: '/v1/proxy/x?key=sk-secret', body: '"sk-secret', headers: OPENAI });
    await send(gateway, {
      path: '/v1/chatComplete',
      body: { config: { ...A, api_key: 'sk-secret' }, params: {} },
    });
    await send(gateway, { ...CHAT, path: '/v1/chat/completions?key=sk-secret', body: 'x'.repeat(1001) });
    expect(lines).toEqual([
      'POST /v1/chat/completions (new API) 200 openai',
      'POST /v1/chat/completions (new API) 500 refused: Something went wrong',
      'POST /v1/proxy/x (old API) 400 refused: The body could not be read',
      'POST /v1/chatComplete (old API) 200 openai',
      'POST /v1/chat/completions 413 refused: The body is too large',
    ]);
  });
});

type Sendable = string | ReadableStream<Uint8Array>;
