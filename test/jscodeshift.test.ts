import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { built, ROOT } from './built.js';
import { commitAll, put, treeOf } from './tree.js';

const TRANSFORM = join(ROOT, 'jscodeshift.js');
const CLI = join(ROOT, 'node_modules', 'jscodeshift', 'bin', 'jscodeshift.js');

const CLIENT = `import { Portkey } from "portkey-ai";

export const portkey = new Portkey({
  mode: "single",
  llms: [{ provider: "openai", virtual_key: "openai-1" }],
});
`;
const CLIENT_AFTER = `import { Portkey } from "portkey-ai";

export const portkey = new Portkey({
  virtualKey: "openai-1",
});
`;
const ASK = `import { portkey } from "./client.js";

export const ask = (content) => portkey.chatCompletions.create({ messages: [{ role: "user", content }] });
`;
const OTHER = `export const chatCompletions = { create: () => "portkey" };\nchatCompletions.create();\n`;

/** Runs jscodeshift's command line in a folder; what it printed. */
function shift(folder: string, ...args: string[]): string {
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } } as const;
  return execFileSync(process.execPath, [CLI, '-t', TRANSFORM, ...args], options);
}

function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function committed(files: Record<string, string | Uint8Array>): string {
  const folder = treeOf(files);
  commitAll(folder);
  return folder;
}

beforeAll(built);

describe("jscodeshift's command line", () => {
  test('changes each file by what the files it imports say', () => {
    const folder = committed({ 'src/client.js': CLIENT, 'src/ask.js': ASK, 'src/other.js': OTHER });
    const said = shift(folder, 'src');
    expect(read(folder, 'src/client.js')).toBe(CLIENT_AFTER);
    expect(read(folder, 'src/ask.js')).toBe(ASK.replace('chatCompletions', 'chat.completions'));
    expect(read(folder, 'src/other.js')).toBe(OTHER);
    expect(said).toMatch(/^0 errors\n0 unmodified\n1 skipped\n2 ok$/m);
  });

  test('changes nothing the second time', () => {
    const folder = committed({ 'src/client.js': CLIENT, 'src/ask.js': ASK });
    shift(folder, 'src');
    expect(shift(folder, 'src')).toMatch(/^0 errors\n0 unmodified\n2 skipped\n0 ok$/m);
  });

  test('writes only the files it was given', () => {
    const folder = committed({ 'src/client.js': CLIENT, 'src/ask.js': ASK });
    shift(folder, 'src/ask.js');
    expect(read(folder, 'src/client.js')).toBe(CLIENT);
    expect(read(folder, 'src/ask.js')).toContain('portkey.chat.completions.create');
  });

  test.each([['--no-babel'], ['--run-in-band'], ['--parser=tsx']])('works with %s', (option) => {
    const folder = committed({ 'src/client.js': CLIENT });
    shift(folder, option, 'src');
    expect(read(folder, 'src/client.js')).toBe(CLIENT_AFTER);
  });

  test('writes nothing in a dry run', () => {
    const folder = committed({ 'src/client.js': CLIENT });
    expect(shift(folder, '--dry', 'src')).toMatch(/^1 ok$/m);
    expect(read(folder, 'src/client.js')).toBe(CLIENT);
  });

  test('takes TypeScript, byte order marks, CRLF and names with spaces', () => {
    const crlf = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const folder = committed({ 'src/my client é.ts': crlf(CLIENT) });
    shift(folder, '--extensions=ts', 'src');
    expect(read(folder, 'src/my client é.ts')).toBe(crlf(CLIENT_AFTER));
  });

  test('takes the rules to use', () => {
    const folder = committed({ 'src/client.js': CLIENT, 'src/ask.js': ASK });
    shift(folder, '--skip=methods', 'src');
    expect(read(folder, 'src/client.js')).toBe(CLIENT_AFTER);
    expect(read(folder, 'src/ask.js')).toBe(ASK);
  });

  test('works without git', () => {
    const folder = treeOf({ 'src/client.js': CLIENT });
    shift(folder, 'src');
    expect(read(folder, 'src/client.js')).toBe(CLIENT_AFTER);
  });
});

