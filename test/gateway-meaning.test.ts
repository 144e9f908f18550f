import { describe, expect, test } from 'vitest';
import { createReferenceGateway } from '../src/gateway/index.js';
import { type Ask, config, record } from './gateway-requests.js';

const PARAMS = { model: 'gpt-4', messages: [{ role: 'user', content: 'Hi' }] };
const KEY = { authorization: 'Bearer sk-1' };
const PROXY = { 'x-portkey-mode': 'proxy openai', ...KEY };
const OPENAI = { 'x-portkey-provider': 'openai', ...KEY };

function folded(inBody: unknown, params: unknown = PARAMS, headers: Record<string, string> = {}): Ask {
  return { path: '/v1/chatComplete', body: { config: inBody, params }, headers };
}

function proxied(headers: Record<string, string>, path = '/chat/completions', body: unknown = PARAMS): Ask {
  return { path: `/v1/proxy${path}`, headers, body };
}

function chat(headers: Record<string, string>, body: unknown = PARAMS): Ask {
  return { path: '/v1/chat/completions', headers, body };
}

const A = { provider: 'openai', api_key: 'sk-a' };
const B = { provider: 'anthropic', api_key: 'sk-b' };

function old(mode: string, options: readonly unknown[], rest: object = {}): unknown {
  return { mode, options, ...rest };
}

function fresh(mode: string, targets: readonly unknown[], rest: object = {}): Record<string, string> {
  return config({ strategy: { mode }, targets, ...rest });
}

function form(): FormData {
  const data = new FormData();
  data.append('model', 'whisper-1');
  data.append('file', new Blob(['abc'], { type: 'audio/mpeg' }), 'a.mp3');
  return data;
}

const AZURE_PATH = '/contoso.openai.azure.com/openai/deployments/gpt-4-eu';
const AZURE = {
  'x-portkey-provider': 'azure-openai',
  'x-portkey-azure-resource-name': 'contoso',
  'x-portkey-azure-deployment-id': 'gpt-4-eu',
  'x-portkey-azure-api-version': 'v1-preview',
};

