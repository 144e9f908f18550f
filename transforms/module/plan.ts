import { covers, type Project } from '../../src/project.js';
import type { Change, Context, Finding, ImportSite, MemberSite } from '../../src/site.js';
import type { Place, Value } from '../../src/value.js';
import type { Remark } from '../config.js';
import { isModule, MODULE } from '../records.js';
import { neededBy, PYTHON_MODULE } from '../sdk.js';
import { besideSdk } from './beside-sdk.js';
import { decideTaken, hasOwnConfig } from './calls.js';
import { constructClient } from './construct.js';
import { forPerson, HELP } from './for-person.js';
import { type Group, groupsOf } from './groups.js';
import { consumersOf, NOTHING_SHARED, type Sharing, sharingOf } from './share.js';
import { type ModuleUses, usesOfModule } from './uses.js';

const RULE = 'client';

const plans = new WeakMap<Project, Map<string, readonly Finding[]>>();

/** What becomes of a file that uses the old module: findings of every rule. */
export function planOf(file: string, context: Context): readonly Finding[] {
  const known = plans.get(context.project) ?? new Map<string, readonly Finding[]>();
  plans.set(context.project, known);
  const memo = known.get(file);
  if (memo) return memo;
  const uses = usesOfModule(file, context.project);
  const findings = uses ? planUses(uses, context) : besideSdk(file, context);
  known.set(file, findings);
  return findings;
}

/** The source of a value. */
function writer({ project }: Context): (value: Value) => string {
  return ({ at }) => project.document(at.file)?.text.slice(at.span.start, at.span.end) ?? '';
}

function planUses(uses: ModuleUses, context: Context): readonly Finding[] {
  const star = uses.imports.find(isStar);
  const groups = groupsOf(uses, writer(context));
  const odd = [...oddStates(uses), ...uses.lost.map(lostUse), ...(star ? [lostUse(star.at)] : [])];
  const sharing = odd.length ? NOTHING_SHARED : sharingOf(uses, groups, context);
  const isReplaceable = uses.taken.some(hasOwnConfig);
  const made = groups.map((group) => ({
    group,
    construction: constructClient(group, isReplaceable, context),
  }));
  const problems = [
    ...odd,
    ...made.flatMap(({ construction }) => construction.problems),
    ...sharing.problems,
    ...leftOver(uses, groups, context),
    ...unmade(uses, sharing, context),
  ];
  if (problems.length) return forPerson(uses, groups, problems);
  const calls = [
    ...uses.taken.flatMap((taken) => decideTaken(taken, clientName(uses), context)),
    ...besidePrompts(
      uses,
      made.flatMap(({ construction }) => construction.says),
    ),
  ];
  const clients = made.map(({ group, construction }): Finding => {
    const { says, notes, changes } = construction;
    const what = says.length ? ` with ${[...new Set(says)].join(', ')}` : '';
    const message = [`what was set on the module is a client now${what}`, ...notes].join('; ');
    const all = [...changes, ...assigned(group, writer(context)), ...ofFile(uses, sharing, context)];
    return { rule: RULE, at: group.anchor.site.at, message, changes: all };
  });
  return [
    ...clients,
    ...uses.strays.map(stray),
    ...(clients.length ? [] : withoutState(uses, sharing, context)),
    ...calls,
  ];
}

/** `from portkey import *`: nobody can tell which names it brings. */
function isStar({ name, local }: ImportSite): boolean {
  return name === '*' && local === '*';
}

/** What a client says that its SDK did not send with prompts before version 1. See: PyPI portkey-ai 0.1.53, Generations. */
const NEW_WITH_PROMPTS: ReadonlySet<string> = new Set([
  'config',
  'trace_id',
  'metadata',
  'cache_force_refresh',
]);

function besidePrompts({ taken }: ModuleUses, says: readonly string[]): readonly Finding[] {
  const said = [...new Set(says)].filter((name) => NEW_WITH_PROMPTS.has(name));
  if (!said.length) return [];
  const message = `${said.join(', ')} of the client was not sent with prompts, and is now`;
  const help =
    'Make a client of its own for prompts to keep what the program did, or leave it if it is meant.';
  return taken
    .filter(({ path, site }) => path[0] === 'Generations' && site.kind === 'call')
    .map(({ steps, root }) => ({ rule: 'methods', at: steps[0]?.at ?? root.at, message, help, changes: [] }));
}

/** The name the client goes by: that of the module. */
function clientName({ imports }: ModuleUses): string {
  return imports.find(({ name }) => name === '*')?.local ?? 'portkey';
}

