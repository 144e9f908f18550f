import type { ts } from 'ts-morph';
import type { Read, Step } from '../../site.js';
import type { Call } from '../../value.js';
import { isAssignment } from './classes.js';
import { cutOf } from './cuts.js';
import { callsOf } from './functions.js';
import { calleeParameter, isGivenAlike, isHandedBack, isIgnored } from './handed-over.js';
import { takenAt } from './promise-all.js';
import { referencesTo } from './references.js';
import { placeOf, type Source, symbolOf } from './source.js';
import { testOf } from './tests.js';
import { typedBy } from './typed-reads.js';
import { typescript } from './typescript.js';
import { nodeOf, unwrapped } from './values.js';

interface Trail {
  readonly source: Source;
  readonly path: readonly Step[];
  readonly seen: Set<ts.Node>;
  /** Joined with other values on the way: a test of it tests them too. */
  readonly mixed?: boolean;
}

/** Every read of a call's result, through await, then, variables, patterns, returns and files. */
export function readsOf(call: Call): readonly Read[] {
  const found = nodeOf(call);
  if (!found) return [];
  const trail: Trail = { source: found.source, path: [], seen: new Set() };
  const { node } = found;
  const types = typescript().isCallExpression(node) ? node.typeArguments : undefined;
  return [...typedBy(types?.[0], trail.source, trail.path), ...follow(node, trail)];
}

/** Reads from a node on; a path that leads nowhere further is a read all the same. */
function follow(node: ts.Node, trail: Trail): readonly Read[] {
  if (trail.seen.has(node)) return [];
  trail.seen.add(node);
  const reads = followOn(node, trail);
  return reads.length || !trail.path.length ? reads : [ended(node, trail, false)];
}

function followOn(node: ts.Node, trail: Trail): readonly Read[] {
  const ts = typescript();
  const { parent } = node;
  if (unwrapped(parent) === node) {
    const type = ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent) ? parent.type : undefined;
    return [...typedBy(type, trail.source, trail.path), ...follow(parent, trail)];
  }
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node)
    return followMember(parent, parent.name, trail);
  if (ts.isElementAccessExpression(parent) && parent.expression === node) return followElement(parent, trail);
  if (ts.isVariableDeclaration(parent) && parent.initializer === node)
    return [...typedBy(parent.type, trail.source, trail.path), ...followName(parent, parent.name, trail)];
  if (ts.isBinaryExpression(parent)) return followBinary(parent, node, trail);
  if (ts.isReturnStatement(parent))
    return followReturn(node, ts.findAncestor(parent, ts.isFunctionLike), trail);
  if (ts.isArrowFunction(parent) && parent.body === node) return followReturn(node, parent, trail);
  if (ts.isArrayLiteralExpression(parent)) return followItem(parent, node, trail);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return followArgument(parent, node, trail);
  if (ts.isExpressionStatement(parent)) return [];
  const isBranch = ts.isConditionalExpression(parent) && parent.condition !== node;
  return isBranch ? follow(parent, trail) : [ended(node, trail, isHandedOn(parent))];
}

/** `Promise.all([a, b])`: what is taken out of its result at the same index. */
function followItem(list: ts.ArrayLiteralExpression, node: ts.Node, trail: Trail): readonly Read[] {
  const index = list.elements.indexOf(node as ts.Expression);
  const taken = takenAt(list, index);
  if (!taken) return [ended(node, trail, true)];
  return taken.flatMap((element) => followName(element, element.name, trail, true));
}

function isHandedOn(parent: ts.Node): boolean {
  const ts = typescript();
  const holders = [
    ts.isPropertyAssignment,
    ts.isShorthandPropertyAssignment,
    ts.isArrayLiteralExpression,
    ts.isSpreadElement,
  ];
  return (
    holders.some((holds) => holds(parent)) || ts.isSpreadAssignment(parent) || ts.isYieldExpression(parent)
  );
}

function ended(node: ts.Node, trail: Trail, lost: boolean, destructured?: Read['destructured']): Read {
  const test = testOf(trail.source, node);
  const tested = test && trail.mixed ? { ...test, whole: false } : test;
  return { path: trail.path, at: placeOf(trail.source, node), destructured, lost, tested };
}

function stepAt(
  trail: Trail,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  name: ts.Node,
  text: string,
): Step {
  const ts = typescript();
  const called = ts.isCallExpression(access.parent) && access.parent.expression === access;
  const cut = cutOf(trail.source, access);
  const at = ts.isElementAccessExpression(access) ? cut : placeOf(trail.source, name);
  return { name: text, at, cut, called };
}

function followMember(
  access: ts.PropertyAccessExpression,
  name: ts.MemberName,
  trail: Trail,
): readonly Read[] {
  const ts = typescript();
  const step = stepAt(trail, access, name, name.text);
  if (!step.called) return follow(access, { ...trail, path: [...trail.path, step] });
  const call = access.parent;
  if (!ts.isCallExpression(call)) return [];
  if (step.name === 'then') return followCallback(call.arguments[0], trail);
  if (step.name === 'catch' || step.name === 'finally') return follow(call, trail);
  return follow(call, { ...trail, path: [...trail.path, step] });
}

