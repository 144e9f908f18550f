import type { ts } from 'ts-morph';
import type { CommentSite } from '../../site.js';
import { placeAt, type Source } from './source.js';
import { typescript } from './typescript.js';

/** Every comment of the file, in order. */
export function commentSites(source: Source): readonly CommentSite[] {
  const ts = typescript();
  const ranges = new Map<number, number>();
  const note = (found: readonly ts.CommentRange[] | undefined) => {
    for (const range of found ?? []) ranges.set(range.pos, range.end);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) return;
    note(ts.getLeadingCommentRanges(source.text, node.getFullStart()));
    note(ts.getTrailingCommentRanges(source.text, node.getEnd()));
    for (const child of node.getChildren(source.sourceFile)) visit(child);
  };
  if (/\/\/|\/\*/.test(source.text)) visit(source.sourceFile);
  return [...ranges].map(([start, end]) => ({
    kind: 'comment',
    text: source.text.slice(start, end),
    at: placeAt(source, start, end),
  }));
}
