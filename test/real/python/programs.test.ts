import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Attempt, createReferenceGateway, type Recording } from '../../../src/gateway/index.js';
import { keyIn, meaningOf, spoken } from '../meaning.js';
import type { Outcome } from '../programs.js';
import { type Asked, type Provider, type Running, startProvider, startRealGateway } from '../real-gateway.js';
import { type PythonProgram, pythonPrograms, usesSdk } from './programs.js';
import { describeWithPython, NEW_SDKS, runPython, type Sdk, syntaxErrors } from './python.js';
import { SEED } from './seed.js';

type Files = PythonProgram['before'];
type OnReference = Outcome & { readonly recordings: readonly Recording[] };

/** portkey-ai 1.9.10 to 1.14.4 put their own copy of the openai package, version 1, in place of an older one: sdk-1 is one of them. */
function worksWith({ openai }: PythonProgram, sdk: Sdk): boolean {
  return openai === 1 || sdk !== 'sdk-1';
}

function environmentsFor({ openai }: PythonProgram, sdk: Sdk) {
  return [sdk, `openai-${openai}`] as const;
}

/** Runs a program against a reference gateway of its own. */
async function onReference(program: PythonProgram, files: Files, sdk: Sdk): Promise<OnReference> {
  const gateway = createReferenceGateway({ seed: SEED });
  const { url, close } = await gateway.listen();
  try {
    const environments = environmentsFor(program, sdk);
    const outcome = await runPython({ files, main: program.main, environments, gateway: url });
    return { ...outcome, recordings: gateway.recordings() };
  } finally {
    await close();
  }
}

const olds = new Map<string, Promise<OnReference>>();

/** What a program did before it was migrated; run once. */
function oldOf(program: PythonProgram): Promise<OnReference> {
  const old = olds.get(program.name) ?? onReference(program, program.before, 'sdk-0');
  olds.set(program.name, old);
  return old;
}

/** A program without the SDK is the same one with each. */
function sdksFor(program: PythonProgram): readonly Sdk[] {
  const sdks = NEW_SDKS.filter((sdk) => worksWith(program, sdk));
  return usesSdk(program.after) ? sdks : sdks.slice(0, 1);
}

describeWithPython.each(pythonPrograms())('$name', (program) => {
  let old: OnReference;
  let news: readonly (readonly [Sdk, OnReference])[];

  // Side by side: each has a gateway and a process of its own.
  beforeAll(async () => {
    const runs = sdksFor(program).map(
      async (sdk) => [sdk, await onReference(program, program.after, sdk)] as const,
    );
    [old, news] = await Promise.all([oldOf(program), Promise.all(runs)]);
  });

  test('worked on the old API', () => {
    expect(old.exitCode, old.stderr).toBe(0);
    expect(old.stdout).not.toBe('');
    expect(old.recordings.map(({ surface, accepted }) => [surface, accepted])).toEqual(
      old.recordings.map(() => ['old', true]),
    );
    expect(old.recordings).not.toEqual([]);
  });

  test('is Python, before and after', async () => {
    expect(await syntaxErrors(program.before)).toEqual({});
    expect(await syntaxErrors(program.after)).toEqual({});
  });

  test.each(sdksFor(program))('migrated by hand, means the same on the new API with %s', (sdk) => {
    const now = news.find(([name]) => name === sdk)?.[1];
    const { stdout, stderr } = old;
    expect(now).toMatchObject({ exitCode: 0, stdout, stderr });
    const recordings = now?.recordings ?? [];
    expect(recordings.map(({ surface }) => surface)).toEqual(recordings.map(() => 'new'));
    expect(recordings.map(meaningOf)).toEqual(old.recordings.map(meaningOf));
  });
});

describeWithPython('through the real gateway', () => {
  let gateway: Running;
  let provider: Provider;

  beforeAll(async () => {
    [gateway, provider] = await Promise.all([startRealGateway(), startProvider()]);
  });

  afterAll(() => {
    gateway?.stop();
    provider?.stop();
  });

  test.each(pythonPrograms().filter(({ isRaw }) => isRaw))(
    '$name reaches the same provider',
    async (program) => {
      const old = await oldOf(program);
      provider.forget();
      const now = await runPython({
        files: program.after,
        main: program.main,
        environments: environmentsFor(program, 'sdk-1-last'),
        gateway: gateway.origin,
        customHost: `${provider.origin}/v1`,
      });
      expect(now).toMatchObject({ exitCode: 0, stderr: old.stderr });
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
