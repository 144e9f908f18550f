import { covers, entryOf, possibilities } from '../src/project.js';
import type { AssignmentSite, Change, Context, Finding, Site, Skip, Transform } from '../src/site.js';
import type { Call, ObjectValue, Value } from '../src/value.js';
import { baseChange } from './client/base.js';
import { convertOptions, type OptionsConversion, writesToOldOptions } from './client/convert.js';
import { mayBeOld, OPTIONS, readOptions } from './client/options.js';
import type { Remark } from './config.js';
import { usesOldSdk } from './manifests.js';
import { decideDynamic, decideEnvironment, decideFirst, decideModule } from './module.js';
import { isConstruction, isLostFile, listedFor, sdkFor } from './sdk.js';

const RULE = 'client';

function decide(site: Site, context: Context): readonly (Finding | Skip)[] {
  if (site.kind === 'import') return decideModule(site, RULE, context);
  if (site.kind === 'assignment')
    return [...decideAssignment(site, context), ...decideEnvironment(site, context)];
  if (site.kind !== 'call') return [];
  if (!isConstruction(site.call))
    return [...lookAlike(site.call, context), ...decideDynamic(site), ...decideFirst(site, RULE)];
  const [options] = site.call.args;
  if (!options) return [];
  if (options.kind === 'spread') return [unknownOptions(site.call)];
  const written = writesToOldOptions(options, context);
  const base = followBase(options, context);
  const objects = possibilities(options).filter((option) => option.kind === 'object');
  const unknown = possibilities(options).filter((option) => isUnknown(option));
  const findings = objects
    .filter((object) => !context.claimed(object.at))
    .flatMap((object) => decideOptions(object, site.call, written, context));
  const isUnreadable = unknown.length > 0 && !objects.length && usesOldSdk(site.at.file, context.project);
  const spreads = objects
    .filter((object) => !context.claimed(object.at))
    .flatMap((object) => unreadSpreads(object, site.call, context));
  return [...findings, ...spreads, ...base, ...(isUnreadable ? [unknownOptions(site.call)] : [])];
}

/** Options that are spread from where they cannot be read. */
function unreadSpreads(object: ObjectValue, { at }: Call, { project }: Context): Finding[] {
  const options = readOptions(object);
  if (!mayBeOld(options, sdkFor(at.file, project).names) || !usesOldSdk(at.file, project)) return [];
  const unread = options.unknown.filter((spread) => possibilities(spread.of).every(isUnknown));
  const message = 'what is spread here cannot be read, and may hold mode and llms of an old client';
  return unread.map((spread) => ({ rule: RULE, at: spread.at, message, help: HELP, changes: [] }));
}

/** A class of the same name from somewhere else: what it is given is its own business. */
function lookAlike({ callee, args, isNew, at, origin }: Call, context: Context): readonly (Finding | Skip)[] {
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : undefined;
  const [options] = args;
  if (!isNew || name !== 'Portkey' || options?.kind !== 'object') return [];
  const isLost = origin && isLostFile(origin.module);
  if (isLost && OPTIONS.some(({ from }) => entryOf(options, from)) && !context.claimed(at)) {
    const message = `this class may be the SDK's, and could not be followed to ${origin.module}`;
    return [{ rule: RULE, at, message, help: HELP, changes: [], claims: [options.at] }];
  }
  const isTelling = [...OPTIONS.map(({ from }) => from), 'config'].some((key) => entryOf(options, key));
  if (!isTelling) return [];
  return [{ at, reason: "a class Portkey that is not the SDK's", claims: [options.at] }];
}

function isUnknown(option: Value): boolean {
  return option.kind !== 'object' && option.kind !== 'null';
}

