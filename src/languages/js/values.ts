import type { ts } from 'ts-morph';
import type { Call, Chunk, Entry, ObjectValue, Origin, Place, Spread, Value } from '../../value.js';
import { isAssignment } from './classes.js';
import { computedEntry } from './computed.js';
import { elementGiven, itemsMade } from './elements.js';
import { returnedBy } from './functions.js';
import { givenBy } from './given.js';
import { readModule, readSuper } from './implicit.js';
import { joinedBy } from './joins.js';
import { memberTarget } from './members.js';
import { bindingOf, holderOf, nameTarget } from './names.js';
import { originOfMember, originOfName, resolvedOrigin } from './origins.js';
import { placeAt, placeOf, type Source } from './source.js';
import { sumOf } from './sums.js';
import { typescript } from './typescript.js';

const nodes = new WeakMap<Value, { node: ts.Node; source: Source }>();

/** The node and file a value was read from; undefined for values of other languages. */
export function nodeOf(value: Value): { node: ts.Node; source: Source } | undefined {
  return nodes.get(value);
}

/** Reads an expression as data. The same node gives the same value. */
export function read(source: Source, node: ts.Node): Value {
  const known = source.values.get(node);
  if (known) return known;
  const value = readValue(source, node);
  source.values.set(node, value);
  remember(value, source, node);
  return value;
}

/** Notes what a value was read from. */
export function remember(value: Value, source: Source, node: ts.Node): void {
  nodes.set(value, { node, source });
}

function readValue(source: Source, node: ts.Node): Value {
  const ts = typescript();
  const at = placeOf(source, node);
  const literal = readLiteral(node, at);
  if (literal) return literal;
  if (ts.isTemplateExpression(node)) return { kind: 'template', parts: partsOf(source, node), at };
  if (ts.isArrayLiteralExpression(node))
    return { kind: 'list', items: node.elements.map((item) => itemOf(source, item)), at };
  if (ts.isObjectLiteralExpression(node)) return readObject(source, node, at);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return readCall(source, node, at);
  if (ts.isIdentifier(node)) return readName(source, node, at);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return readName(source, node, at);
  if (node.kind === ts.SyntaxKind.SuperKeyword) return readSuper(source, node, at);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return readMember(source, node, at);
  if (ts.isConditionalExpression(node)) {
    return { kind: 'choice', options: [read(source, node.whenTrue), read(source, node.whenFalse)], at };
  }
  if (ts.isBinaryExpression(node)) return readBinary(source, node, at);
  const inner = unwrapped(node);
  return inner ? { kind: 'opaque', at, target: () => read(source, inner) } : { kind: 'opaque', at };
}

function readLiteral(node: ts.Node, at: Place): Value | undefined {
  const ts = typescript();
  if (ts.isStringLiteralLike(node)) return { kind: 'text', text: node.text, at };
  if (ts.isNumericLiteral(node)) return { kind: 'number', value: Number(node.text), at };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'boolean', value: true, at };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'boolean', value: false, at };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: 'null', at };
  if (ts.isIdentifier(node) && node.text === 'undefined') return { kind: 'null', at };
  if (ts.isVoidExpression(node) && ts.isNumericLiteral(node.expression)) return { kind: 'null', at };
  const negative = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken;
  if (negative && ts.isNumericLiteral(node.operand))
    return { kind: 'number', value: -Number(node.operand.text), at };
  return undefined;
}

/** Computed when first asked for; a value that would need itself is unknown. */
export function once(compute: () => Value | undefined): () => Value | undefined {
  let state: 'new' | 'busy' | 'done' = 'new';
  let value: Value | undefined;
  return () => {
    if (state !== 'new') return value;
    state = 'busy';
    value = compute();
    state = 'done';
    return value;
  };
}

/** `(x)`, `x as T`, `x!`, `await x`: what is inside. */
export function unwrapped(node: ts.Node): ts.Expression | undefined {
  const ts = typescript();
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return node.expression;
  if (ts.isNonNullExpression(node) || ts.isAwaitExpression(node) || ts.isTypeAssertionExpression(node))
    return node.expression;
  return undefined;
}

function itemOf(source: Source, node: ts.Expression): Value | Spread {
  if (!typescript().isSpreadElement(node)) return read(source, node);
  return { kind: 'spread', of: read(source, node.expression), at: placeOf(source, node) };
}

function partsOf(source: Source, node: ts.TemplateExpression): (Chunk | Value)[] {
  const chunk = (part: ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail): Chunk[] => {
    const tail = part.kind === typescript().SyntaxKind.TemplateTail ? 1 : 2;
    const at = placeAt(source, part.getStart(source.sourceFile) + 1, part.getEnd() - tail);
    return part.text ? [{ kind: 'chunk', text: part.text, at }] : [];
  };
  return [
    ...chunk(node.head),
    ...node.templateSpans.flatMap((span) => [read(source, span.expression), ...chunk(span.literal)]),
  ];
}

