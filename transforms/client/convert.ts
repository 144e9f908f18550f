import { covers, entryOf } from '../../src/project.js';
import type { Change, Context, DraftEntry } from '../../src/site.js';
import type { Entry, ObjectValue, Place, Value } from '../../src/value.js';
import { followed } from '../config/follow.js';
import { type Rewriting, rewriting } from '../config/rewriting.js';
import { type ConfigConversion, type ConfigOptions, convertClientConfig, type Remark } from '../config.js';
import { possibilities, resolve } from '../records.js';
import { type Sdk, sdkFor } from '../sdk.js';
import { staleAnnotations } from './annotations.js';
import { baseChange } from './base.js';
import { MOVED, taken } from './moved.js';
import {
  alternativesIn,
  type ClientOptions,
  mayBeOld,
  OPTIONS,
  type Owned,
  oldOptions,
  readOptions,
} from './options.js';
import { recordsOn, singleEntries, withKey } from './single.js';

/** What the options of one client become. With problems nothing but the base URL may be changed. */
export interface OptionsConversion {
  readonly changes: readonly Change[];
  /** Changes of the base URL, which hold whatever becomes of the rest. */
  readonly base: readonly Change[];
  readonly problems: readonly Remark[];
  /** Sentences about the result. */
  readonly notes: readonly string[];
  /** The new options' names. */
  readonly says: readonly string[];
}

/** The objects being rewritten, each once. */
type Rewritings = Map<ObjectValue, Rewriting>;

/** What a caller knows of a client's options beside their text. */
export interface Manner {
  /** Options said elsewhere, which come first. */
  readonly first?: readonly DraftEntry[];
  readonly config?: ConfigOptions;
}

/** Converts the options of one client. */
export function convertOptions(
  object: ObjectValue,
  context: Context,
  { first = [], config = {} }: Manner = {},
): OptionsConversion {
  const names = namesFor(object, context);
  const options = readOptions(object);
  const rewritings: Rewritings = new Map();
  if (first.length) rewritingOf(object, rewritings).lead(...first);
  const renamed = renameOptions(options, rewritings, names.clientKey);
  const selection = selectProvider(object, options, rewritings, { context, config, names });
  const base = baseOf(options, names);
  const own = [...rewritings].flatMap(([owner, { draft }]): Change[] => {
    const after = draft(false);
    return after ? [{ do: 'replace', at: owner.at, with: after }] : [];
  });
  const changes = [...own, ...selection.changes].filter((change) => isOpen(change, context));
  return {
    ...selection,
    problems: [...selection.problems, ...sometimesOld(options, names)],
    changes,
    base: base.changes,
    says: [...renamed, ...selection.says],
    notes: [...selection.notes, ...base.notes],
  };
}

/** A constant that several clients share is converted once. */
function isOpen(change: Change, context: Context): boolean {
  if (!('at' in change)) return true;
  return !context.claimed('span' in change.at ? change.at : change.at.at);
}

function rewritingOf(owner: ObjectValue, rewritings: Rewritings): Rewriting {
  const known = rewritings.get(owner) ?? rewriting(owner);
  rewritings.set(owner, known);
  return known;
}

type Names = Sdk['names'];

function namesFor({ at }: ObjectValue, { project }: Context): Names {
  return sdkFor(at.file, project).names;
}

/** What every choice of a provider asks. */
interface Around {
  readonly context: Context;
  readonly config: ConfigOptions;
  readonly names: Names;
}

function renameOptions({ fields }: ClientOptions, rewritings: Rewritings, clientKey: string): string[] {
  return OPTIONS.flatMap(({ from, isKey }) => {
    const owned = fields.get(from);
    const to = isKey ? clientKey : undefined;
    if (!owned || to === undefined || to === from) return [];
    const { entry, owner } = owned;
    const target = rewritingOf(owner, rewritings);
    if (fields.has(to)) target.drop(entry);
    else target.become(entry, { key: to, value: { kind: 'verbatim', value: entry.value }, from: entry });
    return [to];
  });
}

type Selection = Pick<OptionsConversion, 'changes' | 'problems' | 'notes' | 'says'>;

const NOTHING: Selection = { changes: [], problems: [], notes: [], says: [] };

/** What `mode`, `llms` and `config` said becomes what version 1 reads. */
function selectProvider(
  object: ObjectValue,
  { fields }: ClientOptions,
  rewritings: Rewritings,
  around: Around,
): Selection {
  const old = [fields.get('mode'), fields.get('llms')].filter((owned) => owned !== undefined);
  if (!old.length) return NOTHING;
  const config = given(fields.get('config'));
  if (config) return keepConfig(config.entry, old, rewritings);
  const llms = given(fields.get('llms'));
  if (!llms) return { ...NOTHING, problems: [withoutLlms(old[0]?.entry.at ?? object.at)] };
  const flat = { ...object, entries: old.map(({ entry }) => entry) };
  const conversion = convertClientConfig(flat, around.context, around.config);
  if (!conversion) return NOTHING;
  if (conversion.problems.length) return { ...NOTHING, problems: conversion.problems };
  return placeSelection(llms, fields.get('mode'), conversion, rewritings, around, fields.get('config'));
}

