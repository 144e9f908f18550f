import { entryOf, possibilities } from '../../src/project.js';
import type { Change, Context, Draft, DraftEntry } from '../../src/site.js';
import type { Call, Entry, ObjectValue, Value } from '../../src/value.js';
import { baseChange, withVersionPath } from '../client/base.js';
import { convertOptions } from '../client/convert.js';
import { MOVED, taken } from '../client/moved.js';
import { fieldsOf } from '../config/fields.js';
import { textOf, verbatim } from '../config/literals.js';
import { type ConfigOptions, convertClientConfig, type Remark } from '../config.js';
import { dataOf } from '../records.js';
import { PYTHON_MODULE, sdkFor } from '../sdk.js';
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
export function constructClient(
  { anchor, states, problems }: Group,
  isReplaceable: boolean,
  context: Context,
): Construction {
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
    ? constructFrom(config.value, first, { ...optionsFor(mode?.value), replaceable: isReplaceable }, context)
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
  options: ConfigOptions,
  context: Context,
): Construction {
  const written = unwrapped(value);
  if (written.kind === 'call' && isConfigCall(written)) return fromCall(written, first, options, context);
  const all = possibilities(value);
  const calls = all.filter((one): one is Call => one.kind === 'call' && isConfigCall(one));
  if (calls.length) return fromName(value, calls, first, options, context);
  if (all.some(({ kind }) => kind === 'object' || kind === 'list')) return nothing([unread(value)]);
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

/** The configs of a variable become Configs 2.0 there; what they said of the client goes to the client. */
function fromName(
  value: Value,
  calls: readonly Call[],
  first: readonly DraftEntry[],
  config: ConfigOptions,
  context: Context,
): Construction {
  const all = calls.map((call) => configOfCall(call, config, context));
  const beside = [...calls.flatMap(clientsOwn), ...all.flatMap((one) => one.beside)];
  const problems = all.flatMap((one) => one.problems);
  if (calls.length > 1 && beside.length) problems.push(unread(value));
  const own = first.filter((entry) => !beside.some((other) => sameKey(entry, other)));
  const entries: DraftEntry[] = [
    ...own,
    ...beside.filter(isOfClient),
    { key: 'config', value: verbatim(value) },
    ...beside.filter((entry) => !isOfClient(entry)),
  ];
  return {
    changes: [making(value, entries), ...all.flatMap(({ here, changes }) => [...here, ...changes])],
    problems,
    notes: all.flatMap(({ notes }) => notes),
    says: entries.flatMap(keysOf),
  };
}

function sameKey(one: DraftEntry, other: DraftEntry): boolean {
  return 'key' in one && 'key' in other && one.key === other.key;
}

function isOfClient(entry: DraftEntry): boolean {
  return 'key' in entry && (entry.key === 'api_key' || entry.key === 'base_url');
}

/** The client's own key and base URL, which Config took too. */
function clientsOwn(call: Call): readonly DraftEntry[] {
  return (argumentsOf(call)?.entries ?? []).flatMap((entry): DraftEntry[] => {
    if (entry.kind === 'spread' || (entry.key !== 'api_key' && entry.key !== 'base_url')) return [];
    const value = entry.key === 'base_url' ? withVersionPath(entry.value) : verbatim(entry.value);
    return [{ key: entry.key, value }];
  });
}

/** What a construction of the old Config says, as a Config 2.0. */
export interface ConfigOfCall {
  /** The config, to be written elsewhere. */
  readonly draft: Draft | undefined;
  /** What makes it one where it stands. */
  readonly here: readonly Change[];
  /** Changes of what it is made of, wherever it goes. */
  readonly changes: readonly Change[];
  /** What is said beside a config now. */
  readonly beside: readonly DraftEntry[];
  readonly problems: readonly Remark[];
  readonly notes: readonly string[];
}

/** Reads a construction of the old Config. */
export function configOfCall(call: Call, config: ConfigOptions, context: Context): ConfigOfCall {
  const options = argumentsOf(call);
  const unknown = options ? unknownKeys(options) : [unread(call)];
  if (!options || unknown.length) return failed(unknown);
  const slug = entryOf(options, 'config');
  if (slug?.kind === 'entry') {
    const draft = verbatim(slug.value);
    return { ...failed([]), draft, here: [{ do: 'replace', at: call.at, with: draft }] };
  }
  const fields = fieldsOf(options);
  const entries = [fields.get('mode'), fields.get('options')].filter(
    (entry): entry is Entry => entry !== undefined,
  );
  const conversion = convertClientConfig({ ...options, entries }, context, config);
  if (!conversion?.draft) return failed(conversion?.problems.length ? conversion.problems : [unread(call)]);
  const { draft, moved, changes, problems, notes } = conversion;
  const inPlace: Draft = draft.kind === 'object' ? { ...draft, base: options } : draft;
  const names = sdkFor(call.at.file, context.project).names;
  const beside = MOVED.flatMap((from): DraftEntry[] => {
    const value = moved[from];
    return value ? [{ key: from === 'metadata' ? from : names[from], value: taken(value) }] : [];
  });
  return {
    draft,
    here: [{ do: 'replace', at: call.at, with: inPlace }],
    changes,
    beside,
    problems,
    notes: notes.map(({ message }) => message),
  };
}

function failed(problems: readonly Remark[]): ConfigOfCall {
  return { draft: undefined, here: [], changes: [], beside: [], problems, notes: [] };
}
