import { entryOf } from '../../../src/project.js';
import type { Change, Context, Draft, DraftEntry } from '../../../src/site.js';
import type { Entry, ObjectValue, Value } from '../../../src/value.js';
import { baseChange, withVersionPath } from '../../client/base.js';
import { taken } from '../../client/moved.js';
import { type Leaf, leavesOf } from '../../config/leaves.js';
import { literalDraft, textOf, verbatim } from '../../config/literals.js';
import { draftOf } from '../../config/moved.js';
import { type ConfigConversion, convertClientConfig, type Remark } from '../../config.js';
import { optionsFor } from '../../module/construct.js';
import { resolve } from '../../records.js';
import { PYTHON_MODULE } from '../../sdk.js';
import { HELP } from './find.js';
import {
  type HostClass,
  NO_KEY,
  OPENAI,
  OPENAI_LIKE,
  OPENAI_MODELS,
  OPENAI_PROVIDERS,
  OWN_PARAMETERS,
  SHARED_PARAMETERS,
  UNSAID_TEMPERATURE,
} from './table.js';

/** What `Portkey(...)` with its llms becomes. */
export interface HostSaid {
  readonly host: HostClass;
  /** Arguments of the new construction. */
  readonly entries: readonly DraftEntry[];
  /** Changes where the llms are written. */
  readonly changes: readonly Change[];
  /** The only llm: what it says is said by the construction itself, and it goes. */
  readonly spent: Value | undefined;
  readonly problems: readonly Remark[];
  readonly notes: readonly string[];
}

/** Says in the terms of LlamaIndex's OpenAI class what the options and llms of its Portkey class said. */
export function writeHost(
  options: ObjectValue,
  llms: Value,
  isSpent: (leaf: Leaf) => boolean,
  context: Context,
): HostSaid {
  const leaves = leavesOf(configOf(options, llms));
  const mode = given(options, 'mode');
  const [first] = leaves;
  const alone = first && !leaves[1] && mode && textOf(resolve(mode.value)) === 'single' ? first : undefined;
  const spent = alone && saysLittle(alone) && isSpent(alone) ? alone : undefined;
  const conversion = convert(spent ? withoutModel(options, spent) : configOf(options, llms), mode, context);
  const problems = [...unknownOptions(options), ...(conversion?.problems ?? [unread(llms)])];
  if (!first || !conversion || problems.length)
    return nothing([...problems, ...(first ? [] : [unread(llms)])]);
  const model = entryIn(first, 'model', spent !== undefined);
  const host = hostFor(first);
  if (!model || !host) return nothing([withoutModelSaid(first)]);
  const base = given(options, 'base_url');
  return {
    host,
    entries: [
      { key: 'model', value: model },
      { key: 'temperature', value: temperatureOf(leaves, spent !== undefined) },
      ...maxTokensOf(spent),
      ...credentials(options, llms, base, conversion, spent !== undefined),
      ...options.entries.filter(isShared).map((keep) => ({ keep })),
    ],
    changes: [...(spent ? [] : conversion.changes), ...baseChanges(base)],
    spent: spent?.object,
    problems: [],
    notes: notesOf(conversion, leaves, base),
  };
}

function isShared(entry: ObjectValue['entries'][number]): boolean {
  return entry.kind === 'entry' && SHARED_PARAMETERS.has(entry.key ?? '');
}

function nothing(problems: readonly Remark[]): HostSaid {
  return { host: OPENAI, entries: [], changes: [], spent: undefined, problems, notes: [] };
}

function unread({ at }: Value): Remark {
  return { at, message: 'the llms that are added here cannot be read', help: HELP };
}

function withoutModelSaid({ object }: Leaf): Remark {
  const message = 'the model of this llm is not in sight, and LlamaIndex chooses by it how to ask';
  return { at: object.at, message, help: HELP };
}

function given(options: ObjectValue, key: string): Entry | undefined {
  const entry = entryOf(options, key);
  return entry?.kind === 'entry' && entry.value.kind !== 'null' ? entry : undefined;
}

function unknownOptions({ entries }: ObjectValue): readonly Remark[] {
  return entries.flatMap((entry): Remark[] => {
    const key = entry.kind === 'entry' ? (entry.key ?? '') : '';
    if (OWN_PARAMETERS.has(key) || SHARED_PARAMETERS.has(key)) return [];
    return [{ at: entry.at, message: 'what is given to this object cannot be read', help: HELP }];
  });
}

/** Mode and llms as one config. */
function configOf(options: ObjectValue, value: Value): ObjectValue {
  const mode = given(options, 'mode');
  const { at } = value;
  const llms: Entry = { kind: 'entry', key: 'llms', keyAt: at, value, shorthand: false, at };
  return { kind: 'object', entries: [...(mode ? [mode] : []), llms], at: options.at };
}

/** Parameters of the model that the construction itself takes. */
const TAKEN: ReadonlySet<string> = new Set(['model', 'temperature', 'max_tokens']);

/** Everything an llm may say for which no config is needed. */
const LITTLE: ReadonlySet<string> = new Set([
  ...TAKEN,
  'provider',
  'api_key',
  'virtual_key',
  'weight',
  'trace_id',
  'metadata',
  'cache_force_refresh',
]);

function saysLittle({ object }: Leaf): boolean {
  return object.entries.every((entry) => entry.kind === 'entry' && LITTLE.has(entry.key ?? ''));
}

