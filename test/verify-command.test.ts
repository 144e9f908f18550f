import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import type { ExitCode, Io } from '../src/cli/io.js';
import { register } from '../src/cli/verify.js';
import { PARTS } from '../src/parts.js';
import { run } from '../src/run.js';
import { commitAll, gitIn, put, snapshot, treeOf } from './tree.js';
import { PAIRS, type ProgramPair } from './verify-pairs.js';

interface Said {
  readonly code: ExitCode;
  readonly out: string;
}

/** Runs `verify` in a directory; throws what the command line would explain with exit code 2. */
async function verify(cwd: string, ...argv: string[]): Promise<Said> {
  let out = '';
  let code: ExitCode = 0;
  const io: Io = {
    cwd,
    env: {},
    print: (text) => {
      out += text;
    },
    warn: () => {},
    readInput: async () => Buffer.from(''),
    terminal: false,
    ask: undefined,
    exit: (next) => {
      if (next > code) code = next;
    },
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  register(program, io, PARTS);
  await program.parseAsync(['verify', ...argv], { from: 'user' });
  return { code, out };
}

function pairNamed(part: string): ProgramPair {
  const pair = PAIRS.find(({ name }) => name.includes(part));
  if (!pair) throw new Error(`no pair is called ${part}`);
  return pair;
}

const { before, after } = pairNamed('fallback');

/** A repository with the text before committed and another text in the working tree. */
function repository(changed: Readonly<Record<string, string>>): string {
  const root = treeOf(before);
  commitAll(root);
  for (const [path, text] of Object.entries(changed)) put(root, path, text);
  return root;
}

describe('verify', () => {
  test('compares the working tree with HEAD', async () => {
    const { code, out } = await verify(repository(after));
    expect(out).toContain('index.ts\n  5:10 portkey-ai: equal\n');
    expect(out).toContain('1 of 1 call site proven equal\n');
    expect(out).toContain('Compared: HEAD → the working tree');
    expect(code).toBe(0);
  });

  test('takes single files', async () => {
    const { code, out } = await verify(repository(after), 'index.ts');
    expect(out).toContain('1 of 1 call site proven equal\n');
    expect(code).toBe(0);
  });

  test('says what differs, and exits with 1', async () => {
    const root = repository({ ...after, 'llms.ts': after['llms.ts']?.replace('gpt-4', 'gpt-4o') ?? '' });
    const { code, out } = await verify(root);
    expect(out).toContain('differs');
    expect(out).toContain('old: "gpt-4"');
    expect(out).toContain('new: "gpt-4o"');
    expect(out).toContain('0 of 1 call site proven equal, 1 differs');
    expect(code).toBe(1);
  });

  test('shows what the gateway refuses with, and exits with 1', async () => {
    const kept =
      after['index.ts']?.replace(
        "strategy: { mode: 'fallback' }, targets: targets",
        "mode: 'fallback', options: targets",
      ) ?? '';
    const { code, out } = await verify(repository({ ...after, 'index.ts': kept }));
    expect(out).toMatch(/refused: 400 \S+/);
    expect(code).toBe(1);
  });

  test('never shows a credential', async () => {
    const secret = 'sk-live-0123456789abcdef';
    const index = before['index.ts'] ?? '';
    const llms = before['llms.ts']?.replace('process.env.OPENAI_API_KEY', `'${secret}'`) ?? '';
    const root = treeOf({ ...before, 'llms.ts': llms });
    commitAll(root);
    for (const [path, text] of Object.entries(after)) put(root, path, text);
    for (const format of ['text', 'json']) {
      const { out } = await verify(root, '--format', format);
      expect(out).not.toContain(secret);
      expect(out).toContain('process.env.OPENAI_API_KEY');
    }
    expect(index).toBeTruthy();
  });

  test('takes the last run for the text before', async () => {
    const root = treeOf(before);
    await run({
      cwd: root,
      paths: ['.'],
      include: [],
      exclude: [],
      ignore: true,
      since: undefined,
      only: [],
      skip: [],
      dry: false,
      force: false,
    });
    const { code, out } = await verify(root);
    expect(out).toContain('Compared: the text before the last run → the working tree');
    expect(out).toContain('1 of 1 call site proven equal');
    expect(code).toBe(0);
  });

  test('judges what a migration would write when nothing was changed yet, and writes nothing', async () => {
    const root = treeOf(before);
    const whole = snapshot(root);
    const { code, out } = await verify(root);
    expect(out).toContain('Compared: the working tree → what a migration would write');
    expect(out).toContain('1 of 1 call site proven equal');
    expect(code).toBe(0);
    expect(snapshot(root)).toEqual(whole);
  });

  test('takes any commit for the text before', async () => {
    const root = repository(after);
    gitIn(root, 'add', '-A');
    gitIn(root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'after');
    expect((await verify(root, '--base', 'HEAD~1')).out).toContain('1 of 1 call site proven equal');
    await expect(verify(root, '--base', 'nowhere')).rejects.toThrow('--base');
  });

  test('counts what is not readable, and fails for it with --strict only', async () => {
    const opaque =
      "import { Portkey } from 'portkey-ai';\nexport function ask(options) {\n  return new Portkey(options).chat.completions.create({ messages: [] });\n}\n";
    const root = treeOf({ ...after, 'other.js': opaque });
    commitAll(root);
    put(root, 'other.js', `${opaque}// changed\n`);
    const { code, out } = await verify(root);
    expect(out).toMatch(/other\.js\n {2}3:10 portkey-ai: not readable: .+options/);
    expect(out).toContain('1 of 2 call sites proven equal, 1 not readable');
    expect(code).toBe(0);
    expect((await verify(root, '--strict')).code).toBe(1);
  });

  test('says of a migrated repository whether the new API takes its requests', async () => {
    const root = treeOf(after);
    const { code, out } = await verify(root, '--only-new');
    expect(out).toContain('5:10 portkey-ai: accepted');
    expect(out).toContain('1 of 1 call site accepted by the new API');
    expect(code).toBe(0);
    const old = await verify(treeOf(before), '--only-new');
    expect(old.out).toContain('refused');
    expect(old.code).toBe(1);
    await expect(verify(root, '--only-new', '--base', 'HEAD')).rejects.toThrow('--only-new');
  });

  test('is one object as JSON', async () => {
    const { out } = await verify(repository(after), '--format', 'json');
    const report = JSON.parse(out);
    expect(report).toMatchObject({
      version: 1,
      tool: { name: 'portkey-migrate' },
      summary: { sites: 1, equal: 1, differs: 0, refused: 0, unreadable: 0, left: 0, accepted: 0 },
      sites: [{ path: 'index.ts', line: 5, column: 10, client: 'portkey-ai', verdict: 'equal' }],
    });
  });

  test('has nothing to say where nothing is sent', async () => {
    const root = treeOf({ 'a.ts': 'export const a = 1;' });
    expect(await verify(root)).toMatchObject({ code: 0, out: expect.stringContaining('No call site') });
    await expect(verify(root, 'nowhere')).rejects.toThrow();
  });
});
