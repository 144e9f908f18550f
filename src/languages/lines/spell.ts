import type { Edit } from '../../edit.js';
import type { Spelling, Unspellable } from '../../language.js';
import type { Change } from '../../site.js';
import type { Text } from '../../value.js';
import { type Added, addedBy } from './added.js';

/** How a notation whose elements stand on lines of their own is written. */
export interface LineHand {
  /** What people call the notation. */
  readonly name: string;
  /** The source of a whole literal that means another text; undefined where it cannot be written there. */
  readonly retext: (at: Text, to: string) => string | undefined;
  /** The edit that adds an element; undefined where there is no place for it. */
  readonly add: (added: Added) => Edit | undefined;
}

/** The edits of one group of changes: all of them, or none and why. */
export function spellLines(changes: readonly Change[], hand: LineHand): Spelling {
  const edits: Edit[] = [];
  const unspellable: Unspellable[] = [];
  for (const change of changes) {
    const edit = editFor(change, hand);
    if (edit === 'none') continue;
    if (edit) edits.push(edit);
    else unspellable.push({ change, why: `this cannot be written in ${hand.name}` });
  }
  return { edits: unspellable.length ? [] : edits, imports: [], unspellable };
}

function editFor(change: Change, hand: LineHand): Edit | 'none' | undefined {
  switch (change.do) {
    case 'rename':
      return { ...change.at.span, text: change.to };
    case 'retext': {
      const text = hand.retext(change.at, change.to);
      return text === undefined ? undefined : { ...change.at.at.span, text };
    }
    case 'replace': {
      const added = addedBy(change.with);
      return added && hand.add(added);
    }
    case 'unimport':
    case 'require':
      return 'none';
    default:
      return undefined;
  }
}
