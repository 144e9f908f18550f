import { possibilities, resolve } from '../../../src/project.js';
import type { Draft, DraftEntry } from '../../../src/site.js';
import type { Call, Entry, ObjectValue, Value } from '../../../src/value.js';
import type { Remark } from '../../config.js';
import { CONFIG_PARAMETERS, type ConfigParameter, PROVIDER } from './table.js';

/** One argument of `Portkey.Config`. */
export interface Given {
  readonly parameter: ConfigParameter;
  readonly value: Value;
  /** Where it is given by name. */
  readonly entry: Entry | undefined;
}

/** What `Portkey.Config(...)` says, as options of createHeaders. */
export interface HeadersSaid {
  readonly entries: readonly DraftEntry[];
  /** Its named arguments, where there are no others. */
  readonly base: ObjectValue | undefined;
  readonly problems: readonly Remark[];
  readonly notes: readonly string[];
}

/** Reads what a `Portkey.Config(...)` says. */
export function readHeaders(call: Call): HeadersSaid {
  const { given, problems } = argumentsOf(call);
  const said = given.filter(({ value }) => !isNothing(value));
  const notes: string[] = [];
  const entries = orderOf(said).flatMap((one) => entriesOf(one, said, notes));
  const [base, ...others] = call.args;
  return {
    entries: [...entries, provider],
    base: base?.kind === 'object' && !others.length ? base : undefined,
    problems: [...problems, ...said.flatMap((one) => problemsOf(one, said))],
    notes,
  };
}

const provider: DraftEntry = { key: 'provider', value: { kind: 'literal', value: PROVIDER } };

/** None, and an empty text: not sent. */
function isNothing(value: Value): boolean {
  const end = resolve(value);
  return end.kind === 'null' || (end.kind === 'text' && end.text === '');
}

function argumentsOf(call: Call): { given: readonly Given[]; problems: readonly Remark[] } {
  const given: Given[] = [];
  const problems: Remark[] = [];
  const unread = ({ at }: { at: Value['at'] }, message: string): void => {
    problems.push({ at, message, help: HELP });
  };
  for (const [index, argument] of call.args.entries()) {
    const parameter = CONFIG_PARAMETERS[index];
    if (argument.kind === 'object' && argument === call.args.at(-1)) {
      for (const entry of argument.entries) {
        const named = entry.kind === 'entry' && CONFIG_PARAMETERS.find(({ from }) => from === entry.key);
        if (named && entry.kind === 'entry') given.push({ parameter: named, value: entry.value, entry });
        else unread(entry, 'what is unpacked into Portkey.Config cannot be read');
      }
    } else if (argument.kind === 'spread' || !parameter) {
      unread(argument, 'what is unpacked into Portkey.Config cannot be read');
    } else given.push({ parameter, value: argument, entry: undefined });
  }
  return { given, problems };
}

/** How to say by hand what Portkey.Config said. */
export const HELP =
  'Write headers=createHeaders(api_key=..., provider="openai", trace_id=..., metadata={...}, config={"cache": {...}, "retry": {...}}) from portkey_ai, and give the client openai_api_base=PORTKEY_GATEWAY_URL, which Portkey.Config put into the environment.';

/** The first of each option: that is where the option is written. */
function orderOf(said: readonly Given[]): readonly Given[] {
  const option = ({ parameter: { to } }: Given): string => (CACHING.has(to) ? 'config' : to);
  return said.filter((one, index) => said.findIndex((other) => option(other) === option(one)) === index);
}

const CACHING: ReadonlySet<string> = new Set(['cache', 'age', 'retry']);

function entriesOf(one: Given, said: readonly Given[], notes: string[]): DraftEntry[] {
  const { to } = one.parameter;
  if (to === 'api_key' || to === 'trace_id') return [entry(to, verbatim(one), one)];
  if (to === 'metadata') return [entry(to, metadataOf(said, notes), one)];
  if (to === 'refresh') return refreshOf(one, notes);
  const config = configOf(said, notes);
  return config.length ? [entry('config', { kind: 'object', entries: config }, one)] : [];
}

