import { describe, expect, test } from 'vitest';
import { checkSchema } from '../src/schema.js';
import type { ConfigOptions } from '../transforms/config.js';
import { isConfig2, looksLikeConfig } from '../transforms/config.js';
import { converted, jsonValue, vendorAccepts } from './config-plain.js';

const VK = { virtual_key: 'open-4110dd' };
const whole = (mode: string, ...options: object[]) => ({ mode, options });
const strategy = (mode: string, ...targets: object[]) => ({ strategy: { mode }, targets });

interface Row {
  readonly name: string;
  readonly from: object;
  readonly to: object;
  readonly options?: ConfigOptions;
}

const ROWS: readonly Row[] = [
  {
    name: 'the guide: a virtual key takes the place of the provider',
    from: whole('single', { provider: 'openai', ...VK }),
    to: strategy('single', VK),
  },
  {
    name: 'fallback keeps order, weights and raw keys',
    from: whole('fallback', { provider: 'openai', api_key: 'k1', weight: 0.3 }, { ...VK, weight: 0.7 }),
    to: strategy('fallback', { provider: 'openai', api_key: 'k1', weight: 0.3 }, { ...VK, weight: 0.7 }),
  },
  {
    name: 'ab_test is a choice by weight',
    from: whole('ab_test', { ...VK, weight: 1 }, { virtual_key: 'b', weight: 2 }),
    to: strategy('loadbalance', { ...VK, weight: 1 }, { virtual_key: 'b', weight: 2 }),
  },
  {
    name: 'llms is another name of options',
    from: { mode: 'single', llms: [VK] },
    to: strategy('single', VK),
  },
  {
    name: 'camelCase keys become snake_case',
    from: whole('single', {
      provider: 'openai',
      apiKey: 'k',
      overrideParams: { maxTokens: 3 },
      retry: { attempts: 2, onStatusCodes: [429] },
      requestTimeout: 5,
    }),
    to: strategy('single', {
      provider: 'openai',
      api_key: 'k',
      override_params: { maxTokens: 3 },
      retry: { attempts: 2, on_status_codes: [429] },
      request_timeout: 5,
    }),
  },
  {
    name: 'providerKey, params_to_override and retry_settings are older names',
    from: whole('single', {
      provider: 'openai',
      providerKey: 'k',
      params_to_override: { model: 'gpt-4' },
      retry_settings: { attempts: 1 },
    }),
    to: strategy('single', {
      provider: 'openai',
      api_key: 'k',
      override_params: { model: 'gpt-4' },
      retry: { attempts: 1 },
    }),
  },
  {
    name: 'retry as a number',
    from: { ...whole('single', { ...VK, retry: 2 }), retry: 3 },
    to: { ...strategy('single', { ...VK, retry: { attempts: 2 } }), retry: { attempts: 3 } },
  },
  {
    name: 'a cache for all',
    from: { ...whole('fallback', VK), cache: 'semantic' },
    to: { ...strategy('fallback', VK), cache: { mode: 'semantic' } },
  },
  {
    name: 'cache_status and cache_age',
    from: whole('single', { ...VK, cache_status: 'semantic', cache_age: 3600 }),
    to: strategy('single', { ...VK, cache: { mode: 'semantic', max_age: 3600 } }),
  },
  {
    name: "Python's cache_age",
    from: whole('single', { ...VK, cache: true, cache_status: 'simple', cache_age: 'max-age=120' }),
    to: strategy('single', { ...VK, cache: { mode: 'simple', max_age: 120 } }),
  },
  {
    name: 'cache: true without a status is simple',
    from: whole('single', { ...VK, cache: true }),
    to: strategy('single', { ...VK, cache: { mode: 'simple' } }),
  },
  {
    name: 'cache: false with a status is no cache',
    from: whole('single', { ...VK, cache: false, cache_status: 'semantic' }),
    to: strategy('single', VK),
  },
  {
    name: 'cache: false below a cache moves that cache onto the others',
    from: {
      mode: 'fallback',
      cache: 'semantic',
      options: [VK, { virtual_key: 'b', cache: false }, { virtual_key: 'c', cache_status: 'simple' }],
    },
    to: strategy(
      'fallback',
      { ...VK, cache: { mode: 'semantic' } },
      { virtual_key: 'b' },
      { virtual_key: 'c', cache: { mode: 'simple' } },
    ),
  },
  {
    name: 'cache: false deep below a cache moves it no further than needed',
    from: {
      mode: 'fallback',
      cache: 'simple',
      options: [
        { mode: 'loadbalance', options: [{ virtual_key: 'a' }, { virtual_key: 'b', cache: false }] },
        { mode: 'loadbalance', options: [{ virtual_key: 'c' }, { virtual_key: 'd' }] },
      ],
    },
    to: strategy(
      'fallback',
      strategy('loadbalance', { virtual_key: 'a', cache: { mode: 'simple' } }, { virtual_key: 'b' }),
      { ...strategy('loadbalance', { virtual_key: 'c' }, { virtual_key: 'd' }), cache: { mode: 'simple' } },
    ),
  },
  {
    name: 'cache_age alone takes the mode from above',
    from: { ...whole('single', { ...VK, cache_age: 90 }), cache: 'semantic' },
    to: {
      ...strategy('single', { ...VK, cache: { mode: 'semantic', max_age: 90 } }),
      cache: { mode: 'semantic' },
    },
  },
  {
    name: 'Azure with a virtual key needs nothing else',
    from: whole('single', {
      provider: 'azure-openai',
      ...VK,
      resource_name: 'r',
      deployment_id: 'd',
      api_version: 'v',
    }),
    to: strategy('single', VK),
  },
  {
    name: 'Azure with a raw key keeps its details',
    from: whole('single', {
      provider: 'azure-openai',
      api_key: 'k',
      resourceName: 'r',
      deploymentId: 'd',
      apiVersion: 'v',
    }),
    to: strategy('single', {
      provider: 'azure-openai',
      api_key: 'k',
      resource_name: 'r',
      deployment_id: 'd',
      api_version: 'v',
    }),
  },
  {
    name: 'what is nothing goes',
    from: whole('single', {
      ...VK,
      weight: null,
      cache: null,
      retry: null,
      api_key: null,
      override_params: null,
    }),
    to: strategy('single', VK),
  },
  {
    name: 'model parameters in an llm become override_params, and win over those there',
    from: {
      mode: 'fallback',
      llms: [
        { provider: 'openai', api_key: 'k', model: 'gpt-4', temperature: 0 },
        { ...VK, override_params: { model: 'old', user: 'u' }, model: 'new' },
      ],
    },
    to: strategy(
      'fallback',
      { provider: 'openai', api_key: 'k', override_params: { model: 'gpt-4', temperature: 0 } },
      { ...VK, override_params: { user: 'u', model: 'new' } },
    ),
  },
  {
    name: "messages in an llm had no effect with Node's SDK",
    from: { mode: 'fallback', llms: [{ ...VK, messages: [], n: 2 }] },
    to: strategy('fallback', { ...VK, override_params: { n: 2 } }),
  },
  {
    name: "messages in an llm moved along with Python's SDK",
    from: { mode: 'fallback', llms: [{ ...VK, messages: [], n: 2 }] },
    to: strategy('fallback', { ...VK, override_params: { messages: [], n: 2 } }),
    options: { parameters: 'moved-all' },
  },
  {
    name: 'an option without a key takes that of the Authorization in sight',
    from: whole('fallback', { provider: 'openai', override_params: { n: 1 } }),
    to: strategy('fallback', { provider: 'openai', api_key: 'sk-1', override_params: { n: 1 } }),
    options: { authorization: { kind: 'literal', value: 'sk-1' } },
  },
  {
    name: 'what is one for the request leaves the config',
    from: whole('fallback', { ...VK, trace_id: 't', metadata: { a: 1 }, cache_force_refresh: true }),
    to: strategy('fallback', VK),
  },
  {
    name: 'nested configs, and targets of 2.0 that hold an old one',
    from: {
      strategy: { mode: 'fallback' },
      targets: [VK, whole('loadbalance', { ...VK, provider: 'openai' })],
    },
    to: strategy('fallback', VK, strategy('loadbalance', VK)),
  },
  {
    name: 'half migrated: mode beside targets',
    from: { mode: 'fallback', targets: [{ provider: 'openai', apiKey: 'k' }] },
    to: strategy('fallback', { provider: 'openai', api_key: 'k' }),
  },
  {
    name: 'a short form in camelCase',
    from: { provider: 'openai', apiKey: 'k' },
    to: { provider: 'openai', api_key: 'k' },
  },
  {
    name: 'cache and retry alone',
    from: { cache: 'simple', retry: 2 },
    to: { cache: { mode: 'simple' }, retry: { attempts: 2 } },
  },
  {
    name: 'a short form never applied its override_params on an old route',
    from: { provider: 'openai', api_key: 'k', override_params: { n: 1 } },
    to: { provider: 'openai', api_key: 'k' },
    options: { oldRoute: true },
  },
];

