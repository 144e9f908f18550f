import type { GatewayOptions } from '../../../src/gateway/index.js';
import type { OwnRefusal } from '../../../src/gateway/refusal.js';
import type { Asked } from './requests.js';

/** A request that the two gateways answer differently, on purpose. */
export interface Difference extends Asked {
  readonly why: string;
  readonly ours: number;
  readonly real: number;
  /** Which refusal of our own it shows. */
  readonly shows?: OwnRefusal;
  readonly options?: GatewayOptions;
}

const CHAT = { model: 'gpt-4', messages: [{ role: 'user', content: 'Hi' }] };
const OPENAI = { 'x-portkey-provider': 'openai', authorization: 'Bearer sk-1' };
const FOLDED = { config: { provider: 'openai', api_key: 'sk-1' }, params: CHAT };

const HOSTED = 'only the hosted API resolves it';
const OLD = 'the open-source gateway has no old API any more';

function chat(headers: Record<string, string>) {
  return { path: '/v1/chat/completions', headers, body: CHAT } as const;
}

function config(value: unknown): Record<string, string> {
  return { 'x-portkey-config': typeof value === 'string' ? value : JSON.stringify(value) };
}

const TARGETS = { strategy: { mode: 'single' }, targets: [{ virtual_key: 'vk' }] };

/** Every kind of request that ours answers in another way than the real gateway. */
export const DIFFERENCES: readonly Difference[] = [
  {
    name: 'no key',
    ...chat({ ...OPENAI, 'x-portkey-api-key': '' }),
    why: HOSTED,
    ours: 401,
    real: 200,
    shows: 'no key',
  },
  {
    name: 'a key that no seed has',
    ...chat(OPENAI),
    why: HOSTED,
    ours: 401,
    real: 200,
    shows: 'unknown key',
    options: { seed: { api_keys: ['pk-2'] } },
  },
  {
    name: 'an old SDK on the new API',
    ...chat({ ...OPENAI, 'x-portkey-package-version': 'portkey-0.1.12' }),
    why: 'the compatibility table',
    ours: 400,
    real: 200,
    shows: 'wrong SDK',
  },
  { name: 'a virtual key', ...chat({ 'x-portkey-virtual-key': 'vk' }), why: HOSTED, ours: 200, real: 400 },
  {
    name: 'a virtual key beside a provider',
    ...chat({ ...OPENAI, 'x-portkey-virtual-key': 'vk' }),
    why: HOSTED,
    ours: 200,
    real: 200,
  },
  {
    name: 'a virtual key that no seed has',
    ...chat({ 'x-portkey-virtual-key': 'vk' }),
    why: HOSTED,
    ours: 400,
    real: 400,
    shows: 'unknown virtual key',
    options: { seed: { virtual_keys: {} } },
  },
  { name: 'a virtual key in a target', ...chat(config(TARGETS)), why: HOSTED, ours: 200, real: 400 },
  {
    name: 'a virtual key in a short form',
    ...chat(config({ virtual_key: 'vk' })),
    why: HOSTED,
    ours: 200,
    real: 400,
  },
  { name: 'a saved config', ...chat(config('pc-1')), why: HOSTED, ours: 200, real: 400 },
  {
    name: 'a saved config that no seed has',
    ...chat(config('pc-1')),
    why: HOSTED,
    ours: 400,
    real: 400,
    shows: 'unknown config',
    options: { seed: { configs: {} } },
  },
  {
    name: 'a prompt',
    path: '/v1/prompts/pp-1/completions',
    body: { variables: {} },
    why: HOSTED,
    ours: 200,
    real: 400,
  },
  {
    name: 'a prompt that no seed has',
    path: '/v1/prompts/pp-1/completions',
    body: { variables: {} },
    why: HOSTED,
    ours: 404,
    real: 400,
    shows: 'unknown prompt',
    options: { seed: { prompts: {} } },
  },
  {
    name: 'a prompt filled in',
    path: '/v1/prompts/pp-1/render',
    body: { variables: {} },
    why: HOSTED,
    ours: 200,
    real: 400,
  },
  {
    name: 'a cache',
    ...chat({ ...OPENAI, ...config({ cache: { mode: 'simple' } }) }),
    why: 'the open-source gateway has none: it says DISABLED',
    ours: 200,
    real: 200,
  },
  {
    name: 'feedback',
    path: '/v1/feedback',
    body: { trace_id: 't', value: 1 },
    why: HOSTED,
    ours: 200,
    real: 400,
  },
  { name: 'old API: chatComplete', path: '/v1/chatComplete', body: FOLDED, why: OLD, ours: 200, real: 400 },
  {
    name: 'old API: chatComplete beside a provider',
    path: '/v1/chatComplete',
    headers: OPENAI,
    body: FOLDED,
    why: `${OLD}: it hands config, keys and all on to the provider`,
    ours: 200,
    real: 200,
  },
  { name: 'old API: complete', path: '/v1/complete', body: FOLDED, why: OLD, ours: 200, real: 400 },
  {
    name: 'old API: embed',
    path: '/v1/embed',
    body: { ...FOLDED, params: { input: 'Hi' } },
    why: OLD,
    ours: 200,
    real: 400,
  },
  {
    name: 'old API: generate',
    path: '/v1/prompts/pp-1/generate',
    body: { variables: {} },
    why: OLD,
    ours: 200,
    real: 400,
  },
  {
    name: 'old API: proxy by mode',
    path: '/v1/proxy/chat/completions',
    headers: { 'x-portkey-mode': 'proxy openai', authorization: 'Bearer sk-1' },
    body: CHAT,
    why: OLD,
    ours: 200,
    real: 500,
  },
  {
    name: 'old API: a method of the proxy',
    method: 'PUT',
    path: '/v1/proxy/things',
    headers: { 'x-portkey-mode': 'proxy openai' },
    body: {},
    why: OLD,
    ours: 200,
    real: 404,
  },
  {
    name: 'old API: a config of no known mode',
    path: '/v1/chatComplete',
    body: { config: { mode: 'guess', options: [{}] }, params: {} },
    why: OLD,
    ours: 400,
    real: 400,
    shows: 'bad old config',
  },
  {
    name: 'old API: nothing names a target',
    path: '/v1/chatComplete',
    body: { params: {} },
    why: OLD,
    ours: 400,
    real: 400,
    shows: 'no target',
  },
  {
    name: 'old API: a body that is no JSON',
    path: '/v1/chatComplete',
    body: '{',
    why: OLD,
    ours: 400,
    real: 400,
    shows: 'bad body',
  },
  {
    name: 'old API: after its deprecation',
    path: '/v1/chatComplete',
    body: FOLDED,
    why: 'asked for',
    ours: 410,
    real: 400,
    shows: 'gone',
    options: { afterDeprecation: true },
  },
  {
    name: 'a body that is too large',
    ...chat(OPENAI),
    why: 'what is received is kept',
    ours: 413,
    real: 200,
    shows: 'too large',
    options: { mostBytes: 10 },
  },
  {
    name: 'too many at once',
    ...chat(OPENAI),
    why: 'what is received is kept',
    ours: 503,
    real: 200,
    shows: 'too many',
    options: { mostAtOnce: 0 },
  },
];