function entry(key: string, value: Draft, { entry: from }: Given): DraftEntry {
  return { key, value, ...(from && { from }) };
}

function verbatim({ value }: Given): Draft {
  return { kind: 'verbatim', value };
}

function metadataOf(said: readonly Given[], notes: string[]): Draft {
  const mayBeNone = said.some(({ parameter: { key }, value }) => key !== undefined && !isText(value));
  if (mayBeNone) notes.push('metadata that is None was left out, and is sent as null now');
  const entries = said.flatMap(({ parameter: { key }, value }): DraftEntry[] =>
    key === undefined ? [] : [{ key, value: { kind: 'verbatim', value } }],
  );
  return { kind: 'object', entries };
}

/** Whether a value is a text for sure: `os.environ["X"]` is one, or raises. */
function isText(value: Value): boolean {
  const end = resolve(value);
  return (
    end.kind === 'text' || end.kind === 'template' || (end.kind === 'member' && end.origin?.module === 'os')
  );
}

/** The gateway takes any value for yes: it is written only when it is meant. */
function refreshOf(one: Given, notes: string[]): DraftEntry[] {
  const end = resolve(one.value);
  if (end.kind === 'text' && end.text === 'True') return [entry('cache_force_refresh', verbatim(one), one)];
  notes.push('cache_force_refresh is left out: the new API takes any value for yes');
  return [];
}

/** Shortest time, in seconds, that the new API keeps an answer. */
const SHORTEST_AGE = 60;

function configOf(said: readonly Given[], notes: string[]): DraftEntry[] {
  const find = (to: ConfigParameter['to']): Given | undefined =>
    said.find(({ parameter }) => parameter.to === to);
  const [cache, age, retry] = [find('cache'), find('age'), find('retry')];
  if (age && !cache) notes.push('cache_age without a cache had no effect; it is gone');
  const seconds = age && resolve(age.value);
  if (cache && seconds?.kind === 'number' && seconds.value < SHORTEST_AGE)
    notes.push(`the cache age is below the new API's least, ${SHORTEST_AGE} s`);
  const caching = cache && [
    { key: 'mode', value: verbatim(cache) },
    ...(age ? [{ key: 'max_age', value: verbatim(age) }] : []),
  ];
  return [
    ...(caching ? [{ key: 'cache', value: { kind: 'object', entries: caching } } as const] : []),
    ...(retry
      ? [
          {
            key: 'retry',
            value: { kind: 'object', entries: [{ key: 'attempts', value: verbatim(retry) }] },
          } as const,
        ]
      : []),
  ];
}

/** What may be None was left out by Portkey.Config, and would be sent as null. */
function problemsOf({ parameter: { to, from }, value }: Given, said: readonly Given[]): readonly Remark[] {
  if (to === 'api_key' || to === 'trace_id') return [];
  if (to === 'age' && !said.some(({ parameter }) => parameter.to === 'cache')) return [];
  const isSure = possibilities(value).every((option) => isKnown(option, to));
  if (isSure && (to === 'metadata' || !isParameter(value))) return [];
  const message = `${from} is only known at run time, and may be nothing`;
  return [{ at: value.at, message, help: HELP }];
}

function isKnown(option: Value, to: ConfigParameter['to']): boolean {
  if (to === 'metadata') return option.kind !== 'null';
  if (to === 'cache') return option.kind === 'text' && /^(?:simple|semantic)$/.test(option.text);
  if (to === 'refresh') return option.kind === 'text' && /^(?:True|False)$/.test(option.text);
  return option.kind === 'number' || isNumberMade(option);
}

/** A parameter of a function: what it is when nothing is given for it does not show. */
function isParameter(value: Value): boolean {
  const next = 'target' in value ? value.target?.() : undefined;
  return (value.kind === 'name' && value.binding()?.kind === 'parameter') || (!!next && isParameter(next));
}

/** `int(...)`. */
function isNumberMade(option: Value): boolean {
  return option.kind === 'call' && option.origin?.module === '' && option.origin.path.join('.') === 'int';
}
