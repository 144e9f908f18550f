import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createReferenceGateway, type ReferenceGateway } from '../../../src/gateway/index.js';
import { installed } from '../install.js';

let load: NodeJS.Require;
let gateway: ReferenceGateway;
let url: string;
let close: () => Promise<void>;

beforeAll(async () => {
  load = createRequire(join(await installed('clients'), 'test.js'));
  gateway = createReferenceGateway();
  const server = await gateway.listen();
  url = server.url;
  close = server.close;
});

afterAll(() => close?.());
beforeEach(() => gateway.clear());

const NEW_SDKS = ['portkey-ai-1', 'portkey-ai-2', 'portkey-ai-3'] as const;
const PARAMS = { model: 'gpt-4', messages: [{ role: 'user', content: 'Hi' }] } as const;
const LLMS = [
  { provider: 'openai', api_key: 'sk-1', model: 'gpt-4', retry: { attempts: 2, on_status_codes: [429] } },
  { provider: 'openai', virtual_key: 'vk', weight: 1 },
];
const CONFIG = {
  strategy: { mode: 'fallback' },
  targets: [
    {
      provider: 'openai',
      api_key: 'sk-1',
      override_params: { model: 'gpt-4' },
      retry: { attempts: 2, on_status_codes: [429] },
    },
    { virtual_key: 'vk' },
  ],
};

