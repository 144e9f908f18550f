import type { Found } from './functions.js';
import type { Source } from './source.js';
import type { Node } from './tree.js';

/** Every use of a declaration in the files of the project, without the declaration itself. */
export function referencesTo(_source: Source, _declaration: Node): readonly Found[] {
  return [];
}
