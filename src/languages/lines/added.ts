import { samePlace } from '../../project.js';
import type { Draft } from '../../site.js';
import type { List, ObjectValue } from '../../value.js';

/** What a draft adds to the list or object it is made of. */
export interface Added {
  readonly to: List | ObjectValue;
  /** How many of the elements stand before it. */
  readonly index: number;
  /** The key of a new entry; undefined for an item. */
  readonly key: string | undefined;
  readonly value: Draft;
}

/** The one thing a draft adds, where it keeps everything else as it is and in its order. */
export function addedBy(draft: Draft): Added | undefined {
  if (draft.kind === 'list') return addedItem(draft);
  return draft.kind === 'object' ? addedEntry(draft) : undefined;
}

function addedItem({ base, items }: Extract<Draft, { kind: 'list' }>): Added | undefined {
  if (base?.kind !== 'list' || items.length !== base.items.length + 1) return undefined;
  const isKept = (item: Draft | undefined, index: number): boolean => {
    const old = base.items[index];
    return item?.kind === 'verbatim' && old !== undefined && samePlace(item.value.at, old.at);
  };
  const index = items.findIndex((item, position) => !isKept(item, position));
  const value = items[index];
  const restStays = items.slice(index + 1).every((item, offset) => isKept(item, index + offset));
  return value && restStays ? { to: base, index, key: undefined, value } : undefined;
}

function addedEntry({ base, entries }: Extract<Draft, { kind: 'object' }>): Added | undefined {
  if (!base || entries.length !== base.entries.length + 1) return undefined;
  const isKept = (entry: (typeof entries)[number] | undefined, index: number): boolean => {
    const old = base.entries[index];
    return entry !== undefined && 'keep' in entry && old !== undefined && samePlace(entry.keep.at, old.at);
  };
  const index = entries.findIndex((entry, position) => !isKept(entry, position));
  const added = entries[index];
  const restStays = entries.slice(index + 1).every((entry, offset) => isKept(entry, index + offset));
  return added && 'key' in added && restStays
    ? { to: base, index, key: added.key, value: added.value }
    : undefined;
}
