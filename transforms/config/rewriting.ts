import type { Draft, DraftEntry } from '../../src/site.js';
import type { Entry, ObjectValue } from '../../src/value.js';
import { baseOf, isRecordData } from '../records.js';
import { kept } from './literals.js';

/** What becomes of an object's entries: those not named stay. */
export interface Rewriting {
  readonly drop: (entry: Entry) => void;
  readonly become: (entry: Entry, ...drafts: DraftEntry[]) => void;
  /** The entry stays, whatever its key is written like. */
  readonly keep: (entry: Entry) => void;
  readonly add: (entry: DraftEntry) => void;
  /** They come before all others. */
  readonly lead: (...entries: DraftEntry[]) => void;
  /** Whether the entry was dropped or became something. */
  readonly isTouched: (entry: Entry) => boolean;
  /** The new object; undefined when everything stays. */
  readonly draft: (apart: boolean) => Draft | undefined;
}

/** Starts to rewrite one object; its entries keep their order. */
export function rewriting(object: ObjectValue): Rewriting {
  const becomes = new Map<Entry, readonly DraftEntry[]>();
  const stays = new Set<Entry>();
  const added: DraftEntry[] = [];
  const leading: DraftEntry[] = [];
  return {
    drop: (entry) => void becomes.set(entry, []),
    become: (entry, ...drafts) => void becomes.set(entry, drafts),
    keep: (entry) => void stays.add(entry),
    add: (entry) => void added.push(entry),
    lead: (...entries) => void leading.push(...entries),
    isTouched: (entry) => becomes.has(entry) || stays.has(entry),
    draft: (apart) => {
      const isSame = !becomes.size && !added.length && !leading.length;
      if (!apart && isSame && !isRecordData(object)) return undefined;
      const entries = object.entries.flatMap((entry): readonly DraftEntry[] =>
        entry.kind === 'spread' ? [{ keep: entry }] : (becomes.get(entry) ?? [kept(entry)]),
      );
      const all = [...leading, ...entries, ...added];
      const base = apart ? undefined : baseOf(object);
      return { kind: 'object', ...(base && { base }), entries: all };
    },
  };
}
