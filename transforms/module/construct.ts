import { entryOf, resolve } from '../../src/project.js';
import type { Change, Context, Draft, DraftEntry } from '../../src/site.js';
import type { Call, Entry, ObjectValue, Text, Value } from '../../src/value.js';
import { baseChange, withVersionPath } from '../client/base.js';
import { convertOptions } from '../client/convert.js';
import { fieldsOf } from '../config/fields.js';
import { changeAt } from '../config/ledger.js';
import { textOf, verbatim } from '../config/literals.js';
import { type ConfigOptions, convertClientConfig, type Remark } from '../config.js';
import { dataOf } from '../records.js';
import { PYTHON_MODULE } from '../sdk.js';
import type { Group } from './groups.js';
import { isConfigCall } from './uses.js';

/** What becomes of the value that was the module's config. */
export interface Construction {
  readonly changes: readonly Change[];
  readonly problems: readonly Remark[];
  readonly notes: readonly string[];
  /** The client's options, by name. */
  readonly says: readonly string[];
}

const CLIENT = { module: PYTHON_MODULE, name: 'Portkey' } as const;

/** Makes a client of what was set on the module. */
export function constructClient({ anchor, states, problems }: Group, context: Context): Construction {
  const base = states.get('base_url');
  const given = [...states.values()].filter((state) => state.key === 'api_key' || state.key === 'base_url');
  const first = given
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(
      ({ key, value }): DraftEntry => ({
        key,
        value: key === 'base_url' ? withVersionPath(value) : verbatim(value),
      }),
    );
  const isPlain = base?.value.kind === 'text' || base?.value.kind === 'template';
  const changes = base && !isPlain ? baseChange(base.value).changes : [];
  const config = states.get('config');
  const mode = states.get('mode');
  const made = config
    ? constructFrom(config.value, first, mode?.value, context)
    : { changes: [making(anchor.value, first)], problems: [], notes: [], says: first.flatMap(keysOf) };
  return {
    ...made,
    problems: [...problems, ...made.problems],
    changes: made.problems.length ? [] : [...made.changes, ...changes],
  };
}

function keysOf(entry: DraftEntry): string[] {
  return 'key' in entry ? [entry.key] : [];
}

/** The value is replaced by a construction. */
function making(value: Value, entries: readonly DraftEntry[]): Change {
  const draft: Draft = { kind: 'call', callee: CLIENT, args: [{ kind: 'object', entries }] };
  return { do: 'replace', at: value.at, with: draft };
}

function constructFrom(
  value: Value,
  first: readonly DraftEntry[],
  mode: Value | undefined,
  context: Context,
): Construction {
  const written = unwrapped(value);
  const end = resolve(value);
  if (end.kind === 'call' && isConfigCall(end)) {
    const options = optionsFor(mode);
    return end === written
      ? fromCall(end, first, options, context)
      : fromName(value, end, first, options, context);
  }
  const isData = end.kind === 'object' || end.kind === 'list' || end.kind === 'choice';
  if (isData) return nothing([unread(value)]);
  const entries: DraftEntry[] = [...first, { key: 'config', value: verbatim(value) }];
  return { changes: [making(value, entries)], problems: [], notes: [], says: entries.flatMap(keysOf) };
}

/** `(x)`: what is inside. */
function unwrapped(value: Value): Value {
  const inner = value.kind === 'opaque' ? value.target?.() : undefined;
  return inner ? unwrapped(inner) : value;
}

function nothing(problems: readonly Remark[]): Construction {
  return { changes: [], problems, notes: [], says: [] };
}

function unread({ at }: Value): Remark {
  const help = 'Make the client here: Portkey(api_key=..., config={"strategy": ..., "targets": [...]}).';
  return { at, message: 'the config that is set here cannot be read', help };
}

/** How Python's SDK read a config. */
export function optionsFor(mode?: Value): ConfigOptions {
  const text = mode && textOf(dataOf(mode));
  return { parameters: 'moved-all', keyOf: keyOfEnvironment, ...(text !== undefined && { mode: text }) };
}

/** `<PROVIDER>_API_KEY`. See: PyPI portkey-ai 0.1.53, apikey_from_env. */
function keyOfEnvironment(provider: Draft): Draft | undefined {
  const said =
    provider.kind === 'verbatim'
      ? textOf(dataOf(provider.value))
      : provider.kind === 'literal'
        ? provider.value
        : undefined;
  if (typeof said !== 'string') return undefined;
  return { kind: 'environment', name: `${said.toUpperCase().replaceAll('-', '_')}_API_KEY` };
}

