import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A git working tree: its top directory and its git directory, both absolute. */
export interface Repository {
  readonly top: string;
  readonly gitDirectory: string;
}

/** The repository a directory or file belongs to, found as git finds it but without starting git; undefined outside of one. */
export function repositoryOf(path: string): Repository | undefined {
  for (let top = directoryOf(resolve(path)); ; top = dirname(top)) {
    const gitDirectory = gitDirectoryIn(top);
    if (gitDirectory !== undefined) return { top, gitDirectory };
    if (dirname(top) === top) return undefined;
  }
}

/** The directory itself, or the one a file stands in. */
export function directoryOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? dirname(path) : path;
}

/** `.git` is a directory, or (worktrees, submodules) a file that names one. */
function gitDirectoryIn(top: string): string | undefined {
  const path = join(top, '.git');
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return existsSync(join(path, 'HEAD')) ? path : undefined;
  if (!stats?.isFile()) return undefined;
  const named = /^gitdir: (.+)/.exec(readFileSync(path, 'utf8'))?.[1]?.trim();
  return named === undefined ? undefined : resolve(top, named);
}

/** What git printed; undefined when it could not be run or refused. */
export function git(directory: string, args: readonly string[]): Buffer | undefined {
  const done = spawnSync('git', ['--no-optional-locks', '-c', 'core.fsmonitor=false', ...args], {
    cwd: directory,
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return done.status === 0 ? done.stdout : undefined;
}

/** How many paths are handed to one git process: well below what a command line may hold. */
const PATHS_AT_ONCE = 500;

/**
 * The paths among those given (relative to the top, posix) that git could not restore as they are: modified, staged or
 * untracked. None when git cannot say.
 */
export function uncommitted(repository: Repository, paths: readonly string[]): readonly string[] {
  const dirty: string[] = [];
  for (let at = 0; at < paths.length; at += PATHS_AT_ONCE) {
    const some = paths.slice(at, at + PATHS_AT_ONCE);
    const status = [
      '--literal-pathspecs',
      'status',
      '--porcelain=v1',
      '-z',
      '--untracked-files=all',
      '--no-renames',
    ];
    const said = git(repository.top, [...status, '--', ...some])?.toString('utf8') ?? '';
    dirty.push(...said.split('\0').flatMap((line) => (line.length > 3 ? [line.slice(3)] : [])));
  }
  return dirty;
}

/** A file as it stands in a commit, byte for byte; undefined when it is not there. `path` is relative to the directory. */
export function gitBytes(directory: string, ref: string, path: string): Buffer | undefined {
  return git(directory, ['cat-file', 'blob', `${ref}:./${path}`]);
}

/** The files of a commit below a directory, relative to it; undefined when there is no such commit. */
export function gitFiles(directory: string, ref: string): readonly string[] | undefined {
  const listed = git(directory, ['ls-tree', '-r', '-z', '--name-only', ref]);
  return listed?.toString('utf8').split('\0').filter(Boolean);
}
