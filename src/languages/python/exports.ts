import type { Value } from '../../value.js';
import type { Source } from './source.js';

/** What another file gets when it imports that name. */
export function exportedValue(_source: Source, _name: string): Value | undefined {
  return undefined;
}

/** Whether an imported name is a name of this file for others. */
export function passesOn(_source: Source): boolean {
  return false;
}
