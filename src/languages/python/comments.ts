import type { CommentSite } from '../../site.js';
import { placeOf, type Source, textOf } from './source.js';
import { within } from './tree.js';

/** Every comment of the file, in order. */
export function commentSites(source: Source): readonly CommentSite[] {
  return [...within(source.root, 'comment')].map((node) => ({
    kind: 'comment',
    text: textOf(source, node),
    at: placeOf(source, node),
  }));
}
