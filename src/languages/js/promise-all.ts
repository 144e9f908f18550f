import type { ts } from 'ts-morph';
import { typescript } from './typescript.js';
import { unwrapped } from './values.js';

/** The variables that take one result out of `Promise.all([…])`, by a pattern; undefined when the results go elsewhere. */
export function takenAt(
  list: ts.ArrayLiteralExpression,
  index: number,
): readonly ts.BindingElement[] | undefined {
  const ts = typescript();
  const call = list.parent;
  if (index < 0 || !ts.isCallExpression(call) || call.arguments[0] !== list) return undefined;
  if (call.expression.getText() !== 'Promise.all') return undefined;
  const pattern = patternOf(call);
  const element = pattern?.elements[index];
  if (!pattern || pattern.elements.some(isRest)) return undefined;
  return element && ts.isBindingElement(element) ? [element] : [];
}

function isRest(element: ts.ArrayBindingElement): boolean {
  return typescript().isBindingElement(element) && element.dotDotDotToken !== undefined;
}

/** `const [a, b] = await call`, `call.then(([a, b]) => …)`. */
function patternOf(call: ts.Node): ts.ArrayBindingPattern | undefined {
  const ts = typescript();
  let node = call;
  while (unwrapped(node.parent) === node) node = node.parent;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent)) return arrayPattern(parent.name);
  if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== 'then') return undefined;
  const then = parent.parent;
  const callback = ts.isCallExpression(then) ? then.arguments[0] : undefined;
  const isFunction = callback && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback));
  const first = isFunction ? callback.parameters[0] : undefined;
  return first && arrayPattern(first.name);
}

function arrayPattern(name: ts.BindingName): ts.ArrayBindingPattern | undefined {
  return typescript().isArrayBindingPattern(name) ? name : undefined;
}
