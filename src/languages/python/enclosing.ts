import type { Call } from '../../value.js';

/** The functions and classes a call stands in, outermost first (`Service.ask`); `''` at the top of the file. */
export function enclosingOf(_call: Call): string {
  return '';
}
