import type { Spelling } from '../../language.js';
import type { Change } from '../../site.js';

/** Edits that make the changes in a JSON text. */
export function spellJson(changes: readonly Change[], _text: string): Spelling {
  return {
    edits: [],
    imports: [],
    unspellable: changes.map((change) => ({ change, why: 'JSON cannot say it' })),
  };
}
