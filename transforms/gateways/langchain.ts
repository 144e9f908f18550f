import { covers, samePlace } from '../../src/project.js';
import type { CallSite, Change, Context, Draft, DraftEntry, Finding, ImportSite } from '../../src/site.js';
import type { Call, Place } from '../../src/value.js';
import type { Remark } from '../config.js';
import { hasManifest } from '../manifests.js';
import { isOwn } from '../module/uses.js';
import { GATEWAY_URL } from '../routes.js';
import { neededBy, PYTHON_MODULE } from '../sdk.js';
import { HELP, readHeaders } from './langchain/headers.js';
import { BASE_NAMES, isHeaderConfig, isUtility, takerOf } from './langchain/table.js';
import { type HeaderUse, headerUsesIn, otherUses, pythonCalls } from './langchain/uses.js';

/** Configs and the clients that are given them: they change together. */
interface Group {
  readonly configs: readonly Call[];
  readonly uses: readonly HeaderUse[];
}

/** A finding, and the config it is said at. */
interface Planned {
  readonly anchor: Place;
  readonly finding: Finding;
}

const plans = new WeakMap<Context['project'], readonly Planned[]>();

/** What becomes of a `Portkey.Config(...)` of old LangChain, and of the clients that are given its headers. */
export function decideHeaderConfig(rule: string, { call }: CallSite, context: Context): readonly Finding[] {
  if (!isHeaderConfig(call)) return [];
  return plannedIn(rule, context)
    .filter(({ anchor }) => samePlace(anchor, call.at))
    .map(({ finding }) => finding);
}

function plannedIn(rule: string, context: Context): readonly Planned[] {
  const plan = plans.get(context.project) ?? planAll(rule, context);
  plans.set(context.project, plan);
  return plan;
}

function planAll(rule: string, context: Context): readonly Planned[] {
  const calls = pythonCalls(context);
  const configs = calls.map(({ call }) => call).filter(isHeaderConfig);
  const groups = groupsOf(configs, headerUsesIn(calls));
  const imports = importsOf(context);
  const odd = imports.flatMap((site) => oddUses(site, configs));
  const said = groups.map((group) => ({
    group,
    problems: [...problemsOf(group), ...odd.filter(isIn(group))],
  }));
  const done = said.filter(({ problems }) => !problems.length).flatMap(({ group }) => group.configs);
  const gone = imports.filter(({ uses }) => uses.every(({ at }) => done.some((call) => covers(call.at, at))));
  const alone = odd.filter((remark) => !groups.some((group) => isIn(group)(remark)));
  return [
    ...said.flatMap(({ group, problems }) =>
      problems.length ? forPerson(rule, group, problems) : converted(rule, group, gone, context),
    ),
    ...alone.map(
      ({ at, message }): Planned => ({ anchor: at, finding: { rule, at, message, help: HELP, changes: [] } }),
    ),
  ];
}

/** What else is done with LangChain's utility, in files that make no headers with it. */
export function decideUtility(rule: string, site: ImportSite, context: Context): readonly Finding[] {
  if (!isUtility(site.module, site.name)) return [];
  const plan = plannedIn(rule, context);
  return site.uses.flatMap(({ at }) =>
    plan.filter(({ anchor }) => samePlace(anchor, at)).map(({ finding }) => finding),
  );
}

function groupsOf(configs: readonly Call[], uses: readonly HeaderUse[]): readonly Group[] {
  const groups: Group[] = [];
  const placed = new Set<Call>();
  for (const config of configs) {
    if (placed.has(config)) continue;
    const own = connected(config, uses);
    const all = [config, ...own.flatMap((use) => use.configs).filter((one) => one !== config)];
    for (const one of all) placed.add(one);
    groups.push({ configs: [...new Set(all)], uses: own });
  }
  return groups;
}

/** Every use that shares a config with another one, beginning at one config. */
function connected(config: Call, uses: readonly HeaderUse[]): readonly HeaderUse[] {
  const configs = new Set([config]);
  const found = new Set<HeaderUse>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const use of uses) {
      if (!use.configs.some((one) => configs.has(one))) continue;
      found.add(use);
      for (const one of use.configs) configs.add(one);
    }
  }
  return [...found];
}

function importsOf({ project }: Context): readonly ImportSite[] {
  return project.files.flatMap((file) => {
    const document = project.document(file);
    if (document?.language.name !== 'python') return [];
    return (
      document
        .sites()
        .filter((site): site is ImportSite => site.kind === 'import' && isUtility(site.module, site.name))
        // The library's own files are no uses of it.
        .filter((site) => !isOwn(site, project))
    );
  });
}

/** `Portkey.base = ...`, and whatever else is done with the utility. */
function oddUses({ uses }: ImportSite, configs: readonly Call[]): readonly Remark[] {
  return uses
    .filter(({ at, as }) => as === 'value' && !configs.some((call) => covers(call.at, at)))
    .map(({ at }) => ({ at, message: "LangChain's Portkey is also used in another way here", help: HELP }));
}

function isIn({ configs }: Group): (remark: Remark) => boolean {
  return ({ at }) => configs.some((call) => call.at.file === at.file);
}

