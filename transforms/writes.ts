import type { Value } from '../src/value.js';
import { followed } from './config/follow.js';
import type { Remark } from './config.js';

/** Later writes to (or reads of) entries that are about to go, on the names a value goes by. */
export function writesTo(value: Value, keys: readonly string[]): readonly Remark[] {
  return followed(value).written.flatMap(({ at, how, path }): Remark[] => {
    const [key] = path;
    if (key === undefined || !keys.includes(key)) return [];
    const does = how === 'member' ? 'read' : 'written';
    return [{ at, message: `${key} is also ${does} here, and will not be there any more` }];
  });
}
