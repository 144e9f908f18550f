import type { ts } from 'ts-morph';
import { resolve } from '../../project.js';
import type { Source } from './source.js';
import { typescript } from './typescript.js';
import { nodeOf, read, unwrapped } from './values.js';

const ASSERTIONS = new Set([
  ...['equal', 'strictEqual', 'deepEqual', 'deepStrictEqual', 'notEqual', 'eql', 'include', 'like', 'same'],
  ...['calledWith', 'calledWithMatch', 'calledWithExactly', 'calledOnceWith'],
]);
const MATCHER = /^to(?:Be|Equal|Have|Match|Contain|Strict|Throw|Satisfy|Include)/;

/** Whether a call says what a test expects: `expect(x).toEqual(y)`, `assert.equal(x, y)`. */
export function isAssertion(node: ts.Node): boolean {
  const ts = typescript();
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const method = node.expression.name.text;
  return ASSERTIONS.has(method) || MATCHER.test(method);
}

/** Whether an expression is (part of) what a test expects. */
export function isExpected(node: ts.Node): boolean {
  const ts = typescript();
  let inner = node;
  for (;;) {
    const { parent } = inner;
    if (!parent) return false;
    if (ts.isCallExpression(parent) && parent.expression !== inner) {
      if (isAssertion(parent)) return true;
      if (!/^expect\./.test(parent.expression.getText())) return false;
    } else if (!isPartOf(parent, inner)) return false;
    inner = parent;
  }
}

function isPartOf(parent: ts.Node, inner: ts.Node): boolean {
  const ts = typescript();
  return (
    ts.isObjectLiteralExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === inner) ||
    ts.isSpreadAssignment(parent) ||
    (ts.isParenthesizedExpression(parent) && unwrapped(parent) === inner)
  );
}

const SERVING = new Set(['all', 'use', 'route', 'mount', 'register']);
const ROUTING = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'on', ...SERVING]);
const SERVER = /^(?:app|router|server|fastify|hono|koa|polka|express)$/i;
const HANDLER = /handler|controller|middleware|router/i;

/** Whether a path is one that this program answers itself, as against one it sends a request to. */
export function isServed(source: Source, node: ts.Node): boolean {
  const ts = typescript();
  if (!ts.isStringLiteralLike(node) || !/^(?:\/|v1\/|\*)/.test(node.text)) return false;
  if (/\/:\w|\*|\(\.\*\)/.test(node.text)) return true;
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return isRouteEntry(parent);
  if (ts.isArrayLiteralExpression(parent) && ts.isPropertyAssignment(parent.parent))
    return isMatcher(parent.parent);
  if (!ts.isCallExpression(parent)) return false;
  return ts.isDecorator(parent.parent) || isRouting(source, parent, node);
}

function isMatcher({ name }: ts.PropertyAssignment): boolean {
  return name.getText() === 'matcher';
}

function isRouteEntry(entry: ts.PropertyAssignment): boolean {
  const { name, parent } = entry;
  if (isMatcher(entry)) return true;
  if (!/^(?:url|path|pathname|source|route|pattern)$/.test(name.getText())) return false;
  return parent.properties.some(({ name: other }) =>
    /^(?:handler|destination)$/.test(other?.getText() ?? ''),
  );
}

function isRouting(source: Source, call: ts.CallExpression, path: ts.Node): boolean {
  const ts = typescript();
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !ROUTING.has(callee.name.text)) return false;
  if (SERVING.has(callee.name.text) || SERVER.test(callee.expression.getText())) return true;
  return call.arguments.some((argument) => argument !== path && isHandler(source, argument));
}

function isHandler(source: Source, node: ts.Expression): boolean {
  const ts = typescript();
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true;
  const isName = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
  if (!isName) return false;
  const meant = nodeOf(resolve(read(source, node)))?.node;
  return (meant !== undefined && ts.isFunctionLike(meant)) || HANDLER.test(node.getText());
}
