import {
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { repositoryOf } from '../git.js';

/** Where the runs over one tree are written down: paths in a journal are relative to `root`. */
export interface Home {
  readonly root: string;
  /** The directory the journal lies in; made when first needed. */
  readonly directory: string;
}

/** The working directory of a run and the paths it was given. */
export interface Where {
  readonly cwd: string;
  readonly paths: readonly string[];
}

/** The name of the journal's directory inside a git directory. */
const IN_GIT = 'portkey-migrate';
/** The name of the journal's directory where there is no git. */
const BESIDE = '.portkey-migrate';

/** Where changes of a file are written down: its git directory, else beside the working directory (or the path given). */
export function homeOf(file: string, where: Where): Home {
  const inGit = gitHome(dirname(file));
  if (inGit) return inGit;
  const bases = [where.cwd, ...where.paths.map((path) => resolve(where.cwd, path))].map(real);
  const base = bases.find((directory) => isInside(directory, file)) ?? dirname(file);
  return homeIn(base === file ? dirname(file) : base);
}

/** The home of a directory's repository; undefined outside of one. */
export function gitHome(directory: string): Home | undefined {
  const repository = repositoryOf(real(directory));
  return repository && { root: repository.top, directory: join(repository.gitDirectory, IN_GIT) };
}

function homeIn(root: string): Home {
  return { root, directory: join(root, BESIDE) };
}

/** Homes that may hold a run over this directory: its repository's, and those beside it or above it. */
export function homesAround(directory: string): readonly Home[] {
  const homes: Home[] = [];
  const inGit = gitHome(directory);
  if (inGit) homes.push(inGit);
  for (let above = real(directory); ; above = dirname(above)) {
    if (existsSync(join(above, BESIDE))) homes.push(homeIn(above));
    if (dirname(above) === above) return homes;
  }
}

/** How many directories below one another are searched for repositories. */
const LEVELS = 5;

/** Homes in trees below this directory. */
export function homesBelow(directory: string, levels = LEVELS): readonly Home[] {
  if (levels === 0) return [];
  return directoriesIn(directory).flatMap((name) => {
    const path = join(directory, name);
    const inGit = existsSync(join(path, '.git')) ? gitHome(path) : undefined;
    return [homeIn(path), ...(inGit ? [inGit] : []), ...homesBelow(path, levels - 1)];
  });
}

function directoriesIn(directory: string): readonly string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && isSearched(entry.name)).map(({ name }) => name);
  } catch {
    return [];
  }
}

function isSearched(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}

/** The directory itself, or the one a file lies in. */
export function directoryOf(path: string): string {
  const stats = existsSync(path) ? statSync(path) : undefined;
  return stats && !stats.isDirectory() ? dirname(path) : path;
}

/** Makes the journal's directory; outside of git it hides itself from git. */
export function makeHome(home: Home): void {
  mkdirSync(home.directory, { recursive: true });
  if (!isInGit(home)) writeFileSync(join(home.directory, '.gitignore'), '*\n');
}

/** Whether the journal lies in a git directory, outside of the user's tree. */
export function isInGit(home: Home): boolean {
  return basename(home.directory) !== BESIDE;
}

/** Removes an empty journal directory from the user's tree. */
export function leaveHome(home: Home): void {
  rmSync(join(home.directory, '.gitignore'), { force: true });
  if (readdirSync(home.directory).length === 0) rmdirSync(home.directory);
}

/** The path with links followed; as it is when there is nothing there. */
export function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** Whether a file is the directory itself or lies in it. Both are absolute and real. */
export function isInside(directory: string, file: string): boolean {
  return file === directory || file.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

/** A path as reports and journals write it: relative and with slashes. */
export function posixPath(from: string, file: string): string {
  return relative(from, file).split(sep).join('/');
}
