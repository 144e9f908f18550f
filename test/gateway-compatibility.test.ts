import { describe, expect, test } from 'vitest';
import { createReferenceGateway } from '../src/gateway/index.js';
import {
  COMPATIBILITY,
  configGeneration,
  type Generation,
  sdkGeneration,
  type Verdict,
  verdictOn,
} from '../transforms/compatibility.js';

const CONFIGS = {
  old: { mode: 'single', options: [{ provider: 'openai', api_key: 'sk-1' }] },
  new: { strategy: { mode: 'single' }, targets: [{ provider: 'openai', api_key: 'sk-1' }] },
} as const;
const SDKS = { old: 'portkey-0.1.12', new: 'portkey-1.10.4' } as const;
const SEED = { configs: { 'pc-old': CONFIGS.old, 'pc-new': CONFIGS.new } };
const PARAMS = { model: 'gpt-4', messages: [] };

interface Mix {
  readonly api: Generation;
  readonly sdk?: Generation;
  readonly config: Generation;
  readonly saved: boolean;
}

/** Whether the gateway takes a request of that mix. */
async function isTaken({ api, sdk, config, saved }: Mix): Promise<boolean> {
  const said = saved ? `pc-${config}` : CONFIGS[config];
  const headers = {
    'content-type': 'application/json',
    'x-portkey-api-key': 'pk-1',
    ...(sdk ? { 'x-portkey-package-version': SDKS[sdk] } : {}),
    ...(api === 'new' ? { 'x-portkey-config': typeof said === 'string' ? said : JSON.stringify(said) } : {}),
  };
  const path = api === 'old' ? '/v1/chatComplete' : '/v1/chat/completions';
  const body = JSON.stringify(api === 'old' ? { config: said, params: PARAMS } : PARAMS);
  const gateway = createReferenceGateway({ seed: SEED });
  await gateway.fetch(new Request(`http://gateway.invalid${path}`, { method: 'POST', headers, body }));
  const [recording] = gateway.recordings();
  expect(recording?.surface).toBe(api);
  expect(recording?.attempts.length).toBe(recording?.accepted ? 1 : 0);
  return recording?.accepted ?? false;
}

const GENERATIONS = ['old', 'new'] as const;

/** The cells of the facts, written down a second time: 24 of them, both halves of the table. */
const TABLE: readonly (readonly [string, string, Verdict])[] = [
  ['old api', 'old sdk', 'ok'],
  ['old api', 'new sdk', 'fails'],
  ['old api', 'old config', 'ok'],
  ['old api', 'new config', 'ok'],
  ['new api', 'old sdk', 'fails'],
  ['new api', 'new sdk', 'ok'],
  ['new api', 'old config', 'saved'],
  ['new api', 'new config', 'ok'],
  ['old sdk', 'old api', 'ok'],
  ['old sdk', 'new api', 'fails'],
  ['old sdk', 'old config', 'ok'],
  ['old sdk', 'new config', 'ok'],
  ['new sdk', 'old api', 'fails'],
  ['new sdk', 'new api', 'ok'],
  ['new sdk', 'old config', 'saved'],
  ['new sdk', 'new config', 'ok'],
  ['old config', 'old api', 'ok'],
  ['old config', 'new api', 'saved'],
  ['old config', 'old sdk', 'ok'],
  ['old config', 'new sdk', 'saved'],
  ['new config', 'old api', 'ok'],
  ['new config', 'new api', 'ok'],
  ['new config', 'old sdk', 'ok'],
  ['new config', 'new sdk', 'ok'],
];

describe('the compatibility table', () => {
  test.each(TABLE)('%s with %s: %s', async (one, other, verdict) => {
    expect(
      COMPATIBILITY.filter((cell) => `${cell.of} ${cell.with}` === `${one} ${other}`).length,
    ).toBeLessThan(2);
    const row = COMPATIBILITY.find((cell) =>
      [`${cell.of} ${cell.with}`, `${cell.with} ${cell.of}`].includes(`${one} ${other}`),
    );
    expect(row?.verdict).toBe(verdict);
    const saved = await Promise.all(mixesOf(one, other, true).map(isTaken));
    const inline = await Promise.all(mixesOf(one, other, false).map(isTaken));
    expect({ saved, inline }).toEqual({
      saved: saved.map(() => verdict !== 'fails'),
      inline: inline.map(() => verdict === 'ok'),
    });
  });

  test('what cannot meet has no verdict', () => {
    expect(verdictOn('old api', 'new api')).toBeUndefined();
  });
});

/** Requests in which the two meet, everything else being of a kind that goes with them. */
function mixesOf(one: string, other: string, saved: boolean): readonly Mix[] {
  const said = `${one} ${other}`;
  const named = (what: string): Generation | undefined =>
    GENERATIONS.find((generation) => said.includes(`${generation} ${what}`));
  const sdk = named('sdk');
  const api = named('api') ?? sdk ?? 'new';
  return [{ api, sdk, config: named('config') ?? 'new', saved }];
}

test.each([
  ['portkey-0.1.12', 'old'],
  ['portkey-0.0.9', 'old'],
  ['portkey-0.1.13', 'either'],
  ['portkey-0.1.15', 'either'],
  ['portkey-0.1.53', 'either'],
  ['portkey-0.1.53', 'old', 'CPython'],
  ['portkey-0.1.53', 'either', 'node'],
  ['portkey-1.0.0', 'new'],
  ['portkey-1.0.0', 'new', 'CPython'],
  ['portkey-3.1.0', 'new'],
  ['openai-4', undefined],
  [undefined, undefined],
])('an SDK that says %s is %s', (said, generation, runtime?: string) => {
  expect(sdkGeneration(said, runtime)).toBe(generation);
});

test.each([
  [['mode', 'options'], 'old'],
  [['llms'], 'old'],
  [['strategy', 'targets'], 'new'],
  [['targets'], 'new'],
  [['provider', 'api_key'], 'either'],
])('a config of %j is %s', (keys, generation) => {
  expect(configGeneration(keys)).toBe(generation);
});

test('npm 1.0.0 lies about its version: the shape of its request decides', async () => {
  const gateway = createReferenceGateway();
  const headers = {
    'content-type': 'application/json',
    'x-portkey-api-key': 'pk-1',
    'x-portkey-package-version': 'portkey-0.1.15',
    'x-portkey-virtual-key': 'vk',
  };
  const send = (path: string, body: unknown) =>
    gateway.fetch(
      new Request(`http://gateway.invalid${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
  expect((await send('/v1/chat/completions', PARAMS)).status).toBe(200);
  expect((await send('/v1/chatComplete', { config: CONFIGS.old, params: PARAMS })).status).toBe(200);
  expect(gateway.recordings().map(({ surface }) => surface)).toEqual(['new', 'old']);
});
