/** A request to the new API that both gateways are asked. */
export interface Asked {
  readonly name: string;
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, a form, or something that is sent as JSON. */
  readonly body?: unknown;
}

const KEY = { authorization: 'Bearer sk-1' };
const OPENAI = { 'x-portkey-provider': 'openai', ...KEY };
const CHAT = { model: 'gpt-4', messages: [{ role: 'user', content: 'Hi' }] };
const TEXT = { model: 'gpt-3.5-turbo-instruct', prompt: 'Hi' };
const EMBED = { model: 'text-embedding-ada-002', input: 'Hi' };

function config(value: unknown): Record<string, string> {
  return { 'x-portkey-config': typeof value === 'string' ? value : JSON.stringify(value) };
}

function chat(name: string, headers: Record<string, string>, body: unknown = CHAT): Asked {
  return { name, path: '/v1/chat/completions', headers, body };
}

const EVERY_PARAMETER = {
  ...CHAT,
  temperature: 5,
  top_p: -1,
  max_tokens: -5,
  n: 2,
  stop: ['x'],
  presence_penalty: -9,
  frequency_penalty: 9,
  logit_bias: { 1: 2 },
  user: 'u',
  seed: 7,
  tools: [
    {
      type: 'function',
      function: { name: 'f', description: 'd', parameters: { type: 'object', properties: {} } },
    },
  ],
  tool_choice: 'auto',
  response_format: { type: 'json_object' },
  best_of: 2,
  unheard_of: true,
};

