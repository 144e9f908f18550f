import type { ts } from 'ts-morph';
import type { Span } from '../../edit.js';
import { resolve } from '../../project.js';
import type { Source } from './source.js';
import { nodesAt } from './spell-nodes.js';
import { typescript } from './typescript.js';
import { read } from './values.js';

/** What goes with the text of a literal that becomes empty: the literal and the plus beside it, where a text is left without it. */
export function emptiedAt(inner: Span, source: Source): Span | undefined {
  const ts = typescript();
  const span = { start: inner.start - 1, end: inner.end + 1 };
  const literal = nodesAt(source.sourceFile, span).find(ts.isStringLiteralLike);
  const sum = literal && sumAround(literal);
  if (!literal || !sum || !isTextWithout(literal, source)) return undefined;
  const outer = sum.left === literal ? sum : sumAround(sum);
  const gone =
    outer?.left === literal || outer?.left === sum
      ? { start: span.start, end: outer.right.getStart(source.sourceFile) }
      : { start: sum.left.getEnd(), end: span.end };
  const rest = source.text.slice(gone.start, span.start) + source.text.slice(span.end, gone.end);
  return /^[\s+]*$/.test(rest) ? gone : undefined;
}

function sumAround(node: ts.Node): ts.BinaryExpression | undefined {
  const { parent } = node;
  return isSum(parent) ? parent : undefined;
}

function isSum(node: ts.Node): node is ts.BinaryExpression {
  const ts = typescript();
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

function isTextWithout(literal: ts.Node, source: Source): boolean {
  let whole: ts.Node = literal;
  while (isSum(whole.parent)) whole = whole.parent;
  const left = operandsOf(whole).filter((node) => node !== literal);
  return left.some((node) => /^(?:text|template)$/.test(resolve(read(source, node)).kind));
}

function operandsOf(node: ts.Node): readonly ts.Node[] {
  return isSum(node) ? [...operandsOf(node.left), ...operandsOf(node.right)] : [node];
}
