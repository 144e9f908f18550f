import { realpathSync } from 'node:fs';
import type { Marks } from './mark.js';
import { chooserOf, staysIn } from './scan/choose.js';
import { asName } from './scan/globs.js';
import { list } from './scan/list.js';
import { findPlaces, placeOfFile } from './scan/places.js';
import { openPool } from './scan/pool.js';

export type { Marks };

/** Which files to look into, and for what. */
export interface ScanRequest {
  readonly cwd: string;
  /** Files, directories and globs, relative to `cwd`; none: `cwd`. What is named here is looked into even when it is ignored. */
  readonly paths: readonly string[];
  /** Globs; when there are any, only files that match one (or lie in a directory that does) count. */
  readonly include: readonly string[];
  /** Globs of files and directories to leave out. */
  readonly exclude: readonly string[];
  /** Whether ignore files count. */
  readonly ignore: boolean;
  /** Only files that differ from where the branch left this commit, untracked ones included. */
  readonly since?: string | undefined;
  /** How many threads may look into files; more than two are not used. */
  readonly jobs?: number | undefined;
  readonly marks: Marks;
  /** Told of some files that carry a mark while others are still looked into, until it says true: time to load what they need. */
  readonly onFound?: ((path: string) => Promise<boolean>) | undefined;
}

/** Something that was asked for and could not be looked into. */
export interface ScanProblem {
  readonly path: string;
  readonly message: string;
}

/** What is there, and what of it carries a mark. Paths are posix and relative to the request's `cwd`. */
export interface ScanResult {
  /** How many files were looked into. */
  readonly scannedFiles: number;
  /** Files that carry a mark, sorted. */
  readonly candidates: readonly string[];
  /** All files that were listed. */
  readonly files: readonly string[];
  /** Missing paths, globs that match nothing, unreadable files and directories: the job could not be done in full. */
  readonly problems: readonly ScanProblem[];
}

/**
 * Lists the files that are meant and searches their bytes for the marks; nothing is decoded or parsed. Throws a JobError for a
 * `since` that git does not know.
 */
export async function scan(request: ScanRequest): Promise<ScanResult> {
  const cwd = realpathSync.native(request.cwd);
  const { files, places, problems } = findPlaces(request.paths, cwd);
  const said: ScanProblem[] = [...problems];
  const { ignore, since, marks, jobs, onFound } = request;
  const pool = openPool({ root: rootOf(cwd), wanted: { marks } }, { threads: jobs, onFound });
  const where = since === undefined ? places : [...places, ...files.map((file) => placeOfFile(file, cwd))];
  const chooser = chooserOf(request, where, where.length + files.length > 1, cwd);
  const listed = since === undefined ? [chooser.chooseNamed(files.map((file) => asName(file, cwd)))] : [];
  pool.add(listed.flat());
  const onProblem = (path: string, message: string): void => void said.push({ path, message });
  for await (const part of list({ cwd, places: where, ignore, since, onProblem, onGuess: pool.expect })) {
    const names = chooser.choose(part.names);
    listed.push(names);
    pool.add(names);
    if (part.waits) await pool.work();
  }
  const found = await pool.finish();
  if (since === undefined) said.push(...chooser.unmatched());
  return {
    scannedFiles: found.looked,
    candidates: found.found.filter(staysIn(cwd)).sort(),
    files: listed.flat(),
    problems: [...said, ...found.problems].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Those of the files (relative to the directory) that contain one of the words, sorted. */
export function searchFiles(
  directory: string,
  files: readonly string[],
  words: readonly string[],
): Promise<readonly string[]> {
  return searchAhead(directory, files, words)();
}

/** The same, begun by a second thread where there are many files; the first joins in when it is asked for. */
export function searchAhead(
  directory: string,
  files: readonly string[],
  words: readonly string[],
): () => Promise<readonly string[]> {
  const pool = openPool({ root: rootOf(realpathSync.native(directory)), wanted: { words } });
  pool.add(files);
  let found: Promise<readonly string[]> | undefined;
  return () => (found ??= pool.finish().then((all) => [...all.found].sort()));
}

/** Short paths are opened faster, and most runs look into the directory they were started in. */
function rootOf(directory: string): string {
  return directory === process.cwd() ? '' : `${directory}/`;
}
