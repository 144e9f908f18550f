import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitTexts, decode, gitText } from '../src/disk.js';
import { repositoryOf, uncommitted } from '../src/git.js';
import { commitAll, gitIn, put, treeOf } from './tree.js';

test('a repository is found from below, in worktrees and in submodules, and nowhere else', () => {
  const root = treeOf({ 'main/a/b/c.ts': 'x', 'plain/a.ts': 'x', 'fake/.git/nothing': '' });
  commitAll(join(root, 'main'));
  gitIn(join(root, 'main'), 'worktree', 'add', '-q', '../tree');
  const main = { top: join(root, 'main'), gitDirectory: join(root, 'main/.git') };
  expect(repositoryOf(join(root, 'main/a/b'))).toEqual(main);
  expect(repositoryOf(join(root, 'tree/a'))).toEqual({
    top: join(root, 'tree'),
    gitDirectory: join(root, 'main/.git/worktrees/tree'),
  });
  expect(repositoryOf(join(root, 'plain'))).toBeUndefined();
  expect(repositoryOf(join(root, 'fake'))).toBeUndefined();
});

test('the git directory is the one git names', () => {
  const root = treeOf({ 'a.ts': 'x' });
  commitAll(root);
  gitIn(root, 'worktree', 'add', '-q', 'inner');
  for (const directory of [root, join(root, 'inner')]) {
    const named = gitIn(directory, 'rev-parse', '--absolute-git-dir').trim();
    expect(repositoryOf(directory)?.gitDirectory).toBe(named);
  }
});

test('uncommitted files are named as git status shows them, whatever they are called', () => {
  const clean = {
    'clean.ts': 'x',
    'modified ü.ts': 'x',
    'staged*.ts': 'x',
    'renamed.ts': 'x',
    '.gitignore': 'ignored.ts\n',
  };
  const root = treeOf(clean);
  commitAll(root);
  put(root, 'modified ü.ts', 'y');
  put(root, 'staged*.ts', 'y');
  gitIn(root, 'add', '.');
  gitIn(root, 'mv', 'renamed.ts', 'new name.ts');
  put(root, '-untracked/a b.ts', 'x');
  put(root, 'ignored.ts', 'x');
  const repository = repositoryOf(root);
  const asked = ['clean.ts', 'modified ü.ts', 'staged*.ts', 'new name.ts', '-untracked/a b.ts', 'ignored.ts'];
  expect(repository && [...uncommitted(repository, asked)].sort()).toEqual([
    '-untracked/a b.ts',
    'modified ü.ts',
    'new name.ts',
    'staged*.ts',
  ]);
  const many = Array.from({ length: 1200 }, (_, index) => `none-${index}.ts`);
  expect(repository && uncommitted(repository, [...many, 'modified ü.ts'])).toEqual(['modified ü.ts']);
});

test('a commit is read as texts, relative to any of its directories', () => {
  const root = treeOf({ 'a.ts': 'root', 'sub dir/ü.ts': '\uFEFFold\r\n' });
  writeFileSync(join(root, 'latin.ts'), Buffer.from([0x61, 0xe4]));
  commitAll(root);
  put(root, 'sub dir/ü.ts', 'new');
  put(root, 'sub dir/fresh.ts', 'new');
  const texts = commitTexts(join(root, 'sub dir'), 'HEAD');
  expect(texts?.files).toEqual(['ü.ts']);
  expect(texts?.read('ü.ts')).toBe('\uFEFFold\r\n');
  expect(texts?.exists('fresh.ts')).toBe(false);
  expect(texts?.read('fresh.ts')).toBeUndefined();
  expect(gitText(root, 'HEAD', 'latin.ts')).toBeUndefined();
  expect(gitText(root, 'HEAD', 'a.ts')).toBe('root');
  expect(commitTexts(root, 'no-such-ref')).toBeUndefined();
  expect(commitTexts(treeOf(), 'HEAD')).toBeUndefined();
});

test('bytes are a text only when they are UTF-8, and the byte order mark belongs to it', () => {
  expect(decode(Buffer.from('\uFEFFä'))).toBe('\uFEFFä');
  expect(decode(Buffer.from([0x61, 0xe4]))).toBeUndefined();
  expect(decode(Buffer.from([0xed, 0xa0, 0x80]))).toBeUndefined();
});
