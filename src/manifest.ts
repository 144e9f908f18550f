import type { DependencySite } from './dependency.js';
import { listPackage } from './manifests/add.js';
import { ecosystemOf } from './manifests/kinds.js';
import { directoriesAbove, listedIn, manifestsFor } from './manifests/nearest.js';
import type { Project } from './project.js';
import type { Change, Finding } from './site.js';
import { admitsBelow } from './version-range.js';

export { installCommands } from './manifests/commands.js';

type Required = Extract<Change, { do: 'require' }>;

/** What must happen to manifests so that the packages the new code imports are there. */
export interface ManifestNeeds {
  readonly findings: readonly Finding[];
  /** Sentences about manifests the run does not write. */
  readonly notices: readonly string[];
}

/** The edits of manifests that the `require` changes of a run ask for; one a manifest and package. */
export function planManifests(
  required: readonly Required[],
  project: Project,
  writable: (file: string) => boolean,
): ManifestNeeds {
  const findings = new Map<string, Finding>();
  const notices = new Set<string>();
  for (const need of required) {
    const stale = staleListing(need, project, writable);
    if (stale !== undefined) notices.add(stale);
    if (need.listed) continue;
    const manifests = manifestsFor(need.file, project);
    if (!manifests.length || manifests.some((manifest) => lists(manifest, need, project))) continue;
    const { manifest, finding } = addition(manifests, need, project);
    if (finding && writable(manifest)) findings.set(`${manifest} ${need.package}`, finding);
    else notices.add(toAdd(manifest, need, writable(manifest)));
  }
  return { findings: [...findings.values()], notices: [...notices] };
}

function lists(manifest: string, need: Required, project: Project): boolean {
  return listingOf(manifest, need, project) !== undefined;
}

function listingOf(manifest: string, need: Required, project: Project): DependencySite | undefined {
  return listedIn(manifest, project).find(({ name, installs }) => name === need.package && installs);
}

interface Addition {
  readonly manifest: string;
  readonly finding: Finding | undefined;
}

/** The first manifest that has a place for it. */
function addition(manifests: readonly string[], need: Required, project: Project): Addition {
  for (const manifest of manifests) {
    const document = project.document(manifest);
    const added = document && listPackage(document, need.package, need.range);
    if (!added) continue;
    const message = `${spelled(need)} is needed by the new imports`;
    const finding = { rule: 'dependencies', at: added.at, message, changes: [added.change] };
    return { manifest, finding };
  }
  return { manifest: manifests[0] ?? '', finding: undefined };
}

/** A package with its range, as its ecosystem writes both. */
function spelled({ file, package: name, range }: Required): string {
  return ecosystemOf(file) === 'npm' ? `"${name}": "${range}"` : `${name}${range}`;
}

function toAdd(manifest: string, need: Required, isWithin: boolean): string {
  const why = isWithin ? 'cannot be edited here' : 'is outside the given paths';
  return `${manifest} ${why}: add ${spelled(need)} to its dependencies`;
}

/** A manifest that the run does not write and that lists the package in an older version. */
function staleListing(
  need: Required,
  project: Project,
  writable: (file: string) => boolean,
): string | undefined {
  const seen = new Set<string>();
  for (const directory of directoriesAbove(need.file)) {
    for (const manifest of manifestsFor(`${directory}/${need.file.split('/').at(-1)}`, project)) {
      if (seen.has(manifest)) continue;
      seen.add(manifest);
      const range = listingOf(manifest, need, project)?.range;
      if (range === undefined) continue;
      if (writable(manifest) || !isOlder(range, need)) return undefined;
      return `${manifest} is outside the given paths: make it ${spelled(need)} (it lists "${range}")`;
    }
  }
  return undefined;
}

/** Whether a range lets versions in that are older than any of what is needed. */
function isOlder(range: string, need: Required): boolean {
  const ecosystem = ecosystemOf(need.file);
  const major = Number(/\d+/.exec(need.range)?.[0] ?? 0);
  return admitsBelow(ecosystem, range, major) === true;
}