const DIALOGUE = {
  model: 'm',
  max_tokens: 9,
  messages: [
    { role: 'system', content: 'Be brief.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Look' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      ],
    },
    {
      role: 'assistant',
      content: 'Yes',
      tool_calls: [{ id: 't', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
    },
    { role: 'tool', tool_call_id: 't', content: '2' },
    { role: 'user', content: 'And?' },
  ],
};

const SPOKEN = ['openai', 'anyscale', 'together-ai', 'cohere', 'perplexity-ai', 'anthropic'] as const;

const byProvider: readonly Asked[] = SPOKEN.flatMap((provider) => {
  const headers = { 'x-portkey-provider': provider, ...KEY };
  return [
    chat(`${provider}: chat`, headers, { max_tokens: 5, ...CHAT }),
    chat(`${provider}: every parameter`, headers, EVERY_PARAMETER),
    chat(`${provider}: a dialogue with tools`, headers, DIALOGUE),
    chat(`${provider}: no model`, headers, { max_tokens: 5, messages: CHAT.messages }),
    chat(`${provider}: an error of the provider`, headers, { ...CHAT, max_tokens: 5, model: 'fail-401' }),
    {
      name: `${provider}: text`,
      path: '/v1/completions',
      headers,
      body: { ...TEXT, max_tokens: 4, temperature: 0.5 },
    },
    {
      name: `${provider}: embeddings`,
      path: '/v1/embeddings',
      headers,
      body: { ...EMBED, encoding_format: 'float' },
    },
  ];
});

const AZURE = {
  'x-portkey-provider': 'azure-openai',
  'x-portkey-azure-resource-name': 'contoso',
  'x-portkey-azure-deployment-id': 'gpt-4-eu',
  'x-portkey-azure-api-version': '2023-07-01-preview',
  ...KEY,
};

const azure: readonly Asked[] = [
  chat('azure: headers', AZURE),
  chat('azure: every parameter', AZURE, EVERY_PARAMETER),
  {
    name: 'azure: api-version in the query as well',
    path: '/v1/chat/completions?api-version=2022-12-01',
    headers: AZURE,
    body: CHAT,
  },
  { name: 'azure: text', path: '/v1/completions', headers: AZURE, body: TEXT },
  { name: 'azure: embeddings', path: '/v1/embeddings', headers: AZURE, body: EMBED },
  chat(
    'azure: in a config',
    config({
      provider: 'azure-openai',
      api_key: 'az',
      resource_name: 'r',
      deployment_id: 'd',
      api_version: 'v',
    }),
  ),
  chat('azure: an api-key header is not read', { ...AZURE, 'api-key': 'other' }),
  chat('azure: an error of the provider', AZURE, { ...CHAT, model: 'fail-404' }),
];

const refused: readonly Asked[] = [
  chat('nothing names a target', {}),
  chat('an unknown provider', { 'x-portkey-provider': 'nobody', ...KEY }),
  chat('a provider in capitals', { 'x-portkey-provider': 'OpenAI', ...KEY }),
  chat('a content type nobody reads', { ...OPENAI, 'content-type': 'text/plain' }, JSON.stringify(CHAT)),
  chat('a form that is none', { ...OPENAI, 'content-type': 'application/x-www-form-urlencoded' }, 'a=b'),
  chat('JSON with parameters in its content type', {
    ...OPENAI,
    'content-type': 'application/json; charset=utf-8',
  }),
  chat('broken JSON', OPENAI, '{"model": '),
  { name: 'broken JSON for text', path: '/v1/completions', headers: OPENAI, body: 'no' },
  { name: 'broken JSON for embeddings', path: '/v1/embeddings', headers: OPENAI, body: '' },
  { name: 'broken JSON that is handed on', path: '/v1/moderations', headers: OPENAI, body: '{"a"' },
  chat('a config that is no JSON', config('{"strategy"')),
  chat('a config that is null', config('null')),
  chat('a config that is a number', config('12')),
  chat('a config that is a list', { ...OPENAI, ...config('[]') }),
  chat('an empty config', config({})),
  chat('an empty config beside a provider', { ...OPENAI, ...config({}) }),
  chat('Config 1.0', config({ mode: 'single', options: [{ provider: 'openai', api_key: 'sk-1' }] })),
  chat('Config 1.0 beside a provider', {
    ...OPENAI,
    ...config({ mode: 'single', options: [{ provider: 'openai', api_key: 'sk-1' }] }),
  }),
  chat('options in a short form', config({ provider: 'openai', api_key: 'sk-1', options: [] })),
  chat('camelCase in a short form', config({ provider: 'openai', apiKey: 'sk-1' })),
  chat('targets without a strategy', config({ targets: [{ provider: 'openai', api_key: 'sk-1' }] })),
  chat('a strategy without targets', config({ strategy: { mode: 'single' } })),
  chat('a strategy without targets beside a provider', {
    ...OPENAI,
    ...config({ strategy: { mode: 'single' } }),
  }),
  chat(
    'a strategy of an unknown mode',
    config({ strategy: { mode: 'ab_test' }, targets: [{ provider: 'openai', api_key: 'k' }] }),
  ),
  chat('a target without a key', config({ strategy: { mode: 'single' }, targets: [{ provider: 'openai' }] })),
  chat(
    'a target of an unknown provider',
    config({ strategy: { mode: 'single' }, targets: [{ provider: 'nobody', api_key: 'k' }] }),
  ),
  chat(
    'a target with a key in camelCase',
    config({ strategy: { mode: 'single' }, targets: [{ provider: 'openai', apiKey: 'k' }] }),
  ),
  chat('retries as a number', { ...OPENAI, ...config({ retry: 3 }) }),
  chat('a cache as a text', { ...OPENAI, ...config({ cache: 'semantic' }) }),
  chat('a cache of an unknown mode', { ...OPENAI, ...config({ cache: { mode: 'clever' } }) }),
  chat(
    'a weight as a text',
    config({
      strategy: { mode: 'loadbalance' },
      targets: [{ provider: 'openai', api_key: 'k', weight: '1' }],
    }),
  ),
  chat('no targets: fallback', config({ strategy: { mode: 'fallback' }, targets: [] })),
  chat('no targets: single', config({ strategy: { mode: 'single' }, targets: [] })),
  chat('no targets: loadbalance', config({ strategy: { mode: 'loadbalance' }, targets: [] })),
  chat(
    'all weights are zero',
    config({ strategy: { mode: 'loadbalance' }, targets: [{ provider: 'openai', api_key: 'k', weight: 0 }] }),
  ),
  {
    name: 'no targets: single, handed on',
    path: '/v1/moderations',
    headers: config({ strategy: { mode: 'single' }, targets: [] }),
    body: {},
  },
  {
    name: 'a method nobody answers',
    method: 'PUT',
    path: '/v1/chat/completions',
    headers: OPENAI,
    body: CHAT,
  },
  { name: 'a path nobody answers', path: '/chat/completions', headers: OPENAI, body: CHAT },
  {
    name: 'a leftover of the old SDK on the new one',
    path: '/v1/v1/prompts/undefined/generate',
    headers: { 'x-portkey-mode': 'single' },
    body: {},
  },
];

function targets(mode: string, list: readonly unknown[], rest: object = {}, strategy: object = {}) {
  return config({ strategy: { mode, ...strategy }, targets: list, ...rest });
}

const A = { provider: 'openai', api_key: 'sk-a' };
const B = { provider: 'anyscale', api_key: 'sk-b' };
const failing = (status: number) => ({ ...A, override_params: { model: `fail-${status}` } });

const strategies: readonly Asked[] = [
  chat('single: the first of two', targets('single', [A, B])),
  chat('fallback: the first answers', targets('fallback', [A, B])),
  chat('fallback: the second answers', targets('fallback', [failing(500), B])),
  chat('fallback: nobody answers', targets('fallback', [failing(500), failing(503)])),
  chat(
    'fallback: not after this status',
    targets('fallback', [failing(400), B], {}, { on_status_codes: [429] }),
  ),
  chat('fallback: after this status', targets('fallback', [failing(429), B], {}, { on_status_codes: [429] })),
  chat('fallback: a success on the list', targets('fallback', [A, B], {}, { on_status_codes: [200] })),
  chat(
    'fallback: a provider that has no embeddings',
    targets('fallback', [{ provider: 'perplexity-ai', api_key: 'p' }, A]),
    CHAT,
  ),
  {
    name: 'fallback: unsupported ends it',
    path: '/v1/embeddings',
    headers: targets('fallback', [{ provider: 'perplexity-ai', api_key: 'p' }, A]),
    body: EMBED,
  },
  chat(
    'loadbalance: all on the second',
    targets('loadbalance', [
      { ...A, weight: 0 },
      { ...B, weight: 1 },
    ]),
  ),
  chat(
    'nested: a group in a fallback',
    targets('fallback', [{ strategy: { mode: 'fallback' }, targets: [failing(500), failing(502)] }, B]),
  ),
  chat(
    'nested: parameters go down and are overridden',
    targets(
      'single',
      [
        {
          strategy: { mode: 'single' },
          targets: [{ ...A, override_params: { temperature: 1 } }],
          override_params: { temperature: 0, top_p: 0.5 },
        },
      ],
      { override_params: { n: 2 } },
    ),
  ),
  chat('override_params beside a provider', {
    ...OPENAI,
    ...config({ retry: { attempts: 1 }, override_params: { model: 'gpt-4-turbo' } }),
  }),
  chat(
    'overrideParams in camelCase',
    targets('single', [{ ...A, overrideParams: { maxTokens: 5, model: 'x' } }]),
  ),
  chat('a config of provider and key, and another key', {
    ...KEY,
    ...config({ provider: 'openai', api_key: 'sk-config' }),
  }),
  chat('a provider of its own, and another in the config', {
    'x-portkey-provider': 'anyscale',
    ...KEY,
    ...config(A),
  }),
  chat(
    'retry: the second try answers',
    { ...OPENAI, ...config({ retry: { attempts: 1 } }) },
    { ...CHAT, model: 'fail-500-once' },
  ),
  chat(
    'retry: not after this status',
    { ...OPENAI, ...config({ retry: { attempts: 1, on_status_codes: [429] } }) },
    { ...CHAT, model: 'fail-500' },
  ),
  chat(
    'retry: the last try fails',
    { ...OPENAI, ...config({ retry: { attempts: 1 } }) },
    { ...CHAT, model: 'fail-503' },
  ),
  chat(
    "retry: a target's own replaces the config's",
    targets('single', [{ ...failing(503), retry: { attempts: 0 } }], { retry: { attempts: 2 } }),
  ),
  chat('a trace', { ...OPENAI, 'x-portkey-trace-id': 't-1', 'x-portkey-metadata': '{"a":1}' }),
  chat(
    'cache and retry headers are not read',
    { ...OPENAI, 'x-portkey-cache': 'simple', 'x-portkey-retry-count': '3' },
    { ...CHAT, model: 'fail-500' },
  ),
];

// biome-ignore-start lint/suspicious/noThenProperty: a condition of a config says `then`
const CONDITIONS = [
  { query: { 'metadata.plan': { $eq: 'paid' } }, then: 'good' },
  { query: { $or: [{ 'metadata.age': { $lt: 3 } }, { 'params.model': { $in: ['tiny'] } }] }, then: 'cheap' },
];
const NAMED = [
  { ...A, name: 'good' },
  { ...B, name: 'cheap' },
];
const conditional = (rest: object = {}) =>
  targets('conditional', NAMED, {}, { conditions: CONDITIONS, ...rest });

const conditions: readonly Asked[] = [
  chat('conditional: by metadata', { ...conditional(), 'x-portkey-metadata': '{"plan":"paid"}' }),
  chat('conditional: by a parameter', conditional(), { ...CHAT, model: 'tiny' }),
  chat('conditional: the default', conditional({ default: 'cheap' })),
  chat('conditional: nothing holds', conditional()),
  chat('conditional: a target that is not there', conditional({ default: 'nobody' })),
  chat(
    'conditional: an unknown operator',
    targets(
      'conditional',
      NAMED,
      {},
      { conditions: [{ query: { 'metadata.a': { $like: 'x' } }, then: 'good' }] },
    ),
  ),
  {
    name: 'conditional: nothing holds for text',
    path: '/v1/completions',
    headers: conditional(),
    body: TEXT,
  },
  {
    name: 'conditional: nothing holds, handed on',
    path: '/v1/moderations',
    headers: conditional(),
    body: { input: 'x' },
  },
];

// biome-ignore-end lint/suspicious/noThenProperty: a condition of a config says `then`

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append('file', new Blob(['abc'], { type: 'audio/mpeg' }), 'a.mp3');
  return data;
}

