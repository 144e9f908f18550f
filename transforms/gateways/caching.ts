import { possibilities, resolve } from '../../src/project.js';
import type { Draft, DraftEntry } from '../../src/site.js';
import type { Entry, Value } from '../../src/value.js';
import type { Remark } from '../config.js';

/** What cache and retry headers become: entries of a config, or reasons why a person must say it. */
export interface CachingSaid {
  readonly entries: readonly DraftEntry[];
  readonly problems: readonly Remark[];
  readonly notes: readonly string[];
}

/** The headers by which an answer was cached or a request tried again. */
export interface CachingHeaders {
  readonly cache: Entry | undefined;
  readonly age: Entry | undefined;
  readonly retry: Entry | undefined;
}

const HELP = 'Say it in a config: { cache: { mode, max_age }, retry: { attempts } }.';

/** The config that says what cache and retry headers said. */
export function readCaching({ cache, age, retry }: CachingHeaders): CachingSaid {
  const mode = cache && cacheMode(cache.value);
  const seconds = age && secondsOf(age.value);
  const attempts = retry && attemptsOf(retry.value);
  const problems = [
    ...(cache && mode === undefined ? [unreadable(cache)] : []),
    ...(cache && mode !== 'off' && age && seconds === undefined ? [unreadable(age)] : []),
    ...(retry && attempts === undefined ? [unreadable(retry)] : []),
  ];
  if (problems.length) return { entries: [], problems, notes: [] };
  const caches = mode && mode !== 'off' ? [cacheEntry(mode, seconds)] : [];
  const retries: DraftEntry[] = attempts ? [entry('retry', [{ key: 'attempts', value: attempts }])] : [];
  const short = caches.length > 0 && seconds !== undefined && seconds < SHORTEST_AGE;
  return { entries: [...caches, ...retries], problems: [], notes: short ? [TOO_SHORT] : [] };
}

/** Shortest time, in seconds, that the new API keeps an answer. */
const SHORTEST_AGE = 60;
const TOO_SHORT = `the cache age is below the new API's least, ${SHORTEST_AGE} s`;

function cacheEntry(mode: Draft, seconds: number | undefined): DraftEntry {
  const age: DraftEntry[] =
    seconds === undefined ? [] : [{ key: 'max_age', value: { kind: 'literal', value: seconds } }];
  return entry('cache', [{ key: 'mode', value: mode }, ...age]);
}

function entry(key: string, entries: readonly DraftEntry[]): DraftEntry {
  return { key, value: { kind: 'object', entries } };
}

function unreadable({ key, at }: Entry): Remark {
  return {
    at,
    message: `${key} is not read by the new API, and what it says here cannot be said in a config`,
    help: HELP,
  };
}

/** Cache modes; `true` meant the simple one. */
const MODES: ReadonlyMap<string, Draft | 'off'> = new Map<string, Draft | 'off'>([
  ['simple', { kind: 'literal', value: 'simple' }],
  ['semantic', { kind: 'literal', value: 'semantic' }],
  ['true', { kind: 'literal', value: 'simple' }],
  ['false', 'off'],
]);

function cacheMode(value: Value): Draft | 'off' | undefined {
  const known = resolve(value);
  if (known.kind === 'text') {
    const mode = MODES.get(known.text.trim().toLowerCase());
    return known === value || known.text.toLowerCase() === 'true' || mode === 'off'
      ? mode
      : mode && { kind: 'verbatim', value };
  }
  if (known.kind === 'boolean') return MODES.get(String(known.value));
  const isMode = possibilities(value).every(
    (option) => option.kind === 'text' && ['simple', 'semantic'].includes(option.text),
  );
  return isMode ? { kind: 'verbatim', value } : undefined;
}

/** Portkey's docs wrote `max-age:N`, HTTP writes `max-age=N`. */
const MAX_AGE = /^\s*max-age\s*[:=]\s*(\d+)\s*$/i;

function secondsOf(value: Value): number | undefined {
  const known = resolve(value);
  const found = known.kind === 'text' ? MAX_AGE.exec(known.text) : null;
  return found ? Number(found[1]) : undefined;
}

function attemptsOf(value: Value): Draft | undefined {
  const known = resolve(value);
  if (known.kind === 'number') return { kind: 'verbatim', value };
  if (known.kind === 'text' && /^\s*\d+\s*$/.test(known.text))
    return { kind: 'literal', value: Number(known.text) };
  const isString =
    value.kind === 'call' && value.origin?.module === '' && value.origin.path.join('.') === 'String';
  const [first] = isString ? value.args : [];
  return first && first.kind !== 'spread' && resolve(first).kind === 'number'
    ? { kind: 'verbatim', value: first }
    : undefined;
}
