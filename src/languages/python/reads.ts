import type { Read } from '../../site.js';
import type { Call } from '../../value.js';

/** Every read of a call's result. */
export function readsOf(_call: Call): readonly Read[] {
  return [];
}
