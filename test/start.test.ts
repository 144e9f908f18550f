import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { built, ROOT } from './built.js';
import { treeOf } from './tree.js';

beforeAll(built);

/** What `npm start` runs, as npm runs it: in the package's folder, the caller's in INIT_CWD. */
function start(cwd: string, ...args: readonly string[]) {
  const env = { ...process.env, INIT_CWD: cwd, NO_COLOR: '1' };
  const options = { cwd: ROOT, env, encoding: 'utf8' } as const;
  return spawnSync(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), ...args], options);
}

test('arguments go to the command line, in the folder of the caller', () => {
  const folder = treeOf({ 'a.json': '{"mode": "single", "options": [{"virtual_key": "v"}]}\n' });
  const { status, stdout } = start(folder, 'config', 'convert', '--write', 'a.json');
  expect({ status, stdout }).toMatchObject({ status: 0 });
  expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toEqual({
    strategy: { mode: 'single' },
    targets: [{ virtual_key: 'v' }],
  });
});

test('the exit code is the one of the command line', () => {
  const folder = treeOf({
    'a.js':
      'fetch("https://api.portkey.ai/v1/proxy/models", { headers: { "x-portkey-mode": "proxy openai" } });\n',
  });
  expect(start(folder, 'check', '.').status).toBe(1);
  expect(start(folder, 'check', 'no such folder').status).toBe(2);
});

test('without arguments the sample repository is migrated and verified', () => {
  const { status, stdout, stderr } = start(ROOT);
  expect(stderr).toBe('');
  expect(stdout).toContain('+import { PORTKEY_GATEWAY_URL, createHeaders } from "portkey-ai";');
  expect(stdout).toMatch(/^[4-9] of [4-9] call sites proven equal$/m);
  expect(stdout).toContain('Nothing old is left.');
  expect(stdout).not.toContain('size-quiz.json');
  expect(status).toBe(0);
});
