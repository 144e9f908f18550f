import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { built, ROOT } from './built.js';
import { treeOf } from './tree.js';

beforeAll(built);

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const CLI = `${ROOT}bin/portkey-migrate.js`;

function start(cwd: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [CLI, 'verify', ...argv], { cwd, env: { ...process.env, ...env } });
  const out = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    out.err += text;
  });
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...out })));
  return { child, ended, out };
}

async function verify(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ended> {
  const { child, ended } = start(treeOf(files), argv, env);
  child.stdin.end(input);
  return ended;
}

/** A program's way of asking: `await ask(url, headers)` prints status and answer. */
const ASK = `
export async function ask(url, headers = {}) {
  const all = { 'x-portkey-api-key': 'pk', 'x-portkey-provider': 'openai', authorization: 'Bearer sk-1', 'content-type': 'application/json', ...headers };
  const response = await fetch(url, { method: 'POST', headers: all, body: '{"messages": []}' });
  await response.text();
  return response.status;
}
`;

const CHAT = 'https://api.portkey.ai/v1/chat/completions';

describe('a program that runs', () => {
  const files = {
    'ask.mjs': ASK,
    'src/über das Wetter.mjs': `import https from 'node:https';
import { ask } from '../ask.mjs';
console.log(await ask('${CHAT}'), await ask('http://api.portkey.ai/v1/chat/completions'));
console.log(await ask('https://api.portkey.ai/v1/proxy/chat/completions', { 'x-portkey-mode': 'proxy openai' }));
console.log(await ask('https://api.portkeydev.com/v1/chat/completions?key=secret', { 'x-portkey-provider': 'nobody' }));
const headers = { 'x-portkey-api-key': 'pk', 'x-portkey-provider': 'openai', authorization: 'Bearer sk-1' };
https.get('https://api.portkey.ai/v1/models', { headers }, (response) => {
  console.log(response.statusCode, response.headers['x-portkey-provider']);
  response.resume();
});
process.exitCode = 3;
`,
  };

  test('is reported request by request, each with its place, beside the exit code that is its own', async () => {
    const { code, out, err } = await verify(files, ['--', process.execPath, 'src/über das Wetter.mjs']);
    expect(err).toBe('');
    expect(out.replace(process.execPath, 'node')).toBe(`200 200
200
400
200 openai
ask.mjs
  4:26 POST api.portkey.ai/v1/chat/completions (2 times): accepted
  4:26 POST api.portkey.ai/v1/proxy/chat/completions: old API: use /v1/chat/completions
  4:26 POST api.portkeydev.com/v1/chat/completions: refused: 400 Invalid provider passed

src/über das Wetter.mjs
  7:7 GET api.portkey.ai/v1/models: accepted

3 of 5 requests accepted by the new API, 1 refused, 1 to the old API
node 'src/über das Wetter.mjs' exited with 3
`);
    expect(code).toBe(1);
  });

  test('whose requests are all taken is 0, whatever it exits with itself', async () => {
    const program = `import { ask } from './ask.mjs';\nawait ask('${CHAT}');\nprocess.exitCode = 7;`;
    const { code, out } = await verify({ 'ask.mjs': ASK, 'a.mjs': program }, [
      '--',
      process.execPath,
      'a.mjs',
    ]);
    expect(out).toContain('1 of 1 request accepted by the new API\n');
    expect(out).toContain('a.mjs exited with 7\n');
    expect(code).toBe(0);
  });

  test('that asks nothing is told so', async () => {
    const { code, out } = await verify({}, ['--', process.execPath, '-e', '0']);
    expect(out).toContain('No request to a known host was seen');
    expect(code).toBe(0);
  });

  test('reads our standard input, and leaves standard output to a report that is data', async () => {
    const program = `import { ask } from './ask.mjs';
for await (const text of process.stdin) console.log('read', String(text));
await ask('${CHAT}');`;
    const argv = ['--format', 'json', '--', process.execPath, 'a.mjs', '--format', 'text'];
    const { code, out, err } = await verify({ 'ask.mjs': ASK, 'a.mjs': program }, argv, {}, 'a line');
    expect(err).toBe('read a line\n');
    expect(JSON.parse(out)).toMatchObject({
      command: [process.execPath, 'a.mjs', '--format', 'text'],
      exit: { code: 0, signal: null },
      summary: { requests: 1, accepted: 1, refused: 0, old: 0 },
      requests: [
        {
          path: 'ask.mjs',
          line: 4,
          method: 'POST',
          url: 'api.portkey.ai/v1/chat/completions',
          verdict: 'accepted',
        },
      ],
    });
    expect(code).toBe(0);
  });

  test('with --output keeps standard output to itself', async () => {
    const root = treeOf({ 'a.mjs': 'console.log("mine");' });
    const { ended, child } = start(root, [
      '--output',
      'report.xml',
      '--format',
      'junit',
      '--',
      process.execPath,
      'a.mjs',
    ]);
    child.stdin.end();
    expect(await ended).toMatchObject({ code: 0, out: 'mine\n', err: '' });
    expect(readFileSync(join(root, 'report.xml'), 'utf8')).toContain('<testsuites');
  });

  test('is followed into the processes and threads it starts', async () => {
    const { out } = await verify(
      {
        'ask.mjs': ASK,
        'thread.mjs': `import { ask } from './ask.mjs';\nawait ask('${CHAT}');`,
        'a.mjs': `import { execFileSync } from 'node:child_process';
import { Worker } from 'node:worker_threads';
execFileSync(process.execPath, ['thread.mjs']);
new Worker(new URL('./thread.mjs', import.meta.url));`,
      },
      ['--', process.execPath, 'a.mjs'],
      { NODE_OPTIONS: '--no-warnings' },
    );
    expect(out).toContain('ask.mjs\n  4:26 POST api.portkey.ai/v1/chat/completions (2 times): accepted\n');
  });

  test('is followed over HTTP/2', async () => {
    const program = `import http2 from 'node:http2';
const session = http2.connect('https://api.portkey.ai');
const headers = { 'x-portkey-api-key': 'pk', 'x-portkey-provider': 'openai', authorization: 'Bearer sk-1' };
const request = session.request({ ':path': '/v1/models', ...headers });
request.on('response', (answer) => console.log(answer[':status'])).on('end', () => session.close()).resume();`;
    const { out } = await verify({ 'a.mjs': program }, ['--', process.execPath, 'a.mjs']);
    expect(out).toContain('200\n');
    expect(out).toContain('GET api.portkey.ai/v1/models: accepted\n');
  });

  test('sees the day after the deprecation, and a seed', async () => {
    const program = `import { ask } from './ask.mjs';
console.log(await ask('https://api.portkey.ai/v1/proxy/chat/completions'), await ask('${CHAT}', { 'x-portkey-virtual-key': 'vk' }));`;
    const files = { 'ask.mjs': ASK, 'a.mjs': program, 'seed.json': '{"virtual_keys": {}}' };
    const argv = ['--after-deprecation', '--seed', 'seed.json', '--', process.execPath, 'a.mjs'];
    const { code, out } = await verify(files, argv);
    expect(out).toContain('410 400\n');
    expect(out).toMatch(/refused: 410 .*use \/v1\/chat\/completions\n/);
    expect(out).toContain('refused: 400 The virtual key is not in the seed: vk\n');
    expect(code).toBe(1);
  });

  test('never has its credentials shown', async () => {
    const files = { 'a.mjs': '' };
    const words = ['a.mjs', 'x-portkey-api-key: sk-live-0123456789abcdef', '--api-key=secret-of-mine'];
    for (const format of ['text', 'json', 'junit', 'markdown', 'html']) {
      const { out } = await verify(files, ['--format', format, '--', process.execPath, ...words]);
      expect(out).not.toContain('sk-live-0123456789abcdef');
    }
  });
});

describe('what the program trusts', () => {
  const PROGRAM = `import { readFileSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
const count = (name) => readFileSync(process.env[name], 'utf8').split('BEGIN CERTIFICATE').length - 1;
const folder = dirname(process.env.NODE_EXTRA_CA_CERTS);
const texts = readdirSync(folder).map((name) => readFileSync(folder + '/' + name, 'utf8'));
console.log(JSON.stringify({
  folder,
  counts: ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'].map(count),
  hasKey: texts.some((text) => text.includes('PRIVATE KEY')),
}));`;

  test('is the authority of this run beside the roots of the system, and gone with it', async () => {
    const { out } = await verify({ 'a.mjs': PROGRAM }, ['--', process.execPath, 'a.mjs'], {
      NODE_EXTRA_CA_CERTS: '',
    });
    const { folder, counts, hasKey } = JSON.parse(out.split('\n')[0] ?? '');
    expect(counts.slice(0, 3).every((count: number) => count > 50)).toBe(true);
    expect(counts[3]).toBe(1);
    expect(hasKey).toBe(false);
    expect(existsSync(folder)).toBe(false);
  });

  test('holds what the user trusts already', async () => {
    const root = treeOf({
      'a.mjs': PROGRAM,
      'own.pem': '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----',
    });
    const own = join(root, 'own.pem');
    const { child, ended } = start(root, ['--', process.execPath, 'a.mjs'], {
      NODE_EXTRA_CA_CERTS: own,
      SSL_CERT_FILE: own,
    });
    child.stdin.end();
    const { counts } = JSON.parse((await ended).out.split('\n')[0] ?? '');
    expect(counts[3]).toBe(2);
  });

  test('is removed by the next run where this one was killed on the spot', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['-e', '0']);
    const left = join(tmpdir(), `portkey-migrate-verify-${dead}-abc`);
    mkdirSync(left);
    onTestFinished(() => rmSync(left, { recursive: true, force: true }));
    await verify({}, ['--', process.execPath, '-e', '0']);
    expect(existsSync(left)).toBe(false);
  });
});