describe('what it cannot do is reported', () => {
  const PROMPT = `export async function write(id) {
  const response = await fetch(\`https://api.portkey.ai/v1/prompts/\${id}/generate\`, { method: "POST", body: "{}" });
  return response.json();
}
`;
  const READER = `import { write } from "./prompt.js";

export const text = async () => (await write("pp-1")).data.choices[0].message.content;
`;

  test('where two files must change together', () => {
    const folder = committed({ 'src/prompt.js': PROMPT, 'src/reader.js': READER });
    const said = shift(folder, 'src');
    expect(read(folder, 'src/prompt.js')).toBe(PROMPT);
    expect(read(folder, 'src/reader.js')).toBe(READER);
    expect(said).toMatch(/REP .*src\/prompt\.js 2:\d+ .*src\/reader\.js must change with it/);
    expect(said).toMatch(
      /REP .*src\/reader\.js 3:\d+ .*other files must change with it: npx portkey-migrate/,
    );
  });

  test('where a person must decide', () => {
    const folder = committed({
      'a.js': `import { Portkey } from "portkey-ai";\nexport const make = (mode) => new Portkey({ mode, llms: build() });\n`,
    });
    expect(shift(folder, 'a.js')).toMatch(/REP .*a\.js 2:\d+ .*\(client\)/);
  });

  test('where a package is missing', () => {
    const folder = committed({
      'package.json': '{ "dependencies": { "openai": "^4.20.1" } }\n',
      'a.js': `import OpenAI from "openai";

export const openai = new OpenAI({
  baseURL: "https://api.portkey.ai/v1/proxy",
  defaultHeaders: { "x-portkey-api-key": process.env.PORTKEY_API_KEY, "x-portkey-mode": "proxy openai" },
});
`,
    });
    const said = shift(folder, 'a.js');
    expect(read(folder, 'a.js')).toContain('PORTKEY_GATEWAY_URL');
    expect(read(folder, 'package.json')).not.toContain('portkey-ai');
    expect(said).toMatch(/REP .*package\.json.*"portkey-ai"/);
  });

  test('where a file is not UTF-8', () => {
    const latin = Buffer.from(CLIENT.replace('openai-1', 'schlüssel'), 'latin1');
    const folder = committed({ 'a.js': latin });
    expect(shift(folder, 'a.js')).toMatch(/REP .*a\.js .*UTF-8/);
    expect(readFileSync(join(folder, 'a.js'))).toEqual(latin);
  });

  test('without the credentials in it', () => {
    const key = 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789';
    const folder = committed({
      'a.js': `import { Portkey } from "portkey-ai";\nexport const p = new Portkey({ mode: "scientist", llms: [{ provider: "openai", api_key: "${key}" }] });\n`,
    });
    expect(shift(folder, 'a.js')).not.toContain(key);
  });
});

describe("jscodeshift's runner in this process", () => {
  interface Runner {
    run(
      transform: string,
      paths: string[],
      options: Record<string, unknown>,
    ): Promise<Record<string, number>>;
  }
  const { run }: Runner = createRequire(import.meta.url)('jscodeshift/src/Runner.js');

  test('reads every file as it is now, run after run', async () => {
    const folder = committed({ 'src/client.js': CLIENT, 'src/ask.js': ASK });
    const before = process.cwd();
    process.chdir(folder);
    onTestFinished(() => process.chdir(before));
    const once = () =>
      run(TRANSFORM, ['src'], { silent: true, runInBand: true, babel: false, extensions: 'js' });
    expect(await once()).toMatchObject({ error: 0, ok: 2 });
    expect(await once()).toMatchObject({ error: 0, ok: 0 });
    writeFileSync(join(folder, 'src/client.js'), CLIENT);
    expect(await once()).toMatchObject({ error: 0, ok: 1 });
    expect(read(folder, 'src/client.js')).toBe(CLIENT_AFTER);
    put(folder, 'src/other.js', OTHER);
    expect(await once()).toMatchObject({ error: 0, ok: 0 });
  });
});

test('the transform is CommonJS, as jscodeshift must be able to require it on every Node', () => {
  const manifest = JSON.parse(readFileSync(join(TRANSFORM, 'package.json'), 'utf8'));
  expect(manifest.type).toBe('commonjs');
  expect(readFileSync(join(TRANSFORM, 'index.js'), 'utf8')).not.toMatch(/^(import|export) /m);
});
