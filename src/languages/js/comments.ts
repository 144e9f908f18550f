import type { ts } from 'ts-morph';
import type { CommentSite } from '../../site.js';
import { placeAt, type Source } from './source.js';
import { typescript } from './typescript.js';

/** The comments of the file in which an expression matches, in order. */
export function commentsWith(source: Source, matching: RegExp): readonly CommentSite[] {
  const found: CommentSite[] = [];
  for (const { index } of source.text.matchAll(new RegExp(matching, 'g'))) {
    if (index < (found.at(-1)?.at.span.end ?? 0)) continue;
    const comment = commentAround(source, index);
    if (!comment) continue;
    const { pos, end } = comment;
    found.push({ kind: 'comment', text: source.text.slice(pos, end), at: placeAt(source, pos, end) });
  }
  return found;
}

/** The comment an offset lies in. */
function commentAround(source: Source, offset: number): ts.CommentRange | undefined {
  const { text } = source;
  const start = /\/[/*]/g;
  start.lastIndex = gapAround(source.sourceFile, offset);
  for (let found = start.exec(text); found && found.index <= offset; found = start.exec(text)) {
    const range = typescript().getTrailingCommentRanges(text, found.index)?.[0];
    if (range && offset < range.end) return range;
    start.lastIndex = range?.end ?? found.index + 1;
  }
  return undefined;
}

/** Where the stretch between two tokens that an offset lies in begins; the offset itself within one that slashes may stand in. */
function gapAround(sourceFile: ts.SourceFile, offset: number): number {
  const ts = typescript();
  let node: ts.Node = sourceFile;
  let start = 0;
  for (;;) {
    let inner: ts.Node | undefined;
    ts.forEachChild(node, (child) => {
      if (child.end <= offset) start = Math.max(start, child.end);
      else inner ??= child.pos <= offset ? child : undefined;
    });
    if (!inner) break;
    start = Math.max(start, inner.pos);
    node = inner;
  }
  const isToken =
    ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
  const isWithin = ts.isJsxText(node) || (isToken && node.getStart(sourceFile) <= offset);
  return isWithin ? offset + 1 : start;
}
