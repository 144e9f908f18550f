import { entryOf, possibilities } from '../../src/project.js';
import type { Change, Context, Draft, DraftEntry } from '../../src/site.js';
import type { Entry, ObjectValue, Spread, Value } from '../../src/value.js';
import { convertConfig, type Remark } from '../config.js';
import { encodedIn } from '../encoders.js';
import { type Header, headerNamed, PREFIX } from '../headers.js';
import { readCaching } from './caching.js';
import { renamedName } from './names.js';
import { asText, readMode } from './provider.js';

/** What becomes of one header entry; no value: it goes. */
export interface HeaderFateOf {
  readonly entry: Entry;
  readonly header: Header;
  /** The option of createHeaders and the header, each with the value it takes; undefined: the entry goes. */
  readonly becomes:
    | {
        readonly value: Draft;
        readonly optionValue: Draft;
        readonly name: string;
        /** Its name comes by a constant, which is renamed in its place. */
        readonly isNamed?: boolean;
      }
    | undefined;
}

/** What becomes of an object of headers. */
export interface HeaderPlan {
  readonly object: ObjectValue;
  /** Whether there is anything of the old surface in it. */
  readonly isOld: boolean;
  readonly fates: readonly HeaderFateOf[];
  /** Entries of the config that says what cache and retry headers said. */
  readonly config: readonly DraftEntry[];
  /** Changes where values are written elsewhere. */
  readonly changes: readonly Change[];
  readonly problems: readonly Remark[];
  readonly notes: readonly string[];
  /** Nothing but literal keys: no spread, nothing computed. */
  readonly isPlain: boolean;
  /** The provider, where it is known. */
  readonly provider: string | undefined;
}

/** Whether an object carries headers of the gateway's own. */
export function carriesHeaders(object: ObjectValue): boolean {
  return gatewayEntries(object).length > 0;
}

/** The header entries of an object, those of object literals it spreads included. */
export function gatewayEntries(object: ObjectValue, seen: Set<ObjectValue> = new Set()): readonly Entry[] {
  if (seen.has(object)) return [];
  seen.add(object);
  return object.entries.flatMap((entry) => {
    if (entry.kind === 'spread') return objectsSpread(entry).flatMap((inner) => gatewayEntries(inner, seen));
    return entry.key?.toLowerCase().startsWith(PREFIX) ? [entry] : [];
  });
}

/** Every object literal a spread may stand for. */
export function objectsSpread({ of }: Spread): readonly ObjectValue[] {
  return possibilities(of).filter((option) => option.kind === 'object');
}

/** Headers that are sent together and would each bring a config of their own: the last one would win. */
export function clashesIn(plans: readonly HeaderPlan[]): readonly Remark[] {
  const saying = plans.filter(({ config }) => config.length > 0);
  return saying.flatMap(({ object: outer }) =>
    saying.flatMap(({ object }) => (isSpreadIn(object, outer, new Set()) ? [clashAt(object)] : [])),
  );
}

/** Why two objects of headers cannot each say cache or retry. */
export function clashAt({ at }: ObjectValue): Remark {
  return {
    at,
    message: 'cache and retry headers are not read any more, and are sent from two places here',
    help: 'Say both in one config: { cache: { mode, max_age }, retry: { attempts } }.',
  };
}

function isSpreadIn(inner: ObjectValue, outer: ObjectValue, seen: Set<ObjectValue>): boolean {
  if (inner === outer || seen.has(outer)) return false;
  seen.add(outer);
  return spreadsOf(outer)
    .flatMap(objectsSpread)
    .some((object) => object === inner || isSpreadIn(inner, object, seen));
}

/** Decides what becomes of every header in an object. `around` are all headers sent together with it. */
export function planHeaders(
  object: ObjectValue,
  context: Context,
  around: readonly Entry[] = gatewayEntries(object),
): HeaderPlan {
  const own = object.entries.filter((entry): entry is Entry => entry.kind === 'entry');
  const known = own.flatMap((entry) => {
    const header = entry.key === undefined ? undefined : headerNamed(entry.key);
    return header ? [{ entry, header }] : [];
  });
  const find = (fate: Header['fate']): Entry | undefined =>
    known.find(({ header }) => header.fate === fate)?.entry;
  const cache = find('cache');
  const age = cache && find('age');
  const caching = readCaching({ cache, age, retry: find('retry') });
  const outcomes = known
    .filter(({ header }) => header.fate !== 'age' || age)
    .map(({ entry, header }) => outcomeOf(entry, header, around, context));
  const hasConfig = around.find((entry) => headerNamed(entry.key ?? '')?.option === 'config');
  const merge = hasConfig && caching.entries.length ? [cannotMerge(hasConfig)] : [];
  const provider = outcomes.find(({ provider: text }) => text !== undefined)?.provider;
  return {
    object,
    isOld: outcomes.some(({ isOld }) => isOld),
    fates: outcomes.map(({ fate }) => fate),
    config: caching.entries,
    changes: outcomes.flatMap(({ changes }) => changes),
    problems: [...outcomes.flatMap(({ problems }) => problems), ...caching.problems, ...merge],
    notes: [...caching.notes, ...outcomes.flatMap(({ notes }) => notes)],
    isPlain: own.length === object.entries.length && !own.some((entry) => isComputed(entry, context)),
    provider,
  };
}

