import { entryOf, type Project } from '../src/project.js';
import type { ObjectValue, Value } from '../src/value.js';
import { admitsOld } from './dependencies.js';
import { PACKAGE } from './sdk.js';

const SECTIONS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** Whether a file belongs to a project that may import packages. */
export function hasManifest(file: string, project: Project): boolean {
  return project.manifest(file, 'package.json') !== undefined;
}

/** Whether the project of a file may run a version of the SDK below 1; yes when nothing says which. */
export function usesOldSdk(file: string, project: Project): boolean {
  const range = listedRange(file, project);
  return range === undefined || admitsOld(range);
}

function listedRange(file: string, project: Project): string | undefined {
  const manifest = project.manifest(file, 'package.json');
  const sites = manifest === undefined ? [] : (project.document(manifest)?.sites() ?? []);
  const root = sites.find((site) => site.kind === 'document')?.value;
  if (root?.kind !== 'object') return undefined;
  const ranges = SECTIONS.flatMap((section) => {
    const range = valueAt(valueAt(root, section), PACKAGE);
    return range?.kind === 'text' ? [range.text] : [];
  });
  return ranges[0];
}

function valueAt(object: ObjectValue | Value | undefined, key: string): Value | undefined {
  const entry = object?.kind === 'object' ? entryOf(object, key) : undefined;
  return entry?.kind === 'entry' ? entry.value : undefined;
}
