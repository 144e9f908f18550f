import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { built, ROOT } from '../built.js';
import { put, treeOf } from '../tree.js';
import { PAIRS } from '../verify-pairs.js';
import { portkeyMigrate } from './command-line.js';
import { installed } from './install.js';
import { type Provider, type Running, startProvider, startRealGateway } from './real-gateway.js';

let modules = '';
let real: Running;
let provider: Provider;

beforeAll(async () => {
  await built();
  modules = await installed('clients');
  [real, provider] = await Promise.all([startRealGateway(), startProvider()]);
});

afterAll(() => {
  real?.stop();
  provider?.stop();
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function verify(
  root: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const cli = `${ROOT}bin/portkey-migrate.js`;
  const child = spawn(process.execPath, [cli, 'verify', ...argv], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.end();
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** A project with the real packages. */
function project(files: Readonly<Record<string, string>>): string {
  const root = treeOf(files);
  symlinkSync(modules, join(root, 'node_modules'), 'junction');
  return root;
}

const MESSAGES = "[{ role: 'user', content: 'Hi' }]";
const HEADERS = "{ 'x-portkey-api-key': 'pk', 'x-portkey-provider': 'openai', authorization: 'Bearer sk-1' }";

describe('real clients are led to the gateway, and say where they were called', () => {
  test.each([
    [
      'portkey-ai below 1',
      `import { Portkey } from 'portkey-ai-0';
const portkey = new Portkey({ apiKey: 'pk', mode: 'single', llms: [{ provider: 'openai', virtual_key: 'vk' }] });
await portkey.chatCompletions.create({ messages: ${MESSAGES} });`,
      '  3:31 POST api.portkey.ai/v1/chatComplete: old API: use /v1/chat/completions\n',
    ],
    ...['portkey-ai-1', 'portkey-ai-2', 'portkey-ai-3'].map((name) => [
      name,
      `import { Portkey } from '${name}';
const portkey = new Portkey({ apiKey: 'pk', virtualKey: 'vk' });
await portkey.chat.completions.create({ model: 'm', messages: ${MESSAGES} });`,
      '  3:32 POST api.portkey.ai/v1/chat/completions: accepted\n',
    ]),
    [
      'openai 4, streaming',
      `import OpenAI from 'openai-4';
const openai = new OpenAI({ apiKey: 'sk-1', baseURL: 'https://api.portkey.ai/v1', defaultHeaders: ${HEADERS} });
const stream = await openai.chat.completions.create({ model: 'm', stream: true, messages: ${MESSAGES} });
for await (const chunk of stream) process.stdout.write(chunk.choices[0].delta.content ?? '');
console.log();`,
      '  3:16 POST api.portkey.ai/v1/chat/completions: accepted\n',
    ],
    [
      'openai 3',
      `import { Configuration, OpenAIApi } from 'openai-3';
const openai = new OpenAIApi(new Configuration({ apiKey: 'sk-1', basePath: 'https://api.portkey.ai/v1/proxy', baseOptions: { headers: { 'x-portkey-api-key': 'pk', 'x-portkey-mode': 'proxy openai' } } }));
await openai.createChatCompletion({ model: 'm', messages: ${MESSAGES} });`,
      'POST api.portkey.ai/v1/proxy/chat/completions: old API: use /v1/chat/completions\n',
    ],
    [
      'axios',
      `import axios from 'axios';
await axios.post('https://api.portkey.ai/v1/chat/completions', { messages: [] }, { headers: ${HEADERS} });`,
      '2:13 POST api.portkey.ai/v1/chat/completions: accepted\n',
    ],
    [
      'got',
      `import got from 'got';
await got.post('https://api.portkey.ai/v1/chat/completions', { json: { messages: [] }, headers: ${HEADERS} });`,
      'POST api.portkey.ai/v1/chat/completions: accepted\n',
    ],
    [
      'undici',
      `import { request } from 'undici';
const { body } = await request('https://api.portkey.ai/v1/models', { headers: ${HEADERS} });
await body.text();`,
      'GET api.portkey.ai/v1/models: accepted\n',
    ],
    [
      'node:https in CommonJS',
      `const https = require('node:https');
https.get('https://api.portkey.ai/v1/models', { headers: ${HEADERS} }, (response) => response.resume());`,
      '2:7 GET api.portkey.ai/v1/models: accepted\n',
    ],
  ])('%s', async (name, program, line) => {
    const file = name?.includes('CommonJS') ? 'program.cjs' : 'program.mjs';
    const { out, err } = await verify(project({ [file]: program ?? '' }), ['--', process.execPath, file]);
    expect(err).toBe('');
    expect(out).toContain(line);
    expect(out).toContain(`${file} exited with 0\n`);
  });
});

function has(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

const REQUESTS = `
import os, urllib.request, json
body = json.dumps({"messages": []}).encode()
headers = {"x-portkey-api-key": "pk", "x-portkey-provider": "openai", "Authorization": "Bearer sk-1", "Content-Type": "application/json"}
print(urllib.request.urlopen(urllib.request.Request("https://api.portkey.ai/v1/chat/completions", body, headers)).status)
try:
    import requests
    print(requests.post("https://api.portkey.ai/v1/chat/completions", json={"messages": []}, headers=headers).status_code)
except ImportError:
    print("requests is not installed")
`;

describe('clients of other languages', () => {
  test.skipIf(!has('python3', '--version'))('urllib and requests of Python', async () => {
    const { code, out } = await verify(treeOf({ 'a.py': REQUESTS }), ['--', 'python3', 'a.py']);
    expect(out).toMatch(/^200\n(?:200|requests is not installed)\n/);
    expect(out).toContain('POST api.portkey.ai/v1/chat/completions');
    expect(code).toBe(0);
  });

  test.skipIf(!has('curl', '--version'))('curl', async () => {
    const args = [
      '-sS',
      '-H',
      'x-portkey-api-key: pk',
      '-H',
      'x-portkey-mode: proxy openai',
      '-d',
      '{"messages": []}',
    ];
    const json = ['-H', 'content-type: application/json'];
    const url = 'https://api.portkey.ai/v1/proxy/chat/completions';
    const { code, out, err } = await verify(treeOf(), ['--', 'curl', ...args, ...json, url]);
    expect(err).toBe('');
    expect(out).toContain('"object":"chat.completion"');
    expect(out).toContain('POST api.portkey.ai/v1/proxy/chat/completions: old API');
    expect(code).toBe(1);
  });

  test.skipIf(!has('curl', '--version') || !has('openssl', 'version'))(
    'other hosts keep their own certificates, or are blocked',
    async () => {
      const root = treeOf();
      const made = [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=the-neighbour',
      ];
      spawnSync('openssl', [...made, '-keyout', 'key.pem', '-out', 'cert.pem'], {
        cwd: root,
        stdio: 'ignore',
      });
      put(
        root,
        'server.mjs',
        `import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
const server = createServer({ key: readFileSync('key.pem'), cert: readFileSync('cert.pem') }, (_, r) => r.end('the neighbour'));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));`,
      );
      const server = spawn(process.execPath, ['server.mjs'], { cwd: root });
      const port = await new Promise<string>((resolve) => {
        server.stdout.once('data', (text) => resolve(String(text).trim()));
      });
      // A gateway on this machine: then nothing on it is kept from the proxy.
      const ask = ['--host', 'localhost:1', '--', 'curl', '-sSvk', `https://127.0.0.1:${port}/`];
      const through = await verify(root, ask);
      const blocked = await verify(root, ['--block-network', ...ask]);
      server.kill();
      expect(through.err).toContain('the-neighbour');
      expect(through.out).toContain('the neighbour');
      expect(blocked.out).toContain('Blocked by portkey-migrate verify --block-network');
      expect(blocked.err).not.toContain('the-neighbour');
    },
  );
});

describe('another gateway', () => {
  const SECRET = 'sk-live-0123456789abcdef';
  const own = (): string[] => [
    '--gateway',
    `${real.origin}/v1`,
    '--header',
    `x-portkey-custom-host: ${provider.origin}/v1`,
    '--header',
    `x-secret: ${SECRET}`,
  ];
  const files = (
    part: string,
  ): { before: Readonly<Record<string, string>>; after: Readonly<Record<string, string>> } => {
    const pair = PAIRS.find(({ name }) => name.includes(part));
    if (!pair) throw new Error(`no pair is called ${part}`);
    return pair;
  };

  test('takes what is taken here, and the comparison stands', async () => {
    const { before, after } = files('fallback');
    const root = treeOf(before);
    spawnSync('git', ['init', '-q'], { cwd: root });
    spawnSync('git', ['add', '-A'], { cwd: root });
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'before'], {
      cwd: root,
    });
    for (const [path, text] of Object.entries(after)) put(root, path, text);
    provider.forget();
    const { code, out } = await portkeyMigrate(root, 'verify', ...own());
    expect(out).toContain(`portkey-ai: equal, and ${real.origin} takes it\n`);
    expect(code).toBe(0);
    expect(provider.asked().map(({ path }) => path)).toEqual(['/chat/completions']);
    put(root, 'llms.ts', after['llms.ts']?.replace('gpt-4', 'gpt-4o') ?? '');
    expect(await portkeyMigrate(root, 'verify', ...own())).toMatchObject({
      code: 1,
      out: expect.stringContaining('differs'),
    });
  });

  test('has the word: what it refuses is refused, in its words', async () => {
    const { after } = files('one virtual key');
    for (const format of ['text', 'json', 'html', 'markdown', 'junit']) {
      const { code, out } = await portkeyMigrate(
        treeOf(after),
        'verify',
        '--only-new',
        '--format',
        format,
        ...own(),
      );
      expect(out).toContain('Either x-portkey-config or x-portkey-provider header is required');
      expect(out).not.toContain(SECRET);
      expect(code).toBe(1);
    }
  });

  test('that nobody answers at is 2', async () => {
    const { after } = files('one virtual key');
    const said = await portkeyMigrate(
      treeOf(after),
      'verify',
      '--only-new',
      '--gateway',
      'http://127.0.0.1:1',
    );
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain('the gateway at http://127.0.0.1:1 could not be asked');
  });

  test('is never asked by default', async () => {
    const { before } = files('fallback');
    provider.forget();
    await portkeyMigrate(treeOf(before), 'verify');
    expect(provider.asked()).toEqual([]);
  });

  test('answers a program that runs, streams too', async () => {
    const program = `import OpenAI from 'openai-4';
const openai = new OpenAI({ apiKey: 'sk-1', baseURL: 'https://api.portkey.ai/v1', defaultHeaders: ${HEADERS} });
const stream = await openai.chat.completions.create({ model: 'm', stream: true, messages: ${MESSAGES} });
for await (const chunk of stream) console.log('said', chunk.choices[0].delta.content);
const old = new OpenAI({ apiKey: 'sk-1', baseURL: 'https://api.portkey.ai/v1/proxy', defaultHeaders: { 'x-portkey-api-key': 'pk', 'x-portkey-mode': 'proxy openai' } });
console.log((await old.chat.completions.create({ model: 'm', messages: ${MESSAGES} })).choices[0].message.content);`;
    const root = project({ 'a.mjs': program });
    mkdirSync(join(root, 'src'));
    const { code, out } = await verify(root, [...own(), '--', process.execPath, 'a.mjs']);
    expect(out).toContain('said Hello.\nHello from openai\n');
    expect(out).toContain(`accepted by ${real.origin}\n`);
    expect(out).toContain('old API: use /v1/chat/completions');
    expect(out).not.toContain(SECRET);
    expect(code).toBe(1);
  });
});
