import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Attempt, createReferenceGateway, type Recording, type Seed } from '../../src/gateway/index.js';
import { commitAll } from '../tree.js';
import { findingsIn, portkeyMigrate, type SaidFinding } from './command-line.js';
import { temporaryFolder } from './install.js';
import { keyIn, meaningOf, spoken } from './meaning.js';
import {
  filesUnder,
  isTyped,
  NEW_SDKS,
  type Outcome,
  type Program,
  programs,
  runProgram,
  typeErrors,
} from './programs.js';
import { type Asked, type Provider, type Running, startProvider, startRealGateway } from './real-gateway.js';

/** What the programs name and the hosted API would know. */
const SEED: Seed = {
  api_keys: ['pk-test-1'],
  virtual_keys: {
    'open-ai-key-1c4f2a': { provider: 'openai', api_key: 'sk-1' },
    'openai-main': { provider: 'openai', api_key: 'sk-2' },
    'azure-eu': {
      provider: 'azure-openai',
      api_key: 'az-1',
      resource_name: 'contoso-eu',
      deployment_id: 'gpt-4-32k',
      api_version: '2023-07-01-preview',
    },
    'cohere-trial': { provider: 'cohere', api_key: 'co-1' },
    'openai-mails': { provider: 'openai', api_key: 'sk-3' },
    'openai-recipes': { provider: 'openai', api_key: 'sk-4' },
    'openai-lazy-9d': { provider: 'openai', api_key: 'sk-5' },
    'openai-search': { provider: 'openai', api_key: 'sk-6' },
    'openai-a': { provider: 'openai', api_key: 'sk-7' },
    'openai-b': { provider: 'openai', api_key: 'sk-8' },
  },
  configs: {
    'pc-faq-bo-1b2c3d': {
      mode: 'fallback',
      options: [{ virtual_key: 'openai-main' }, { virtual_key: 'openai-a' }],
    },
    'pc-moder-5566aa': {
      mode: 'single',
      options: [{ virtual_key: 'openai-b', override_params: { model: 'gpt-4' } }],
    },
  },
  prompts: Object.fromEntries(
    ['pp-cards-4f1e2d', 'pp-title-77aa01', 'pp-list-0c9d8e', 'pp-letter-10aa2b', 'pp-subject-3344cc'].map(
      (id) => [
        id,
        {
          virtual_key: 'openai-main',
          messages: [{ role: 'user', content: `${id}: {{topic}}` }],
          parameters: { model: 'gpt-4' },
        },
      ],
    ),
  ),
};

/** Programs whose every request carries a raw key: the real open-source gateway, which knows no virtual keys, can serve them. */
const RAW = [
  'anthropic-proxy',
  'fetch-chat-complete',
  'https-proxy',
  'langchain-chat-openai',
  'openai3-configuration',
  'openai4-azure-proxy',
  'openai4-cache-and-retry',
  'openai4-proxy',
  'sdk-barrel',
  'sdk-cache-and-retry',
  'sdk-completions',
  'sdk-fallback-raw-keys',
  'sdk-single-raw-key',
  'sdk-streaming',
];

interface Migrated {
  readonly program: Program;
  readonly findings: readonly SaidFinding[];
  /** What a second run said and left. */
  readonly again: { readonly code: number; readonly files: Readonly<Record<string, string>> };
}

async function migrate(program: Program): Promise<Migrated> {
  const folder = temporaryFolder(`migrate ${program.name}`);
  try {
    for (const [path, text] of Object.entries(program.files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    commitAll(folder);
    const said = await portkeyMigrate(folder, '--format', 'json', '.');
    const files = filesUnder(folder);
    const again = await portkeyMigrate(folder, '--format', 'json', '.');
    return {
      program: { ...program, files },
      findings: findingsIn(said.out),
      again: { code: again.code, files: filesUnder(folder) },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program against a reference gateway of its own. */
async function onReference(
  program: Program,
  sdk?: string,
): Promise<Outcome & { recordings: readonly Recording[] }> {
  const gateway = createReferenceGateway({ seed: SEED });
  const listening = await gateway.listen();
  try {
    const outcome = await runProgram(program, { gateway: listening.url, sdk });
    return { ...outcome, recordings: gateway.recordings() };
  } finally {
    await listening.close();
  }
}

function usesSdk({ files }: Program): boolean {
  return 'portkey-ai' in (JSON.parse(files['package.json'] ?? '{}').dependencies ?? {});
}

describe.each(programs())('$name', (program) => {
  let old: Awaited<ReturnType<typeof onReference>>;
  let migrated: Migrated;

  beforeAll(async () => {
    [old, migrated] = await Promise.all([onReference(program), migrate(program)]);
  });

  test('worked on the old API', () => {
    expect(old).toMatchObject({ exitCode: 0, stderr: '' });
    expect(old.stdout).not.toBe('');
    expect(old.recordings.map(({ surface, accepted }) => [surface, accepted])).toEqual(
      old.recordings.map(() => ['old', true]),
    );
    expect(old.recordings).not.toEqual([]);
  });

  test('is migrated in one run, with nothing left for a person', () => {
    expect(migrated.findings.filter(({ level }) => level !== 'applied')).toEqual([]);
    expect(migrated.findings).not.toEqual([]);
    expect(migrated.again).toEqual({ code: 0, files: migrated.program.files });
  });

  test.each(NEW_SDKS)('means the same on the new API, with %s', async (sdk) => {
    // A program without the SDK is the same one every time.
    if (!usesSdk(migrated.program) && sdk !== NEW_SDKS[0]) return;
    const now = await onReference(migrated.program, sdk);
    expect(now).toMatchObject({ exitCode: 0, stdout: old.stdout, stderr: '' });
    expect(now.recordings.map(({ surface }) => surface)).toEqual(now.recordings.map(() => 'new'));
    expect(now.recordings.map(meaningOf)).toEqual(old.recordings.map(meaningOf));
  });

  test.runIf(isTyped(program))('passes the strict type check', async () => {
    expect(await typeErrors(migrated.program, 'portkey-ai-1')).toBe('');
  });
});

describe('through the real gateway', () => {
  let gateway: Running;
  let provider: Provider;

  beforeAll(async () => {
    [gateway, provider] = await Promise.all([startRealGateway(), startProvider()]);
  });

  afterAll(() => {
    gateway?.stop();
    provider?.stop();
  });

  test.each(programs().filter(({ name }) => RAW.includes(name)))(
    '$name reaches the same provider',
    async (program) => {
      const old = await onReference(program);
      const { program: migrated } = await migrate(program);
      provider.forget();
      const customHost = `${provider.origin}/v1`;
      const now = await runProgram(migrated, { gateway: gateway.origin, customHost, sdk: 'portkey-ai-1' });
      expect(now).toMatchObject({ exitCode: 0, stderr: '' });
      expect(provider.asked().map(askedOf)).toEqual(old.recordings.flatMap(firstAttempt).map(expectedOf));
    },
  );

  /** The stub answers at once, so no second target is asked. */
  function firstAttempt({ attempts }: Recording): readonly Attempt[] {
    return attempts.slice(0, 1);
  }

  function askedOf({ method, path, headers, body }: Asked) {
    return { method, path, key: keyIn(headers), body: spoken(body) };
  }

  /** A custom host stands for everything before the part of the path that providers share. */
  function expectedOf({ method, url, headers, body }: Attempt) {
    const { pathname, search } = new URL(url);
    return {
      method,
      path: pathname.replace(/^\/(v1|openai)(?=\/)/, '') + search,
      key: keyIn(headers),
      body: spoken(body),
    };
  }
});
