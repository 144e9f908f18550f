import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { built, ROOT } from './built.js';
import { fetched, npm } from './real/install.js';

/** An empty folder of somebody else's, with a name that scripts trip over. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'an empty folder (é) ')));
const shop = join(folder, 'the shop');
let listed: readonly string[] = [];

beforeAll(async () => {
  await built();
  const { stdout } = await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT);
  const [packed]: { filename: string; files: { path: string }[] }[] = JSON.parse(stdout);
  listed = packed?.files.map(({ path }) => path) ?? [];
  const args = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  await fetched(['install', ...args, `./${packed?.filename}`], folder);
  cpSync(join(ROOT, 'samples', 'shop'), shop, { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What users type, in the folder it was installed in or below: through npx, with a space in PATH, and no way to download anything. */
function npx(
  args: readonly string[],
  cwd = folder,
  input = '',
): { status: number | null; stdout: string; stderr: string } {
  const bin = join(folder, 'node_modules', '.bin');
  const PATH = [bin, dirname(process.execPath), process.env.PATH].join(
    process.platform === 'win32' ? ';' : ':',
  );
  const env = {
    ...process.env,
    PATH,
    NO_COLOR: '1',
    npm_config_offline: 'true',
    npm_config_loglevel: 'error',
  };
  return spawnSync('npx', ['--no-install', 'portkey-migrate', ...args], {
    cwd,
    env,
    input,
    encoding: 'utf8',
  });
}

test('ships what runs, and nothing else', () => {
  const tops = new Set(listed.map((path) => path.split('/')[0]));
  expect([...tops].sort()).toEqual(
    ['LICENSE', 'README.md', 'bin', 'dist', 'jscodeshift.js', 'package.json', 'samples', 'schemas'].sort(),
  );
  expect(listed.filter((path) => /\.test\.|node_modules|\.tsbuildinfo/.test(path))).toEqual([]);
});

test('brings no development dependency along', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const installed = readdirSync(join(folder, 'node_modules'));
  for (const name of Object.keys(devDependencies)) {
    expect(existsSync(join(folder, 'node_modules', name)), name).toBe(false);
  }
  expect(installed).toContain('portkey-migrate');
});

test('tells its version and its help', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(npx(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
  const help = npx(['--help']);
  expect(help.status).toBe(0);
  expect(help.stdout).toContain('Exit codes');
  expect(help.stdout).toContain('undo');
});

test('converts a config', () => {
  const config = '{"mode": "single", "options": [{"provider": "openai", "virtual_key": "open-4110dd",}]}';
  const { status, stdout } = npx(['config', 'convert', '-'], folder, config);
  expect(status).toBe(0);
  expect(JSON.parse(stdout.replace(/,(?=\s*[}\]])/g, ''))).toEqual({
    strategy: { mode: 'single' },
    targets: [{ virtual_key: 'open-4110dd' }],
  });
});

test('migrates, verifies and undoes a repository, and finds nothing afterwards', () => {
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'before'],
  ]) {
    execFileSync('git', args, { cwd: shop });
  }
  const before = readFileSync(join(shop, 'src/llm/client.ts'), 'utf8');
  expect(npx(['check', '.'], shop).status).toBe(1);
  const migrated = npx(['.'], shop);
  expect(migrated.stderr).toBe('');
  expect(migrated.status).toBe(0);
  const verified = npx(['verify', '.'], shop);
  expect(verified.stderr).toBe('');
  expect(verified.status).toBe(0);
  expect(npx(['check', '.'], shop).status).toBe(0);
  expect(npx(['undo'], shop).status).toBe(0);
  expect(readFileSync(join(shop, 'src/llm/client.ts'), 'utf8')).toBe(before);
});

test('is a transform for the jscodeshift that users have', () => {
  const transform = join(folder, 'node_modules', 'portkey-migrate', 'jscodeshift.js');
  const file = join(folder, 'src of a user', 'a.js');
  mkdirSync(dirname(file));
  writeFileSync(
    file,
    'const { Portkey } = require("portkey-ai");\nnew Portkey({ apiKey: "a" }).generations.create({ promptId: "p" });\n',
  );
  const cli = join(ROOT, 'node_modules', 'jscodeshift', 'bin', 'jscodeshift.js');
  const said = execFileSync(process.execPath, [cli, '-t', transform, dirname(file)], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(said).toMatch(/1 ok/);
  expect(readFileSync(file, 'utf8')).toContain('.prompts.completions.create({ promptID: "p" })');
});

test('is a library: the reference gateway in a test of the user, by fetch and over HTTP', () => {
  const program = `import { createReferenceGateway } from 'portkey-migrate';
const gateway = createReferenceGateway({ faults: [{ provider: 'openai', status: 429, times: 1 }] });
const ask = (url) => new Request(url + '/v1/chat/completions', {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-portkey-api-key': 'pk', 'x-portkey-virtual-key': 'vk' },
  body: '{"messages": []}',
});
const inside = await gateway.fetch(ask('https://api.portkey.ai'));
const { url, port, server, close } = await gateway.listen();
const outside = await fetch(ask(url));
const { recording } = await gateway.ask(ask('https://api.portkey.ai'));
console.log(JSON.stringify([inside.status, outside.status, recording.status, gateway.recordings().length, port > 0, server.listening]));
await close();
console.log(server.listening, (await import('portkey-migrate/package.json', { with: { type: 'json' } })).default.name);
`;
  writeFileSync(join(folder, 'library.mjs'), program);
  const said = execFileSync(process.execPath, ['--no-warnings', 'library.mjs'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(said).toBe('[429,200,200,3,true,true]\nfalse portkey-migrate\n');
});

test('has types that strict TypeScript takes, unread libraries included', () => {
  const program = `import { createServer, type Server } from 'node:http';
import { createReferenceGateway, type GatewayOptions, type Recording, type ReferenceGateway } from 'portkey-migrate';
const options: GatewayOptions = { seed: { virtual_keys: { vk: { provider: 'openai', api_key: 'sk' } } }, keep: 10, log: (line) => line };
const gateway: ReferenceGateway = createReferenceGateway(options);
export const answer: Promise<Response> = gateway.fetch(new Request('http://localhost/v1/models'));
export const recordings: readonly Recording[] = gateway.recordings();
const { server, close } = await gateway.listen({ port: 0 });
export const node: Server = server;
await close();
// @ts-expect-error no such option
createReferenceGateway({ prot: 1 });
// @ts-expect-error a number is no provider
createReferenceGateway({ provider: 1 });
void createServer;
`;
  writeFileSync(join(folder, 'library.mts'), program);
  const options = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      target: 'ES2022',
      module: 'NodeNext',
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules', '@types')],
    },
    files: ['library.mts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

test('says what to install where a program is to be verified without the optional peer', () => {
  const { status, stdout, stderr } = npx(['verify', '--', process.execPath, '-e', '0']);
  expect(stdout).toBe('');
  expect(stderr).toContain('npm install --save-dev mockttp');
  expect(status).toBe(2);
});
