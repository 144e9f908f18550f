import type { Draft } from '../../src/site.js';
import type { Entry, Value } from '../../src/value.js';
import { possibilities, resolve } from '../records.js';
import type { Fields } from './fields.js';
import { type Ledger, note, problem } from './ledger.js';
import { isAlways, isNothing, literal, textOf, verbatim } from './literals.js';

/** What an object says about caching: a 2.0 cache, none at all, or nothing (so that it inherits). */
export type CacheSaid =
  | { readonly says: 'cache'; readonly draft: Draft; readonly unchanged: boolean }
  | { readonly says: 'none' }
  | { readonly says: 'nothing' };

/** Whether an object is one option or a config with options. */
export type Level = 'option' | 'config';

/** Reads cache, cache_status and cache_age of an option or a config; `inherited` is the cache that stands above it. */
export function cacheOf(
  fields: Fields,
  level: Level,
  inherited: Draft | undefined,
  ledger: Ledger,
): CacheSaid {
  const cache = present(fields, 'cache');
  if (cache) {
    const said = resolve(cache.value);
    if (said.kind === 'object') return { says: 'cache', draft: verbatim(cache.value), unchanged: true };
    if (said.kind === 'boolean' && !said.value) return { says: 'none' };
  }
  const mode = modeOf(fields, cache, level, ledger);
  const age = present(fields, 'cache_age');
  if (mode) return { says: 'cache', draft: cacheDraft(mode, age, ledger), unchanged: false };
  if (!age) return { says: 'nothing' };
  const above = modeIn(inherited);
  if (above) return { says: 'cache', draft: cacheDraft(above, age, ledger), unchanged: false };
  note(ledger, age.at, 'cache_age without a cache had no effect; it is gone');
  return { says: 'nothing' };
}

function present(fields: Fields, meaning: string): Entry | undefined {
  const entry = fields.get(meaning);
  return entry && !isNothing(entry.value) ? entry : undefined;
}

function modeOf(fields: Fields, cache: Entry | undefined, level: Level, ledger: Ledger): Draft | undefined {
  const status = present(fields, 'cache_status');
  const said = cache ? switchOf(cache.value, level) : 'on';
  if (cache && said === 'unknown') {
    const help = 'Write cache: { mode: "simple" } or leave it out.';
    problem(ledger, cache.at, `it cannot be told whether ${cache.key} is on or off`, help);
  }
  if (status) return modeDraft(status.value, ledger);
  if (!cache) return undefined;
  return said === 'mode' ? modeDraft(cache.value, ledger) : literal('simple');
}

/** `cache` of an option is on or off, or names a mode; that of a whole config names a mode. */
function switchOf(value: Value, level: Level): 'on' | 'mode' | 'unknown' {
  if (resolve(value).kind === 'boolean') return 'on';
  if (isAlways(value, 'text')) return 'mode';
  return level === 'config' && possibilities(value).every(({ kind }) => kind !== 'boolean')
    ? 'mode'
    : 'unknown';
}

/** Cache modes are the same in both versions. */
const CACHE_MODES: ReadonlySet<string> = new Set(['simple', 'semantic']);

function modeDraft(value: Value, ledger: Ledger): Draft {
  const text = textOf(value);
  if (text !== undefined && !CACHE_MODES.has(text)) {
    problem(ledger, value.at, `"${text}" is no cache mode`, 'Cache modes are "simple" and "semantic".');
  }
  return verbatim(value);
}

function modeIn(cache: Draft | undefined): Draft | undefined {
  if (cache?.kind !== 'object') return undefined;
  const mode = cache.entries.find((entry) => 'key' in entry && entry.key === 'mode');
  return mode && 'key' in mode ? mode.value : undefined;
}

function cacheDraft(mode: Draft, age: Entry | undefined, ledger: Ledger): Draft {
  const maxAge = age && ageDraft(age, ledger);
  return {
    kind: 'object',
    entries: [{ key: 'mode', value: mode }, ...(maxAge ? [{ key: 'max_age', value: maxAge }] : [])],
  };
}

/** Shortest time, in seconds, that the new API keeps an answer. */
const SHORTEST_AGE = 60;

function ageDraft(age: Entry, ledger: Ledger): Draft | undefined {
  const value = resolve(age.value);
  const seconds = secondsOf(value);
  if (seconds !== undefined && seconds < SHORTEST_AGE) {
    note(ledger, age.at, `a cache age of ${seconds} s is below the new API's least, ${SHORTEST_AGE} s`);
  }
  if (value.kind === 'number') return verbatim(age.value);
  if (seconds !== undefined) return literal(seconds);
  if (value.kind === 'text') problem(ledger, age.at, `"${value.text}" is no cache age in seconds`);
  return verbatim(age.value);
}

/** Python's SDK wrote the age as a header: "max-age=N". */
function secondsOf(value: Value): number | undefined {
  if (value.kind === 'number') return value.value;
  const found = value.kind === 'text' ? /^(?:max-age\s*[=:]\s*)?(\d+)$/.exec(value.text.trim()) : null;
  return found ? Number(found[1]) : undefined;
}