describe('every row of the table', () => {
  test.each(ROWS)('$name', ({ from, to, options }) => {
    const { plain, problems } = converted(from, options);
    expect(problems).toEqual([]);
    expect(plain).toEqual(to);
  });

  test.each(ROWS)('a Config 2.0 comes out, for the vendor too: $name', ({ from, options }) => {
    const { plain } = converted(from, options);
    expect(vendorAccepts(plain)).toBe(true);
    expect(checkSchema('config-2.0', jsonValue(JSON.stringify(plain)))).toEqual([]);
  });

  test.each(ROWS)('a second time changes nothing: $name', ({ to }) => {
    expect(isConfig2(jsonValue(JSON.stringify(to)))).toBe(true);
    expect(converted(to)).toMatchObject({ draft: undefined, changes: [], problems: [] });
  });
});

describe('what a person must decide', () => {
  const PROBLEMS: readonly [string, object, RegExp][] = [
    ['scientist', whole('scientist', VK), /"scientist" is no mode/],
    ['an unknown mode', whole('Single', VK), /"Single" is no mode/],
    ['no mode', { options: [VK] }, /no mode/],
    ['no options', { mode: 'single' }, /no options/],
    ['an option without a key', whole('single', { provider: 'openai' }), /has no key/],
    ['an option without a provider', whole('single', { api_key: 'k' }), /neither a provider/],
    ['an unknown key', whole('single', { ...VK, modle: 'x' }), /modle is no key/],
    ['parameters the gateway ignored', whole('single', { ...VK, model: 'x' }), /model is no key/],
    [
      'trace ids that differ',
      whole('fallback', { ...VK, trace_id: 'a' }, { ...VK, trace_id: 'b' }),
      /differs/,
    ],
    ['a trace id on some', whole('fallback', { ...VK, trace_id: 'a' }, VK), /differs/],
    ['a refresh on some', whole('fallback', { ...VK, cache_force_refresh: true }, VK), /differs/],
    ['an unknown cache', { ...whole('single', VK), cache: 'magic' }, /no cache mode/],
    ['retry as a text', whole('single', { ...VK, retry: '3' }), /neither a number/],
    [
      'retry without attempts',
      whole('single', { ...VK, retry: { on_status_codes: [] } }),
      /how many attempts/,
    ],
    [
      'a key written twice',
      whole('single', { provider: 'openai', api_key: 'a', apiKey: 'b' }),
      /written twice/,
    ],
    ['mode beside strategy', { ...whole('single', VK), strategy: { mode: 'single' } }, /beside strategy/],
  ];

  test.each(PROBLEMS)('%s', (_, from, message) => {
    const { problems } = converted(from);
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
  });

  test('characters that fit no header', () => {
    const config = whole('single', { ...VK, metadata: { name: 'Zoë 😀' } });
    expect(converted(config).problems).toEqual([]);
    expect(converted(config, { header: true }).problems[0]?.message).toMatch(/U\+00FF/);
  });
});

