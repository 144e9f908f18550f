import { posix } from 'node:path';
import type { DependencySite } from '../dependency.js';
import type { Project } from '../project.js';
import { homeIn } from './homes.js';
import { ecosystemOf, kindOf, MANIFEST_KINDS } from './kinds.js';
import { dependencySites } from './sites.js';

/** How far above the working directory a manifest is looked for. */
const MOST_LEVELS_UP = 12;

/** Folders beside code that hold nothing but requirements. */
const FOLDERS: ReadonlySet<string> = new Set(['requirements', 'constraints', 'reqs']);

/** The manifests that say which packages a file may import: those of the nearest directory with any, most usual first. */
export function manifestsFor(file: string, project: Project): readonly string[] {
  for (const directory of directoriesAbove(file)) {
    const found = manifestsIn(directory, file, project);
    if (found.length) return found;
  }
  return [];
}

/** All that the manifests nearest to a file list; undefined where there is no manifest. */
export function listedFor(file: string, project: Project): readonly DependencySite[] | undefined {
  const manifests = manifestsFor(file, project);
  return manifests.length ? manifests.flatMap((manifest) => listedIn(manifest, project)) : undefined;
}

/** All that one manifest lists. */
export function listedIn(manifest: string, project: Project): readonly DependencySite[] {
  const document = project.document(manifest);
  return document ? dependencySites(document) : [];
}

/** The directory of a file and those above it, innermost first. */
export function directoriesAbove(file: string): readonly string[] {
  return withAbove(posix.dirname(file));
}

const directories = new Map<string, readonly string[]>();

function withAbove(directory: string): readonly string[] {
  const memo = directories.get(directory);
  if (memo) return memo;
  const above = posix.join(directory, '..');
  const levels = above.split('/').filter((part) => part === '..').length;
  const all = above === directory || levels > MOST_LEVELS_UP ? [directory] : [directory, ...withAbove(above)];
  directories.set(directory, all);
  return all;
}

const listed = new WeakMap<Project, Map<string, readonly string[]>>();

function manifestsIn(directory: string, file: string, project: Project): readonly string[] {
  const ecosystem = ecosystemOf(file);
  const found = listed.get(project) ?? new Map<string, readonly string[]>();
  listed.set(project, found);
  const key = `${ecosystem}\n${directory}`;
  const manifests = found.get(key) ?? findManifests(directory, ecosystem, project);
  found.set(key, manifests);
  return manifests;
}

function findManifests(
  directory: string,
  ecosystem: ReturnType<typeof ecosystemOf>,
  project: Project,
): readonly string[] {
  const names = MANIFEST_KINDS.flatMap((kind) => (kind.ecosystem === ecosystem ? kind.names : []));
  const sought = names.map((name) => posix.join(directory, name)).filter(project.exists);
  if (ecosystem === 'npm') return sought;
  const others = pythonManifests(project).filter(
    (file) => !sought.includes(file) && isBeside(file, directory),
  );
  return [...sought, ...others].filter((manifest) => isManifest(manifest, project));
}

const known = new WeakMap<Project, readonly string[]>();

/** Requirements go by many names: those that list an old version are files of the run. */
function pythonManifests(project: Project): readonly string[] {
  const manifests = known.get(project) ?? project.files.filter((file) => kindOf(file)?.ecosystem === 'PyPI');
  known.set(project, manifests);
  return manifests;
}

function isBeside(file: string, directory: string): boolean {
  const own = posix.dirname(file);
  return own === directory || (posix.dirname(own) === directory && FOLDERS.has(posix.basename(own)));
}

/** Files that may also be about other things count when they list packages or have a place for them. */
function isManifest(file: string, project: Project): boolean {
  const document = project.document(file);
  return document !== undefined && (dependencySites(document).length > 0 || homeIn(document) !== undefined);
}
