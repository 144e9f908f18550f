import type { Change, Draft } from '../../src/site.js';
import type { Value } from '../../src/value.js';
import { changeAt, type Ledger, openLedger, type Remark } from './ledger.js';
import type { Moved } from './moved.js';
import type { Single } from './single.js';

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

/** Nothing is said and nothing changes. */
export function unchanged(kind: ConfigConversion['kind']): ConfigConversion {
  return { kind, draft: undefined, single: undefined, moved: {}, ...openLedger() };
}

/** The draft of a value that is not the caller's own becomes a change where that value stands. */
export function inPlace(value: Value, conversion: ConfigConversion): ConfigConversion {
  if (!conversion.draft) return conversion;
  const ledger: Ledger = { problems: [], notes: [], changes: [...conversion.changes] };
  changeAt(ledger, value, conversion.draft);
  return { ...conversion, draft: undefined, changes: ledger.changes };
}
