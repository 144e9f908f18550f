import type { Site } from '../../site.js';
import type { Source } from './source.js';

/** Everything in the file a rule may care about, in source order. */
export function findSites(_source: Source): readonly Site[] {
  return [];
}
