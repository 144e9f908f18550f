import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, test } from 'vitest';
import { built, ROOT } from './built.js';
import { treeOf } from './tree.js';

beforeAll(built);

interface Gateway {
  readonly child: ChildProcess;
  /** Lines of standard output as they come. */
  readonly line: () => Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly err: string }>;
}

function start(cwd: string, ...argv: string[]): Gateway {
  const child = spawn(process.execPath, [`${ROOT}bin/portkey-migrate.js`, 'gateway', ...argv], { cwd });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return {
    child,
    line: async () => (await lines.next()).value ?? '',
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, err }))),
  };
}

const HEADERS = {
  'x-portkey-api-key': 'pk',
  'x-portkey-virtual-key': 'vk',
  'content-type': 'application/json',
};

describe('portkey-migrate gateway', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('serves, logs and ends on %s with 0', async (signal) => {
    const root = treeOf({
      'seed.json': '{"virtual_keys": {"vk": {"provider": "cohere", "api_key": "co-secret"}}}',
    });
    const { child, line, ended } = start(
      root,
      '--port',
      '0',
      '--seed',
      'seed.json',
      '--fail',
      'status=429,times=1',
    );
    const url = /http:\/\/127\.0\.0\.1:\d+$/.exec(await line())?.[0] ?? '';
    const ask = async () =>
      (
        await fetch(`${url}/v1/chat/completions`, {
          method: 'POST',
          headers: HEADERS,
          body: '{"messages": []}',
        })
      ).status;
    expect([await ask(), await ask()]).toEqual([429, 200]);
    expect([await line(), await line()]).toEqual([
      'POST /v1/chat/completions (new API) 429 cohere',
      'POST /v1/chat/completions (new API) 200 cohere',
    ]);
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, err: '' });
  });

  test('what cannot be done is 2, with a message', async () => {
    const root = treeOf({ 'seed.json': '{"api_keys": "pk"}' });
    const said = async (...argv: string[]) => start(root, ...argv).ended;
    expect(await said('--port', 'x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('received "x"'),
    });
    expect(await said('--fail', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('--fail') });
    expect(await said('--seed', 'none.json')).toMatchObject({
      code: 2,
      err: expect.stringContaining('none.json'),
    });
    expect(await said('--seed', 'seed.json')).toMatchObject({
      code: 2,
      err: expect.stringContaining('/api_keys'),
    });
    expect(await said('--hots', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('--hots') });
  });

  test('a port that is taken is 2', async () => {
    const root = treeOf({});
    const first = start(root, '--port', '0', '--quiet');
    const port = /\d+$/.exec(await first.line())?.[0] ?? '';
    expect(await start(root, '--port', port).ended).toMatchObject({
      code: 2,
      err: expect.stringContaining('EADDRINUSE'),
    });
    first.child.kill();
    await first.ended;
  });
});
