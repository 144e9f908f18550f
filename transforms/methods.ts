import { possibilities, resolve } from '../src/project.js';
import type {
  CallSite,
  Change,
  Context,
  Draft,
  Finding,
  MemberSite,
  ObjectSite,
  Site,
  Step,
  TextSite,
  Transform,
} from '../src/site.js';
import type { Entry, Member, ObjectValue, Value } from '../src/value.js';
import { besidePrompts } from './client/prompts.js';
import { unwrapReads } from './responses/unwrap.js';
import { isClientClass, isConstruction, isLostFile, listedFor, PACKAGE } from './sdk.js';

const RULE = 'methods';

/** A method of the client that has another name. */
export interface Method {
  readonly from: string;
  readonly to: string;
  /** Keys of its first argument that have another name. */
  readonly keys?: Readonly<Record<string, string>>;
  /** All the old method sent: other keys were ignored, and are not any more. */
  readonly sent?: readonly string[];
  /** What the old result wrapped the new one in. */
  readonly wrapped?: string;
  /** Where both names can be seen. */
  readonly see: string;
}

/** Methods of the client, old and new. */
export const METHODS: readonly Method[] = [
  {
    from: 'chatCompletions.create',
    to: 'chat.completions.create',
    see: 'npm portkey-ai: README of 0.1.8, dist/src/client.d.ts of 1.0.0',
  },
  {
    from: 'generations.create',
    to: 'prompts.completions.create',
    keys: { promptId: 'promptID', prompt_id: 'promptID' },
    sent: ['promptId', 'prompt_id', 'variables'],
    wrapped: 'data',
    see: 'npm portkey-ai: dist/apis/generations.js of 0.1.16, dist/src/apis/generations.d.ts of 1.10.4',
  },
];

/** Whether a call is one of the old client's methods, and which. */
export function oldMethodOf(site: CallSite): Method | undefined {
  const path = site.path.map(({ name }) => name).join('.');
  if (!isOurs(site)) return undefined;
  return METHODS.find(({ from }) => path === from || path.startsWith(`${from}.`));
}

function isOurs({ receivers, receiverType }: CallSite | MemberSite): boolean {
  return receivers.some(isConstruction) || isClientClass(receiverType);
}

function decide(site: Site, context: Context): readonly Finding[] {
  if (site.kind === 'object') return decideStandIn(site, context);
  if (site.kind === 'member') return decideMember(site, context);
  if (site.kind === 'text') return decideNamed(site, context);
  if (site.kind !== 'call') return [];
  const method = oldMethodOf(site);
  if (!method) return [...decideArguments(site, context), ...decideStranger(site, context)];
  const [step] = site.path;
  if (!step || context.claimed(step.at)) return [];
  const renames = renameSteps(site.path, method);
  if (site.path.length > from(method).length) return [indirectly(step, method, renames)];
  const body = bodyOf(site, method);
  const readers = method.wrapped ? unwrapReads(site.call, [], context) : { changes: [], problems: [] };
  const problems = [...body.problems, ...secondArgument(site)];
  const message = `${method.from} is now ${method.to}`;
  if (problems.length || readers.problems.length) {
    const [first] = [...problems, ...readers.problems];
    const why = first ? `: ${first.message}` : '';
    return [
      {
        rule: RULE,
        at: step.at,
        message: `${message}, left to a person${why}`,
        changes: [],
        ...(first?.help && { help: first.help }),
      },
    ];
  }
  const changes = [...renames, ...body.changes, ...readers.changes, listedFor(site.at.file)];
  return [
    { rule: RULE, at: step.at, message, changes },
    ...revived(site, method),
    ...apart(site, method, context),
  ];
}

/** `client.chatCompletions.create.call(…)`: what it is called with is not in its place. */
function indirectly({ at }: Step, method: Method, renames: readonly Change[]): Finding {
  const message = `${method.from} is now ${method.to}`;
  if (!method.keys) return { rule: RULE, at, message, changes: renames };
  return {
    rule: RULE,
    at,
    message: `${message}, left to a person: ${CALLED_OUT_OF_SIGHT}`,
    help: HANDED_ON,
    changes: [],
  };
}