const others: readonly Asked[] = [
  chat('a raw key without Bearer', { ...OPENAI, authorization: 'sk-raw' }),
  chat('no key at all', { 'x-portkey-provider': 'openai' }),
  chat('a header of the user', { ...OPENAI, 'x-team': 'blue', 'openai-organization': 'org-1' }),
  chat('an organization for OpenAI', { ...OPENAI, 'x-portkey-openai-organization': 'org-1' }),
  chat('headers that are to be forwarded', {
    ...OPENAI,
    'x-team': 'blue',
    'x-portkey-forward-headers': 'X-Team, x-none',
  }),
  chat('streaming', OPENAI, { ...CHAT, stream: true }),
  chat(
    'streaming from Anthropic',
    { 'x-portkey-provider': 'anthropic', ...KEY },
    { ...CHAT, max_tokens: 5, stream: true },
  ),
  { name: 'streaming text', path: '/v1/completions', headers: OPENAI, body: { ...TEXT, stream: true } },
  chat('not streaming', OPENAI, { ...CHAT, stream: false }),
  {
    name: 'images',
    path: '/v1/images/generations',
    headers: OPENAI,
    body: { prompt: 'a cat', n: 20, size: '1x1', odd: 1 },
  },
  { name: 'speech', path: '/v1/audio/speech', headers: OPENAI, body: { input: 'Hi', speed: 2 } },
  {
    name: 'a transcription',
    path: '/v1/audio/transcriptions',
    headers: OPENAI,
    body: form({ model: 'whisper-1' }),
  },
  { name: 'a transcription that is JSON', path: '/v1/audio/transcriptions', headers: OPENAI, body: {} },
  {
    name: 'messages for Anthropic',
    path: '/v1/messages',
    headers: { 'x-portkey-provider': 'anthropic', 'x-api-key': 'sk-ant', 'anthropic-version': '2024-01-01' },
    body: { model: 'claude-3', max_tokens: 5, messages: CHAT.messages, odd: 1 },
  },
  {
    name: 'handed on: moderations',
    path: '/v1/moderations',
    headers: { ...OPENAI, 'x-team': 'blue' },
    body: { input: 'x' },
  },
  { name: 'handed on: a query', path: '/v1/moderations?a=b', headers: OPENAI, body: { input: 'x' } },
  { name: 'handed on: a form', path: '/v1/things', headers: OPENAI, body: form({ a: 'b' }) },
  { name: 'handed on: GET', method: 'GET', path: '/v1/things/1?b=c', headers: OPENAI },
  { name: 'handed on: DELETE', method: 'DELETE', path: '/v1/things/1', headers: OPENAI },
  { name: 'handed on: models', method: 'GET', path: '/v1/models', headers: OPENAI },
  {
    name: "handed on: Anthropic's own route",
    path: '/v1/complete',
    headers: { 'x-portkey-provider': 'anthropic', 'x-api-key': 'sk-ant' },
    body: { model: 'claude-2', prompt: 'Hi', max_tokens_to_sample: 5 },
  },
  {
    name: "handed on: Anthropic's SDK brings its own version",
    path: '/v1/v1/complete',
    headers: { 'x-portkey-provider': 'anthropic', 'x-api-key': 'sk-ant' },
    body: { model: 'claude-2', prompt: 'Hi' },
  },
  {
    name: "handed on: Cohere's own route",
    path: '/v1/embed',
    headers: { 'x-portkey-provider': 'cohere', ...KEY },
    body: { texts: ['a'] },
  },
  {
    name: 'handed on: override_params of a config',
    path: '/v1/moderations',
    headers: config({ ...A, override_params: { model: 'm' } }),
    body: { input: 'x' },
  },
  {
    name: "handed on: the request's key goes before the config's",
    path: '/v1/moderations',
    headers: { ...KEY, ...config({ provider: 'openai', api_key: 'sk-config' }) },
    body: { input: 'x' },
  },
  { name: 'handed on: an old route with a provider', path: '/v1/chatComplete', headers: OPENAI, body: CHAT },
  {
    name: 'handed on: no content type',
    path: '/v1/moderations',
    headers: { ...OPENAI, 'content-type': '' },
    body: '{"input":"x"}',
  },
];

/** Everything that both gateways are asked. */
export const REQUESTS: readonly Asked[] = [
  ...byProvider,
  ...azure,
  ...refused,
  ...strategies,
  ...conditions,
  ...others,
];