/** An old request, and a new one that means the same. */
const SAME: readonly (readonly [string, Ask, Ask])[] = [
  [
    'a short config with a key',
    folded(A),
    chat({ 'x-portkey-provider': 'openai', authorization: 'Bearer sk-a' }),
  ],
  [
    'messages in an option, which nobody read',
    folded(old('single', [{ ...A, messages: PARAMS.messages, prompt: 'Hi' }])),
    chat({ 'x-portkey-provider': 'openai', authorization: 'Bearer sk-a' }),
  ],
  [
    'a short config in camelCase',
    folded({ provider: 'openai', apiKey: 'sk-a' }),
    chat({ 'x-portkey-provider': 'openai', authorization: 'sk-a' }),
  ],
  [
    'a short config with a virtual key',
    folded({ provider: 'cohere', virtual_key: 'vk' }),
    chat({ 'x-portkey-virtual-key': 'vk' }),
  ],
  [
    'a short config applies no override_params',
    folded({ ...A, override_params: { model: 'other' } }),
    chat({ 'x-portkey-provider': 'openai', authorization: 'sk-a' }),
  ],
  ['a slug', folded('pc-1'), chat(config('pc-1'))],
  ['a slug in a header', { ...folded(undefined), headers: config('pc-1') }, chat(config('pc-1'))],
  [
    'a slug beside a mode that is no proxy',
    proxied({ ...config('pc-1'), 'x-portkey-mode': 'fallback' }),
    chat(config('pc-1')),
  ],
  [
    'a slug beside a provider',
    proxied({ ...config('pc-1'), ...PROXY }),
    chat({ ...config('pc-1'), ...OPENAI }),
  ],
  ['single', folded(old('single', [A])), chat({ 'x-portkey-provider': 'openai', authorization: 'sk-a' })],
  ['single asks the first', folded(old('single', [A, B])), chat(fresh('single', [A]))],
  [
    'single: a weight means nothing',
    folded(old('single', [{ ...A, weight: 0.5 }])),
    chat(fresh('single', [A])),
  ],
  ['fallback', folded(old('fallback', [A, B])), chat(fresh('fallback', [A, B]))],
  [
    'loadbalance: the weight that is not said is 1',
    folded(old('loadbalance', [{ ...A, weight: 1 }, B])),
    chat(fresh('loadbalance', [A, { ...B, weight: 1 }])),
  ],
  [
    'ab_test',
    folded(
      old('ab_test', [
        { ...A, weight: 0.3 },
        { ...B, weight: 0.7 },
      ]),
    ),
    chat(
      fresh('loadbalance', [
        { ...A, weight: 0.3 },
        { ...B, weight: 0.7 },
      ]),
    ),
  ],
  [
    'options in camelCase',
    folded(old('fallback', [{ provider: 'openai', apiKey: 'sk-a', overrideParams: { max_tokens: 5 } }])),
    chat(fresh('fallback', [{ ...A, override_params: { max_tokens: 5 } }])),
  ],
  [
    'an option with a virtual key names a provider for nothing',
    folded(
      old('fallback', [
        {
          provider: 'azure-openai',
          virtual_key: 'vk',
          resource_name: 'r',
          deployment_id: 'd',
          api_version: 'v',
        },
        A,
      ]),
    ),
    chat(fresh('fallback', [{ virtual_key: 'vk' }, A])),
  ],
  [
    'an option for Azure',
    folded(
      old('fallback', [
        { provider: 'azure-openai', api_key: 'k', resource_name: 'r', deployment_id: 'd', api_version: 'v' },
        A,
      ]),
    ),
    chat(
      fresh('fallback', [
        { provider: 'azure-openai', api_key: 'k', resource_name: 'r', deployment_id: 'd', api_version: 'v' },
        A,
      ]),
    ),
  ],
  [
    'an option without a key takes that of the request',
    folded(old('fallback', [{ provider: 'openai' }, B]), PARAMS, KEY),
    chat(fresh('fallback', [{ provider: 'openai', api_key: 'sk-1' }, B])),
  ],
  [
    'override_params win',
    folded(old('fallback', [{ ...A, override_params: { model: 'gpt-3.5-turbo' } }, B])),
    chat(fresh('fallback', [{ ...A, override_params: { model: 'gpt-3.5-turbo' } }, B])),
  ],
  [
    'retry as a number',
    folded(old('fallback', [{ ...A, retry: 3 }, B])),
    chat(fresh('fallback', [{ ...A, retry: { attempts: 3 } }, B])),
  ],
  [
    'retry with its defaults said',
    folded(old('single', [{ ...A, retry: 3 }])),
    chat(fresh('single', [{ ...A, retry: { attempts: 3, on_status_codes: [429, 500, 502, 503, 504] } }])),
  ],
  [
    'retry at the top is inherited',
    folded(old('fallback', [{ ...A, retry: { attempts: 1, onStatusCodes: [429] } }, B], { retry: 5 })),
    chat(
      fresh('fallback', [
        { ...A, retry: { attempts: 1, on_status_codes: [429] } },
        { ...B, retry: { attempts: 5 } },
      ]),
    ),
  ],
  [
    'no retries are no retries',
    folded(old('single', [{ ...A, retry: { attempts: 0 } }])),
    chat(fresh('single', [A])),
  ],
  [
    'cache at the top',
    folded(old('fallback', [A, B], { cache: 'semantic' })),
    chat(fresh('fallback', [A, B], { cache: { mode: 'semantic' } })),
  ],
  [
    'cache at the top, pushed down',
    folded(old('fallback', [A, { ...B, cache: false }], { cache: 'simple' })),
    chat(fresh('fallback', [{ ...A, cache: { mode: 'simple' } }, B])),
  ],
  [
    'cache_status and cache_age',
    folded(old('single', [{ ...A, cache_status: 'semantic', cache_age: 60 }])),
    chat(fresh('single', [{ ...A, cache: { mode: 'semantic', max_age: 60 } }])),
  ],
  [
    'cache_age as Python says it',
    folded(old('single', [{ ...A, cache_status: 'simple', cache_age: 'max-age=90' }])),
    chat(fresh('single', [{ ...A, cache: { mode: 'simple', max_age: 90 } }])),
  ],
  [
    'cache: true',
    folded(old('single', [{ ...A, cache: true }])),
    chat(fresh('single', [{ ...A, cache: { mode: 'simple' } }])),
  ],
  [
    'cache: false with a status',
    folded(old('single', [{ ...A, cache: false, cache_status: 'simple' }])),
    chat(fresh('single', [A])),
  ],
  [
    'only the age of what is inherited',
    folded(old('fallback', [{ ...A, cache_age: 60 }, B], { cache: 'simple' })),
    chat(
      fresh('fallback', [
        { ...A, cache: { mode: 'simple', max_age: 60 } },
        { ...B, cache: { mode: 'simple' } },
      ]),
    ),
  ],
  [
    'what all options say of the request',
    folded(
      old('fallback', [
        { ...A, trace_id: 't', metadata: { _user: 'u' }, cache_force_refresh: true },
        { ...B, trace_id: 't', metadata: { _user: 'u' }, cache_force_refresh: true },
      ]),
    ),
    chat({
      ...fresh('fallback', [A, B]),
      'x-portkey-trace-id': 't',
      'x-portkey-metadata': '{"_user":"u"}',
      'x-portkey-cache-force-refresh': 'true',
    }),
  ],
  [
    'Config 2.0 on the old API',
    folded({ strategy: { mode: 'fallback' }, targets: [A, B] }),
    chat(fresh('fallback', [A, B])),
  ],
  ['a config as text', folded(JSON.stringify(old('fallback', [A, B]))), chat(fresh('fallback', [A, B]))],
  [
    'stream: false is silence',
    folded(A, { ...PARAMS, stream: false }),
    chat({ 'x-portkey-provider': 'openai', authorization: 'sk-a' }),
  ],
  [
    'stream',
    folded(A, { ...PARAMS, stream: true }),
    chat({ 'x-portkey-provider': 'openai', authorization: 'sk-a' }, { ...PARAMS, stream: true }),
  ],
  [
    'complete',
    { path: '/v1/complete', body: { config: A, params: { prompt: 'Hi' } } },
    {
      path: '/v1/completions',
      headers: { 'x-portkey-provider': 'openai', authorization: 'sk-a' },
      body: { prompt: 'Hi' },
    },
  ],
  [
    'embed',
    { path: '/v1/embed', body: { config: A, params: { input: 'Hi' } } },
    {
      path: '/v1/embeddings',
      headers: { 'x-portkey-provider': 'openai', authorization: 'sk-a' },
      body: { input: 'Hi' },
    },
  ],
  ['proxy', proxied(PROXY), chat(OPENAI)],
  [
    'proxy, in any letter case and with spaces',
    proxied({ ...KEY, 'X-Portkey-Mode': ' Proxy  openai ' }),
    chat(OPENAI),
  ],
  ['proxy by the header of the new API', proxied(OPENAI), chat(OPENAI)],
  [
    'proxy: headers of the user',
    proxied({ ...PROXY, 'x-team': 'blue' }),
    chat({ ...OPENAI, 'x-team': 'blue', 'user-agent': 'other', 'x-stainless-lang': 'js' }),
  ],
  [
    'proxy: cache',
    proxied({ ...PROXY, 'x-portkey-cache': 'semantic', 'cache-control': 'max-age:3600' }),
    chat({ ...OPENAI, ...config({ cache: { mode: 'semantic', max_age: 3600 } }) }),
  ],
  [
    'proxy: cache, as HTTP says it',
    proxied({ ...PROXY, 'x-portkey-cache': 'simple', 'cache-control': 'max-age=60' }),
    chat({ ...OPENAI, ...config({ cache: { mode: 'simple', max_age: 60 } }) }),
  ],
  [
    'proxy: cache: true',
    proxied({ ...PROXY, 'x-portkey-cache': 'true' }),
    chat({ ...OPENAI, ...config({ cache: { mode: 'simple' } }) }),
  ],
  [
    'proxy: cache: false',
    proxied({ ...PROXY, 'x-portkey-cache': 'false', 'cache-control': 'max-age:60' }),
    chat(OPENAI),
  ],
  [
    'proxy: retries',
    proxied({ ...PROXY, 'x-portkey-retry-count': '4' }),
    chat({ ...OPENAI, ...config({ retry: { attempts: 4 } }) }),
  ],
  [
    'proxy: trace and metadata',
    proxied({
      ...PROXY,
      'x-portkey-trace-id': 't',
      'x-portkey-meta': '{"a": 1}',
      'x-portkey-cache-force-refresh': 'False',
    }),
    chat({
      ...OPENAI,
      'x-portkey-trace-id': 't',
      'x-portkey-metadata': '{"a":1}',
      'x-portkey-cache-force-refresh': 'true',
    }),
  ],
  [
    'proxy: a virtual key',
    proxied({ 'x-portkey-mode': 'proxy openai', 'x-portkey-virtual-key': 'vk' }),
    chat({ 'x-portkey-virtual-key': 'vk' }),
  ],
  [
    'proxy: a header nobody reads',
    proxied({ ...PROXY, 'x-portkey-debug': 'false' }),
    chat({ ...OPENAI, 'x-portkey-debug': 'false' }),
  ],
  [
    'proxy: a form',
    proxied(PROXY, '/audio/transcriptions', form()),
    { path: '/v1/audio/transcriptions', headers: OPENAI, body: form() },
  ],
  [
    'proxy: GET',
    { method: 'GET', path: '/v1/proxy/models', headers: PROXY },
    { method: 'GET', path: '/v1/models', headers: OPENAI },
  ],
  [
    'proxy: a query',
    proxied(PROXY, '/files?purpose=x', {}),
    { path: '/v1/files?purpose=x', headers: OPENAI, body: {} },
  ],
  [
    "proxy: Anthropic's SDK",
    proxied({ 'x-portkey-mode': 'proxy anthropic', 'x-api-key': 'sk-ant' }, '/v1/messages'),
    {
      path: '/v1/messages',
      headers: { 'x-portkey-provider': 'anthropic', 'x-api-key': 'sk-ant' },
      body: PARAMS,
    },
  ],
  [
    "proxy: Anthropic's old route",
    proxied({ 'x-portkey-mode': 'proxy anthropic', 'x-api-key': 'sk-ant' }, '/v1/complete'),
    {
      path: '/v1/complete',
      headers: { 'x-portkey-provider': 'anthropic', 'x-api-key': 'sk-ant' },
      body: PARAMS,
    },
  ],
  [
    'proxy: Azure',
    proxied(
      { 'x-portkey-mode': 'proxy azure-openai', 'api-key': 'az' },
      `${AZURE_PATH}/chat/completions?api-version=v1-preview`,
    ),
    chat({ ...AZURE, authorization: 'Bearer az' }),
  ],
  [
    'proxy: Azure with a bearer of another kind',
    proxied(
      { 'x-portkey-mode': 'proxy azure-openai', 'api-key': 'az', authorization: 'Bearer x' },
      `${AZURE_PATH}/embeddings?api-version=v1-preview`,
      { input: 'a' },
    ),
    {
      path: '/v1/embeddings?api-version=ignored',
      headers: { ...AZURE, authorization: 'az' },
      body: { input: 'a' },
    },
  ],
  [
    'generate',
    { path: '/v1/prompts/pp-1/generate', body: { variables: { a: 1 } } },
    { path: '/v1/prompts/pp-1/completions', body: { variables: { a: 1 }, stream: false } },
  ],
  [
    'generate takes variables only',
    { path: '/v1/prompts/pp-1/generate', body: { variables: { a: 1 }, temperature: 1 } },
    { path: '/v1/prompts/pp-1/completions', body: { variables: { a: 1 } } },
  ],
];