/** `chatCompletions` becomes `chat.completions`; the last name stays. */
function renameSteps(path: readonly Step[], { from, to }: Method): Change[] {
  const names = from.split('.');
  const [first] = path;
  if (!first) return [];
  return [{ do: 'rename', at: first.at, to: to.slice(0, -1 - (names.at(-1) ?? '').length) }];
}

interface Body {
  readonly changes: readonly Change[];
  readonly problems: readonly { readonly message: string; readonly help?: string }[];
}

/** The keys of the first argument; the new method takes one of them out of the object it is given, so it gets one of its own. */
function bodyOf(site: CallSite, method: Method): Body {
  const [argument] = site.call.args;
  if (!method.keys || !argument) return { changes: [], problems: [] };
  if (argument.kind === 'spread') return { changes: [], problems: [UNREADABLE] };
  const objects = possibilities(argument);
  if (!objects.every((object) => object.kind === 'object')) return { changes: [], problems: [UNREADABLE] };
  const keys = method.keys;
  if (objects.some((object) => mayHide(object, keys))) return { changes: [], problems: [UNREADABLE] };
  const changes = objects
    .flatMap((object) => withSpread(object))
    .flatMap((object) => renameKeys(object, keys));
  const isDirect = objects.length === 1 && objects[0] === argument;
  const copy: Draft = { kind: 'object', entries: [{ spread: { kind: 'verbatim', value: argument } }] };
  return {
    changes: isDirect ? changes : [...changes, { do: 'replace', at: argument.at, with: copy }],
    problems: [],
  };
}

const UNREADABLE = {
  message: 'its argument is built where it cannot be followed',
  help: 'Give it a new object with promptID (not promptId) and variables.',
};

/** An object and those that it spreads. */
function withSpread(object: ObjectValue, depth = 0): readonly ObjectValue[] {
  const spreads = object.entries.filter((entry) => entry.kind === 'spread');
  const inner = depth < MOST_SPREADS ? spreads.flatMap(({ of }) => objectsIn(of)) : [];
  return [object, ...inner.flatMap((one) => withSpread(one, depth + 1))];
}

/** Whether what is spread may bring the old key, which is nowhere in sight. */
function mayHide(object: ObjectValue, keys: Readonly<Record<string, string>>): boolean {
  const known = [...Object.keys(keys), ...Object.values(keys)];
  const all = withSpread(object).flatMap(({ entries }) => entries);
  if (all.some((entry) => entry.kind === 'entry' && known.includes(entry.key ?? ''))) return false;
  return all.some((entry) => entry.kind === 'spread' && !objectsIn(entry.of).length);
}

function renameKeys(object: ObjectValue, keys: Readonly<Record<string, string>>): Change[] {
  const isOld = (entry: Entry): boolean => entry.key !== undefined && Object.hasOwn(keys, entry.key);
  if (!object.entries.some((entry) => entry.kind === 'entry' && isOld(entry))) return [];
  const entries = object.entries.map((entry) => {
    if (entry.kind === 'spread' || !isOld(entry)) return { keep: entry };
    const value = { kind: 'verbatim', value: entry.value } as const;
    return { key: keys[entry.key ?? ''] ?? '', value, from: entry };
  });
  return [{ do: 'replace', at: object.at, with: { kind: 'object', base: object, entries } }];
}

/** What the client's options say was not sent with prompts. */
function apart(site: CallSite, { wrapped }: Method, context: Context): readonly Finding[] {
  const at = site.path[0]?.at;
  return wrapped && at ? besidePrompts(RULE, at, site.receivers.filter(isConstruction), context) : [];
}

/** Keys that the old method did not send take effect now. */
function revived(site: CallSite, method: Method): Finding[] {
  const [argument] = site.call.args;
  if (!method.sent || !argument || argument.kind === 'spread') return [];
  const objects = possibilities(argument).filter((object) => object.kind === 'object');
  return objects.flatMap((object) => revivedIn(object, method));
}

