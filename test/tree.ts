import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A temporary directory with these files in it, gone when the test is over. */
export function treeOf(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'tree ü ')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  for (const [path, text] of Object.entries(files)) put(root, path, text);
  return root;
}

/** Writes a file into a tree. */
export function put(root: string, path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Makes a tree a git repository with everything committed. */
export function commitAll(root: string): void {
  gitIn(root, 'init', '-q', '-b', 'main');
  gitIn(root, 'add', '-A');
  gitIn(root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'before');
}

/** Runs git in a tree and returns what it prints. */
export function gitIn(root: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' });
}

/** Every file of a tree, but for git's own and the journal's: its mode and its bytes. */
export function snapshot(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const ours = files.filter((file) => !/[/]([.]git|[.]portkey-migrate)[/]/.test(file)).sort();
  return Object.fromEntries(ours.map((file) => [file.slice(root.length + 1), stateOf(file)]));
}

function stateOf(file: string): string {
  return `${(statSync(file).mode & 0o7777).toString(8)} ${readFileSync(file).toString('latin1')}`;
}
