import type { Entry, ObjectValue, Spread } from '../../src/value.js';
import { meaningOf } from './keys.js';
import { type Ledger, problem } from './ledger.js';

/** The entries of a config or an option by what their keys mean. */
export type Fields = ReadonlyMap<string, Entry>;

/** Reads an object's entries; the last of several with one meaning counts. */
export function fieldsOf(object: ObjectValue): Fields {
  const fields = new Map<string, Entry>();
  for (const entry of object.entries) {
    const meaning = entry.kind === 'entry' && entry.key !== undefined ? meaningOf(entry.key) : undefined;
    if (entry.kind === 'entry' && meaning) fields.set(meaning, entry);
  }
  return fields;
}

/** Reports keys that are computed, unknown here, or written twice. */
export function checkKeys(object: ObjectValue, isKnown: (key: string) => boolean, ledger: Ledger): void {
  const fields = fieldsOf(object);
  for (const entry of object.entries) {
    if (entry.kind === 'spread') continue;
    if (entry.key === undefined) problem(ledger, entry.keyAt, 'a key of the config is computed at run time');
    else checkKey(entry, fields, isKnown, ledger);
  }
}

function checkKey(entry: Entry, fields: Fields, isKnown: (key: string) => boolean, ledger: Ledger): void {
  const key = entry.key ?? '';
  const meaning = meaningOf(key);
  if (meaning && fields.get(meaning) !== entry) {
    problem(ledger, entry.keyAt, `${key} is written twice`, 'Keep the one that counts.');
  }
  if (!meaning && !isKnown(key)) {
    problem(
      ledger,
      entry.keyAt,
      `${key} is no key of a config: the old gateway ignored it, the new API refuses it`,
      'Delete it, or put it into override_params if it is a parameter of the model.',
    );
  }
}

/** The entries of an object, without what it spreads. */
export function ownEntries(object: ObjectValue): readonly Entry[] {
  return object.entries.filter((entry): entry is Entry => entry.kind === 'entry');
}

/** What an object spreads. */
export function spreadsOf(object: ObjectValue): readonly Spread[] {
  return object.entries.filter((entry): entry is Spread => entry.kind === 'spread');
}
