import { spawn } from 'node:child_process';
import { git } from '../git.js';
import { JobError } from '../job-error.js';
import { asName } from './globs.js';
import { withoutNever } from './never.js';

/** Names as a git process gives them; undefined when git could not be run or refused (no repository, somebody else's). */
export type GitNames = Promise<readonly string[] | undefined>;

/** Tracked and untracked files, each listed by a process of its own, both running. */
export interface GitListing {
  readonly tracked: GitNames;
  readonly untracked: GitNames;
}

/** Variables that would send git to another repository than the one the directory lies in, as hooks set them. */
const STRAYS: readonly string[] = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
];

/** Starts to list what git shows of these places below (or beside) a directory; all names are relative to it. */
export function startGitListing(seen: Seen): GitListing {
  return { tracked: listFiles(seen, '-c'), untracked: listFiles(seen, ...UNTRACKED) };
}

const UNTRACKED: readonly string[] = ['-o', '--exclude-standard'];

function listFiles({ directory, places }: Seen, ...which: readonly string[]): GitNames {
  const within = places.every((place) => place === '.') ? [] : places;
  return names(directory, ['ls-files', '-z', ...which, '--', ...within]);
}

/** Places by their names as seen from a directory. */
export interface Seen {
  readonly directory: string;
  readonly places: readonly string[];
}

/** The same, of tracked files only those that differ from where the branch left a commit; `top` is the repository's. */
export function startGitListingSince(start: Seen, top: Seen, since: string): GitListing {
  const base = branchPoint(top.directory, since);
  const diff = [
    'diff',
    '--name-only',
    '-z',
    '--no-renames',
    '--no-relative',
    '--no-ext-diff',
    '--diff-filter=d',
  ];
  const changed = names(top.directory, [...diff, '--ignore-submodules=all', base, '--', ...top.places]);
  return {
    tracked: changed.then((list) => list?.map((name) => asName(`${top.directory}/${name}`, start.directory))),
    untracked: listFiles(start, ...UNTRACKED),
  };
}

function branchPoint(top: string, since: string): string {
  const commit = git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${since}^{commit}`]);
  if (!commit) throw new JobError('--since', 'a commit, branch or tag git knows', since);
  const known = commit.toString().trim();
  return git(top, ['merge-base', known, 'HEAD'])?.toString().trim() ?? known;
}

function names(directory: string, args: readonly string[]): GitNames {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !STRAYS.includes(name)));
  const options = ['--no-optional-locks', '--literal-pathspecs', '-c', 'core.fsmonitor=false'];
  const child = spawn('git', [...options, ...args], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code === 0 ? split(Buffer.concat(chunks)) : undefined));
  });
}

/** Repositories within the repository end in a slash: git does not look into them, nor do we. Conflicts are listed several times. */
function split(listed: Buffer): readonly string[] {
  const all = listed.toString('utf8').split('\0');
  return withoutNever(
    all.filter((name, index) => name !== '' && !name.endsWith('/') && name !== all[index - 1]),
  );
}
