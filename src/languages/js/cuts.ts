import type { ts } from 'ts-morph';
import type { Place } from '../../value.js';
import { placeAt, type Source } from './source.js';
import { typescript } from './typescript.js';

/** What goes when the `.name` of a member access is taken out; comments before it stay, and what they end with. */
export function cutOf(
  source: Source,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Place {
  const [start, end] = [access.expression.getEnd(), access.getEnd()];
  const comment = commentsBetween(source, start, end).at(-1);
  if (!comment) return placeAt(source, start, end);
  const isLine = comment.kind === typescript().SyntaxKind.SingleLineCommentTrivia;
  const endsLine = /^[^\S\r\n]*(?:\r?\n|\r)[^\S\r\n]*/;
  // A line comment needs its line break: the one before the name, unless another follows it.
  const keeps = isLine && !endsLine.test(source.text.slice(end));
  const broken = keeps ? endsLine.exec(source.text.slice(comment.end))?.[0] : undefined;
  return placeAt(source, comment.end + (broken?.length ?? 0), end);
}

function commentsBetween(source: Source, start: number, end: number): readonly ts.CommentRange[] {
  const ts = typescript();
  const { text } = source;
  const trailing = ts.getTrailingCommentRanges(text, start) ?? [];
  const leading = ts.getLeadingCommentRanges(text, start) ?? [];
  return [...trailing, ...leading]
    .filter((range) => range.end <= end)
    .sort((one, other) => one.end - other.end);
}
