import type { Edit } from '../../edit.js';
import type { Imported } from '../../site.js';
import type { Spelled } from './spell-page.js';
export function spellImports(
  needed: readonly Imported[],
  dropped: readonly Imported[],
  source: Spelled,
): readonly Edit[] {
  void needed;
  void dropped;
  void source;
  return [];
}
