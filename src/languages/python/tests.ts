import type { TestedRead } from '../../site.js';
import { placeOf, type Source } from './source.js';
import { around, childAt, type Node } from './tree.js';

/** When a read is (part of) the condition of an `if`: what stays of the statement if the read is always true. */
export function testOf(source: Source, node: Node): TestedRead | undefined {
  let test = node;
  let negated = false;
  while (test.parent && /^(?:parenthesized_expression|not_operator)$/.test(test.parent.type)) {
    if (test.parent.type === 'not_operator') negated = !negated;
    test = test.parent;
  }
  const { parent } = test;
  if (parent?.type === 'if_statement' && test.field === 'condition') {
    const branch = negated ? elseOf(parent) : childAt(parent, 'consequence');
    const isChain = parent.children.some(({ type }) => type === 'elif_clause');
    const keep = branch && placeOf(source, branch);
    return { negated, whole: !isChain || !negated, statement: placeOf(source, parent), keep };
  }
  const statement = around(
    parent,
    'if_statement',
    'elif_clause',
    'conditional_expression',
    'while_statement',
  );
  const condition = statement && childAt(statement, 'condition');
  const isWithin = condition && condition.start <= node.start && node.end <= condition.end;
  if (!statement || (!isWithin && statement.type !== 'conditional_expression')) return undefined;
  return { negated, whole: false, statement: placeOf(source, statement), keep: undefined };
}

function elseOf(statement: Node): Node | undefined {
  const clause = statement.children.find(({ type }) => type === 'else_clause');
  return clause && childAt(clause, 'body');
}
