import { posix } from 'node:path';
import { entryOf, type Project } from './project.js';
import type { Change, Finding } from './site.js';
import type { ObjectValue, Place } from './value.js';

type Required = Extract<Change, { do: 'require' }>;

/** What must happen to manifests so that the packages the new code imports are there. */
export interface ManifestNeeds {
  readonly findings: readonly Finding[];
  /** Sentences about manifests the run does not write. */
  readonly notices: readonly string[];
}

const SECTIONS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** The edits of package.json that the `require` changes of a run ask for; one a manifest and package. */
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
    const manifest = project.manifest(need.file, 'package.json');
    const root =
      manifest === undefined
        ? undefined
        : project
            .document(manifest)
            ?.sites()
            .find((site) => site.kind === 'document');
    if (manifest === undefined || root?.kind !== 'document' || root.value.kind !== 'object') continue;
    if (lists(root.value, need.package)) continue;
    if (writable(manifest)) findings.set(`${manifest} ${need.package}`, addition(root.value, need));
    else
      notices.add(
        `${manifest} is outside the given paths: add "${need.package}": "${need.range}" to its dependencies`,
      );
  }
  return { findings: [...findings.values()], notices: [...notices] };
}

/** A manifest that the run does not write and that lists the package in an older version. */
function staleListing(
  need: Required,
  project: Project,
  writable: (file: string) => boolean,
): string | undefined {
  let manifest = project.manifest(need.file, 'package.json');
  for (let last: string | undefined; manifest !== undefined && manifest !== last; ) {
    const range = listedRange(manifest, need.package, project);
    if (range !== undefined) {
      if (writable(manifest) || majorOf(range) >= majorOf(need.range)) return undefined;
      return `${manifest} is outside the given paths: make it "${need.package}": "${need.range}" (it lists "${range}")`;
    }
    last = manifest;
    manifest = project.manifest(posix.join(posix.dirname(manifest), '../package.json'), 'package.json');
  }
  return undefined;
}

function listedRange(manifest: string, name: string, project: Project): string | undefined {
  const site = project
    .document(manifest)
    ?.sites()
    .find((one) => one.kind === 'document');
  const root = site?.kind === 'document' && site.value.kind === 'object' ? site.value : undefined;
  const ranges = SECTIONS.flatMap((section) => {
    const entry = root && entryOf(root, section);
    const list = entry?.kind === 'entry' && entry.value.kind === 'object' ? entry.value : undefined;
    const listed = list && entryOf(list, name);
    return listed?.kind === 'entry' && listed.value.kind === 'text' ? [listed.value.text] : [];
  });
  return ranges[0];
}

/** The lowest major version a range names; a tag or a path names none, and is as new as can be. */
function majorOf(range: string): number {
  if (range === '' || /^[*xX]$/.test(range)) return 0;
  const majors = range.split('||').map((part) => /^\s*[\^~<>=v\s]*(\d+)/.exec(part)?.[1]);
  return Math.min(...majors.map((major) => (major === undefined ? Number.POSITIVE_INFINITY : Number(major))));
}

function lists(root: ObjectValue, name: string): boolean {
  return SECTIONS.some((section) => {
    const entry = entryOf(root, section);
    const list = entry?.kind === 'entry' ? entry.value : undefined;
    return list?.kind === 'object' && entryOf(list, name) !== undefined;
  });
}

/** The new dependency in the alphabetical place npm itself would give it. */
function addition(root: ObjectValue, need: Required): Finding {
  const entry = entryOf(root, 'dependencies');
  const list = entry?.kind === 'entry' && entry.value.kind === 'object' ? entry.value : undefined;
  const added = { key: need.package, value: { kind: 'literal', value: need.range } } as const;
  const message = `"${need.package}": "${need.range}" is needed by the new imports`;
  if (!list) {
    const entries = [
      ...root.entries.map((keep) => ({ keep })),
      { key: 'dependencies', value: { kind: 'object', entries: [added] } as const },
    ];
    return findingAt(root.at, message, {
      do: 'replace',
      at: root.at,
      with: { kind: 'object', base: root, entries },
    });
  }
  const place = list.entries.findIndex((other) => other.kind === 'entry' && (other.key ?? '') > need.package);
  const split = place < 0 ? list.entries.length : place;
  const kept = list.entries.map((keep) => ({ keep }));
  const entries = [...kept.slice(0, split), added, ...kept.slice(split)];
  return findingAt(list.at, message, {
    do: 'replace',
    at: list.at,
    with: { kind: 'object', base: list, entries },
  });
}

function findingAt(at: Place, message: string, change: Change): Finding {
  return { rule: 'dependencies', at, message, changes: [change] };
}

const LOCKS: Readonly<Record<string, string>> = {
  'pnpm-lock.yaml': 'pnpm install',
  'yarn.lock': 'yarn install',
  'bun.lockb': 'bun install',
  'bun.lock': 'bun install',
};

/** The commands that bring lock files up to date with changed manifests; lock files themselves are never edited. */
export function installCommands(changed: readonly string[], project: Project): readonly string[] {
  const commands = changed
    .filter((file) => posix.basename(file) === 'package.json')
    .map((file) => {
      const lock = Object.keys(LOCKS).find((name) => project.manifest(file, name) !== undefined);
      const install = (lock && LOCKS[lock]) ?? 'npm install';
      const directory = posix.dirname(file);
      return directory === '.' ? install : `(cd ${quoted(directory)} && ${install})`;
    });
  return [...new Set(commands)];
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
