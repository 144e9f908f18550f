import type { Change, Finding, ImportSite, Site, Transform } from '../src/site.js';
import type { Entry, Place, Text, Value } from '../src/value.js';
import { PACKAGE, RANGE, SPECIFIER } from './sdk.js';

/** A package whose old versions speak the old surface only. */
export interface Dependency {
  readonly package: string;
  readonly manifest: string;
  /** The range that replaces one which admits an old version. */
  readonly to: string;
  readonly see: string;
}

/** Packages to bring up to date. */
export const DEPENDENCIES: readonly Dependency[] = [
  {
    package: PACKAGE,
    manifest: 'package.json',
    to: RANGE,
    see: 'npm portkey-ai: 0.1.0 to 0.1.16, then 1.0.0',
  },
];

/** Where manifests list packages by name. `imports` is Deno's, the last two are for nested dependencies. */
const SECTIONS: ReadonlySet<string> = new Set([
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
  'imports',
  'overrides',
  'resolutions',
]);

/** File names that list packages. */
const MANIFEST = /(?:^|\/)(?:package\.json|deno\.jsonc?|import_map\.json)$/;

/** A range of versions that lets one below 1 in; what is no plain range (a tag, a path, a repository) does not. */
export function admitsOld(range: string): boolean {
  return range.split('||').some((part) => admits(part.trim()));
}

function admits(part: string): boolean {
  if (part === '' || /^[*xX]/.test(part)) return true;
  const [first = '', second = ''] = part.split(/\s+-\s+|\s+/);
  if (/^(?:\^|~|=|v|>=?)?\s*v?0(?:\.|$)/.test(part)) return true;
  return /^<=?\s*\d/.test(first) && !/^>=?\s*[1-9]/.test(second);
}

/** Where the address of a repository or an archive is pinned to a version before 1. */
const OLD_GIT = /portkey-node-sdk(?:\.git)?#(?:semver:)?v?[\^~]?0\.|\/portkey-ai-0\.[\d.]+\.tgz$/i;

function decide(site: Site): readonly Finding[] {
  if (site.kind === 'import') return decideSpecifier(site);
  if (site.kind !== 'document' || !MANIFEST.test(site.at.file) || site.value.kind !== 'object') return [];
  const own = listed(site.value);
  // pnpm keeps its overrides in a section of its own.
  const nested = own.filter(({ key }) => key === 'pnpm').flatMap(({ value }) => listed(value));
  const sections = [...own, ...nested].filter(({ key }) => SECTIONS.has(key ?? ''));
  return sections.flatMap(({ value }) => listed(value)).flatMap(decideEntry);
}

function listed(section: Value): readonly Entry[] {
  if (section.kind !== 'object') return [];
  return section.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry] : []));
}

function decideEntry({ key, value, at }: Entry): readonly Finding[] {
  if (value.kind !== 'text') return [];
  const row = DEPENDENCIES.find((dependency) => dependency.package === key?.replace(/^\*\*\//, ''));
  if (OLD_GIT.test(value.text)) return [pinned(at)];
  const aliased = /^(npm:|https?:\S+\/)([^@]+)@(.+)$/.exec(value.text);
  if (!aliased) return row && admitsOld(value.text) ? [bump(row, value, row.to)] : [];
  const [, scheme, name, range = ''] = aliased;
  const dependency = DEPENDENCIES.find((one) => one.package === name);
  return dependency && admitsOld(range) ? [bump(dependency, value, `${scheme}${name}@${dependency.to}`)] : [];
}

function bump(row: Dependency, range: Text, to: string): Finding {
  return {
    rule: 'dependencies',
    at: range.at,
    message: `${row.package} ${range.text} admits a version below 1: ${to}`,
    changes: [{ do: 'retext', at: range, to }],
  };
}

function pinned(at: Place): Finding {
  return {
    rule: 'dependencies',
    at,
    message: `this pins a version of ${PACKAGE} below 1 by its address`,
    help: `Use "${RANGE}" from the registry, or a tag of version 1.`,
    changes: [],
  };
}

/** A module specifier with a version in it: `npm:portkey-ai@0.1.16`. */
function decideSpecifier(site: ImportSite): readonly Finding[] {
  const found = SPECIFIER.exec(site.module);
  const [, prefix = '', version] = found ?? [];
  if (version === undefined || !admitsOld(version)) return [];
  const start = site.moduleAt.span.start + 1 + prefix.length + 1;
  const at = { file: site.moduleAt.file, span: { start, end: start + version.length } };
  const change: Change = { do: 'rename', at, to: RANGE };
  const message = `${site.module} is a version below 1: ${RANGE}`;
  return [{ rule: 'dependencies', at: site.moduleAt, message, changes: [change] }];
}

/** package.json lists a version of the SDK that speaks the new API. */
export const dependencies: Transform = {
  rule: 'dependencies',
  summary: 'the SDK is listed in a version that speaks the new API',
  before: '"portkey-ai": "^0.1.16"',
  after: `"portkey-ai": "${RANGE}"`,
  sites: ['document', 'import'],
  decide,
};
