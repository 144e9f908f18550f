import type { ts } from 'ts-morph';
import { possibilities } from '../../project.js';
import type { Binding, Value } from '../../value.js';
import { bindingFor } from './bindings.js';
import { instanceOf } from './classes.js';
import { iterated, positioned } from './elements.js';
import { argumentsFor } from './functions.js';
import { readElement, readEnum } from './implicit.js';
import { memberTarget } from './members.js';
import { declarationOf, moduleDocument, takenBy } from './modules.js';
import { namespaceOf } from './namespaces.js';
import { resolvedOrigin } from './origins.js';
import { writesTo } from './references.js';
import { placeOf, type Source } from './source.js';
import { typedValue } from './types.js';
import { typescript } from './typescript.js';
import { keyText, read, unwrapped } from './values.js';

/** What a name (or `this`) stands for in the project. */
export function nameTarget(source: Source, node: ts.Node): Value | undefined {
  const ts = typescript();
  if (node.kind === ts.SyntaxKind.ThisKeyword) {
    const owner = ts.findAncestor(node, ts.isClassLike);
    return owner && instanceOf(source, owner);
  }
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = declarationOf(source, node);
  return declaration && declaredValue(source, declaration);
}

/** The variable behind a name. */
export function bindingOf(source: Source, node: ts.Node): Binding | undefined {
  if (!typescript().isIdentifier(node)) return undefined;
  const declaration = declarationOf(source, node);
  return declaration && bindingFor(source, declaration);
}

/** The variable whose first value an expression is. */
export function holderOf(source: Source, node: ts.Node): Binding | undefined {
  let outer = node;
  while (unwrapped(outer.parent) === outer) outer = outer.parent;
  const { parent } = outer;
  const isFirst = typescript().isVariableDeclaration(parent) && parent.initializer === outer;
  return isFirst ? bindingFor(source, parent) : undefined;
}

/** The value a declaration gives its name. */
export function declaredValue(source: Source, declaration: ts.Declaration): Value | undefined {
  const ts = typescript();
  const taken = takenBy(declaration);
  if (taken) return takenValue(source, taken.module, taken.name);
  if (ts.isVariableDeclaration(declaration)) return variableValue(source, declaration);
  if (ts.isBindingElement(declaration)) return elementValue(source, declaration);
  if (ts.isParameter(declaration)) return parameterValue(source, declaration);
  if (ts.isFunctionLike(declaration) || ts.isClassLike(declaration)) return read(source, declaration);
  if (ts.isEnumDeclaration(declaration)) return readEnum(source, declaration);
  if (ts.isExportAssignment(declaration)) return read(source, declaration.expression);
  return undefined;
}

/** What a name taken from a module of the project stands for. */
export function takenValue(source: Source, module: string, name: string): Value | undefined {
  const document = moduleDocument(source, module);
  if (!document) return undefined;
  const whole = name === '*' || name === 'default' ? document.exported('*=') : undefined;
  if (name === '*') return whole ?? namespaceOf(document);
  return document.exported(name) ?? whole;
}

function variableValue(source: Source, declaration: ts.VariableDeclaration): Value | undefined {
  const written = writesTo(source, declaration);
  const initial = declaration.initializer ? [read(source, declaration.initializer)] : [];
  const inLoop = declaration.initializer ? [] : iterated(source, declaration);
  const known = initial.filter((value) => value.kind !== 'null' || written.length === 0);
  const values = [...known, ...inLoop, ...written];
  return oneOf(source, declaration, values) ?? typedValue(source, declaration.type);
}

function parameterValue(source: Source, parameter: ts.ParameterDeclaration): Value | undefined {
  const initial = parameter.initializer ? [read(source, parameter.initializer)] : [];
  const typed = typedValue(source, parameter.type);
  return oneOf(source, parameter, [
    ...argumentsFor(source, parameter),
    ...settledBefore(source, parameter),
    ...iterated(source, parameter),
    ...initial,
    ...(typed ? [typed] : []),
  ]);
}

/** What the callback of `promise.then(…)` is given. */
function settledBefore(
  source: Source,
  { parent: callback, parent: { parameters } }: ts.ParameterDeclaration,
): Value[] {
  const ts = typescript();
  const call = callback.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== callback || parameters.length > 1) return [];
  const { expression: callee } = call;
  const isThen = ts.isPropertyAccessExpression(callee) && callee.name.text === 'then';
  return isThen ? [read(source, callee.expression)] : [];
}

function elementValue(source: Source, element: ts.BindingElement): Value | undefined {
  const ts = typescript();
  const holder = element.parent.parent;
  if (ts.isArrayBindingPattern(element.parent)) return oneOf(source, element, positioned(source, element));
  const whole = ts.isBindingElement(holder) ? elementValue(source, holder) : holderValue(source, holder);
  const key = element.propertyName ?? element.name;
  if (!whole || element.dotDotDotToken || !ts.isObjectBindingPattern(element.parent)) return undefined;
  const name = ts.isObjectBindingPattern(key) || ts.isArrayBindingPattern(key) ? undefined : keyText(key);
  const value =
    name === undefined
      ? undefined
      : (memberTarget(source, whole, name) ?? foreignMember(source, whole, element));
  const initial = element.initializer ? [read(source, element.initializer)] : [];
  return oneOf(source, element, [...(value ? [value] : []), ...initial]);
}

/** `const { a } = b` where b is of a package: `b.a`. */
function foreignMember(source: Source, whole: Value, element: ts.BindingElement): Value | undefined {
  const options = possibilities(whole);
  const isForeign = options.some(
    (option) =>
      (option.kind === 'call' && (option.isNew || option.origin)) ||
      (option.kind === 'opaque' && option.instanceOf) ||
      Boolean(resolvedOrigin(option)?.module),
  );
  return isForeign ? readElement(source, whole, element) : undefined;
}

/** What a pattern takes out of a value of a package, as a member of it. */
export function elementMember(source: Source, element: ts.BindingElement): Value | undefined {
  const ts = typescript();
  const holder = element.parent.parent;
  const whole = ts.isBindingElement(holder) ? elementValue(source, holder) : holderValue(source, holder);
  if (!whole || !ts.isObjectBindingPattern(element.parent) || element.dotDotDotToken) return undefined;
  return foreignMember(source, whole, element);
}

function holderValue(source: Source, holder: ts.Node): Value | undefined {
  const ts = typescript();
  if (ts.isVariableDeclaration(holder)) return holder.initializer && read(source, holder.initializer);
  return ts.isParameter(holder) ? parameterValue(source, holder) : undefined;
}

/** One value as it is, several as a choice. */
export function oneOf(source: Source, node: ts.Node, values: readonly Value[]): Value | undefined {
  if (values.length < 2) return values[0];
  return { kind: 'choice', options: values, at: placeOf(source, node) };
}