function followElement(access: ts.ElementAccessExpression, trail: Trail): readonly Read[] {
  const { argumentExpression } = access;
  const text = typescript().isStringLiteralLike(argumentExpression) ? argumentExpression.text : '[]';
  const step = stepAt(trail, access, argumentExpression, text);
  return follow(access, { ...trail, path: [...trail.path, step] });
}

/** `.then(r => …)`: the parameter is the result; what the callback returns of it goes on as the result of `then`. */
function followCallback(callback: ts.Node | undefined, trail: Trail): readonly Read[] {
  const ts = typescript();
  if (!callback) return [];
  if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback))
    return [ended(callback, trail, true)];
  const parameter = callback.parameters[0];
  return parameter ? followName(parameter, parameter.name, trail, true) : [];
}

function followName(
  holder: ts.Declaration,
  name: ts.BindingName,
  trail: Trail,
  parameter = false,
): readonly Read[] {
  const ts = typescript();
  if (ts.isIdentifier(name)) return followReferences(holder, trail);
  if (ts.isArrayBindingPattern(name)) return [ended(name, trail, !parameter)];
  return name.elements.flatMap((element) => followPart(name, element, trail));
}

function followPart(
  pattern: ts.ObjectBindingPattern,
  element: ts.BindingElement,
  trail: Trail,
): readonly Read[] {
  const ts = typescript();
  const key = element.propertyName ?? element.name;
  const text = ts.isIdentifier(key) ? key.text : ts.isStringLiteralLike(key) ? key.text : '[]';
  const step: Step = {
    name: text,
    at: placeOf(trail.source, key),
    cut: placeOf(trail.source, element),
    called: false,
  };
  const within = { ...trail, path: [...trail.path, step] };
  const inner = element.name;
  const destructured = {
    pattern: placeOf(trail.source, pattern),
    local: inner.getText(trail.source.sourceFile),
    others: pattern.elements.length > 1,
  };
  const own = {
    path: within.path,
    at: placeOf(trail.source, element),
    destructured,
    lost: false,
    tested: undefined,
  };
  return [own, ...followName(element, inner, within)];
}

function followReferences(holder: ts.Declaration, trail: Trail): readonly Read[] {
  const references = referencesTo(trail.source, holder);
  if (!references.length) return trail.path.length ? [ended(holder, trail, false)] : [];
  return references.flatMap((reference) => {
    const target =
      typescript().isPropertyAccessExpression(reference.node.parent) &&
      reference.node.parent.name === reference.node;
    return follow(target ? reference.node.parent : reference.node, { ...trail, source: reference.source });
  });
}

function followBinary(parent: ts.BinaryExpression, node: ts.Node, trail: Trail): readonly Read[] {
  const ts = typescript();
  if (parent.left === node && isAssignment(parent)) return [];
  const operator = parent.operatorToken.getText(trail.source.sourceFile);
  if (operator === '&&' && parent.left === node) return [ended(node, trail, false)];
  if (/^(\|\||\?\?|&&)$/.test(operator)) return follow(parent, { ...trail, mixed: true });
  if (!isAssignment(parent)) return [ended(node, trail, false)];
  const { left } = parent;
  if (ts.isIdentifier(left)) {
    const declaration = symbolOf(trail.source, left)?.declarations?.[0];
    return declaration ? followReferences(declaration, trail) : [ended(node, trail, true)];
  }
  return [ended(node, trail, true)];
}

function followReturn(
  value: ts.Node,
  node: ts.SignatureDeclaration | undefined,
  trail: Trail,
): readonly Read[] {
  const ts = typescript();
  if (!node) return [];
  const call = node.parent;
  const isThen =
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === 'then';
  if (isThen || isHandedBack(value, call, trail.source)) return follow(call, trail);
  if (isIgnored(call)) return [];
  const calls = callsOf(trail.source, node);
  if (!calls.length) return [ended(value, trail, true)];
  return calls.flatMap((found) => follow(found.node, { ...trail, source: found.source }));
}

const HARMLESS = new Set(['console', 'JSON', 'logger', 'log', 'expect', 'Object', 'String']);

function followArgument(
  parent: ts.CallExpression | ts.NewExpression,
  node: ts.Node,
  trail: Trail,
): readonly Read[] {
  const index = parent.arguments?.indexOf(node as ts.Expression) ?? -1;
  const parameter = calleeParameter(trail.source, parent, index);
  if (parameter?.node.dotDotDotToken) return [ended(node, trail, true)];
  if (parameter && !isGivenAlike(parameter.source, parameter.node, index)) return [ended(node, trail, true)];
  if (parameter) {
    const source = parameter.source;
    return followName(parameter.node, parameter.node.name, { ...trail, source }, true);
  }
  const root = /^\w+/.exec(parent.expression.getText(trail.source.sourceFile))?.[0] ?? '';
  return [ended(node, trail, !HARMLESS.has(root))];
}
