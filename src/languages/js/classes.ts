import type { ts } from 'ts-morph';
import { resolve } from '../../project.js';
import type { Origin, Value } from '../../value.js';
import { returnsOf } from './functions.js';
import { oneOf } from './names.js';
import { resolvedOrigin } from './origins.js';
import { placeOf, type Source } from './source.js';
import { typedValue } from './types.js';
import { typescript } from './typescript.js';
import { keyText, nodeOf, read } from './values.js';

const instances = new WeakMap<Source, Map<ts.Node, Value>>();
const classes = new WeakMap<Value, { source: Source; node: Shape }>();

type Shape = ts.ClassLikeDeclaration | ts.InterfaceDeclaration | ts.TypeLiteralNode;

/** An object of a class (or interface) of the project. */
export function instanceOf(source: Source, node: Shape): Value {
  const here = instances.get(source) ?? new Map<ts.Node, Value>();
  instances.set(source, here);
  const known = here.get(node);
  if (known) return known;
  const value: Value = {
    kind: 'opaque',
    at: placeOf(source, node),
    get instanceOf() {
      return foreignBase(source, node);
    },
  };
  here.set(node, value);
  classes.set(value, { source, node });
  return value;
}

/** What a class extends, as it is written. */
export function extendedBy(node: Shape): ts.Expression | undefined {
  const { SyntaxKind } = typescript();
  if (typescript().isTypeLiteralNode(node)) return undefined;
  const clause = node.heritageClauses?.find(({ token }) => token === SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression;
}

/** The class of a package that a class of the project extends, directly or through others. */
export function foreignBase(source: Source, node: Shape, depth = 0): Origin | undefined {
  const base = extendedBy(node);
  if (!base || depth > MOST_BASES) return undefined;
  const value = read(source, base);
  const next = classNamed(resolve(value));
  const origin = next ? foreignBase(next.source, next.node, depth + 1) : resolvedOrigin(value);
  return origin?.module ? origin : undefined;
}

/** Only a class that extends itself has more. */
const MOST_BASES = 16;

/** The class of an instance value, or of a `new C()` of a class of the project. */
export function classOf(value: Value): { source: Source; node: Shape } | undefined {
  return classes.get(value);
}

/** The class a value names: `C` itself, not an object of it. */
export function classNamed(value: Value): { source: Source; node: ts.ClassLikeDeclaration } | undefined {
  const origin = nodeOf(value);
  return origin && typescript().isClassLike(origin.node)
    ? { source: origin.source, node: origin.node }
    : undefined;
}

/** `new C()` of a class of the project: C. */
export function constructed(value: Value): ReturnType<typeof classNamed> {
  return value.kind === 'call' && value.isNew ? classNamed(resolve(value.callee)) : undefined;
}

/** The value of a field, getter or method of an object of the class. */
export function fieldOf(source: Source, shape: Shape, name: string, depth = 0): Value | undefined {
  const ts = typescript();
  const assigned = ts.isClassLike(shape) ? assignmentsIn(source, shape, name) : [];
  const member = [...shape.members].find((candidate) => candidate.name && keyText(candidate.name) === name);
  const declared = member ? declaredMember(source, member) : [];
  const parameter = ts.isClassLike(shape) ? parameterProperty(source, shape, name) : [];
  const useful = [...declared, ...assigned, ...parameter].filter((value) => value.kind !== 'null');
  return oneOf(source, shape, useful) ?? inheritedField(source, shape, name, depth);
}

function inheritedField(source: Source, shape: Shape, name: string, depth: number): Value | undefined {
  const base = extendedBy(shape);
  const parent = base && depth < MOST_BASES ? classNamed(resolve(read(source, base))) : undefined;
  return parent && fieldOf(parent.source, parent.node, name, depth + 1);
}

function declaredMember(source: Source, member: ts.ClassElement | ts.TypeElement): Value[] {
  const ts = typescript();
  if (ts.isPropertyDeclaration(member) || ts.isPropertySignature(member)) {
    const initial =
      ts.isPropertyDeclaration(member) && member.initializer ? [read(source, member.initializer)] : [];
    const typed = typedValue(source, member.type);
    return typed ? [...initial, typed] : initial;
  }
  if (ts.isGetAccessorDeclaration(member)) return [...returnsOf(source, member)];
  return ts.isMethodDeclaration(member) ? [read(source, member)] : [];
}

/** `constructor(private client: Client)`. */
function parameterProperty(source: Source, shape: ts.ClassLikeDeclaration, name: string): Value[] {
  const ts = typescript();
  const made = shape.members.find(ts.isConstructorDeclaration);
  const parameter = made?.parameters.find(
    (candidate) =>
      candidate.modifiers?.length && ts.isIdentifier(candidate.name) && candidate.name.text === name,
  );
  return parameter && ts.isIdentifier(parameter.name) ? [read(source, parameter.name)] : [];
}

/** Every `this.name = value` inside the class. */
function assignmentsIn(source: Source, shape: ts.ClassLikeDeclaration, name: string): Value[] {
  const ts = typescript();
  return (source.identifiers.get(name) ?? []).flatMap((identifier) => {
    const access = identifier.parent;
    if (!ts.isPropertyAccessExpression(access) || access.expression.kind !== ts.SyntaxKind.ThisKeyword)
      return [];
    const assignment = access.parent;
    if (!ts.isBinaryExpression(assignment) || assignment.left !== access || !isAssignment(assignment))
      return [];
    return ts.findAncestor(access, ts.isClassLike) === shape ? [read(source, assignment.right)] : [];
  });
}

/** `=`, `||=`, `??=`. */
export function isAssignment(node: ts.BinaryExpression): boolean {
  const { SyntaxKind } = typescript();
  const operators = [
    SyntaxKind.EqualsToken,
    SyntaxKind.BarBarEqualsToken,
    SyntaxKind.QuestionQuestionEqualsToken,
  ];
  return operators.some((operator) => node.operatorToken.kind === operator);
}