describe('what travels beside a config', () => {
  test('options that agree', () => {
    const option = { ...VK, trace_id: 't', metadata: { a: 1, b: 2 }, cache_force_refresh: true };
    const other = { ...option, metadata: { b: 2, a: 1 }, traceId: 't', trace_id: undefined };
    const { moved } = converted(whole('fallback', option, other));
    expect(Object.keys(moved).sort()).toEqual(['cacheForceRefresh', 'metadata', 'traceID']);
  });

  test('only the first option counts in mode single', () => {
    const { moved, problems } = converted(
      whole('single', { ...VK, trace_id: 'a' }, { ...VK, trace_id: 'b' }),
    );
    expect(problems).toEqual([]);
    expect(Object.keys(moved)).toEqual(['traceID']);
  });

  test('a refresh that is off is nothing', () => {
    expect(converted(whole('single', { ...VK, cache_force_refresh: false })).moved).toEqual({});
  });

  test('in a file it is removed and said', () => {
    const config = whole('fallback', { ...VK, trace_id: 'a' }, { ...VK, traceId: 'b', metadata: {} });
    const { notes, problems, plain } = converted(config, { moved: 'drop' });
    expect(problems).toEqual([]);
    expect(plain).toEqual(strategy('fallback', VK, VK));
    expect(notes.map(({ message }) => message.split(' ')[0])).toEqual(['trace_id', 'traceId', 'metadata']);
  });
});