/** Keys that Config took, apart from those of one of its llms. */
const CONFIG_KEYS: ReadonlySet<string> = new Set(['api_key', 'base_url', 'mode', 'llms', 'config']);

function argumentsOf(call: Call): ObjectValue | undefined {
  const [argument, ...others] = call.args;
  return argument?.kind === 'object' && !others.length ? argument : undefined;
}

function unknownKeys({ entries }: ObjectValue): readonly Remark[] {
  return entries.flatMap((entry): Remark[] => {
    if (entry.kind === 'entry' && entry.key !== undefined && CONFIG_KEYS.has(entry.key)) return [];
    const name = entry.kind === 'entry' ? entry.key : 'what is unpacked here';
    return [{ at: entry.at, message: `${name} of the config has no place in the new client`, help: HELP }];
  });
}

const HELP = 'Parameters of a model go into each call, or into override_params of a target.';

/** The call itself becomes the construction; its arguments are edited where they stand. */
function fromCall(
  call: Call,
  first: readonly DraftEntry[],
  config: ConfigOptions,
  context: Context,
): Construction {
  const options = argumentsOf(call);
  if (!options) return nothing([unread(call)]);
  const unknown = unknownKeys(options);
  if (unknown.length) return nothing(unknown);
  const more = first.filter((entry) => 'key' in entry && !entryOf(options, entry.key));
  const { changes, base, problems, notes, says } = convertOptions(options, context, { first: more, config });
  const callee: Change = { do: 'replace', at: call.callee.at, with: { kind: 'imported', from: CLIENT } };
  return {
    changes: [callee, ...changes, ...base],
    problems,
    notes,
    says: [...more.flatMap(keysOf), ...says],
  };
}

/** The config of a variable becomes a Config 2.0 there; what it said of the client goes to the client. */
function fromName(
  value: Value,
  call: Call,
  first: readonly DraftEntry[],
  config: ConfigOptions,
  context: Context,
): Construction {
  const options = argumentsOf(call);
  if (!options) return nothing([unread(call)]);
  const converted = convertConfigCall(call, config, context);
  const moved = options.entries.flatMap((entry): DraftEntry[] => {
    const isClients = entry.kind === 'entry' && (entry.key === 'api_key' || entry.key === 'base_url');
    if (!isClients) return [];
    return [
      {
        key: entry.key ?? '',
        value: entry.key === 'base_url' ? withVersionPath(entry.value) : verbatim(entry.value),
      },
    ];
  });
  const own = first.filter((entry) => 'key' in entry && !entryOf(options, entry.key));
  const entries: DraftEntry[] = [...own, ...moved, { key: 'config', value: verbatim(value) }];
  return {
    ...converted,
    changes: [making(value, entries), ...converted.changes],
    says: entries.flatMap(keysOf),
  };
}

/** A construction of the old Config becomes a Config 2.0 where it stands. */
export function convertConfigCall(call: Call, config: ConfigOptions, context: Context): Construction {
  const options = argumentsOf(call);
  if (!options) return nothing([unread(call)]);
  const unknown = unknownKeys(options);
  if (unknown.length) return nothing(unknown);
  const slug = entryOf(options, 'config');
  if (slug?.kind === 'entry')
    return { ...nothing([]), changes: [{ do: 'replace', at: call.at, with: verbatim(slug.value) }] };
  const { mode, options: llms } = {
    mode: fieldsOf(options).get('mode'),
    options: fieldsOf(options).get('options'),
  };
  if (!llms) return nothing([unread(call)]);
  const flat: ObjectValue = {
    ...options,
    entries: [mode, llms].filter((entry): entry is Entry => entry !== undefined),
  };
  const conversion = convertClientConfig(flat, context, config);
  if (!conversion?.draft) return nothing(conversion?.problems.length ? conversion.problems : [unread(call)]);
  const homeless = Object.keys(conversion.moved).map((name) => ({
    at: call.at,
    message: `${name} of its llms is an option of the client now`,
    help: 'Give it to the client, and take it out of the config.',
  }));
  const whole: ObjectValue = { kind: 'object', entries: options.entries, at: call.at };
  const { draft } = conversion;
  const inPlace: Draft = draft.kind === 'object' ? { ...draft, base: options } : draft;
  const ledger = { problems: [], notes: [], changes: [] as Change[] };
  changeAt(ledger, whole, inPlace);
  return {
    changes: [...ledger.changes, ...conversion.changes],
    problems: [...conversion.problems, ...homeless],
    notes: conversion.notes.map(({ message }) => message),
    says: ['config'],
  };
}

/** A text that is known. */
export function knownText(value: Value): Text | undefined {
  const end = resolve(value);
  return end.kind === 'text' ? end : undefined;
}
