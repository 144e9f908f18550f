import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { built, ROOT } from './built.js';
import { commitAll, snapshot, treeOf } from './tree.js';

beforeAll(built);

const BIN = `${ROOT}bin/portkey-migrate.js`;

/** An old call and what becomes of it. */
const OLD = `import { Portkey } from 'portkey-ai';
const portkey = new Portkey({ apiKey: 'k', virtualKey: 'v' });
await portkey.chatCompletions.create({ messages: [] });
`;
const NEW = OLD.replace('chatCompletions', 'chat.completions');

function cli(
  cwd: string,
  argv: readonly string[],
  more: { input?: string; env?: Record<string, string> } = {},
) {
  const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...env } = process.env;
  const done = spawnSync(process.execPath, [BIN, ...argv], {
    cwd,
    encoding: 'utf8',
    input: more.input ?? '',
    env: { ...env, ...more.env },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

describe('exit codes of the process', () => {
  test('0: done, nothing to do, help, version, rules', () => {
    const root = treeOf({ 'repo/a.ts': OLD, 'repo/b.ts': 'fine' });
    commitAll(join(root, 'repo'));
    const before = snapshot(root);
    expect(cli(root, ['repo'])).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(root, 'repo/a.ts'), 'utf8')).toBe(NEW);
    expect(cli(root, ['check', 'repo'])).toMatchObject({ code: 0, err: '' });
    expect(cli(root, ['repo'])).toMatchObject({ code: 0, err: '' });
    expect(cli(root, ['undo'])).toMatchObject({ code: 0, err: '' });
    expect(snapshot(root)).toEqual(before);
    expect(cli(root, ['undo'])).toMatchObject({ code: 0, err: '' });
    expect(cli(root, ['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
    for (const argv of [['--help'], ['check', '--help'], ['config', 'convert', '--help']]) {
      expect(cli(root, argv)).toMatchObject({
        code: 0,
        out: expect.stringContaining('Usage: portkey-migrate'),
        err: '',
      });
    }
    expect(cli(root, ['migrate', '--help']).out).toMatch(/--dry-run[\s\S]*--strict/);
    expect(cli(root, ['rules'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('methods: '),
      err: '',
    });
    expect(cli(root, ['rules', 'methods']).out).toMatch(
      /^methods: .*\n\n {2}before\n {4}\S[\s\S]*\n\n {2}after\n {4}\S/,
    );
  });

  test('1: something old is left', () => {
    const root = treeOf({ 'a.ts': OLD });
    expect(cli(root, ['check'])).toMatchObject({ code: 1, err: '' });
    expect(cli(root, ['--dry-run'])).toMatchObject({ code: 1, err: '' });
    expect(cli(root, ['.'], { env: { DRY_RUN: 'true' } })).toMatchObject({ code: 1, err: '' });
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe(OLD);
  });

  test.each([
    ['an unknown flag', ['--frobnicate']],
    ['an unknown format', ['--format', 'xml', '.']],
    ['an unknown rule', ['--only', 'no-such-rule', '.']],
    ['an unknown rule to skip', ['--skip', 'methods,no-such-rule', '.']],
    ['an unknown rule to read about', ['rules', 'no-such-rule']],
    ['a path that is not there', ['no/such/path']],
    ['a path that is not there, beside one that is', ['check', 'a.ts', 'no/such/path']],
    ['a commit that is not there', ['check', '--since', 'no-such-ref', '.']],
    ['a question without a terminal', ['-i', '.']],
    ['no subcommand', ['config']],
  ])('2: %s', (_, argv) => {
    const root = treeOf({ 'a.ts': OLD });
    commitAll(root);
    const said = cli(root, argv);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).not.toBe('');
    expect(said.err).not.toContain('    at ');
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe(OLD);
  });

  test('2: a file that cannot be parsed', () => {
    expect(cli(treeOf({ 'a.ts': `${OLD}\n(` }), ['check']).code).toBe(2);
  });
});

test('--stdin is a filter', () => {
  const root = treeOf({});
  expect(cli(root, ['--stdin', '--stdin-filename', 'a.ts'], { input: OLD })).toEqual({
    code: 0,
    out: NEW,
    err: '',
  });
});

test('a report may be cut short by the program that reads it', () => {
  const root = treeOf(
    Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`file-${index}.ts`, OLD])),
  );
  const command = `"${process.execPath}" "${BIN}" check -q --format json | head -n 1; echo "code \${PIPESTATUS[0]}"`;
  const done = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' });
  expect(done).toMatchObject({ stdout: '{\ncode 1\n', stderr: '' });
});

describe('what is loaded', () => {
  /** Prints every module the process has loaded, ES modules and others. */
  const SPY = `import { createRequire, register } from 'node:module';
    import { writeFileSync, readFileSync, appendFileSync } from 'node:fs';
    const hooks = 'import { appendFileSync } from "node:fs"; export async function load(url, context, next) { appendFileSync(process.env.LOADED, url + "\\\\n"); return next(url, context); }';
    writeFileSync(process.env.LOADED, '');
    register('data:text/javascript,' + encodeURIComponent(hooks));
    process.on('exit', () => appendFileSync(process.env.LOADED, Object.keys(createRequire(import.meta.url).cache).join('\\n')));`;
  const HEAVY = /node_modules\/(ts-morph|@ts-morph|ajv|jsonc-parser|hono|@hono|diff|chalk)\//;

  function loadedBy(
    files: Readonly<Record<string, string>>,
    argv: readonly string[],
  ): { loaded: string; code: number | null } {
    const root = treeOf(files);
    const log = join(treeOf({ 'spy.mjs': SPY }), 'loaded.txt');
    const spy = join(log, '../spy.mjs');
    const done = spawnSync(process.execPath, ['--import', `file://${encodeURI(spy)}`, BIN, ...argv], {
      cwd: root,
      env: { ...process.env, LOADED: log, NO_COLOR: '1' },
      encoding: 'utf8',
    });
    return { loaded: readFileSync(log, 'utf8'), code: done.status };
  }

  test.each([
    [['--help'], 0],
    [['check', '.'], 0],
    [['.'], 0],
    [['rules'], 0],
    [['undo'], 0],
    [['--frobnicate'], 2],
  ])('%j loads nothing heavy', (argv, code) => {
    const said = loadedBy({ 'a.ts': 'export const fine = 1;\n', 'package.json': '{}' }, argv);
    expect(said.code).toBe(code);
    expect(said.loaded).toContain('dist/src/cli/main.js');
    expect(said.loaded.match(HEAVY)).toBeNull();
  });

  test('the spy sees what is loaded when there is something to do', () => {
    const { loaded } = loadedBy({ 'a.ts': OLD }, ['--dry-run', '.']);
    expect(loaded).toMatch(/node_modules\/@ts-morph\//);
    expect(loaded).toMatch(/node_modules\/diff\//);
    expect(loaded).not.toMatch(/node_modules\/(hono|chalk)\//);
  });
});
