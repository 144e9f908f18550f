import { covers, samePlace } from '../../src/project.js';
import type { CallSite, Change, Context, Finding, ImportSite } from '../../src/site.js';
import type { Call, ObjectValue, Place, Value } from '../../src/value.js';
import { type Leaf, leavesOf } from '../config/leaves.js';
import type { Remark } from '../config.js';
import { isOwn } from '../module/uses.js';
import { isOfModule, RECORDS } from '../records.js';
import { neededBy } from '../sdk.js';
import { pythonCalls } from './langchain/uses.js';
import { constructionChanges, importChanges } from './llama-index/change.js';
import { type Adding, HELP, type Host, hostsIn, isWithin, readAdding } from './llama-index/find.js';
import { isHostClass, isHostConstruction } from './llama-index/table.js';
import { writeHost } from './llama-index/write.js';

/** What is decided about one construction. */
interface Planned {
  readonly host: Host;
  readonly adding: Adding | undefined;
  readonly findings: readonly Finding[];
  /** Places that are dealt with: the constructions, and the records they are given. */
  readonly claims: readonly Place[];
  /** Places whose names are not used any more. */
  readonly gone: readonly Place[];
}

const RULE = 'gateway-clients';
const plans = new WeakMap<Context['project'], readonly Planned[]>();

function planOf(context: Context): readonly Planned[] {
  const known = plans.get(context.project);
  if (known) return known;
  const plan = planAll(context);
  plans.set(context.project, plan);
  return plan;
}

/** What becomes of a `Portkey(...)` of old LlamaIndex with its llms. */
export function decideHost({ call }: CallSite, context: Context): readonly Finding[] {
  if (!isHostConstruction(call)) return [];
  return planOf(context)
    .filter(({ host }) => samePlace(host.site.at, call.at))
    .flatMap(({ findings }) => findings);
}

/** What else is done with LlamaIndex's class: it is extended, or handed on. */
export function decideHostImport(site: ImportSite, context: Context): readonly Finding[] {
  if (!isHostClass(site.module, site.name) || isOwn(site, context.project)) return [];
  const made = planOf(context).flatMap(({ claims, adding }) => [
    ...claims,
    ...(adding && 'made' in adding ? [adding.made] : []),
  ]);
  return site.uses
    .filter(({ at, as }) => as !== 'type' && !isWithin(at, made))
    .map(({ at }) => ({
      rule: RULE,
      at,
      message:
        "LlamaIndex's Portkey is used here in a way that cannot be followed, and stands on the old SDK",
      help: HELP,
      changes: [],
    }));
}

/** What becomes of something of the old SDK that LlamaIndex is given; undefined for everything else. */
export function hostFate(at: Place, context: Context): 'converted' | 'person' | undefined {
  const own = planOf(context).filter(({ claims }) => isWithin(at, claims));
  if (!own.length) return undefined;
  return own.every(({ gone }) => gone.length) ? 'converted' : 'person';
}

function planAll(context: Context): readonly Planned[] {
  const calls = pythonCalls(context);
  const hosts = hostsIn(calls);
  if (!hosts.length) return [];
  const planned = hosts.map((host) => plan(host, calls, context));
  const gone = planned.flatMap((one) => one.gone);
  return planned.map((one) => ({
    ...one,
    findings: one.findings.map((finding) =>
      finding.changes.length
        ? {
            ...finding,
            changes: [...finding.changes, ...importChanges(one.host.site.at, one.gone, gone, context)],
          }
        : finding,
    ),
  }));
}

