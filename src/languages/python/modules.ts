import type { Source } from './source.js';
import type { Node } from './tree.js';

/** The modules a file imports from, as they are written (`.settings`, `app.config`). */
export function specifiersOf(_source: Source): readonly string[] {
  return [];
}

/** One name a file takes from a module. */
export interface ImportOf {
  readonly node: Node;
  readonly statement: Node;
  /** The module as it is written. */
  readonly module: string;
  /** `*` for the module itself. */
  readonly name: string;
  readonly local: string;
  /** The file of the project it comes from. */
  readonly file: string | undefined;
}

/** Every name a file takes from modules. */
export function importsOf(_source: Source): readonly ImportOf[] {
  return [];
}
