import type { Project } from '../../src/project.js';
import type {
  Binding,
  Call,
  Choice,
  Member,
  Name,
  ObjectValue,
  Origin,
  Spread,
  Value,
} from '../../src/value.js';
import { createHeaders } from './create-headers.js';
import {
  ABSENT,
  type Data,
  get,
  joined,
  known,
  merge,
  type RecordData,
  type Rest,
  record,
  spreadOf,
  textOf,
} from './data.js';
import { fromJson } from './json.js';
import { exportNamed, packageNamed } from './package-name.js';
import { pythonConstant, pythonResult } from './python/functions.js';

/** The text before the migration, or the one after it. */
export type Side = 'before' | 'after';

/** How expressions are read: where, and which of several possible values is taken. */
export interface Reading {
  readonly project: Project;
  /** The index of the value to take, below `count`; choices of one name go together. */
  readonly choose: (name: string, count: number) => number;
  /** Told of every expression that is read. */
  readonly note?: (value: Value) => void;
  /** Whether the text is the one before the migration or the one after it. */
  readonly side: Side;
}

/** What an expression comes to, followed through names, functions and later writes; what would need itself is unknown. */
export function evaluate(value: Value, reading: Reading, within: ReadonlySet<Value> = new Set()): Data {
  if (within.has(value) && value.kind !== 'object') return { kind: 'hole', of: value };
  reading.note?.(value);
  const path = new Set([...within, value]);
  const inner = (next: Value): Data => evaluate(next, reading, path);
  switch (value.kind) {
    case 'text':
      return known(value.text);
    case 'number':
    case 'boolean':
      return known(value.value);
    case 'null':
      return /^(?:null|None)$/.test(sourceOf(value, reading) ?? '') ? known(null) : ABSENT;
    case 'template':
      return joined(value.parts.map((part) => (part.kind === 'chunk' ? known(part.text) : inner(part))));
    case 'list':
      return { kind: 'list', items: value.items.flatMap((item) => itemsOf(item, inner)) };
    case 'object':
      return evaluateObject(value, inner, within.has(value));
    case 'choice':
      return evaluateChoice(value, reading, inner);
    case 'call':
      return evaluateCall(value, inner);
    case 'name':
      return evaluateName(value, inner);
    case 'member':
      return evaluateMember(value, inner);
    case 'opaque':
      return followed(value, inner);
  }
}

type Inner = (value: Value) => Data;

function sourceOf(value: Value, { project }: Reading): string | undefined {
  return project.read(value.at.file)?.slice(value.at.span.start, value.at.span.end);
}

function followed(
  value: Exclude<Value, { kind: 'choice' }> & { target?: () => Value | undefined },
  inner: Inner,
): Data {
  const target = value.target?.();
  return target && target !== value ? inner(target) : { kind: 'hole', of: value };
}

function itemsOf(item: Value | Spread, inner: Inner): readonly (Data | Rest)[] {
  if (item.kind !== 'spread') return [inner(item)];
  const of = inner(item.of);
  return of.kind === 'list' ? of.items : [{ kind: 'rest', of }];
}

/** An object with what is assigned to it later, unless one of those writes asks for the object itself. */
function evaluateObject(object: ObjectValue, inner: Inner, isBusy: boolean): Data {
  const holder = isBusy ? undefined : object.holder?.();
  return holder ? written(asMade(object, inner), holder, inner) : asMade(object, inner);
}

function asMade(object: ObjectValue, inner: Inner): RecordData {
  const fields = object.entries.flatMap((entry) => {
    if (entry.kind === 'spread') return spreadOf(inner(entry.of));
    const value = inner(entry.value);
    const key = entry.key ?? (entry.keyFrom && textOf(inner(entry.keyFrom)));
    return key === undefined ? [{ kind: 'rest', of: value } as const] : [{ key, value }];
  });
  return { kind: 'record', fields };
}

function evaluateChoice(choice: Choice, reading: Reading, inner: Inner): Data {
  const { options } = choice;
  const index = options.length > 1 ? reading.choose(decidedBy(choice, reading), options.length) : 0;
  const option = options[index];
  return option ? inner(option) : { kind: 'hole', of: choice };
}

/** What decides: the condition, the variable, the parameter. A migration changes what may come out, hardly ever this. */
function decidedBy(choice: Choice, reading: Reading): string {
  const source = sourceOf(choice, reading) ?? '';
  const python = /\sif\s+(.+?)\s+else\s/s.exec(source)?.[1];
  return python ?? /^[\w$.()!\s]*/.exec(source)?.[0].trim() ?? '';
}

