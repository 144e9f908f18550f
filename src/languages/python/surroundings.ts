import { type Source, textOf } from './source.js';
import { around, childAt, type Node } from './tree.js';

/** Mocks' questions, unittest's assertions; `assert a == b` is a statement. */
const ASSERTION = /^(?:assert[A-Z_]\w*|called_with|has_calls)$/;

/** Whether a call says what a test expects: `self.assertEqual(x, y)`, `mock.assert_called_with(x)`. */
export function isAssertion(source: Source, node: Node): boolean {
  const callee = node.type === 'call' ? childAt(node, 'function') : undefined;
  const name = callee?.type === 'attribute' ? childAt(callee, 'attribute') : callee;
  return name !== undefined && ASSERTION.test(textOf(source, name));
}

const DATA = new Set([
  'dictionary',
  'list',
  'tuple',
  'set',
  'pair',
  'keyword_argument',
  'argument_list',
  'parenthesized_expression',
  'comparison_operator',
  'expression_list',
]);

/** Whether an expression is (part of) what a test expects. */
export function isExpected(source: Source, node: Node): boolean {
  let inner = node;
  for (;;) {
    const { parent } = inner;
    if (!parent) return false;
    if (parent.type === 'call') return isAssertion(source, parent);
    if (parent.type === 'assert_statement') return inner.type === 'comparison_operator';
    if (!DATA.has(parent.type)) return false;
    inner = parent;
  }
}

const SERVING =
  /^(?:route|add_route|add_url_rule|add_api_route|mount|register|path|re_path|url|add_get|add_post)$/;
const VERB = /^(?:get|post|put|patch|delete|head|options|websocket|api_route|route)$/;
/** Whether a path is one that this program answers itself, as against one it sends a request to. */
export function isServed(source: Source, node: Node): boolean {
  const list = node.parent?.type === 'keyword_argument' ? node.parent.parent : node.parent;
  const call = list?.type === 'argument_list' ? list.parent : undefined;
  const callee = call && childAt(call, 'function');
  if (!call || !callee) return false;
  const name = callee.type === 'attribute' ? childAt(callee, 'attribute') : callee;
  const method = name ? textOf(source, name) : '';
  if (around(call, 'decorator') && VERB.test(method)) return true;
  return SERVING.test(method);
}