/** An option that says something. */
function given(owned: Owned | undefined): Owned | undefined {
  return owned && resolve(owned.entry.value).kind !== 'null' ? owned : undefined;
}

function withoutLlms(at: Place): Remark {
  return {
    at,
    message: 'a mode without llms says nothing about where requests go',
    help: 'Give the client a virtualKey, a provider and Authorization, or a config.',
  };
}

/** The old client sent `config` instead of mode and llms, where one was given. */
function keepConfig(config: Entry, old: readonly Owned[], rewritings: Rewritings): Selection {
  const isGiven = possibilities(config.value).every(({ kind }) =>
    ['text', 'template', 'object'].includes(kind),
  );
  if (!isGiven) {
    const message = 'it cannot be told whether config is set, and mode and llms count only without it';
    return {
      ...NOTHING,
      problems: [{ at: config.at, message, help: 'Give one config that holds either way.' }],
    };
  }
  for (const { entry, owner } of old) rewritingOf(owner, rewritings).drop(entry);
  return { ...NOTHING, says: ['config'], notes: ['mode and llms were not sent beside a config'] };
}

function placeSelection(
  llms: Owned,
  mode: Owned | undefined,
  conversion: ConfigConversion,
  rewritings: Rewritings,
  { context, config, names }: Around,
  noConfig: Owned | undefined,
): Selection {
  const { moved, draft } = conversion;
  const isOption = conversion.single && !(config.replaceable && conversion.single.virtualKey);
  const single = isOption && conversion.single ? withKey(conversion.single, config) : undefined;
  const first: DraftEntry[] = single
    ? singleEntries(single, llms.entry, names)
    : [{ key: 'config', value: draft ?? { kind: 'verbatim', value: llms.entry.value }, from: llms.entry }];
  const beside = MOVED.flatMap((from): DraftEntry[] => {
    const value = moved[from];
    const key = from === 'metadata' ? from : names[from];
    return value ? [{ key, value: single ? value : taken(value) }] : [];
  });
  if (single && !single.virtualKey && !single.apiKey)
    return { ...NOTHING, problems: [withoutKey(llms.entry.at)] };
  rewritingOf(llms.owner, rewritings).become(llms.entry, ...first, ...beside);
  if (mode) rewritingOf(mode.owner, rewritings).drop(mode.entry);
  if (noConfig) rewritingOf(noConfig.owner, rewritings).drop(noConfig.entry);
  return {
    changes: [
      ...(single ? recordsOn(llms.entry.value) : conversion.changes),
      ...staleAnnotations(llms.entry.value, context),
    ],
    problems: [],
    notes: conversion.notes.map(({ message }) => message),
    says: [...first, ...beside].flatMap((entry) => ('key' in entry ? [entry.key] : [])),
  };
}

function withoutKey(at: Place): Remark {
  return {
    at,
    message: 'this llm names a provider and no key of it',
    help: 'Give the client a virtualKey, or provider and Authorization.',
  };
}

/** Old options in an object that is spread only sometimes, or is one of several. */
function sometimesOld({ unknown }: ClientOptions, names: Names): Remark[] {
  return unknown.flatMap(alternativesIn).flatMap((object) => {
    const entries = oldOptions(names).flatMap(({ from }) => entryOf(object, from) ?? []);
    return entries.map(({ at }) => ({
      at,
      message: 'what stands here is given to the client only sometimes',
    }));
  });
}

function baseOf(options: ClientOptions, names: Names): { changes: readonly Change[]; notes: string[] } {
  const name = names.baseURL;
  if (!mayBeOld(options, names)) return { changes: [], notes: [] };
  const own = options.fields.get(name)?.entry;
  const others = options.unknown.flatMap(alternativesIn).map((object) => entryOf(object, name));
  const bases = [own, ...others].flatMap((entry) =>
    entry?.kind === 'entry' ? [baseChange(entry.value)] : [],
  );
  const changes = bases.flatMap((base) => base.changes);
  const outside = bases.flatMap((base) => base.outside);
  const isOld = oldOptions(names).some(({ from }) => options.fields.has(from));
  const note = `what is given for ${name} from outside must end in /v1 now`;
  return { changes, notes: outside.length && isOld ? [note] : [] };
}

/** Later writes to options that are not there any more, on the names the options go by. */
export function writesToOldOptions(options: Value, { project }: Context): readonly Remark[] {
  const old = oldOptions(sdkFor(options.at.file, project).names);
  return followed(options).written.flatMap(({ at, how, path }): Remark[] => {
    const [key] = path;
    if (!old.some(({ from }) => from === key)) return [];
    const does = how === 'member' ? 'read' : 'written';
    return [
      { at, message: `${key} of the client's options is also ${does} here, and version 1 does not read it` },
    ];
  });
}

/** Whether a place stands within a construction. */
export function isWithin(outer: Place, inner: Place): boolean {
  return covers(outer, inner);
}