function decideOptions(
  object: ObjectValue,
  call: Call,
  written: readonly Remark[],
  context: Context,
): Finding[] {
  const conversion = convertOptions(object, context);
  const problems = [...conversion.problems, ...written];
  const at = covers(call.at, object.at) ? call.at : object.at;
  if (problems.length) {
    const [first, ...others] = needsPerson(problems, call);
    const claims = [object.at];
    return [...(first ? [{ ...first, claims }] : []), ...others, ...baseFinding(conversion.base)];
  }
  const changes = [...conversion.changes, ...conversion.base];
  if (!changes.length) return [];
  return [
    {
      rule: RULE,
      at,
      message: messageOf(conversion),
      changes: [...changes, listedFor(call.at.file, context.project)],
    },
  ];
}

function messageOf({ says, notes, changes }: OptionsConversion): string {
  const list = [...new Set(says)].join(', ');
  const what = list
    ? `the client takes ${list}`
    : changes.length
      ? 'the client takes no mode or llms'
      : BASE_MESSAGE;
  return [what, ...notes].join('; ');
}

const BASE_MESSAGE = 'the base URL of the client ends in /v1';

function baseFinding(changes: readonly Change[]): Finding[] {
  return changes.flatMap((change) => {
    if (!('at' in change)) return [];
    const at = 'span' in change.at ? change.at : change.at.at;
    return [{ rule: RULE, at, message: BASE_MESSAGE, changes: [change] }];
  });
}

/** One finding on the construction, and one wherever else something stands in the way. */
function needsPerson(problems: readonly Remark[], call: Call): Finding[] {
  const [first] = problems;
  const elsewhere = problems.filter(({ at }) => !covers(call.at, at));
  return [
    {
      rule: RULE,
      at: call.at,
      message: `the options of this client are for a person: ${first?.message ?? ''}`,
      help: first?.help ?? HELP,
      changes: [],
    },
    ...elsewhere.map(({ at, message, help }) => ({
      rule: RULE,
      at,
      message,
      help: help ?? HELP,
      changes: [],
    })),
  ];
}

const HELP =
  'Version 1 reads virtualKey, or provider and Authorization, or config with strategy and targets; a leftover mode or llms is sent as a header, keys and all.';

function unknownOptions({ at }: Call): Finding {
  const message =
    'the options of this client are built where they cannot be followed, and may hold mode and llms';
  return { rule: RULE, at, message, help: HELP, changes: [] };
}

/** `options.baseURL = …` on the way to the construction. */
function followBase(options: Value, context: Context): Finding[] {
  if (options.kind !== 'name') return [];
  const references = options.binding()?.references() ?? [];
  return references.flatMap(({ how, path, value }) => {
    const isBase = how === 'memberWrite' && path.join('.') === 'baseURL';
    const changes = isBase && value ? baseChange(value).changes : [];
    return baseFinding(changes).filter(({ at }) => !context.claimed(at));
  });
}

/** Members of an old client that version 1 does not read. */
const OLD_MEMBERS: ReadonlySet<string> = new Set(OPTIONS.map(({ from }) => from));
const ASSIGNED = new RegExp(['baseURL', ...OLD_MEMBERS].join('|'));

function decideAssignment(site: AssignmentSite, context: Context): Finding[] {
  // What it is assigned to is followed only where one of the names is written.
  const { start, end } = site.at.span;
  if (!ASSIGNED.test(context.project.document(site.at.file)?.text.slice(start, end) ?? '')) return [];
  const [step, ...deeper] = site.path;
  if (!step || deeper.length || !site.receivers.some(isConstruction)) return [];
  if (step.name === 'baseURL') {
    return baseFinding(baseChange(site.value).changes).filter(({ at }) => !context.claimed(at));
  }
  if (!OLD_MEMBERS.has(step.name)) return [];
  const message = `${step.name} of a client is not read any more: what it says belongs into the construction`;
  return [{ rule: RULE, at: site.at, message, help: HELP, changes: [] }];
}

/** Constructions of the SDK's client. */
export const client: Transform = {
  rule: RULE,
  summary: 'new Portkey(...) takes the options of version 1',
  before: 'new Portkey({ mode: "single", llms: [{ provider: "openai", virtual_key: "open-ai-xxx" }] })',
  after: 'new Portkey({ virtualKey: "open-ai-xxx" })',
  sites: ['import', 'call', 'assignment'],
  decide,
};
