import { resolve } from '../src/project.js';
import type { Change, Context, Draft } from '../src/site.js';
import type { Call, ObjectValue, Template, Text, Value } from '../src/value.js';
import { convertObject } from './config/convert.js';
import { fieldsOf } from './config/fields.js';
import { followed } from './config/follow.js';
import { changeAt, type Ledger, openLedger, problem, type Remark } from './config/ledger.js';
import { detached } from './config/literals.js';
import { type Moved, movedOf } from './config/moved.js';
import type { ConfigOptions } from './config/scope.js';
import { isConfig2, looksLikeConfig, mayBeConfig } from './config/shape.js';
import { type Single, singleOf } from './config/single.js';
import { readJson } from './config/text.js';

export type { ConfigOptions, Moved, Remark, Single };
export { isConfig2, looksLikeConfig, mayBeConfig };

/** What a Config 1.0 becomes, said without syntax. */
export interface ConfigConversion {
  /** What it was: `slug` names a saved config; `unknown` could not be followed to anything and stays as it is. */
  readonly kind: 'config' | 'slug' | 'unknown';
  /** What to write in place of the value; undefined: the value stays as it is written there. */
  readonly draft: Draft | undefined;
  /** Changes where named parts of the config stand (or inside the value, where it is no plain object). They belong to `draft`, not to `single`. */
  readonly changes: readonly Change[];
  /** Set when it says nothing but where to: then no config is needed, and neither `draft` nor `changes`. */
  readonly single: Single | undefined;
  /** What is no config any more and travels beside it. */
  readonly moved: Moved;
  /** With any of these nothing may be changed: a person must decide. */
  readonly problems: readonly Remark[];
  /** What ought to be said about the result. */
  readonly notes: readonly Remark[];
}

type ProjectOnly = Pick<Context, 'project'>;

/**
 * Configs 1.0 → 2.0, for whatever the value is written as: an object, JSON in a string, JSON.stringify(...), or a name of one.
 * Facts: section 3 of the surface; every row is tested in test/config.test.ts.
 */
export function convertConfig(
  value: Value,
  context: ProjectOnly,
  options: ConfigOptions = {},
): ConfigConversion {
  const { end, written } = followed(value);
  if (end.kind === 'text') return convertText(end, value, context, options);
  if (end.kind === 'template') return templateConversion(end);
  if (end.kind === 'choice') return convertChoice(end.options, context, options);
  const encoded = encodedIn(end);
  if (encoded) return inPlace(encoded, convertConfig(encoded, context, options));
  if (end.kind !== 'object') return unchanged('unknown');
  const ledger = openLedger();
  const scope = { ledger, options, parameters: options.parameters ?? 'person', ...NO_CACHE } as const;
  const isDone = isConfig2(end) && !options.oldRoute;
  const draft = isDone ? undefined : convertObject(end, 'config', scope, written);
  if (options.header) checkHeader(end, ledger);
  const moved = isDone || options.moved ? {} : movedOf(end, ledger);
  const conversion: ConfigConversion = {
    kind: 'config',
    draft,
    single: singleOf(end, options),
    moved,
    ...ledger,
  };
  return end === value || !draft ? conversion : inPlace(end, conversion);
}

const NO_CACHE = { cacheAbove: undefined, cachePushed: undefined };

/**
 * The config that the options of an old client hold as `mode` and `llms` (or `options`), as a new object of its own; undefined when
 * they hold none. Other keys, spreads included, are the caller's.
 */
export function convertClientConfig(
  client: ObjectValue,
  context: ProjectOnly,
  options: ConfigOptions = {},
): ConfigConversion | undefined {
  const fields = fieldsOf(client);
  const entries = [fields.get('mode'), fields.get('options')].filter((entry) => entry !== undefined);
  if (!fields.has('options')) return undefined;
  const config: ObjectValue = { kind: 'object', entries, at: client.at };
  return convertConfig(config, context, { ...options, apart: true });
}

function unchanged(kind: ConfigConversion['kind']): ConfigConversion {
  return { kind, draft: undefined, single: undefined, moved: {}, ...openLedger() };
}

/** The draft of a value that is not the caller's own becomes a change where that value stands. */
function inPlace(value: Value, conversion: ConfigConversion): ConfigConversion {
  if (!conversion.draft) return conversion;
  const ledger: Ledger = { problems: [], notes: [], changes: [...conversion.changes] };
  changeAt(ledger, value, conversion.draft);
  return { ...conversion, draft: undefined, changes: ledger.changes };
}

/** Functions that turn data into JSON text. */
const ENCODERS: ReadonlySet<string> = new Set(['JSON.stringify', 'json.dumps', 'dumps']);

function encodedIn(value: Value): Value | undefined {
  if (value.kind !== 'call' || !isEncoder(value)) return undefined;
  const [first] = value.args;
  return first?.kind === 'spread' ? undefined : first;
}

