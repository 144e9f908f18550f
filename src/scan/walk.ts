import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { type IgnoreFile, isIgnored, readIgnoreFile } from './gitignore.js';
import { ENVIRONMENT_FILE, isNever } from './never.js';

/** Where to walk, and what counts there. */
export interface Walk {
  /** Absolute, with a slash at its end. */
  readonly directory: string;
  /** What its entries' names begin with in the result: '' or something with a slash at its end. */
  readonly prefix: string;
  /** The directory (absolute, without a slash) from which on ignore files count; undefined: none does. */
  readonly ignoreFrom: string | undefined;
  readonly onProblem: (path: string, message: string) => void;
}

interface Step {
  readonly directory: string;
  readonly prefix: string;
  readonly ignores: readonly IgnoreFile[];
}

/** So many files are given at once. */
const ENOUGH = 2000;

/** Lists the files below a directory some at a time, leaving out what ignore files name; links are not followed. */
export function* walk({ directory, prefix, ignoreFrom, onProblem }: Walk): Generator<readonly string[]> {
  const outer = ignoreFrom === undefined ? [] : ignoreFilesAbove(directory, ignoreFrom);
  const steps: Step[] = [{ directory, prefix, ignores: outer }];
  let names: string[] = [];
  for (let step = steps.pop(); step; step = steps.pop()) {
    const entries = entriesOf(step, onProblem);
    if (step.directory !== directory && entries.some(({ name }) => name === ENVIRONMENT_FILE)) continue;
    const own = ignoreFrom === undefined ? [] : ignoreFilesIn(step.directory, entries);
    const ignores = own.length ? [...own, ...step.ignores] : step.ignores;
    for (const entry of entries) {
      const isDirectory = entry.isDirectory();
      if (!isDirectory && !entry.isFile()) continue;
      if (isDirectory && isNever(entry.name)) continue;
      if (isIgnored(step.directory, entry.name, isDirectory, ignores)) continue;
      if (!isDirectory) names.push(step.prefix + entry.name);
      else
        steps.push({
          directory: `${step.directory}${entry.name}/`,
          prefix: `${step.prefix}${entry.name}/`,
          ignores,
        });
    }
    if (names.length < ENOUGH) continue;
    yield names;
    names = [];
  }
  yield names;
}

function entriesOf({ directory, prefix }: Step, onProblem: Walk['onProblem']): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    onProblem(prefix.replace(/\/$/, '') || '.', `cannot be read: ${error.message}`);
    return [];
  }
}

/** The ignore files of a directory, the one that decides first in front. */
function ignoreFilesIn(
  directory: string,
  entries: readonly { readonly name: string }[],
): readonly IgnoreFile[] {
  const has = (name: string): boolean => entries.some((entry) => entry.name === name);
  return [
    ...(has('.gitignore') ? ignoreFileAt(directory, `${directory}.gitignore`) : []),
    ...(has('.git') ? ignoreFileAt(directory, `${directory}.git/info/exclude`) : []),
  ];
}

/** The ignore files of the directories above one, innermost first. */
function ignoreFilesAbove(directory: string, from: string): readonly IgnoreFile[] {
  const files: IgnoreFile[] = [];
  for (let at = directory.slice(0, -1); at !== from && dirname(at) !== at; ) {
    at = dirname(at);
    const base = at.endsWith(sep) ? at : `${at}/`;
    files.push(
      ...ignoreFilesIn(
        base,
        ['.gitignore', '.git'].flatMap((name) => (existsSync(base + name) ? [{ name }] : [])),
      ),
    );
  }
  return files;
}

function ignoreFileAt(base: string, path: string): readonly IgnoreFile[] {
  try {
    return [readIgnoreFile(base, readFileSync(path))];
  } catch {
    // A directory or link of that name, or a file nobody may read: git goes on without it, too.
    return [];
  }
}
