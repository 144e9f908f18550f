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

  /** Starts a child that replaces all files (or puts them back), and kills it as soon as `moment` says so. */
  async function killed(root: string, moment: () => boolean, work = WRITE): Promise<boolean> {
    const script = `import { replaceFiles } from ${JSON.stringify(`${ROOT}dist/src/journal.js`)};
      import { undo } from ${JSON.stringify(`${ROOT}dist/src/journal/undo.js`)};
      const [files, before, after, cwd] = JSON.parse(process.env.WORK);
      process.stdout.write('ready');
      await ${work};`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, WORK: JSON.stringify([FILES, OLD, NEW, root]) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await Promise.race([once(child.stdout, 'data'), ended]);
    while (child.exitCode === null && !moment()) await new Promise(setImmediate);
    child.kill('SIGKILL');
    const [, signal] = await ended;
    return signal === 'SIGKILL';
  }

  /** Moments spread over the whole of a run: by what can be seen on the disk, and by chance after that. */
  function momentOf(root: string, index: number): () => boolean {
    const target = ((index % ROUNDS) / ROUNDS) * FILES.length;
    const isNew = (path: string): boolean => statSync(join(root, path)).size === Buffer.byteLength(NEW);
    const staged = (): number =>
      [0, 1, 2, 3].reduce(
        (sum, one) =>
          sum + readdirSync(join(root, `src/${one}`)).filter((name) => name.endsWith('.tmp')).length,
        0,
      );
    if (index % 3 === 0) return () => FILES.filter(isNew).length >= target;
    if (index % 3 === 1) return () => staged() >= Math.max(1, target);
    const until = performance.now() + Math.random() * 40;
    return () => performance.now() > until;
  }

  const ROUNDS = 24;
  test('leaves every file old or new, is undone whole, and its next run cleans up', {
    timeout: 300_000,
  }, async () => {
    let cutShort = 0;
    for (let index = 0; cutShort < ROUNDS && index < 5 * ROUNDS; index++) {
      const root = filled(index % 2 === 0);
      const before = snapshot(root);
      if (await killed(root, momentOf(root, index))) cutShort++;
      for (const path of FILES) expect([OLD, NEW]).toContain(readFileSync(join(root, path), 'utf8'));
      if (index % 4 < 2) {
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
    expect(cutShort).toBe(ROUNDS);
  });

  test('and a killed undo leave every file old or new, and the next undo does the rest', async () => {
    let cutShort = 0;
    for (let index = 0; cutShort < 6 && index < 60; index++) {
      const root = filled(index % 2 === 0);
      const before = snapshot(root);
      await replaceFiles(
        FILES.map((path) => change(path, OLD, NEW)),
        where(root, '.'),
      );
      const isOld = (path: string): boolean => statSync(join(root, path)).size === Buffer.byteLength(OLD);
      const target = 1 + (index % 6) * 6;
      if (await killed(root, () => FILES.filter(isOld).length >= target, UNDO)) cutShort++;
      for (const path of FILES) expect([OLD, NEW]).toContain(readFileSync(join(root, path), 'utf8'));
      removeLeftovers(where(root, '.'));
      expect(Object.keys(snapshot(root))).toEqual(Object.keys(before));
      await undo(root, PLAIN);
      expect(snapshot(root)).toEqual(before);
    }
    expect(cutShort).toBe(6);
  });

  test('that had begun is known to undo', async () => {
    const root = filled(true);
    await killed(root, () => existsSync(join(root, '.git/portkey-migrate/run.open')));
    expect(await lastRun(root)).toHaveLength(FILES.length);
  });
});
