import type { ts } from 'ts-morph';
import type { Call } from '../../value.js';
import { typescript } from './typescript.js';
import { keyText, nodeOf } from './values.js';

/** The named functions, methods and classes a call stands in, outermost first, joined by dots. */
export function enclosingOf(call: Call): string {
  const names: string[] = [];
  for (let node = nodeOf(call)?.node.parent; node; node = node.parent) {
    const name = nameOf(node);
    if (name !== undefined) names.unshift(name);
  }
  return names.join('.');
}

function nameOf(node: ts.Node): string | undefined {
  const ts = typescript();
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (!ts.isFunctionLike(node) && !ts.isClassLike(node)) return undefined;
  return keyOf(node.name) ?? nameOfHolder(node.parent);
}

/** `const ask = () => …`, `{ ask: () => … }`, `ask = () => …` in a class. */
function nameOfHolder(node: ts.Node): string | undefined {
  const ts = typescript();
  const isHolder =
    ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node);
  return isHolder ? keyOf(node.name) : undefined;
}

function keyOf(name: ts.PropertyName | ts.BindingName | undefined): string | undefined {
  const ts = typescript();
  if (!name || ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name)) return undefined;
  return keyText(name);
}