function readObject(source: Source, node: ts.ObjectLiteralExpression, at: Place): ObjectValue {
  const entries = node.properties.map((property) => entryFrom(source, property));
  return { kind: 'object', entries, holder: () => holderOf(source, node), at };
}

function entryFrom(source: Source, property: ts.ObjectLiteralElementLike): Entry | Spread {
  const ts = typescript();
  const at = placeOf(source, property);
  if (ts.isSpreadAssignment(property)) return { kind: 'spread', of: read(source, property.expression), at };
  const keyAt = placeOf(source, property.name);
  const key = keyText(property.name);
  if (key === undefined) return computedEntry(source, property, keyAt, at);
  if (ts.isShorthandPropertyAssignment(property)) {
    return { kind: 'entry', key, keyAt, value: read(source, property.name), shorthand: true, at };
  }
  const value: Value = ts.isPropertyAssignment(property)
    ? read(source, property.initializer)
    : read(source, property);
  return { kind: 'entry', key, keyAt, value, shorthand: false, at };
}

/** What a property name means; undefined when it is computed from anything but a literal. */
export function keyText(name: ts.PropertyName | ts.BindingName): string | undefined {
  const ts = typescript();
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression)) return name.expression.text;
  return undefined;
}

function readCall(source: Source, node: ts.CallExpression | ts.NewExpression, at: Place): Value {
  const module = readModule(source, node, at);
  if (module) return module;
  const callee = read(source, node.expression);
  const value: Value = {
    kind: 'call',
    callee,
    get origin(): Origin | undefined {
      return resolvedOrigin(callee);
    },
    isNew:
      typescript().isNewExpression(node) || node.expression.kind === typescript().SyntaxKind.SuperKeyword,
    get args() {
      return (node.arguments ?? []).map((argument) => itemOf(source, argument));
    },
    items: () => (value.kind === 'call' ? itemsMade(value) : []),
    target: once(() => (value.kind === 'call' ? followCall(source, value, node) : undefined)),
    at,
  };
  return value;
}

function followCall(source: Source, call: Call, node: ts.Node): Value | undefined {
  return returnedBy(source, call, node) ?? joinedBy(call) ?? givenBy(call) ?? elementGiven(call);
}

function readName(source: Source, node: ts.Identifier | ts.Node, at: Place): Value {
  return {
    kind: 'name',
    name: node.getText(source.sourceFile),
    get origin(): Origin | undefined {
      return originOfName(source, node);
    },
    target: once(() => nameTarget(source, node)),
    binding: () => bindingOf(source, node),
    at,
  };
}

function readMember(
  source: Source,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  at: Place,
): Value {
  const ts = typescript();
  const of = read(source, node.expression);
  const argument = ts.isElementAccessExpression(node) ? node.argumentExpression : undefined;
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : literalText(argument);
  const nameNode = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  return {
    kind: 'member',
    of,
    name,
    nameAt: placeOf(source, nameNode),
    get origin(): Origin | undefined {
      return originOfMember(of, name);
    },
    target: once(() => memberTarget(source, of, name)),
    at,
  };
}

function literalText(node: ts.Node | undefined): string | undefined {
  return node && typescript().isStringLiteralLike(node) ? node.text : undefined;
}

function readBinary(source: Source, node: ts.BinaryExpression, at: Place): Value {
  const { SyntaxKind } = typescript();
  const operator = node.operatorToken.kind;
  if (operator === SyntaxKind.BarBarToken || operator === SyntaxKind.QuestionQuestionToken) {
    return { kind: 'choice', options: [read(source, node.left), read(source, node.right)], at };
  }
  if (operator === SyntaxKind.AmpersandAmpersandToken)
    return { kind: 'choice', options: [read(source, node.right)], at };
  if (isAssignment(node)) return { kind: 'opaque', at, target: () => read(source, node.right) };
  if (operator === SyntaxKind.PlusToken) {
    const parts = [...summands(source, node.left), ...summands(source, node.right)];
    if (parts.some((part) => part.kind === 'chunk')) return { kind: 'template', parts, at };
    return { kind: 'opaque', at, target: once(() => sumOf(source, node, parts, at)) };
  }
  return { kind: 'opaque', at };
}

function summands(source: Source, node: ts.Expression): (Chunk | Value)[] {
  const ts = typescript();
  const value = read(source, node);
  if (value.kind === 'template') return [...value.parts];
  if (value.kind !== 'text') {
    const inner = ts.isParenthesizedExpression(node) ? read(source, node.expression) : undefined;
    return inner?.kind === 'template' ? [...inner.parts] : [value];
  }
  const { start, end } = value.at.span;
  return [{ kind: 'chunk', text: value.text, at: placeAt(source, start + 1, end - 1) }];
}