/** Packages of many generations have no types in common: what is called here is what their documents say. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Client = any;

function oldClient(): Client {
  const { Portkey } = load('portkey-ai-0');
  return new Portkey({ apiKey: 'pk-1', baseURL: url, mode: 'fallback', llms: structuredClone(LLMS) });
}

function newClient(sdk: string, options: object = { config: CONFIG }): Client {
  const { Portkey } = load(sdk);
  return new Portkey({ apiKey: 'pk-1', baseURL: `${url}/v1`, ...options });
}

function recorded() {
  const [recording, ...rest] = gateway.recordings();
  expect(rest).toEqual([]);
  gateway.clear();
  return recording;
}

async function words(stream: AsyncIterable<{ choices: readonly { delta?: { content?: string } }[] }>) {
  const said: string[] = [];
  for await (const chunk of stream) said.push(chunk.choices[0]?.delta?.content ?? '');
  return said.join('');
}

describe.each(NEW_SDKS)('%s on the new API', (sdk) => {
  test('means the same as portkey-ai below 1 on the old one', async () => {
    const old = await oldClient().chatCompletions.create(PARAMS);
    const was = recorded();
    const fresh = await newClient(sdk).chat.completions.create(PARAMS);
    const is = recorded();
    expect(fresh.choices[0].message.content).toBe(old.choices[0].message.content);
    expect([was?.surface, is?.surface]).toEqual(['old', 'new']);
    expect({ plan: is?.plan, upstream: is?.upstream }).toEqual({ plan: was?.plan, upstream: was?.upstream });
  });

  test('streams', async () => {
    const old = await words(await oldClient().chatCompletions.create({ ...PARAMS, stream: true }));
    const was = recorded();
    const fresh = await words(await newClient(sdk).chat.completions.create({ ...PARAMS, stream: true }));
    expect(fresh).toBe('Hello from openai');
    expect(old).toBe(fresh);
    expect(recorded()?.upstream).toEqual(was?.upstream);
  });

  test('fills prompts in', async () => {
    const old = await oldClient().generations.create({ promptId: 'pp-1', variables: { a: 'b' } });
    const was = recorded();
    const client = newClient(sdk, {});
    const fresh = await client.prompts.completions.create({ promptID: 'pp-1', variables: { a: 'b' } });
    expect(fresh.choices[0].message).toEqual(old.data.choices[0].message);
    const is = recorded();
    expect({ plan: is?.plan, upstream: is?.upstream }).toEqual({ plan: was?.plan, upstream: was?.upstream });
  });

  test('completes text, embeds, takes feedback', async () => {
    const client = newClient(sdk, { virtualKey: 'vk' });
    expect((await client.completions.create({ model: 'm', prompt: 'Hi' })).choices[0].text).toBe(
      'Hello from openai',
    );
    expect((await client.embeddings.create({ model: 'm', input: ['a', 'b'] })).data).toHaveLength(2);
    await client.feedback.create({ traceID: 't', value: 1 });
    expect(gateway.recordings().map(({ accepted, sdk: said }) => [accepted, Boolean(said)])).toEqual(
      Array(3).fill([true, true]),
    );
  });

  test('is refused on the old API, and told why', async () => {
    const client = newClient(sdk, { virtualKey: 'vk' });
    await expect(client.post('/chatComplete', { config: CONFIG, params: PARAMS })).rejects.toThrow(
      /does not speak this API: portkey-/,
    );
    expect(recorded()?.refusal).toMatchObject({
      status: 400,
      message: expect.stringContaining('does not speak this API'),
    });
  });

  test('with what is left of an old constructor is refused as the real gateway refuses it', async () => {
    const client = newClient(sdk, { mode: 'fallback', llms: LLMS });
    await expect(client.chat.completions.create(PARAMS)).rejects.toThrow();
    expect(recorded()?.refusal).toEqual({
      status: 400,
      message: 'Either x-portkey-config or x-portkey-provider header is required',
      ours: false,
    });
  });
});

describe('openai 4', () => {
  function client(base: string, headers: Record<string, string>): Client {
    const { OpenAI } = load('openai-4');
    return new OpenAI({
      apiKey: 'sk-1',
      baseURL: `${url}${base}`,
      defaultHeaders: { 'x-portkey-api-key': 'pk-1', ...headers },
      maxRetries: 0,
    });
  }
  const old = () => client('/v1/proxy', { 'x-portkey-mode': 'proxy openai', 'x-team': 'blue' });
  const fresh = () => client('/v1', { 'x-portkey-provider': 'openai', 'x-team': 'blue' });

  test.each([
    ['a chat', (one: Client) => one.chat.completions.create(PARAMS)],
    [
      'a stream',
      async (one: Client) => words(await one.chat.completions.create({ ...PARAMS, stream: true })),
    ],
    ['embeddings', (one: Client) => one.embeddings.create({ model: 'm', input: 'a' })],
    ['moderations', (one: Client) => one.moderations.create({ input: 'a' })],
    ['a list of models', (one: Client) => one.models.list()],
    [
      'a transcription',
      (one: Client) =>
        one.audio.transcriptions.create({ model: 'whisper-1', file: new File(['abc'], 'a.mp3') }),
    ],
  ])('%s', async (_, call) => {
    await call(old());
    const was = recorded();
    await call(fresh());
    const is = recorded();
    expect([was?.surface, was?.accepted, is?.surface, is?.accepted]).toEqual(['old', true, 'new', true]);
    expect({ plan: is?.plan, upstream: is?.upstream }).toEqual({ plan: was?.plan, upstream: was?.upstream });
  });
});

test("Anthropic's SDK, whose base URL has no version", async () => {
  const Anthropic = load('@anthropic-ai/sdk');
  const client = (base: string, headers: Record<string, string>): Client =>
    new Anthropic({
      apiKey: 'sk-ant',
      baseURL: `${url}${base}`,
      defaultHeaders: { 'x-portkey-api-key': 'pk-1', ...headers },
      maxRetries: 0,
    });
  const ask = { model: 'claude-2', max_tokens: 5, messages: [{ role: 'user', content: 'Hi' }] };
  await client('/v1/proxy', { 'x-portkey-mode': 'proxy anthropic' }).beta.messages.create(ask);
  const was = recorded();
  await client('', { 'x-portkey-provider': 'anthropic' }).beta.messages.create(ask);
  const is = recorded();
  expect(is?.upstream).toMatchObject({ path: '/messages', authorization: 'sk-ant' });
  expect({ plan: is?.plan, upstream: is?.upstream }).toEqual({ plan: was?.plan, upstream: was?.upstream });
});