describe('signals', () => {
  /** Waits for a line of the program's. */
  function said(out: { readonly out: string }, child: ChildProcess, text: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => out.out.includes(text) && resolve();
      child.stdout?.on('data', look);
      look();
    });
  }

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s goes to the program, whose end is reported',
    async (signal) => {
      const program = `console.log(process.env.NODE_EXTRA_CA_CERTS);
setInterval(() => {}, 1000);
process.on('${signal}', () => process.exit(9));
console.log('ready');`;
      const { child, ended, out } = start(treeOf({ 'a.mjs': program }), ['--', process.execPath, 'a.mjs']);
      await said(out, child, 'ready');
      child.kill(signal);
      const { code, out: whole } = await ended;
      expect(whole).toContain('a.mjs exited with 9\n');
      expect(existsSync(whole.split('\n')[0] ?? '')).toBe(false);
      expect(code).toBe(0);
    },
  );

  test('a program that a signal ends is said to be', async () => {
    const { out } = await verify({}, ['--', process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")']);
    expect(out).toContain('was ended by SIGKILL\n');
  });
});

/** A server of this machine that is no gateway. */
async function neighbour(): Promise<number> {
  const server = createServer((_, response) => response.end('a neighbour'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const REACH = `
import http from 'node:http';
const [url] = process.argv.slice(2);
await fetch(url).then(async (r) => console.log('fetch', await r.text()), (e) => console.log('fetch', e.cause?.message ?? e.message));
await new Promise((resolve) => {
  http.get(url, (r) => r.on('data', (text) => console.log('http', String(text))).on('end', resolve)).on('error', (e) => resolve(console.log('http', e.message)));
});`;

describe('other hosts', () => {
  test('of this machine are reached, with and without a network', async () => {
    const url = `http://127.0.0.1:${await neighbour()}/`;
    for (const argv of [[], ['--block-network']]) {
      const { out } = await verify({ 'a.mjs': REACH }, [...argv, '--', process.execPath, 'a.mjs', url]);
      expect(out).toContain('fetch a neighbour\nhttp a neighbour\n');
    }
  });

  test('are reached through the proxy that the user has', async () => {
    const passed: string[] = [];
    const port = await neighbour();
    const proxy = createServer().on('connect', (request, socket, head) => {
      passed.push(request.url ?? '');
      const onward = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.write(head);
        socket.pipe(onward).pipe(socket);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    // A client that honours HTTP_PROXY, as curl and Python do.
    const program = `import http from 'node:http';
const proxy = new URL(process.env.HTTP_PROXY);
const ask = (path) => new Promise((resolve) => {
  http.get({ host: proxy.hostname, port: proxy.port, path, headers: { host: new URL(path).host, 'x-portkey-api-key': 'pk', 'x-portkey-provider': 'openai' } }, (r) => r.on('data', (text) => console.log(String(text))).on('end', resolve));
});
await ask('http://elsewhere.test/');
await ask('http://api.portkey.ai/v1/models');`;
    const own = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const { out } = await verify({ 'a.mjs': program }, ['--', process.execPath, 'a.mjs'], {
      HTTP_PROXY: own,
      HTTPS_PROXY: own,
    });
    expect(out).toContain('a neighbour\n');
    expect(out).toContain('GET api.portkey.ai/v1/models: accepted\n');
    expect(passed).toEqual(['elsewhere.test:80']);
  });

  test('are blocked when told so', async () => {
    const argv = ['--block-network', '--', process.execPath, 'a.mjs', 'http://198.51.100.1/'];
    const { out } = await verify({ 'a.mjs': REACH }, argv);
    expect(out.match(/ENETUNREACH 198\.51\.100\.1: blocked by portkey-migrate verify/g)).toHaveLength(2);
  });

  test('are gateways when told so', async () => {
    const program = `import { ask } from './ask.mjs';\nconsole.log(await ask('http://localhost:8799/v1/proxy/chat/completions'), await ask('https://gateway.example.test/v1/chat/completions'));`;
    const argv = ['--host', 'localhost:8799', '--host', 'https://gateway.example.test/v1', '--'];
    const { code, out } = await verify({ 'ask.mjs': ASK, 'a.mjs': program }, [
      ...argv,
      process.execPath,
      'a.mjs',
    ]);
    expect(out).toContain(
      'POST localhost:8799/v1/proxy/chat/completions: old API: use /v1/chat/completions\n',
    );
    expect(out).toContain('POST gateway.example.test/v1/chat/completions: accepted\n');
    expect(code).toBe(1);
  });
});

describe('what cannot be done is 2', () => {
  test.each([
    [['--', 'no-such-program-anywhere'], 'could not be started (ENOENT)'],
    [['src', '--', 'node'], 'paths or a command'],
    [['--base', 'HEAD', '--', 'node'], '--base'],
    [['--no-ignore', '--', 'node'], '--no-ignore'],
    [['--host', 'localhost'], '--host'],
    [['--block-network', '.'], '--block-network'],
    [['--host', 'a/b', '--', 'node'], '"a/b"'],
    [['--header', 'a: b', '.'], '--header'],
    [['--gateway', 'nowhere', '.'], '--gateway'],
    [['--gateway', 'http://localhost:1', '--header', 'secret-of-mine', '.'], '--header'],
    [['--output', 'none/report', '--', 'node'], '--output'],
    [['--seed', 'none.json', '--', 'node'], 'none.json'],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await verify({}, argv);
    expect(err).toContain(message);
    expect(err).not.toContain('secret-of-mine');
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

test('nothing is left behind', () => {
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith('portkey-migrate-verify-'));
  const dead = left.filter((name) => {
    try {
      process.kill(Number(name.split('-')[3]), 0);
      return false;
    } catch {
      return true;
    }
  });
  expect(dead).toEqual([]);
});
