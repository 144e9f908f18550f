import type { Source } from './source.js';

/** The modules a file imports from, as they are written (`.settings`, `app.config`). */
export function specifiersOf(_source: Source): readonly string[] {
  return [];
}
