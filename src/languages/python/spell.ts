import type { Change } from '../../change.js';
import type { Spelling } from '../../language.js';
import type { Source } from './source.js';

/** The edits that make some changes to a file. */
export function spellChanges(changes: readonly Change[], _source: Source): Spelling {
  return { edits: [], imports: [], unspellable: changes.map((change) => ({ change, why: 'not yet' })) };
}
