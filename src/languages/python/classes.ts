import type { Origin, Value } from '../../value.js';

/** What a class of the project extends, where that is a package's. */
export function foreignBase(_value: Value): Origin | undefined {
  return undefined;
}
