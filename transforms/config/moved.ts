import type { Draft } from '../../src/site.js';
import type { Entry, ObjectValue } from '../../src/value.js';
import { resolve } from '../records.js';
import { type Fields, fieldsOf } from './fields.js';
import { type Leaf, leavesOf } from './leaves.js';
import { type Ledger, problem } from './ledger.js';
import { literalDraft, sameValue, textOf, verbatim } from './literals.js';

/** What travels beside a config in 2.0, as request headers or client options. */
export interface Moved {
  readonly traceID?: Draft;
  readonly metadata?: Draft;
  /** Only when it is true: the gateway takes any value for yes. */
  readonly cacheForceRefresh?: Draft;
}

/**
 * Finds what all options of a config agree on; where they differ a person must decide. Only options that stay as they are
 * written can be read from: otherwise what has moved is no longer in them.
 */
export function movedOf(config: ObjectValue, ledger: Ledger, stays: boolean): Moved {
  const fields = fieldsOf(config);
  const leaves = takingPart(fields, leavesOf(config)).map((leaf) => ({ ...leaf, stays }));
  const traceID = agreed('trace_id', fields, leaves, ledger);
  const metadata = agreed('metadata', fields, leaves, ledger);
  const cacheForceRefresh = agreed('cache_force_refresh', fields, leaves, ledger);
  return {
    ...(traceID && { traceID }),
    ...(metadata && { metadata }),
    ...(cacheForceRefresh && { cacheForceRefresh }),
  };
}

/** An option, and whether it stays as it is written. */
type Told = Leaf & { readonly stays: boolean };

/** In mode single only the first option is ever used. */
function takingPart(fields: Fields, leaves: readonly Leaf[]): readonly Leaf[] {
  const mode = fields.get('mode');
  const isSingle = mode !== undefined && textOf(mode.value) === 'single';
  return isSingle && leaves.every(({ certain }) => certain) ? leaves.slice(0, 1) : leaves;
}

function agreed(key: string, fields: Fields, leaves: readonly Told[], ledger: Ledger): Draft | undefined {
  const whole = meant(fields.get(key), ledger);
  const each = leaves.map((leaf) => meant(leaf.fields.get(key), ledger));
  const [first] = [whole, ...each].filter((entry) => entry !== undefined);
  if (!first) return undefined;
  const agree = each.every((entry) => (entry ? isSame(entry, first) : whole !== undefined));
  if (agree) return whole ? draftIn(whole, undefined, ledger) : draftIn(first, leaves[0], ledger);
  problem(
    ledger,
    first.at,
    `${first.key} differs between the options, and is one for the whole request in the new API`,
    'Decide which one the request sends.',
  );
  return undefined;
}

function isSame(entry: Entry, first: Entry): boolean {
  return entry === first || sameValue(entry.value, first.value);
}

/** An entry that says something: not null, and for a switch not false. */
function meant(entry: Entry | undefined, ledger: Ledger): Entry | undefined {
  if (!entry || entry.value.kind === 'null') return undefined;
  if (entry.key !== 'cache_force_refresh' && entry.key !== 'cacheForceRefresh') return entry;
  const value = resolve(entry.value);
  if (value.kind === 'boolean') return value.value ? entry : undefined;
  problem(
    ledger,
    entry.at,
    `${entry.key} is decided at run time, and the new API takes any value for yes`,
    'Send x-portkey-cache-force-refresh only when it is wanted.',
  );
  return undefined;
}

function draftIn(entry: Entry, leaf: Told | undefined, ledger: Ledger): Draft | undefined {
  const draft = leaf ? draftOf(entry, leaf, leaf.stays) : verbatim(entry.value);
  if (!draft) problem(ledger, entry.at, `${entry.key} is computed where the request cannot reach it`);
  return draft;
}

/**
 * An entry of an option, said where the config stands; undefined when it cannot be reached from there. `stays`: the entry
 * remains in the option.
 */
export function draftOf(entry: Entry, { object, item, certain }: Leaf, stays = true): Draft | undefined {
  if (certain && item === object) return verbatim(entry.value);
  const fixed = literalDraft(resolve(entry.value));
  if (stays && certain && item.kind === 'name' && entry.key !== undefined) {
    return { kind: 'member', of: item, name: entry.key };
  }
  return fixed;
}
