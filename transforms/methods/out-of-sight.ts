import { possibilities, resolve } from '../../src/project.js';
import type {
  AssignmentSite,
  CallSite,
  Context,
  Finding,
  MemberSite,
  ObjectSite,
  TextSite,
} from '../../src/site.js';
import type { Member, Place, Value } from '../../src/value.js';
import { MODULE_METHODS } from '../module/table.js';
import { isConstruction, isLostFile, isPython, PACKAGE } from '../sdk.js';
import { CALLED_OUT_OF_SIGHT, HANDED_ON, isOurs, METHODS, RULE, renameSteps } from './table.js';

/** What holds an old method is kept or handed on, and is not called in sight. */
export function decideMember(site: MemberSite, context: Context): readonly Finding[] {
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

/** `spyOn(client.chatCompletions, "create")`: the object that holds an old method is handed over. */
export function decideArguments({ call }: CallSite, context: Context): readonly Finding[] {
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
export function decideStandIn({ value }: ObjectSite, context: Context): readonly Finding[] {
  return value.entries.flatMap((entry): Finding[] =>
    entry.kind === 'spread' ? [] : standsIn(entry.key, entry.value, entry.keyAt, context),
  );
}

/** The same by a field, or written to an object: `chatCompletions = { create }`. */
export function decideStandInField(site: AssignmentSite, context: Context): readonly Finding[] {
  const step = site.path.at(-1);
  return step ? standsIn(step.name, site.value, step.at, context) : [];
}

function standsIn(name: string | undefined, value: Value, at: Place, context: Context): Finding[] {
  // Most keys begin no method, and what they hold need not be followed.
  if (!METHODS.some(({ from }) => from.startsWith(`${name}.`))) return [];
  const object = resolve(value);
  if (object.kind !== 'object') return [];
  const inner = object.entries.map((one) => (one.kind === 'entry' ? `${name}.${one.key}` : ''));
  const method = METHODS.find(({ from }) => inner.includes(from));
  if (!method || !mocksSdk(at.file, context)) return [];
  const message = `this stands in for a client, and ${method.from} is now ${method.to}`;
  return [{ rule: RULE, at, message, help: 'Give it the shape of the new client.', changes: [] }];
}

/** `client[key]`, `spyOn(client, "chatCompletions")`: the name as a text. */
export function decideNamed({ value, role, at }: TextSite, context: Context): readonly Finding[] {
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
export function decideStranger(site: CallSite | MemberSite, context: Context): readonly Finding[] {
  const path = [rootName(calleeOf(site)), ...site.path.map(({ name }) => name)].join('.');
  const names = isPython(site.at.file, context.project) ? MODULE_METHODS : METHODS;
  const method = names.find(
    ({ from, ambiguous }) => !ambiguous && (path === from || path.endsWith(`.${from}`)),
  );
  if (!method || !isUnknown(site) || !mentionsSdk(site.at.file, context)) return [];
  const step = site.path.at(-method.from.split('.').length) ?? site.path.at(0);
  if (!step || context.claimed(step.at)) return [];
  const message = `${method.from} may be called on an old client here, which could not be followed to where it is made`;
  return [{ rule: RULE, at: step.at, message, help: `In version 1 it is ${method.to}.`, changes: [] }];
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
