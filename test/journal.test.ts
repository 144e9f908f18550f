import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { lastRun } from '../src/journal/last.js';
import { undo } from '../src/journal/undo.js';
import { removeLeftovers, replaceFiles } from '../src/journal.js';
import { built, ROOT } from './built.js';
import { commitAll, gitIn, put, snapshot, treeOf } from './tree.js';

const PLAIN = { force: false, dry: false };
const where = (cwd: string, ...paths: string[]) => ({ cwd, paths });
const change = (path: string, before: string, after: string) => ({ path, before, after });

describe('replaceFiles and undo', () => {
  test('write new texts with the modes of the old ones, and put all of it back', async () => {
    const root = treeOf({ 'a b/ü.ts': '\uFEFFold\r\n', 'run.sh': 'old' });
    chmodSync(join(root, 'run.sh'), 0o755);
    commitAll(root);
    const before = snapshot(root);
    await replaceFiles(
      [change('a b/ü.ts', '\uFEFFold\r\n', '\uFEFFnew\r\n'), change('run.sh', 'old', 'new')],
      where(root, '.'),
    );
    expect(readFileSync(join(root, 'a b/ü.ts'), 'utf8')).toBe('\uFEFFnew\r\n');
    expect(statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o755);
    expect(Object.keys(snapshot(root))).toEqual(Object.keys(before));
    expect(gitIn(root, 'status', '--porcelain', '-z')).not.toContain('??');
    chmodSync(join(root, 'run.sh'), 0o600);
    expect(await undo(root, PLAIN)).toEqual({ restored: ['a b/ü.ts', 'run.sh'], untouched: [], refused: [] });
    expect(snapshot(root)).toEqual(before);
    expect(gitIn(root, 'status', '--porcelain')).toBe('');
    expect(await undo(root, PLAIN)).toBeUndefined();
  });

  test('without git the journal lies beside the working directory and hides itself from git', async () => {
    const root = treeOf({ 'a.ts': 'old' });
    await replaceFiles([change('a.ts', 'old', 'new')], where(root, '.'));
    expect(readFileSync(join(root, '.portkey-migrate/.gitignore'), 'utf8')).toBe('*\n');
    expect(await undo(root, PLAIN)).toMatchObject({ restored: ['a.ts'] });
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('old');
    expect(readdirSync(root)).toEqual(['a.ts']);
  });

  test('nothing is written when a file is no longer as it was read', async () => {
    const root = treeOf({ 'a.ts': 'old', 'b.ts': 'edited meanwhile' });
    const both = [change('a.ts', 'old', 'new'), change('b.ts', 'old', 'new')];
    await expect(replaceFiles(both, where(root, '.'))).rejects.toThrow('b.ts changed while');
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('old');
    expect(await lastRun(root)).toBeUndefined();
  });

  test('when one file cannot be written the others go back', async () => {
    const root = treeOf({ 'a.ts': 'old', 'c/b.ts': 'old' });
    const before = snapshot(root);
    // A directory in the place of the second file: renaming onto it fails after the first file was replaced.
    const both = [change('a.ts', 'old', 'new'), change('c/b.ts', 'old', 'new')];
    const running = replaceFiles(both, where(root, '.'));
    rmSync(join(root, 'c/b.ts'));
    mkdirSync(join(root, 'c/b.ts/full'), { recursive: true });
    await expect(running).rejects.toThrow('nothing was changed');
    expect(snapshot(root)).toEqual({ 'a.ts': before['a.ts'] });
    expect(readdirSync(root)).toEqual(['a.ts', 'c']);
    expect(await lastRun(root)).toBeUndefined();
  });

  test('a file changed since is left alone, the others go back, and --force puts that one back too', async () => {
    const root = treeOf({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old' });
    await replaceFiles(
      ['a.ts', 'b.ts', 'c.ts'].map((path) => change(path, 'old', 'new')),
      where(root, '.'),
    );
    put(root, 'b.ts', 'mine');
    rmSync(join(root, 'c.ts'));
    const first = await undo(root, PLAIN);
    expect(first).toMatchObject({ restored: ['a.ts'], refused: [{ path: 'b.ts' }, { path: 'c.ts' }] });
    expect(first?.refused.map(({ why }) => why)).toEqual([
      expect.stringContaining('changed since'),
      expect.stringContaining('deleted since'),
    ]);
    expect(readFileSync(join(root, 'b.ts'), 'utf8')).toBe('mine');
    expect(await undo(root, { force: true, dry: false })).toMatchObject({
      restored: ['b.ts', 'c.ts'],
      refused: [],
    });
    expect(readFileSync(join(root, 'b.ts'), 'utf8')).toBe('old');
    expect(readFileSync(join(root, 'c.ts'), 'utf8')).toBe('old');
  });

  test('a dry undo says what it would do and does nothing', async () => {
    const root = treeOf({ 'a.ts': 'old' });
    await replaceFiles([change('a.ts', 'old', 'new')], where(root, '.'));
    expect(await undo(root, { force: false, dry: true })).toMatchObject({ restored: ['a.ts'] });
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('new');
    expect(await undo(root, PLAIN)).toMatchObject({ restored: ['a.ts'] });
  });

  test('a run from above a repository is written down in it and undone from above, within, and below', async () => {
    for (const asked of ['.', 'x/repo', 'x/repo/src']) {
      const above = treeOf({ 'x/repo/src/a.ts': 'old' });
      commitAll(join(above, 'x/repo'));
      await replaceFiles([change('x/repo/src/a.ts', 'old', 'new')], where(above, 'x/repo'));
      expect(readdirSync(above)).toEqual(['x']);
      expect((await undo(join(above, asked), PLAIN))?.restored).toHaveLength(1);
      expect(readFileSync(join(above, 'x/repo/src/a.ts'), 'utf8')).toBe('old');
    }
  });

  test('one run over two repositories is undone in both; the run of a repository nobody asked about is not', async () => {
    const above = treeOf({ 'one/a.ts': 'old', 'two/a.ts': 'old', 'three/a.ts': 'old' });
    for (const name of ['one', 'two', 'three']) commitAll(join(above, name));
    await replaceFiles([change('a.ts', 'old', 'new')], where(join(above, 'three'), '.'));
    await replaceFiles(
      ['one/a.ts', 'two/a.ts'].map((path) => change(path, 'old', 'new')),
      where(above, 'one', 'two'),
    );
    expect((await undo(above, PLAIN))?.restored).toEqual(['one/a.ts', 'two/a.ts']);
    expect(await undo(above, PLAIN)).toBeUndefined();
    expect(readFileSync(join(above, 'three/a.ts'), 'utf8')).toBe('new');
  });

  test('only the last run is undone', async () => {
    const root = treeOf({ 'a.ts': 'old', 'b.ts': 'old' });
    await replaceFiles([change('a.ts', 'old', 'new')], where(root, '.'));
    await replaceFiles([change('b.ts', 'old', 'new')], where(root, '.'));
    expect(await lastRun(root)).toMatchObject([{ path: 'b.ts', before: 'old' }]);
    expect(await undo(root, PLAIN)).toMatchObject({ restored: ['b.ts'] });
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('new');
  });

  test('a journal that leads out of its tree is not followed', async () => {
    const outside = treeOf({ 'victim.ts': 'new' });
    const root = treeOf({ 'a.ts': 'old' });
    await replaceFiles([change('a.ts', 'old', 'new')], where(root, '.'));
    const journal = join(root, '.portkey-migrate/run.done');
    const text = readFileSync(journal, 'utf8');
    symlinkSync(outside, join(root, 'link'));
    writeFileSync(journal, text.replaceAll('a.ts', 'link/victim.ts'));
    expect(await undo(root, { force: true, dry: false })).toMatchObject({
      restored: [],
      refused: [{ path: 'link/victim.ts' }],
    });
    writeFileSync(journal, text.replaceAll('a.ts', '../victim.ts'));
    expect(await undo(root, { force: true, dry: false })).toBeUndefined();
    expect(readFileSync(join(outside, 'victim.ts'), 'utf8')).toBe('new');
  });
});

describe('a killed run', () => {
  beforeAll(built);

  const FILES = Array.from({ length: 40 }, (_, index) => `src/${index % 4}/file ${index}.ts`);
  const OLD = 'old text\r\n'.repeat(400);
  const NEW = 'new text\r\n'.repeat(500);

  function filled(git: boolean): string {
    const root = treeOf(Object.fromEntries(FILES.map((path) => [path, OLD])));
    chmodSync(join(root, FILES[3] ?? ''), 0o750);
    if (git) commitAll(root);
    return root;
  }

  const WRITE = `replaceFiles(files.map((path) => ({ path, before, after })), { cwd, paths: ['.'] })`;
  const UNDO = 'undo(cwd, { force: false, dry: false })';

  /** Counts the calls by which a child writes to the disk, and kills it in the one whose number `KILL` is. */
  const STEPS = `import { syncBuiltinESMExports } from 'node:module';
      import fs from 'node:fs';
      let steps = 0;
      const count = (object) => {
        for (const [name, { value: call }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
          if (typeof call !== 'function' || !/^(open|write|sync|ch(mod|own)|rename|rm|mkdir|unlink)/.test(name)) continue;
          object[name] = function (...args) {
            if (++steps === Number(process.env.KILL)) process.kill(process.pid, 'SIGKILL');
            return call.apply(this, args);
          };
        }
      };
      const handle = await fs.promises.open('.');
      const Handle = Object.getPrototypeOf(handle);
      await handle.close();
      for (const object of [Handle, fs.promises, fs]) count(object);
      syncBuiltinESMExports();`;

  /** Runs a child that replaces all files (or puts them back): how it ended and what it printed. */
  async function child(root: string, work: string, env: Record<string, string>, moment?: Promise<unknown>) {
    const script = `import { replaceFiles } from ${JSON.stringify(`${ROOT}dist/src/journal.js`)};
      import { undo } from ${JSON.stringify(`${ROOT}dist/src/journal/undo.js`)};
      const [files, before, after, cwd] = JSON.parse(process.env.WORK);
      ${STEPS}
      await ${work};
      process.stdout.write(String(steps));`;
    const running = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, ...env, WORK: JSON.stringify([FILES, OLD, NEW, root]) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    running.stdout.on('data', (text: Buffer) => {
      out += text.toString();
    });
    moment?.then(() => running.kill('SIGKILL'));
    const [code, signal] = await once(running, 'close');
    return { code, signal, out };
  }

  const begun: Record<string, (root: string) => Promise<void>> = {
    [WRITE]: async () => {},
    [UNDO]: replaceAll,
  };

  async function replaceAll(root: string): Promise<void> {
    const all = FILES.map((path) => change(path, OLD, NEW));
    await replaceFiles(all, where(root, '.'));
  }

  /** How many such calls a piece of work takes when nobody kills it. */
  async function stepsOf(work: string, git: boolean): Promise<number> {
    const root = filled(git);
    await begun[work]?.(root);
    const { code, out } = await child(root, work, {});
    expect(code).toBe(0);
    expect(Number(out)).toBeGreaterThan(FILES.length);
    return Number(out);
  }

  /** Steps spread over the whole of a piece of work, the first and the last among them. */
  async function spread(work: string, rounds: number): Promise<readonly { git: boolean; step: number }[]> {
    const steps = [await stepsOf(work, false), await stepsOf(work, true)];
    return Array.from({ length: rounds }, (_, round) => {
      const last = (steps[round % 2] ?? 0) - 1;
      return { git: round % 2 === 1, step: 1 + Math.floor((round * last) / (rounds - 1)) };
    });
  }

  function expectOldOrNew(root: string): void {
    for (const path of FILES) expect([OLD, NEW]).toContain(readFileSync(join(root, path), 'utf8'));
  }

  test('leaves every file old or new, is undone whole, and its next run cleans up', async () => {
    for (const [round, { git, step }] of (await spread(WRITE, 24)).entries()) {
      const root = filled(git);
      const before = snapshot(root);
      expect((await child(root, WRITE, { KILL: String(step) })).signal).toBe('SIGKILL');
      expectOldOrNew(root);
      if (round % 4 < 2) {
        await undo(root, PLAIN);
        expect(snapshot(root)).toEqual(before);
        continue;
      }
      removeLeftovers(where(root, '.'));
      expect(Object.keys(snapshot(root))).toEqual(Object.keys(before));
      const left = FILES.filter((path) => readFileSync(join(root, path), 'utf8') === OLD);
      await replaceFiles(
        left.map((path) => change(path, OLD, NEW)),
        where(root, '.'),
      );
      for (const path of FILES) expect(readFileSync(join(root, path), 'utf8')).toBe(NEW);
      await undo(root, PLAIN);
      expect(snapshot(root)).toEqual(before);
    }
  });

  test('does so whenever it is killed from outside', async () => {
    for (let round = 0; round < 8; round++) {
      const root = filled(round % 2 === 0);
      const before = snapshot(root);
      await child(root, WRITE, {}, setTimeout(40 + 15 * round));
      expectOldOrNew(root);
      await undo(root, PLAIN);
      expect(snapshot(root)).toEqual(before);
    }
  });

  test('and a killed undo leave every file old or new, and the next undo does the rest', async () => {
    for (const { git, step } of await spread(UNDO, 12)) {
      const root = filled(git);
      const before = snapshot(root);
      await replaceAll(root);
      expect((await child(root, UNDO, { KILL: String(step) })).signal).toBe('SIGKILL');
      expectOldOrNew(root);
      removeLeftovers(where(root, '.'));
      expect(Object.keys(snapshot(root))).toEqual(Object.keys(before));
      await undo(root, PLAIN);
      expect(snapshot(root)).toEqual(before);
    }
  });

  test('that had begun is known to undo', async () => {
    const root = filled(true);
    await child(root, WRITE, { KILL: String(await stepsOf(WRITE, true)) });
    expect(existsSync(join(root, '.git/portkey-migrate/run.open'))).toBe(true);
    expect(await lastRun(root)).toHaveLength(FILES.length);
  });
});