describe('an old request and a new one that means the same are recorded alike', () => {
  test.each(SAME)('%s', async (_, oldAsk, newAsk) => {
    const [was, is] = [
      await record(createReferenceGateway(), oldAsk),
      await record(createReferenceGateway(), newAsk),
    ];
    expect([was.surface, was.refusal, is.surface, is.refusal]).toEqual(['old', null, 'new', null]);
    expect(is.plan).toEqual(was.plan);
    expect(is.upstream).toEqual(was.upstream);
    expect(was.attempts).toHaveLength(1);
    expect(is.attempts).toHaveLength(1);
  });
});

/** An old request, and a new one that does not mean the same. */
const DIFFERENT: readonly (readonly [string, Ask, Ask])[] = [
  ['another provider', proxied(PROXY), chat({ ...OPENAI, 'x-portkey-provider': 'anyscale' })],
  ['another key', proxied(PROXY), chat({ ...OPENAI, authorization: 'Bearer sk-2' })],
  ['another virtual key', folded({ virtual_key: 'vk' }), chat({ 'x-portkey-virtual-key': 'vk2' })],
  ['a slug without its provider', proxied({ ...config('pc-1'), ...PROXY }), chat(config('pc-1'))],
  ['another slug', folded('pc-1'), chat(config('pc-2'))],
  ['swapped targets', folded(old('fallback', [A, B])), chat(fresh('fallback', [B, A]))],
  ['another mode', folded(old('fallback', [A, B])), chat(fresh('loadbalance', [A, B]))],
  [
    'a missing weight',
    folded(old('loadbalance', [{ ...A, weight: 0.3 }, B])),
    chat(fresh('loadbalance', [A, B])),
  ],
  [
    'a missing parameter',
    folded(old('fallback', [{ ...A, override_params: { n: 2 } }, B])),
    chat(fresh('fallback', [A, B])),
  ],
  [
    'another body',
    folded(A),
    chat({ 'x-portkey-provider': 'openai', authorization: 'sk-a' }, { ...PARAMS, model: 'gpt-3' }),
  ],
  [
    'a folded body',
    folded(A),
    chat({ 'x-portkey-provider': 'openai', authorization: 'sk-a' }, { params: PARAMS }),
  ],
  [
    'cache headers that are not read any more',
    proxied({ ...PROXY, 'x-portkey-cache': 'simple' }),
    chat({ ...OPENAI, 'x-portkey-cache': 'simple' }),
  ],
  [
    'retry headers that are not read any more',
    proxied({ ...PROXY, 'x-portkey-retry-count': '2' }),
    chat({ ...OPENAI, 'x-portkey-retry-count': '2' }),
  ],
  [
    'metadata under its old name',
    proxied({ ...PROXY, 'x-portkey-meta': '{"a":1}' }),
    chat({ ...OPENAI, 'x-portkey-meta': '{"a":1}' }),
  ],
  [
    'metadata encoded twice',
    proxied({ ...PROXY, 'x-portkey-metadata': '{"a":1}' }),
    chat({ ...OPENAI, 'x-portkey-metadata': '"{\\"a\\":1}"' }),
  ],
  ['a lost trace', proxied({ ...PROXY, 'x-portkey-trace-id': 't' }), chat(OPENAI)],
  ['a lost header of the user', proxied({ ...PROXY, 'x-team': 'blue' }), chat(OPENAI)],
  [
    'options that disagree on the trace',
    folded(old('fallback', [{ ...A, trace_id: 't' }, B])),
    chat({ ...fresh('fallback', [A, B]), 'x-portkey-trace-id': 't' }),
  ],
  [
    'an age that was lost',
    folded(old('single', [{ ...A, cache_status: 'simple', cache_age: 60 }])),
    chat(fresh('single', [{ ...A, cache: { mode: 'simple' } }])),
  ],
  [
    'a cache that came over a target',
    folded(old('fallback', [A, { ...B, cache: false }], { cache: 'simple' })),
    chat(fresh('fallback', [A, B], { cache: { mode: 'simple' } })),
  ],
  [
    'keys that generate ignored',
    { path: '/v1/prompts/pp-1/generate', body: { variables: {}, temperature: 1 } },
    { path: '/v1/prompts/pp-1/completions', body: { variables: {}, temperature: 1 } },
  ],
  [
    'another deployment',
    proxied(
      { 'x-portkey-mode': 'proxy azure-openai', 'api-key': 'az' },
      `${AZURE_PATH}/chat/completions?api-version=v1-preview`,
    ),
    chat({ ...AZURE, 'x-portkey-azure-deployment-id': 'other', authorization: 'az' }),
  ],
  [
    "Azure's key where it is not read",
    proxied(
      { 'x-portkey-mode': 'proxy azure-openai', 'api-key': 'az' },
      `${AZURE_PATH}/chat/completions?api-version=v1-preview`,
    ),
    chat({ ...AZURE, 'api-key': 'az' }),
  ],
];

describe('one that does not is recorded otherwise', () => {
  test.each(DIFFERENT)('%s', async (_, oldAsk, newAsk) => {
    const [was, is] = [
      await record(createReferenceGateway(), oldAsk),
      await record(createReferenceGateway(), newAsk),
    ];
    expect([was.refusal, is.refusal]).toEqual([null, null]);
    expect({ plan: is.plan, upstream: is.upstream }).not.toEqual({ plan: was.plan, upstream: was.upstream });
  });
});