describe('a config that only says where to', () => {
  const keys = (data: object, options: ConfigOptions = {}) =>
    Object.keys(converted(data, options).single ?? {});

  test('one option', () => {
    expect(keys(whole('single', { provider: 'openai', ...VK }))).toEqual(['virtualKey']);
    expect(keys(whole('single', { provider: 'openai', api_key: 'k' }))).toEqual(['provider', 'apiKey']);
    expect(keys(whole('single', { provider: 'azure-openai', ...VK, deployment_id: 'd' }))).toEqual([
      'virtualKey',
    ]);
    expect(keys({ llms: [VK] }, { mode: 'single' })).toEqual(['virtualKey']);
  });

  test('a short form', () => {
    expect(keys({ provider: 'openai', apiKey: 'k' })).toEqual(['provider', 'apiKey']);
    expect(keys({ provider: 'openai', virtualKey: 'k' })).toEqual(['virtualKey']);
    expect(keys({ provider: 'openai', apiKey: 'k', override_params: {} }, { oldRoute: true })).toEqual([
      'provider',
      'apiKey',
    ]);
  });

  test.each([
    whole('fallback', VK),
    whole('single', VK, VK),
    whole('single', { ...VK, override_params: { n: 1 } }),
    whole('single', { ...VK, retry: 3 }),
    whole('single', { ...VK, cache: true }),
    { ...whole('single', VK), cache: 'simple' },
    whole('single', whole('single', VK)),
    whole('single', { provider: 'azure-openai', api_key: 'k', resource_name: 'r' }),
  ])('anything more needs the config: %j', (config) => {
    expect(keys(config)).toEqual([]);
  });
});

describe('what is a config', () => {
  test.each([
    whole('single', { provider: 'openai', ...VK }),
    whole('scientist', VK),
    whole('fallback', { provider: 'openai', apiKey: 'k' }),
    whole('single', { provider: 'openai', override_params: {} }),
    { options: [VK] },
    { mode: 'single', llms: [{ provider: 'openai', model: 'gpt-4' }] },
    whole('fallback', whole('loadbalance', VK)),
  ])('%j', (config) => expect(looksLikeConfig(jsonValue(JSON.stringify(config)))).toBe(true));

  test.each([
    { mode: 'single', options: ['A', 'B'] },
    { mode: 'single', options: [] },
    { mode: 'single', options: [{ provider: 'openai', label: 'OpenAI' }] },
    { mode: 'dark', options: [{ provider: 'google' }] },
    { mode: 'single', options: [{ provider: 'Evian' }] },
    { mode: 'single', options: [{ id: 1, weight: 2 }] },
    { options: [{ provider: 'openai' }] },
    { mode: 'fallback', options: { provider: 'x' } },
    strategy('single', VK),
    VK,
    [],
    'single',
  ])('not %j', (config) => expect(looksLikeConfig(jsonValue(JSON.stringify(config)))).toBe(false));
});
