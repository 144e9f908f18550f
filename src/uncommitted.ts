import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Repository, repositoryOf, uncommitted } from './git.js';
import { JobError } from './job-error.js';
import { gitHome, posixPath, real } from './journal/home.js';
import { hashOf, readJournal } from './journal/record.js';

/**
 * The paths whose uncommitted changes would be mixed with ours: what git shows as modified, staged or untracked, less what
 * earlier runs wrote themselves. Paths are relative to `cwd`; outside of git there are none.
 */
export function foreignChanges(paths: readonly string[], cwd: string): readonly string[] {
  const groups = new Map<string, { repository: Repository; files: Map<string, string> }>();
  for (const path of paths) {
    const file = real(resolve(cwd, path));
    const repository = repositoryOf(dirname(file));
    if (!repository) continue;
    const group = groups.get(repository.top) ?? { repository, files: new Map() };
    group.files.set(posixPath(repository.top, file), path);
    groups.set(repository.top, group);
  }
  return [...groups.values()].flatMap(({ repository, files }) => {
    const dirty = uncommitted(repository, [...files.keys()]);
    const own = ownHashes(repository);
    return dirty
      .filter((path) => own[path] === undefined || own[path] !== hashIn(repository, path))
      .flatMap((path) => files.get(path) ?? []);
  });
}

function ownHashes(repository: Repository): Readonly<Record<string, string>> {
  const home = gitHome(repository.top);
  return (home && readJournal(home)?.journal.own) ?? {};
}

function hashIn(repository: Repository, path: string): string | undefined {
  const file = join(repository.top, path);
  return existsSync(file) ? hashOf(readFileSync(file)) : undefined;
}

/** Throws a JobError that names the files whose uncommitted changes would be mixed with ours. */
export function refuseForeignChanges(paths: readonly string[], cwd: string): void {
  const foreign = foreignChanges(paths, cwd);
  if (!foreign.length) return;
  const some = foreign.slice(0, NAMED).map((path) => `\n  ${path}`);
  const others = foreign.length > NAMED ? `\n  and ${foreign.length - NAMED} more` : '';
  throw new JobError(
    `nothing was changed, since files to be written have uncommitted changes (commit or stash them, or use --force):${some.join('')}${others}`,
  );
}

const NAMED = 10;
