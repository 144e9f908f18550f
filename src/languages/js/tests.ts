import type { ts } from 'ts-morph';
import type { TestedRead } from '../../site.js';
import { placeOf, type Source } from './source.js';
import { typescript } from './typescript.js';

/** When a read is (part of) the condition of an `if`: what stays of the statement if the read is always true. */
export function testOf(source: Source, node: ts.Node): TestedRead | undefined {
  const ts = typescript();
  let test = node;
  let negated = false;
  while (ts.isParenthesizedExpression(test.parent) || isNot(test.parent)) {
    if (isNot(test.parent)) negated = !negated;
    test = test.parent;
  }
  const { parent } = test;
  if (ts.isIfStatement(parent) && parent.expression === test) {
    const branch = negated ? parent.elseStatement : parent.thenStatement;
    const keep = branch && placeOf(source, branch);
    return { negated, whole: true, statement: placeOf(source, parent), keep };
  }
  const statement = ts.findAncestor(parent, ts.isIfStatement);
  const within = statement && statement.expression.pos <= node.pos && node.end <= statement.expression.end;
  if (!within && !ts.isConditionalExpression(parent)) return undefined;
  return { negated, whole: false, statement: placeOf(source, statement ?? parent), keep: undefined };
}

function isNot(node: ts.Node): boolean {
  const ts = typescript();
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}