function withoutModel(options: ObjectValue, { object }: Leaf): ObjectValue {
  const entries = object.entries.filter((entry) => entry.kind === 'spread' || !TAKEN.has(entry.key ?? ''));
  return configOf(options, { ...object, entries });
}

function convert(
  config: ObjectValue,
  mode: Entry | undefined,
  context: Context,
): ConfigConversion | undefined {
  return convertClientConfig(config, context, optionsFor(mode?.value));
}

/** The class that knows the model; undefined where nobody can tell which model it is. */
function hostFor({ object, fields }: Leaf): HostClass | undefined {
  const model = given(object, 'model');
  const name = model && textOf(model.value);
  if (name !== undefined) return OPENAI_MODELS.test(name) ? OPENAI : OPENAI_LIKE;
  const provider = fields.get('provider');
  return model && OPENAI_PROVIDERS.has((provider && textOf(provider.value)) ?? '') ? OPENAI : undefined;
}

/** What an llm says, for the construction; texts are written anew, since they are needed twice. */
function entryIn(leaf: Leaf, key: string, isSpent: boolean): Draft | undefined {
  const entry = given(leaf.object, key);
  if (!entry) return undefined;
  if (isSpent) return verbatim(entry.value);
  return literalDraft(resolve(entry.value)) ?? draftOf(entry, leaf, false);
}

/** What every llm says, or what providers take when nothing is said: LlamaIndex would say 0.1. */
function temperatureOf(leaves: readonly Leaf[], isSpent: boolean): Draft {
  const each = leaves.map((leaf) => entryIn(leaf, 'temperature', isSpent));
  const [first] = each;
  return first && each.every((one) => one !== undefined)
    ? first
    : { kind: 'literal', value: UNSAID_TEMPERATURE };
}

function maxTokensOf(spent: Leaf | undefined): DraftEntry[] {
  const entry = spent && given(spent.object, 'max_tokens');
  return entry ? [{ key: 'max_tokens', value: verbatim(entry.value) }] : [];
}

/** The entries of a config that is made of what never was one object. */
function detachedFrom(draft: Draft): Draft {
  if (draft.kind !== 'object') return draft;
  const entries = draft.entries.map((entry) =>
    'key' in entry ? { key: entry.key, value: entry.value } : entry,
  );
  return { kind: 'object', entries };
}

/** Where requests go, and with what keys. */
function credentials(
  options: ObjectValue,
  llms: Value,
  base: Entry | undefined,
  { single, draft, moved }: ConfigConversion,
  isSpent: boolean,
): DraftEntry[] {
  const own = isSpent ? single : undefined;
  const config: Draft = draft ? detachedFrom(draft) : { kind: 'verbatim', value: llms };
  const key = given(options, 'api_key');
  const said: readonly (readonly [string, Draft | undefined])[] = [
    ['api_key', key ? verbatim(key.value) : { kind: 'environment', name: 'PORTKEY_API_KEY' }],
    ['virtual_key', own?.virtualKey],
    ['provider', own?.provider],
    ['config', own ? undefined : config],
    ['trace_id', moved.traceID && (own ? moved.traceID : taken(moved.traceID))],
    ['metadata', moved.metadata && (own ? moved.metadata : taken(moved.metadata))],
    ['cache_force_refresh', moved.cacheForceRefresh],
  ];
  const headers: Draft = {
    kind: 'call',
    callee: { module: PYTHON_MODULE, name: 'createHeaders' },
    args: [
      {
        kind: 'object',
        entries: said.flatMap(([name, value]): DraftEntry[] => (value ? [{ key: name, value }] : [])),
      },
    ],
  };
  return [
    { key: 'api_key', value: keyOf(own, options) },
    { key: 'api_base', value: base ? withVersionPath(base.value) : GATEWAY },
    { key: 'default_headers', value: headers },
  ];
}

const GATEWAY: Draft = { kind: 'imported', from: { module: PYTHON_MODULE, name: 'PORTKEY_GATEWAY_URL' } };

/** A raw key goes into Authorization, where the class sends its own; a key that nothing says came from the environment. */
function keyOf(single: ConfigConversion['single'], options: ObjectValue): Draft {
  if (single?.apiKey) return single.apiKey;
  const fromEnvironment =
    single && !single.virtualKey && single.provider
      ? optionsFor(given(options, 'mode')?.value).keyOf?.(single.provider)
      : undefined;
  return fromEnvironment ?? { kind: 'literal', value: NO_KEY };
}

/** A base URL that is written elsewhere gets its version there. */
function baseChanges(base: Entry | undefined): readonly Change[] {
  const isPlain = !base || base.value.kind === 'text' || base.value.kind === 'template';
  return isPlain ? [] : baseChange(base.value).changes;
}

function notesOf({ notes }: ConfigConversion, leaves: readonly Leaf[], base: Entry | undefined): string[] {
  const isSaid = leaves.every(({ object }) => given(object, 'temperature'));
  const outside = base ? baseChange(base.value).outside.length > 0 : false;
  return [
    ...notes.map(({ message }) => message),
    ...(isSaid ? [] : ['the temperature is said, since LlamaIndex sends 0.1 where none is']),
    ...(outside ? ['what is given for base_url from outside must end in /v1 now'] : []),
  ];
}
