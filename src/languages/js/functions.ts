import type { ts } from 'ts-morph';
import { resolve } from '../../project.js';
import type { Call, Value } from '../../value.js';
import { oneOf } from './names.js';
import { referencesTo } from './references.js';
import type { Source } from './source.js';
import { typescript } from './typescript.js';
import { nodeOf, read } from './values.js';

/** What a call of a function of the project gives; parameters that are returned become this call's arguments. */
export function returnedBy(source: Source, call: Call, node: ts.Node): Value | undefined {
  const callee = nodeOf(resolve(call.callee));
  if (call.isNew || !callee || !typescript().isFunctionLike(callee.node)) return undefined;
  const functionNode = callee.node;
  const values = returnsOf(callee.source, functionNode).map((value) => substitute(value, functionNode, call));
  return oneOf(source, node, values);
}

/** Every value a function returns. */
export function returnsOf(source: Source, node: ts.SignatureDeclaration): readonly Value[] {
  const ts = typescript();
  const body = 'body' in node ? (node.body as ts.Node | undefined) : undefined;
  if (!body) return [];
  if (!ts.isBlock(body)) return [read(source, body)];
  const found: Value[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isFunctionLike(child) || ts.isClassLike(child)) return;
    if (ts.isReturnStatement(child) && child.expression) found.push(read(source, child.expression));
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

/** A returned parameter is the argument of this call. */
function substitute(value: Value, node: ts.SignatureDeclaration, call: Call): Value {
  if (value.kind === 'choice') {
    return { ...value, options: value.options.map((option) => substitute(option, node, call)) };
  }
  const inner = value.kind === 'opaque' ? (value.target?.() ?? value) : value;
  const made = inner.kind === 'call' ? argumentNamed(inner.callee, node, call) : undefined;
  const returned = made && returnedOf(made);
  return returned ?? argumentNamed(value, node, call) ?? value;
}

/** The argument of a call that a parameter's name stands for. */
function argumentNamed(value: Value, node: ts.SignatureDeclaration, call: Call): Value | undefined {
  const name = value.kind === 'name' ? value.name : undefined;
  const index = node.parameters.findIndex(
    (parameter) => !parameter.dotDotDotToken && parameter.name.getText() === name,
  );
  const argument = index < 0 ? undefined : call.args[index];
  return argument && argument.kind !== 'spread' ? argument : undefined;
}

/** What a function, given as a value, returns. */
export function returnedOf(value: Value): Value | undefined {
  const found = nodeOf(resolve(value));
  if (!found || !typescript().isFunctionLike(found.node)) return undefined;
  return oneOf(found.source, found.node, returnsOf(found.source, found.node));
}

/** The arguments that the callers found in the project pass for a parameter. */
export function argumentsFor(source: Source, parameter: ts.ParameterDeclaration): readonly Value[] {
  const node = parameter.parent;
  const index = node.parameters.indexOf(parameter);
  // A rest parameter is a list of its own, written nowhere.
  if (parameter.dotDotDotToken) return [];
  return callsOf(source, node).flatMap((call) => {
    const argument = call.node.arguments?.[index];
    return argument ? [read(call.source, argument)] : [];
  });
}

interface FoundCall {
  readonly source: Source;
  readonly node: ts.CallExpression | ts.NewExpression;
}

/** Every call of a function, method or constructor that names it directly. */
export function callsOf(source: Source, node: ts.SignatureDeclaration): readonly FoundCall[] {
  const declaration = namedBy(node);
  if (!declaration) return [];
  return referencesTo(source, declaration).flatMap((reference) => calledAt(reference.source, reference.node));
}

/** What carries the name by which a function is called. */
function namedBy(node: ts.SignatureDeclaration): ts.Declaration | undefined {
  const ts = typescript();
  if (ts.isConstructorDeclaration(node))
    return ts.isClassLike(node.parent) ? classHolder(node.parent) : undefined;
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node;
  const holder = node.parent;
  if (ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder)) return holder;
  return undefined;
}

function classHolder(node: ts.ClassLikeDeclaration): ts.Declaration {
  const ts = typescript();
  return !node.name && ts.isVariableDeclaration(node.parent) ? node.parent : node;
}

function calledAt(source: Source, node: ts.Node): FoundCall[] {
  const ts = typescript();
  const parent = node.parent;
  const isCall = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  if (isCall && parent.expression === node) return [{ source, node: parent }];
  return ts.isPropertyAccessExpression(parent) && parent.name === node ? calledAt(source, parent) : [];
}