function evaluateCall(call: Call, inner: Inner): Data {
  const python = pythonResult(call, inner);
  if (python) return python;
  const [first] = call.args;
  const argument = first && first.kind !== 'spread' ? first : undefined;
  const data = argument && FUNCTIONS[nameOf(call)]?.(argument, call, inner);
  return data ?? sameText(call, inner) ?? followed(call, inner);
}

function nameOf({ origin }: Call): string {
  return origin ? nameOfOrigin(origin) : '';
}

function nameOfOrigin(origin: Origin): string {
  return `${packageNamed(origin.module)}.${exportNamed(origin)}`;
}

/** `x.toString()`, `x.trim()`: the text x is. */
function sameText({ callee }: Call, inner: Inner): Data | undefined {
  if (callee.kind !== 'member' || !/^(?:toString|trim)$/.test(callee.name ?? '')) return undefined;
  const of = inner(callee.of);
  return of.kind === 'known' || of.kind === 'joined' ? of : undefined;
}

type Known = (argument: Value, call: Call, inner: Inner) => Data | undefined;

/** Functions of the language and of the SDK whose result is known. */
const FUNCTIONS: Readonly<Record<string, Known>> = {
  '.JSON.stringify': (argument, _call, inner) => ({ kind: 'encoded', of: inner(argument) }),
  '.JSON.parse': (argument, _call, inner) => decoded(inner(argument)),
  '.String': (argument, _call, inner) => joined([inner(argument)]),
  '.Number': (argument, _call, inner) => inner(argument),
  '.encodeURIComponent': (argument, _call, inner) => inner(argument),
  '.Headers': (argument, _call, inner) => inner(argument),
  '.URL': (argument, call, inner) => (call.args.length === 1 ? inner(argument) : undefined),
  '.structuredClone': (argument, _call, inner) => inner(argument),
  '.Object.freeze': (argument, _call, inner) => inner(argument),
  '.Object.assign': (_argument, call, inner) =>
    merge(...call.args.map((each) => inner(each.kind === 'spread' ? each.of : each))),
  'portkey-ai.createHeaders': (argument, _call, inner) => createHeaders(inner(argument)),
};

function decoded(data: Data): Data | undefined {
  if (data.kind === 'encoded') return data.of;
  return data.kind === 'known' && typeof data.value === 'string' ? fromJson(data.value) : undefined;
}

/** The gateway's address as the SDK exports it: src/constants.ts of 1.0.0 to 3.1.0. */
const GATEWAY_URL = 'https://api.portkey.ai/v1';

function constantOf(value: Name | Member): Data | undefined {
  const { origin } = value;
  if (!origin) return undefined;
  if (nameOfOrigin(origin) === 'portkey-ai.PORTKEY_GATEWAY_URL') return known(GATEWAY_URL);
  return pythonConstant([origin.module, ...origin.path].join('.'));
}

function evaluateName(name: Name, inner: Inner): Data {
  const constant = constantOf(name);
  if (constant) return constant;
  const data = followed(name, inner);
  const binding = data.kind === 'list' ? name.binding() : undefined;
  return binding ? written(data, binding, inner) : data;
}

/** What a variable holds, with what is assigned and appended to it after it was made. */
function written(data: Data, binding: Binding, inner: Inner): Data {
  return binding.references().reduce((before, { how, path, value }) => {
    if (!value) return before;
    if (how === 'memberWrite') return assigned(before, path, inner(value));
    return how === 'push' ? appended(before, path, inner(value)) : before;
  }, data);
}

function assigned(data: Data, [key, ...deeper]: readonly string[], value: Data): Data {
  if (data.kind !== 'record' || key === undefined) return data;
  const changed = deeper.length ? assigned(get(data, key) ?? record({}), deeper, value) : value;
  return merge(data, record({ [key]: changed }));
}

function appended(data: Data, [key, ...deeper]: readonly string[], value: Data): Data {
  if (key === undefined) return data.kind === 'list' ? { ...data, items: [...data.items, value] } : data;
  const list = get(data, key);
  return list ? merge(data, record({ [key]: appended(list, deeper, value) })) : data;
}

function evaluateMember(member: Member, inner: Inner): Data {
  const constant = constantOf(member);
  if (constant) return constant;
  if (member.target()) return followed(member, inner);
  const of = member.origin || member.name === undefined ? undefined : inner(member.of);
  return (of && get(of, member.name ?? '')) ?? { kind: 'hole', of: member };
}
