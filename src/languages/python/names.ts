import type { Found } from './functions.js';
import type { Source } from './source.js';
import type { Node } from './tree.js';

/** The declaration an identifier means. */
export function declarationOf(_source: Source, _name: Node): Found | undefined {
  return undefined;
}
