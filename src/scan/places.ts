import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { asName, baseOf, type Filter, isGlob, pathFilter } from './globs.js';

/** A directory to look through, named by a path or a glob. */
export interface Place {
  /** As it was written. */
  readonly written: string;
  /** Absolute, links resolved. */
  readonly directory: string;
  /** Which of the files below it are meant; undefined: all. */
  readonly accepts: Filter | undefined;
}

/** What was asked for, and what of it does not exist. */
export interface Places {
  /** Files named one by one, absolute, links resolved. */
  readonly files: readonly string[];
  readonly places: readonly Place[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/** Finds out what the given paths are; the working directory has its links resolved. */
export function findPlaces(paths: readonly string[], cwd: string): Places {
  const files: string[] = [];
  const places: Place[] = [];
  const problems: { path: string; message: string }[] = [];
  for (const written of paths.length ? paths : ['.']) {
    const found = realOrGlob(written, cwd);
    if (typeof found === 'string') problems.push({ path: written, message: found });
    else if (!found) problems.push({ path: written, message: 'no such file or directory' });
    else if (found.isDirectory) places.push({ written, directory: found.path, accepts: found.accepts });
    else if (found.isFile) files.push(found.path);
    else problems.push({ path: written, message: 'is neither a file nor a directory' });
  }
  return { files, places, problems };
}

/** A file as what is looked for in its directory. */
export function placeOfFile(file: string, cwd: string): Place {
  const name = asName(file, cwd);
  return { written: name, directory: dirname(file), accepts: (other) => other === name };
}

interface Real {
  readonly path: string;
  readonly isDirectory: boolean;
  readonly isFile: boolean;
  readonly accepts?: Filter;
}

/** What a path stands for; a text says why that cannot be told (a loop of links, a directory nobody may look into). */
function realOrGlob(written: string, cwd: string): Real | string | undefined {
  try {
    return real(resolve(cwd, written)) ?? globBase(written, cwd);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `cannot be read: ${error.message}`;
    throw error;
  }
}

/** What stands at a path; undefined for nothing. Something with an odd name is found before it is taken for a glob. */
function real(path: string): Real | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  return { path: realpathSync.native(path), isDirectory: stats.isDirectory(), isFile: stats.isFile() };
}

function globBase(written: string, cwd: string): Real | undefined {
  if (!isGlob(written)) return undefined;
  const glob = asName(written, cwd);
  const base = real(resolve(cwd, baseOf(glob)));
  return base?.isDirectory ? { ...base, accepts: pathFilter(glob) } : undefined;
}