function plan(host: Host, calls: readonly CallSite[], context: Context): Planned {
  const { site } = host;
  const adding = readAdding(host, context);
  const options = optionsOf(site.call);
  const records =
    'message' in adding ? host.adding.flatMap(({ call }) => recordsIn(call.args[0])) : recordsIn(adding.llms);
  const claims = [...records, ...host.adding.map(({ at }) => at), site.at];
  const person = (problems: readonly Remark[]): Planned => ({
    host,
    adding: undefined,
    findings: forPerson(site, problems, claims),
    claims,
    gone: [],
  });
  if ('message' in adding) return person([adding]);
  if (!options) return person([{ at: site.at, message: 'what is given to this object cannot be read' }]);
  const said = writeHost(options, adding.llms, (leaf) => isSpent(leaf, adding, calls), context);
  if (said.problems.length) return person(said.problems);
  const spent = said.spent && statementAround(said.spent, calls);
  const changes = [
    ...constructionChanges(adding, said.host, said.entries, site.call),
    ...said.changes,
    ...(spent ? [{ do: 'remove', at: spent, whole: true } as const] : []),
    ...filesOf(site, said.changes).map((file) => neededBy(file, context.project)),
  ];
  const message = [
    `Portkey of LlamaIndex is its ${said.host.name} class now, with PORTKEY_GATEWAY_URL and createHeaders`,
    ...said.notes,
  ];
  const gone = [site.at, ...records, ...(spent ? [spent] : []), ...('made' in adding ? [adding.made] : [])];
  return {
    host,
    adding,
    findings: [{ rule: RULE, at: site.at, message: message.join('; '), changes, claims }],
    claims,
    gone,
  };
}

function filesOf(site: CallSite, changes: readonly Change[]): readonly string[] {
  const others = changes.flatMap((change) => ('at' in change && 'file' in change.at ? [change.at.file] : []));
  return [...new Set([site.at.file, ...others])];
}

function optionsOf({ args }: Call): ObjectValue | undefined {
  const [first, ...others] = args;
  return first?.kind === 'object' && !others.length ? first : undefined;
}

/** Where the records stand that a value is made of. */
function recordsIn(value: Call['args'][number] | undefined): readonly Place[] {
  if (!value || value.kind === 'spread') return [];
  const llms =
    value.kind === 'object'
      ? value.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry.value] : []))
      : [value];
  return llms.flatMap((one) => leavesOf(configWith(one)).map(({ object }) => object.at));
}

function configWith(value: Value): ObjectValue {
  const { at } = value;
  return {
    kind: 'object',
    entries: [{ kind: 'entry', key: 'llms', keyAt: at, value, shorthand: false, at }],
    at,
  };
}

/** Whether an llm is written in the call that adds it, or kept in a variable for that call alone. */
function isSpent({ object, item }: Leaf, adding: Adding, calls: readonly CallSite[]): boolean {
  if (covers(adding.call.at, object.at)) return true;
  const name = nameIn(adding.llms, object) ?? item;
  const statement = statementAround(object, calls);
  const uses = name.kind === 'name' ? (name.binding()?.references() ?? []) : [];
  const isBeside = statement?.file === adding.call.at.file;
  return isBeside && name.kind === 'name' && uses.every(({ at }) => covers(adding.call.at, at));
}

/** The name by which a call is given an llm. */
function nameIn(value: Value, object: ObjectValue): Value | undefined {
  if (value.kind === 'name') return value;
  const [item, ...others] = value.kind === 'list' ? value.items : [];
  return item && item.kind !== 'spread' && !others.length && !covers(value.at, object.at) ? item : undefined;
}

/** The statement that gives an llm its name. */
function statementAround({ at }: Value, calls: readonly CallSite[]): Place | undefined {
  const site = calls.find((one) => samePlace(one.at, at) && isOfModule(one.call.origin, RECORDS));
  return site?.statement?.target && site.statement.at;
}

/** One finding on the construction, and one wherever else something stands in the way. */
function forPerson(
  site: CallSite,
  problems: readonly Remark[],
  claims: readonly Place[],
): readonly Finding[] {
  const [first] = problems;
  const message = `Portkey of LlamaIndex is for a person: ${first?.message ?? ''}`;
  const own: Finding = { rule: RULE, at: site.at, message, help: first?.help ?? HELP, changes: [], claims };
  const elsewhere = problems.filter(({ at }) => !isWithin(at, claims));
  return [
    own,
    ...elsewhere.map(({ at, message: why, help }) => ({
      rule: RULE,
      at,
      message: why,
      help: help ?? HELP,
      changes: [],
    })),
  ];
}