/** `[NAME]: value`: a key that is not written out, though it may be known. */
function isComputed({ key, keyAt }: Entry, { project }: Context): boolean {
  return key === undefined || project.document(keyAt.file)?.text[keyAt.span.start] === '[';
}

interface Outcome {
  readonly fate: HeaderFateOf;
  readonly isOld: boolean;
  readonly changes: readonly Change[];
  readonly problems: readonly Remark[];
  readonly notes: readonly string[];
  readonly provider?: string | undefined;
}

function outcomeOf(entry: Entry, header: Header, around: readonly Entry[], context: Context): Outcome {
  if (header.fate === 'provider') return modeOutcome(entry, header, around, context);
  if (header.fate === 'gone') return goneOutcome(entry, header);
  if (['cache', 'age', 'retry'].includes(header.fate))
    return { ...staying(entry, header), fate: going(entry, header), isOld: true };
  if (header.option === 'config') return configOutcome(entry, header, context);
  const name = header.to ?? header.from;
  const optionValue = header.json ? decoded(entry.value) : entry.value;
  const value: Draft = { kind: 'verbatim', value: entry.value };
  const becomes = { value, optionValue: { kind: 'verbatim', value: optionValue } as const, name };
  return { ...staying(entry, header), fate: { entry, header, becomes }, isOld: header.fate === 'renamed' };
}

function staying(entry: Entry, header: Header): Outcome {
  return { fate: going(entry, header), isOld: false, changes: [], problems: [], notes: [] };
}

function going(entry: Entry, header: Header): HeaderFateOf {
  return { entry, header, becomes: undefined };
}

/** `JSON.stringify(x)` is x for createHeaders, which encodes objects by itself. */
function decoded(value: Value): Value {
  const isPlain = value.kind === 'call' && value.args.length === 1;
  return (isPlain && encodedIn(value)) || value;
}

/** Headers any one of which selects a provider by itself. */
const SELECTING: ReadonlySet<string> = new Set(['provider', 'config', 'virtualKey']);

function modeOutcome(entry: Entry, header: Header, around: readonly Entry[], context: Context): Outcome {
  const others = around.filter((other) => other !== entry);
  const selected = others.filter(({ key }) => {
    const known = headerNamed(key ?? '');
    return known?.fate === 'same' && SELECTING.has(known.option ?? '');
  });
  const mode = readMode(entry.value);
  const hasProvider = selected.some(({ key }) => headerNamed(key ?? '')?.option === 'provider');
  if (hasProvider || (selected.length && mode.says !== 'provider')) {
    return { ...staying(entry, header), isOld: true };
  }
  if (mode.says === 'provider') {
    const value = entry.value.kind === 'template' ? asText(mode.draft) : mode.draft;
    const name = header.to ?? header.from;
    const renamed = entry.keyFrom && renamedName(entry.keyFrom, name, context);
    const becomes = { value, optionValue: mode.draft, name, ...(renamed && { isNamed: true }) };
    return {
      ...staying(entry, header),
      fate: { entry, header, becomes },
      isOld: true,
      changes: [...mode.changes, ...(renamed ? [renamed] : [])],
      provider: mode.text,
    };
  }
  const message =
    mode.says === 'none'
      ? `${entry.key} names no provider here, and nothing beside it does`
      : `the value of ${entry.key} is only known at run time`;
  const help = `Send ${header.to} with the provider's name alone.`;
  return { ...staying(entry, header), isOld: true, problems: [{ at: entry.at, message, help }] };
}

function goneOutcome(entry: Entry, header: Header): Outcome {
  const message = `${entry.key} has no equivalent in the new API`;
  const help = 'Say it in a config with strategy and targets, sent as x-portkey-config.';
  return { ...staying(entry, header), isOld: true, problems: [{ at: entry.at, message, help }] };
}

/** An inline config in a header becomes Configs 2.0; a slug stays. */
function configOutcome(entry: Entry, header: Header, context: Context): Outcome {
  const conversion = convertConfig(entry.value, context, { header: true });
  const inner = decoded(entry.value);
  const value: Draft = conversion.draft ?? { kind: 'verbatim', value: entry.value };
  const optionValue: Draft = conversion.draft ?? { kind: 'verbatim', value: inner };
  const moved = Object.keys(conversion.moved).length
    ? [
        {
          at: entry.at,
          message: 'what this config says of trace, metadata or cache refresh is a header of its own now',
        },
      ]
    : [];
  return {
    fate: { entry, header, becomes: { value, optionValue, name: header.from } },
    isOld: conversion.draft !== undefined || conversion.changes.length > 0 || conversion.problems.length > 0,
    changes: conversion.changes,
    problems: [...conversion.problems, ...moved],
    notes: conversion.notes.map(({ message }) => message),
  };
}

function cannotMerge({ at }: Entry): Remark {
  const message = 'cache and retry headers are not read any more, and there is a config already';
  return { at, message, help: 'Put cache and retry into that config.' };
}

/** The entry of a header in an object. */
export function headerEntry(object: ObjectValue, name: string): Entry | undefined {
  const found = object.entries.find((entry) => entry.kind === 'entry' && entry.key?.toLowerCase() === name);
  return found?.kind === 'entry' ? found : undefined;
}

/** What an object spreads. */
export function spreadsOf(object: ObjectValue): readonly Spread[] {
  return object.entries.filter((entry): entry is Spread => entry.kind === 'spread');
}

export { entryOf };
