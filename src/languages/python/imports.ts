import type { Imported } from '../../change.js';
import type { Edit } from '../../edit.js';
import type { NeededImport } from '../../language.js';
import type { Source } from './source.js';

/** The edits that make names available and drop those no longer used. */
export function spellImports(
  _needed: readonly NeededImport[],
  _dropped: readonly Imported[],
  _source: Source,
): readonly Edit[] {
  return [];
}