function isEncoder({ origin }: Call): boolean {
  return origin !== undefined && ENCODERS.has(origin.path.join('.')) && ['', 'json'].includes(origin.module);
}

function convertText(
  text: Text,
  value: Value,
  context: ProjectOnly,
  options: ConfigOptions,
): ConfigConversion {
  const json = readJson(text.text, context.project);
  if (!json) return text.text.trimStart().startsWith('{') ? unreadable(text) : unchanged('slug');
  const inner = convertConfig(json.value, context, { ...options, header: false });
  const here = { ...inner, ...relocated(inner, text) };
  const { draft } = inner;
  if (!draft) return { ...here, changes: [] };
  const raw = json.after([{ do: 'replace', at: json.value.at, with: draft }]);
  if (raw === undefined) return { ...here, draft: undefined, changes: [] };
  const after = options.header ? escaped(raw) : raw;
  return value === text
    ? { ...here, draft: { kind: 'literal', value: after }, changes: [] }
    : { ...here, draft: undefined, changes: [{ do: 'retext', at: text, to: after }] };
}

/** What was said about places inside a text is said about the text, and what is taken out of it is said anew. */
function relocated(
  inner: ConfigConversion,
  { at }: Text,
): Pick<ConfigConversion, 'single' | 'moved' | 'problems' | 'notes'> {
  const { single, moved, problems, notes } = inner;
  const here = (remark: Remark): Remark => ({ ...remark, at });
  return {
    single: single && {
      ...pick('provider', single.provider),
      ...pick('virtualKey', single.virtualKey),
      ...pick('apiKey', single.apiKey),
    },
    moved: {
      ...pick('traceId', moved.traceId),
      ...pick('metadata', moved.metadata),
      ...pick('cacheForceRefresh', moved.cacheForceRefresh),
    },
    problems: problems.map(here),
    notes: notes.map(here),
  };
}

function pick<K extends string>(
  key: K,
  draft: Draft | undefined,
): { readonly [key in K]?: Draft } | undefined {
  const alone = draft && detached(draft);
  // A computed key widens to a string index; it is the one key of the type.
  return alone && ({ [key]: alone } as { readonly [key in K]?: Draft });
}

/** Characters that do not fit a header, as JSON may write them instead. */
function escaped(json: string): string {
  return json.replace(/[\u0100-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function unreadable({ at }: Text): ConfigConversion {
  const ledger = openLedger();
  problem(ledger, at, 'this looks like a config but is no JSON');
  return { ...unchanged('config'), ...ledger };
}

function templateConversion(template: Template): ConfigConversion {
  const [first] = template.parts;
  const looksLikeJson = first?.kind === 'chunk' && /^\s*\{/.test(first.text);
  if (!looksLikeJson) return unchanged('unknown');
  const chunks = template.parts.map((part) => (part.kind === 'chunk' ? part.text : '')).join('');
  if (!/(["'])(mode|options|llms)\1\s*:/.test(chunks)) return unchanged('unknown');
  const ledger = openLedger();
  problem(
    ledger,
    template.at,
    'this config is put together as text',
    'Build it as an object and JSON.stringify it.',
  );
  return { ...unchanged('config'), ...ledger };
}

/** Every option is converted where it stands, or none. */
function convertChoice(
  values: readonly Value[],
  context: ProjectOnly,
  options: ConfigOptions,
): ConfigConversion {
  const ledger = openLedger();
  const all = values.map((value) => {
    const conversion = inPlace(value, convertConfig(value, context, options));
    ledger.changes.push(...conversion.changes);
    ledger.problems.push(...conversion.problems);
    ledger.notes.push(...conversion.notes);
    if (Object.keys(conversion.moved).length) {
      problem(ledger, value.at, 'one of several configs says what is for the whole request in the new API');
    }
    return conversion;
  });
  const kind = all.some((one) => one.kind === 'config') ? 'config' : (all[0]?.kind ?? 'unknown');
  return { ...unchanged(kind), ...ledger };
}

function checkHeader(config: ObjectValue, ledger: Ledger): void {
  for (const value of textsIn(config)) {
    if (!/[\u0100-\uffff]/.test(value.text)) continue;
    problem(
      ledger,
      value.at,
      'a config in a header cannot hold characters above U+00FF',
      'Write them as \\u escapes.',
    );
  }
}

function textsIn(value: Value): readonly Text[] {
  const resolved = resolve(value);
  if (resolved.kind === 'text') return [resolved];
  if (resolved.kind === 'list')
    return resolved.items.flatMap((item) => (item.kind === 'spread' ? [] : textsIn(item)));
  if (resolved.kind !== 'object') return [];
  return resolved.entries.flatMap((entry) => (entry.kind === 'entry' ? textsIn(entry.value) : []));
}