function problemsOf({ configs, uses }: Group): readonly Remark[] {
  const [first] = configs;
  if (!uses.length && first) return [outOfSight(first.at)];
  return [
    ...configs.flatMap((call) => readHeaders(call).problems),
    ...uses.flatMap(({ site, entry }) => (takerOf(site.call) ? [] : [cannotTake(site, entry.at)])),
    ...otherUses(uses).map(outOfSight),
  ];
}

function outOfSight(at: Place): Remark {
  return { at, message: 'where these headers go from here could not be followed', help: HELP };
}

function cannotTake({ call }: CallSite, at: Place): Remark {
  const name = call.origin?.path.at(-1) ?? 'this';
  const message = /^Azure/.test(name)
    ? `${name} builds Azure's own paths, which the new API does not take`
    : `${name} is not known to take the headers and base URL of Portkey.Config, which were OpenAI's`;
  return { at, message, help: /^Azure/.test(name) ? AZURE_HELP : HELP };
}

const AZURE_HELP =
  'Use ChatOpenAI (or OpenAI) with openai_api_base=PORTKEY_GATEWAY_URL and headers=createHeaders(api_key=..., virtual_key=...), or provider="azure-openai" with azure_resource_name, azure_deployment_id and azure_api_version.';

/** One finding on each config, and one wherever else something stands in the way. */
function forPerson(rule: string, { configs }: Group, problems: readonly Remark[]): readonly Planned[] {
  const [first] = problems;
  const own = configs.map(({ at }): Planned => {
    const message = `Portkey.Config of LangChain is for a person: ${first?.message ?? ''}`;
    return { anchor: at, finding: { rule, at, message, help: first?.help ?? HELP, changes: [] } };
  });
  const anchor = configs[0]?.at;
  const isInConfigs = ({ at }: Remark): boolean =>
    configs.some((call) => covers(call.at, at) || covers(at, call.at));
  const elsewhere = problems.filter((problem) => !isInConfigs(problem));
  const others = elsewhere.flatMap(({ at, message, help }): Planned[] =>
    anchor ? [{ anchor, finding: { rule, at, message, help: help ?? HELP, changes: [] } }] : [],
  );
  return [...own, ...others];
}

function converted(
  rule: string,
  { configs, uses }: Group,
  gone: readonly ImportSite[],
  context: Context,
): readonly Planned[] {
  const said = configs.map((call) => ({ call, ...readHeaders(call) }));
  const files = new Set([...configs, ...uses.map(({ site }) => site)].map(({ at }) => at.file));
  const changes = [
    ...said.flatMap((one) => headersChanges(one, context)),
    ...uses.flatMap((use) => baseChanges(use, context)),
    ...[...files]
      .filter((file) => hasManifest(file, context.project))
      .map((file) => neededBy(file, context.project)),
    ...gone
      .filter(({ at }) => files.has(at.file))
      .map(({ at, module, name }): Change => ({ do: 'unimport', file: at.file, module, name })),
  ];
  const notes = [...new Set(said.flatMap((one) => one.notes))];
  const message = [
    'Portkey.Config is createHeaders now, with the base URL it put into the environment',
    ...notes,
  ];
  const at = configs[0]?.at ?? uses[0]?.site.at;
  return at ? [{ anchor: at, finding: { rule, at, message: message.join('; '), changes } }] : [];
}

type Said = ReturnType<typeof readHeaders> & { readonly call: Call };

function headersChanges({ call, entries, base }: Said, { project }: Context): readonly Change[] {
  if (!hasManifest(call.at.file, project)) {
    return [{ do: 'replace', at: call.at, with: { kind: 'object', entries: entries.map(asHeader) } }];
  }
  const callee = { module: PYTHON_MODULE, name: 'createHeaders' };
  if (!base) {
    return [
      { do: 'replace', at: call.at, with: { kind: 'call', callee, args: [{ kind: 'object', entries }] } },
    ];
  }
  return [
    { do: 'replace', at: call.callee.at, with: { kind: 'imported', from: callee } },
    { do: 'replace', at: base.at, with: { kind: 'object', base, entries, names: true } },
  ];
}

/** An option of createHeaders as the header it makes. */
function asHeader(entry: DraftEntry): DraftEntry {
  if (!('key' in entry)) return entry;
  const { key, value } = entry;
  const of: Draft =
    value.kind === 'object'
      ? { kind: 'encoded', of: value }
      : value.kind === 'literal'
        ? { kind: 'literal', value: String(value.value) }
        : value;
  return { key: `x-portkey-${key.replaceAll('_', '-')}`, value: of };
}

/** The base URL comes beside the headers, unless there is one already. */
function baseChanges({ site, options }: HeaderUse, { project }: Context): readonly Change[] {
  const name = takerOf(site.call)?.base;
  const has = options.entries.some((one) => one.kind === 'entry' && BASE_NAMES.has(one.key ?? ''));
  if (name === undefined || has) return [];
  const value: Draft = hasManifest(site.at.file, project)
    ? { kind: 'imported', from: { module: PYTHON_MODULE, name: 'PORTKEY_GATEWAY_URL' } }
    : { kind: 'literal', value: GATEWAY_URL };
  const entries: DraftEntry[] = [...options.entries.map((keep) => ({ keep })), { key: name, value }];
  return [{ do: 'replace', at: options.at, with: { kind: 'object', base: options, entries, names: true } }];
}