function revivedIn({ entries }: ObjectValue, method: Method, depth = 0): Finding[] {
  return entries.flatMap((entry): Finding[] => {
    if (entry.kind === 'entry' && method.sent?.includes(entry.key ?? '')) return [];
    const spread = entry.kind === 'spread' ? objectsIn(entry.of) : [];
    if (spread.length && depth < MOST_SPREADS)
      return spread.flatMap((object) => revivedIn(object, method, depth + 1));
    const name = entry.kind === 'entry' ? (entry.key ?? 'a computed key') : 'what is spread here';
    const message = `${name} was ignored by ${method.from} and takes effect now`;
    const help = 'Take it out to keep what the program did, or keep it if it was meant.';
    return [{ rule: RULE, at: entry.at, message, help, changes: [] }];
  });
}

/** Spreads within spreads; only a cycle has more. */
const MOST_SPREADS = 8;

/** The objects a value may be; none when one of them cannot be read. */
function objectsIn(value: Value): readonly ObjectValue[] {
  const options = possibilities(value);
  const objects = options.filter((option) => option.kind === 'object');
  return objects.length === options.length ? objects : [];
}

/** The second argument was for the HTTP request; now that is the third, and the second sticks to the client. */
function secondArgument({ call }: CallSite): Body['problems'] {
  const [, second] = call.args;
  if (!second || second.kind === 'null') return [];
  const message = 'its second argument was for the HTTP request, which is the third now';
  return [
    { message, help: 'Write create(body, undefined, options); headers in it are sent by neither version.' },
  ];
}

/** What holds an old method is kept or handed on, and is not called in sight. */
function decideMember(site: MemberSite, context: Context): readonly Finding[] {
  if (!isTelling(site.value)) return [];
  const [step] = site.path;
  if (!isOurs(site)) return decideStranger(site, context);
  const method = METHODS.find(({ from }) => from.startsWith(`${step?.name}.`));
  if (!method || !step || context.claimed(step.at)) return [];
  const message = `${method.from} is now ${method.to}`;
  if (!method.keys) return [{ rule: RULE, at: step.at, message, changes: renameSteps(site.path, method) }];
  const why = `left to a person: ${CALLED_OUT_OF_SIGHT}`;
  return [{ rule: RULE, at: step.at, message: `${message}, ${why}`, help: HANDED_ON, changes: [] }];
}

/** Whether a member path has a name that old methods begin with. */
function isTelling(value: Value): boolean {
  if (value.kind !== 'member') return false;
  return METHODS.some(({ from }) => from.startsWith(`${value.name}.`)) || isTelling(value.of);
}

const CALLED_OUT_OF_SIGHT = 'it is called where it cannot be followed';

const HANDED_ON =
  'Rename it, and give each call promptID in place of promptId; its result is no longer in .data.';

/** `spyOn(client.chatCompletions, "create")`: the object that holds an old method is handed over. */
function decideArguments({ call }: CallSite, context: Context): readonly Finding[] {
  return call.args.flatMap((argument): Finding[] => {
    const member = argument.kind === 'member' ? heldBy(argument) : undefined;
    const method = member && METHODS.find(({ from }) => from.startsWith(`${member.name}.`));
    if (!member || !method || context.claimed(member.nameAt)) return [];
    const at = member.nameAt;
    const to = method.to.split('.').slice(0, -1).join('.');
    const message = `${method.from} is now ${method.to}`;
    return [{ rule: RULE, at, message, changes: [{ do: 'rename', at, to }] }];
  });
}

/** The member that is read directly of a client: `client.chatCompletions` of `client.chatCompletions.create`. */
function heldBy(member: Member): Member | undefined {
  const owners = possibilities(member.of);
  if (owners.some((owner) => owner.kind === 'call' && isConstruction(owner))) return member;
  return member.of.kind === 'member' ? heldBy(member.of) : undefined;
}

