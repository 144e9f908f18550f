import { possibilities as optionsOf, resolve as resolveValue } from '../src/project.js';
import type { Call, Member, ObjectValue, Origin, Text, Value } from '../src/value.js';

/** The module of Python's SDK below 1. */
export const MODULE = 'portkey';

/** Something of the old Python SDK that stood for plain data. */
export interface Record {
  readonly from: string;
  readonly see: string;
}

/** Classes whose keyword arguments are data. */
export const RECORDS: readonly Record[] = [
  { from: 'LLMOptions', see: 'PyPI portkey-ai 0.1.53: portkey/api_resources/utils.py' },
  { from: 'LLMBase', see: 'PyPI portkey-ai 0.1.30: README; LLMOptions since 0.1.34' },
  { from: 'Message', see: 'PyPI portkey-ai 0.1.53: portkey/api_resources/utils.py, a TypedDict' },
  { from: 'RetrySettings', see: 'PyPI portkey-ai 0.1.53: portkey/api_resources/utils.py, a TypedDict' },
];

/** Enums whose members are texts. */
export const ENUMS: readonly Record[] = [
  { from: 'Modes', see: 'PyPI portkey-ai 0.1.53: portkey/api_resources/utils.py' },
  { from: 'ModesLiteral', see: 'PyPI portkey-ai 0.1.53: portkey/api_resources/utils.py' },
  { from: 'ProviderTypes', see: 'PyPI portkey-ai 0.1.53: portkey/api_resources/utils.py' },
  { from: 'ProviderTypesLiteral', see: 'PyPI portkey-ai 0.1.53: portkey/api_resources/utils.py' },
  { from: 'CacheType', see: 'PyPI portkey-ai 0.1.53: portkey/api_resources/utils.py' },
  { from: 'CacheLiteral', see: 'PyPI portkey-ai 0.1.53: portkey/api_resources/utils.py' },
];

/** Members of the enums that are not their own name in lower case. See: the enums above. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ['AZURE_OPENAI', 'azure-openai'],
  ['HUGGING_FACE', 'huggingface'],
]);

/** Whether an origin is that name of the old module, however it was imported. */
export function isOfModule(origin: Origin | undefined, names: readonly Record[]): boolean {
  const name = origin && isModule(origin.module) ? origin.path.at(-1) : undefined;
  return name !== undefined && names.some(({ from }) => from === name);
}

/** Whether a module is the old SDK, or a part of it. */
export function isModule(module: string): boolean {
  return module === MODULE || module.startsWith(`${MODULE}.`);
}

const known = new WeakMap<Value, Value>();
/** Data by what it is written as. */
const made = new WeakMap<Value, Value>();

/** A record as the object it stands for, a member of an enum as its text; every other value is itself. */
export function dataOf(value: Value): Value {
  if (value.kind !== 'call' && value.kind !== 'member') return value;
  const memo = known.get(value);
  if (memo) return memo;
  const data = value.kind === 'call' ? recordOf(value) : value.kind === 'member' ? textOf(value) : undefined;
  known.set(value, data ?? value);
  if (data) made.set(data, value);
  return data ?? value;
}

/** Whether data is written as something of the old SDK: its source cannot stay as it is. */
export function isRecordData(data: Value): boolean {
  return made.has(data);
}

/** The object a draft of data can be made of where it stands: the arguments of a record, or the object itself. */
export function baseOf(data: ObjectValue): ObjectValue | undefined {
  const written = made.get(data);
  if (!written) return data;
  const [argument] = written.kind === 'call' ? written.args : [];
  return argument?.kind === 'object' ? argument : undefined;
}

/** The last name a callee is written with, where that says something. */
function mayBe(value: Value, names: ReadonlySet<string>): boolean {
  return value.kind === 'name' || (value.kind === 'member' && names.has(value.name ?? ''));
}

const RECORD_NAMES: ReadonlySet<string> = new Set(RECORDS.map(({ from }) => from));

function recordOf(call: Call): ObjectValue | undefined {
  if (!mayBe(call.callee, RECORD_NAMES)) return undefined;
  if (!isOfModule(call.origin, RECORDS) || call.args.length > 1) return undefined;
  const [argument] = call.args;
  if (!argument) return { kind: 'object', entries: [], at: call.at };
  return argument.kind === 'object' ? { kind: 'object', entries: argument.entries, at: call.at } : undefined;
}

/** How members of the enums are written, and what takes the text out of one. */
const MEMBER_NAME = /^(?:[A-Z][A-Z_]*|value)$/;

function textOf(member: Member): Text | undefined {
  if (!MEMBER_NAME.test(member.name ?? '')) return undefined;
  const inner = member.name === 'value' && member.of.kind === 'member' ? member.of : member;
  const { origin } = inner;
  const [type, name, ...deeper] = origin?.path.slice(-2) ?? [];
  if (!origin || !isModule(origin.module) || !type || !name || deeper.length) return undefined;
  if (!ENUMS.some(({ from }) => from === type)) return undefined;
  return { kind: 'text', text: MEMBERS.get(name) ?? name.toLowerCase(), at: member.at };
}

/** What a value stands for, records as the data they are. */
export function resolve(value: Value): Value {
  return dataOf(resolveValue(value));
}

/** All values it may turn out to be, records as the data they are. */
export function possibilities(value: Value): readonly Value[] {
  return optionsOf(value).map(dataOf);
}
