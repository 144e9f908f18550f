import { statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Repository, repositoryOf } from '../git.js';
import { JobError } from '../job-error.js';
import { type GitListing, startGitListing, startGitListingSince } from './git-list.js';
import { asName } from './globs.js';
import type { Place } from './places.js';

/** How to list files. */
export interface ListRequest {
  /** Absolute, links resolved. */
  readonly cwd: string;
  readonly places: readonly Place[];
  /** Whether ignore files count. */
  readonly ignore: boolean;
  readonly since: string | undefined;
  readonly onProblem: (path: string, message: string) => void;
  /** Called early with how many files there may be. */
  readonly onGuess: (files: number) => void;
}

/** Some files, relative to the working directory; `waits`: another process needs time to list the next ones. */
export interface Part {
  readonly names: readonly string[];
  readonly waits: boolean;
}

/** Lists the files of all places, some at a time: as git shows them, or by walking where there is no git. A file may come twice. */
export async function* list(request: ListRequest): AsyncGenerator<Part> {
  const groups = new Map<string | undefined, { repository: Repository | undefined; places: Place[] }>();
  for (const place of request.places) {
    const repository =
      request.ignore || request.since !== undefined ? repositoryOf(place.directory) : undefined;
    const group = groups.get(repository?.top) ?? { repository, places: [] };
    groups.set(repository?.top, { repository, places: [...group.places, place] });
  }
  for (const { repository, places } of groups.values()) {
    if (repository) yield* listByGit(places, repository, request);
    else yield* listByWalking(places, undefined, request);
  }
}

async function* listByGit(
  places: readonly Place[],
  repository: Repository,
  request: ListRequest,
): AsyncGenerator<Part> {
  const start = isWithin(request.cwd, repository.top) ? request.cwd : repository.top;
  const { tracked, untracked } = startListing(start, places, repository, request.since);
  // Not before: while a thread starts, starting a process takes twice as long.
  request.onGuess(guessFiles(repository));
  const prefix = asPrefix(request.cwd, start);
  const known = await tracked;
  if (known) yield { names: withPrefix(prefix, known), waits: true };
  const others = await untracked;
  if (!known || !others) return yield* listByWalking(places, repository, request);
  yield { names: withPrefix(prefix, others), waits: false };
  if (request.since !== undefined) return;
  const listed = withPrefix(prefix, [...known, ...others]);
  yield* listByWalking(places.filter(isUnseenAmong(listed, request.cwd)), repository, request);
}

function withPrefix(prefix: string, names: readonly string[]): readonly string[] {
  return prefix === '' ? names : names.map((name) => prefix + name);
}

/** Whether git lists nothing in a place: it is ignored as a whole, and asked for all the same. */
function isUnseenAmong(listed: readonly string[], cwd: string): (place: Place) => boolean {
  return ({ directory, accepts }) => {
    const prefix = asPrefix(cwd, directory);
    return !accepts && !listed.some((name) => name.startsWith(prefix));
  };
}

function startListing(
  start: string,
  places: readonly Place[],
  { top }: Repository,
  since: string | undefined,
): GitListing {
  const from = (directory: string): readonly string[] =>
    places.map((place) => asName(place.directory, directory));
  const fromStart = { directory: start, places: from(start) };
  if (since === undefined) return startGitListing(fromStart);
  return startGitListingSince(fromStart, { directory: top, places: from(top) }, since);
}

async function* listByWalking(
  places: readonly Place[],
  repository: Repository | undefined,
  { cwd, ignore, since, onProblem }: ListRequest,
): AsyncGenerator<Part> {
  if (!places.length) return;
  if (since !== undefined) throw new JobError('--since needs a git repository');
  const { walk } = await import('./walk.js');
  for (const { directory } of places) {
    const outermost = repository?.top ?? (isWithin(directory, cwd) ? cwd : directory);
    const ignoreFrom = ignore ? outermost : undefined;
    const prefix = asPrefix(cwd, directory);
    for (const names of walk({ directory: withSlash(directory), prefix, ignoreFrom, onProblem })) {
      yield { names, waits: false };
    }
  }
}

/** Bytes of a repository's index for each file, at most. */
const INDEX_ENTRY = 120;

/** How many files there may be, told by the size of the index. */
function guessFiles({ gitDirectory }: Repository): number {
  const index = statSync(join(gitDirectory, 'index'), { throwIfNoEntry: false });
  return (index?.size ?? 0) / INDEX_ENTRY;
}

function isWithin(directory: string, outer: string): boolean {
  return withSlash(directory).startsWith(withSlash(outer));
}

/** What names in a directory begin with, seen from another. */
function asPrefix(from: string, directory: string): string {
  const name = asName(directory, from);
  return name === '.' ? '' : `${name}/`;
}

function withSlash(directory: string): string {
  return directory.endsWith(sep) ? directory : directory + sep;
}