/** A mock of the client in a test: `{ chatCompletions: { create } }`. */
function decideStandIn({ value }: ObjectSite, context: Context): readonly Finding[] {
  return value.entries.flatMap((entry): Finding[] => {
    if (entry.kind === 'spread' || entry.value.kind !== 'object') return [];
    const inner = entry.value.entries.map((one) => (one.kind === 'entry' ? `${entry.key}.${one.key}` : ''));
    const method = METHODS.find(({ from }) => inner.includes(from));
    if (!method || !mocksSdk(entry.at.file, context)) return [];
    const message = `this stands in for a client, and ${method.from} is now ${method.to}`;
    return [
      { rule: RULE, at: entry.keyAt, message, help: 'Give it the shape of the new client.', changes: [] },
    ];
  });
}

/** `client[key]`, `spyOn(client, "chatCompletions")`: the name as a text. */
function decideNamed({ value, role, at }: TextSite, context: Context): readonly Finding[] {
  if (value.kind !== 'text' || role !== 'value' || context.claimed(at)) return [];
  const named = METHODS.find(
    ({ from }) => value.text === from || (from.startsWith(`${TELLING}.`) && value.text === TELLING),
  );
  if (!named || !mocksSdk(at.file, context)) return [];
  const message = `${value.text} is named here, and ${named.from} is now ${named.to}`;
  return [{ rule: RULE, at, message, help: 'It may be read from a client by this name.', changes: [] }];
}

/** What nothing but an old client has. */
const TELLING = 'chatCompletions';

/** An old method's name on an object that could not be followed. */
function decideStranger(site: CallSite | MemberSite, context: Context): readonly Finding[] {
  const path = [rootName(calleeOf(site)), ...site.path.map(({ name }) => name)].join('.');
  const method = METHODS.find(({ from }) => path === from || path.endsWith(`.${from}`));
  if (!method || !isUnknown(site) || !mentionsSdk(site.at.file, context)) return [];
  const step = site.path.at(-from(method).length) ?? site.path.at(0);
  if (!step || context.claimed(step.at)) return [];
  const message = `${method.from} may be called on an old client here, which could not be followed to where it is made`;
  return [{ rule: RULE, at: step.at, message, help: `In version 1 it is ${method.to}.`, changes: [] }];
}

function from(method: Method): readonly string[] {
  return method.from.split('.');
}

/** Nothing is known of the receiver, or only which function of a package it comes out of. */
function isUnknown(site: CallSite | MemberSite): boolean {
  const callee = calleeOf(site);
  const end = resolve(callee);
  if (site.receiverType || (end.kind !== 'member' && end.kind !== 'name')) return false;
  if (site.receivers.some(({ isNew, origin }) => isNew && isElsewhere(origin?.module))) return false;
  return site.receivers.length > 0 || !isElsewhere(rootOf(callee));
}

/** Another package; not a file that could not be found, nor what the language wraps around a client. */
function isElsewhere(module: string | undefined): boolean {
  return Boolean(module) && !isLostFile(module ?? '');
}

function calleeOf(site: CallSite | MemberSite): Value {
  return site.kind === 'call' ? site.call.callee : site.value;
}

function rootName(callee: Value): string {
  if (callee.kind === 'member') return rootName(callee.of);
  return callee.kind === 'name' ? callee.name : '';
}

/** The package a callee is taken from directly. */
function rootOf(callee: Value): string | undefined {
  let value = callee;
  while (value.kind === 'member') value = value.of;
  const known = resolve(value);
  const origin = 'origin' in known ? known.origin : undefined;
  return origin?.module || undefined;
}

/** A file about the SDK, or a test of one that uses it. */
function mocksSdk(file: string, context: Context): boolean {
  const text = context.project.document(file)?.text ?? '';
  return (
    text.includes(PACKAGE) || (/mock|stub|fake|\b(?:jest|vi)\./i.test(text) && mentionsSdk(file, context))
  );
}

function mentionsSdk(file: string, { project }: Context): boolean {
  return /portkey/i.test(project.document(file)?.text ?? '');
}

/** Methods of the SDK's client. */
export const methods: Transform = {
  rule: RULE,
  summary: 'methods of the client, with the keys they take and what is read of their results',
  before: 'await portkey.chatCompletions.create({ messages })',
  after: 'await portkey.chat.completions.create({ messages })',
  sites: ['call', 'object', 'member', 'text'],
  decide,
};
