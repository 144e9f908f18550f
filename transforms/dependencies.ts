import type { Change, DependencySite, Finding, ImportSite, Site, Skip, Transform } from '../src/site.js';
import { admitsBelow, type Ecosystem } from '../src/version-range.js';
import { PACKAGE, PYPI_RANGE, RANGE, SPECIFIER } from './sdk.js';

/** A package whose old versions speak the old surface only. */
export interface Dependency {
  readonly ecosystem: Ecosystem;
  readonly package: string;
  /** The first major version that speaks the new surface; every version of a package without one is old. */
  readonly since: number | undefined;
  /** The range that replaces one which admits an old version. */
  readonly to: string;
  /** What the address of an old version looks like: a tag of its repository, an archive. */
  readonly oldAddress: RegExp;
  readonly see: string;
}

/** Packages to bring up to date. */
export const DEPENDENCIES: readonly Dependency[] = [
  {
    ecosystem: 'npm',
    package: PACKAGE,
    since: 1,
    to: RANGE,
    oldAddress: /portkey-node-sdk(?:\.git)?#(?:semver:)?v?[\^~]?0\.|\/portkey-ai-0\.[\d.]+\.tgz$/i,
    see: 'npm portkey-ai: 0.1.0 to 0.1.16, then 1.0.0',
  },
  {
    ecosystem: 'PyPI',
    package: 'portkey-ai',
    since: 1,
    to: PYPI_RANGE,
    oldAddress: /portkey-python-sdk(?:\.git)?@v?0\.|(?:^|\/)portkey[_-]ai-0\.\d/i,
    see: 'PyPI portkey-ai: 0.1.27 to 0.1.53, then 1.0.0 to 1.15.1, then 2',
  },
  {
    ecosystem: 'PyPI',
    package: 'rubeus',
    since: undefined,
    to: PYPI_RANGE,
    oldAddress: /rubeus(?:-python-sdk)?(?:\.git)?@v?0\.|(?:^|\/)rubeus-0\.\d/i,
    see: 'PyPI rubeus: the first name of portkey-ai',
  },
];

/** Whether a listed package may be an old version; undefined when its range cannot be read. */
export function letsOldIn({ ecosystem, range }: DependencySite, { since }: Dependency): boolean | undefined {
  if (since === undefined) return true;
  return range === undefined ? undefined : admitsBelow(ecosystem, range, since);
}

function decide(site: Site): readonly (Finding | Skip)[] {
  if (site.kind === 'import') return decideSpecifier(site);
  if (site.kind !== 'dependency') return [];
  const rows = DEPENDENCIES.filter(({ ecosystem }) => ecosystem === site.ecosystem);
  const { address } = site;
  if (address !== undefined) return rows.some((row) => row.oldAddress.test(address)) ? [pinned(site)] : [];
  const row = rows.find((one) => one.package === site.name);
  return row ? decideListed(site, row) : [];
}

function decideListed(site: DependencySite, row: Dependency): readonly (Finding | Skip)[] {
  const { at, range = '', madeBy, fixed } = site;
  const isOld = letsOldIn(site, row);
  if (isOld === false) return [];
  if (madeBy !== undefined)
    return [{ at, reason: `${row.package} ${range} is locked here by a tool: run ${madeBy}` }];
  const said = `${row.package} ${range}`.trim();
  if (row.since === undefined) return [renamed(site, row)];
  if (isOld === undefined)
    return [
      manual(at, `which versions "${said}" lets in cannot be read`, `Make it ${row.package}${row.to}.`),
    ];
  const message = `${said} admits a version below ${row.since}`;
  if (fixed)
    return [manual(at, `${message}, and ${fixed.why}`, `Make it a version in ${row.to}: ${fixed.help}.`)];
  const change = site.respell(row.to);
  return [
    change
      ? { ...finding(at, `${message}: ${row.to}`), changes: [change] }
      : manual(at, message, `Make it ${row.to}.`),
  ];
}

function finding(at: DependencySite['at'], message: string): Omit<Finding, 'changes'> {
  return { rule: 'dependencies', at, message };
}

function manual(at: DependencySite['at'], message: string, help: string): Finding {
  return { ...finding(at, message), help, changes: [] };
}

function renamed({ at }: DependencySite, row: Dependency): Finding {
  return manual(
    at,
    `${row.package} has no version that speaks the new API`,
    `Use portkey-ai${row.to}, and the new client in the code.`,
  );
}

function pinned({ at, ecosystem }: DependencySite): Finding {
  const range = DEPENDENCIES.find((row) => row.ecosystem === ecosystem)?.to ?? RANGE;
  return manual(
    at,
    `this pins a version of ${PACKAGE} below 1 by its address`,
    `Use "${range}" from the registry, or a tag of version 1.`,
  );
}

/** A module specifier with a version in it: `npm:portkey-ai@0.1.16`. */
function decideSpecifier(site: ImportSite): readonly Finding[] {
  const found = SPECIFIER.exec(site.module);
  const [, prefix = '', version] = found ?? [];
  if (version === undefined || !admitsBelow('npm', version, 1)) return [];
  const start = site.moduleAt.span.start + 1 + prefix.length + 1;
  const at = { file: site.moduleAt.file, span: { start, end: start + version.length } };
  const change: Change = { do: 'rename', at, to: RANGE };
  const message = `${site.module} is a version below 1: ${RANGE}`;
  return [{ rule: 'dependencies', at: site.moduleAt, message, changes: [change] }];
}

/** Manifests list a version of the SDK that speaks the new API. */
export const dependencies: Transform = {
  rule: 'dependencies',
  summary: 'the SDK is listed in a version that speaks the new API',
  before: '"portkey-ai": "^0.1.16"',
  after: `"portkey-ai": "${RANGE}"`,
  sites: ['dependency', 'import'],
  decide,
};