function oddStates({ states }: ModuleUses): readonly Remark[] {
  return states
    .filter(({ key }) => !/^(?:api_key|base_url|mode|config)$/.test(key))
    .map(({ key, site }) => ({
      at: site.at,
      message: `${key} of the module is set here, and a client has nothing like it`,
      help: 'Give it to each call.',
    }));
}

function lostUse(at: Place): Remark {
  const help = 'Make a client with Portkey(api_key=..., ...) from portkey_ai, and hand that on.';
  return { at, message: 'the module itself is used here in a way that cannot be followed', help };
}

/** `portkey.__version__`, a look at `portkey.config`: a client has no such thing. */
function stray({ at, path }: MemberSite): Finding {
  const name = path.at(-1)?.name ?? 'this';
  const message = `${name} is read off the module here, and a client has nothing like it`;
  return { rule: RULE, at, message, help: 'Keep what is needed in a variable of its own.', changes: [] };
}

/** The client is kept under the name that stood for the module; what was set beside it goes. */
function assigned({ anchor, states }: Group, textOf: (value: Value) => string): readonly Change[] {
  const { holder, member } = anchor;
  const isModules = holder.kind === 'name' && holder.origin !== undefined && isModule(holder.origin.module);
  const to = textOf(holder);
  const left: Change = isModules ? { do: 'assign', at: member.at, to } : { do: 'rename', at: member.at, to };
  const others = [...states.values()].filter((state) => state !== anchor);
  return [left, ...others.map(({ site }): Change => ({ do: 'remove', at: site.statement, whole: true }))];
}

/** What holds for the whole file: the imports, and the version they need. */
function ofFile(uses: ModuleUses, sharing: Sharing, { project }: Context): readonly Change[] {
  const aliases = uses.aliases.map((at): Change => ({ do: 'remove', at, whole: true }));
  return [...unimports(uses, sharing), ...aliases, ...sharing.changes, neededBy(uses.file, project)];
}

/** Names that are converted wherever they are used; others keep their import, and are reported with it. */
const CONVERTED =
  /^(?:\*|Config|LLMOptions|LLMBase|Message|RetrySettings|Modes|ModesLiteral|ProviderTypes|ProviderTypesLiteral|CacheType|CacheLiteral|ChatCompletions|Completions|Generations)$/;

function unimports(uses: ModuleUses, { keepsImport }: Sharing): readonly Change[] {
  const { file, imports } = uses;
  return imports.flatMap((site): Change[] =>
    isGone(site, uses) && !(keepsImport && site.name === '*')
      ? [{ do: 'unimport', file, module: site.module, name: site.name }]
      : [],
  );
}

function isGone({ name, uses }: ImportSite, { data, taken }: ModuleUses): boolean {
  if (name === '*') return true;
  const known = [...data, ...taken.map(({ root }) => root.at)];
  const isKnown = ({ at, as }: ImportSite['uses'][number]): boolean =>
    as === 'type' || known.some((place) => covers(place, at));
  return CONVERTED.test(name) && uses.every(isKnown);
}

/** A file that uses the module and sets nothing on it. */
function withoutState(uses: ModuleUses, sharing: Sharing, context: Context): readonly Finding[] {
  const [site] = uses.imports;
  if (!site) return [];
  if (!uses.taken.length && !sharing.message) return onlyImported(uses);
  const { message } = sharing;
  return message ? [{ rule: RULE, at: site.at, message, changes: ofFile(uses, sharing, context) }] : [];
}

/** `import portkey` to see whether it is there, or for nothing. */
function onlyImported({ imports }: ModuleUses): readonly Finding[] {
  return imports
    .filter(({ name, uses, module }) => name === '*' && !uses.length && module === MODULE)
    .map(({ nameAt }) => {
      const change: Change = { do: 'rename', at: nameAt, to: PYTHON_MODULE };
      return { rule: RULE, at: nameAt, message: `the module is ${PYTHON_MODULE} now`, changes: [change] };
    });
}

/** What keeps another file from getting its client here keeps this one from making it. */
function leftOver({ file }: ModuleUses, groups: readonly Group[], context: Context): readonly Remark[] {
  const [group] = groups;
  if (!group) return [];
  return consumersOf(file, context).map(({ at, message }) => ({
    at: group.anchor.site.at,
    message: `${at.file} would be left without a client: ${message}`,
    help: HELP,
  }));
}

/** A client that is not made where this file would get it from. */
function unmade({ imports }: ModuleUses, { from }: Sharing, context: Context): readonly Remark[] {
  const [site] = imports;
  if (from === undefined || !site) return [];
  const isMade = planOf(from, context).some(({ rule, changes }) => rule === RULE && changes.length > 0);
  return isMade
    ? []
    : [{ at: site.at, message: `the module is set up in ${from}, and that is for a person`, help: HELP }];
}
