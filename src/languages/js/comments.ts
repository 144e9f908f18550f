import type { ts } from 'ts-morph';
import type { CommentSite } from '../../site.js';
import { placeAt, type Source } from './source.js';
import { typescript } from './typescript.js';

/** Every comment of the file, in order. */
export function commentSites(source: Source): readonly CommentSite[] {
  const found: CommentSite[] = [];
  let end = 0;
  for (const { index } of source.text.matchAll(/\/[/*]/g)) {
    if (index < end || isInsideToken(source.sourceFile, index)) continue;
    const range = typescript().getTrailingCommentRanges(source.text, index)?.[0];
    if (!range) continue;
    end = range.end;
    found.push({ kind: 'comment', text: source.text.slice(index, end), at: placeAt(source, index, end) });
  }
  return found;
}

/** Whether an offset lies in a literal, a template or JSX text, where slashes start no comment. */
function isInsideToken(sourceFile: ts.SourceFile, offset: number): boolean {
  const ts = typescript();
  let node: ts.Node = sourceFile;
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(node, (child) =>
      child.pos <= offset && offset < child.end ? child : undefined,
    );
    if (!inner) break;
    node = inner;
  }
  if (ts.isJsxText(node)) return true;
  const isToken =
    ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
  return isToken && node.getStart(sourceFile) <= offset;
}
