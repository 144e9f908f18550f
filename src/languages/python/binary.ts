import { possibilities } from '../../project.js';
import type { Place, Value } from '../../value.js';
import { isPlainString, literalBehind, readPercent } from './formats.js';
import { once } from './lazy.js';
import { type Source, textOf } from './source.js';
import { isString, type Part, partsOfString } from './strings.js';
import { childAt, type Node } from './tree.js';
import { innermost, read, remember } from './values.js';

/** `a + b`, `"…" % x`, `a | b` of dicts; opaque for other sums. */
export function readBinary(source: Source, node: Node, at: Place): Value {
  const operator = operatorOf(source, node);
  if (operator === '+') return readSum(source, node, at);
  if (operator === '%') return readRest(source, node, at);
  return operator === '|' ? readMerge(source, node, at) : { kind: 'opaque', at };
}

function operatorOf(source: Source, node: Node): string {
  const operator = childAt(node, 'operator');
  return operator ? textOf(source, operator) : '';
}

/** The operands of a chain of one operator, without recursion: sums of thousands of lines are written. */
export function operandsOf(source: Source, node: Node): readonly Node[] {
  const operator = operatorOf(source, node);
  const found: Node[] = [];
  let current = node;
  while (current.type === node.type && operatorOf(source, current) === operator) {
    const [left, right] = [childAt(current, 'left'), childAt(current, 'right')];
    if (!left || !right) break;
    found.push(right);
    current = left;
  }
  return [...found, current].reverse();
}

function readSum(source: Source, node: Node, at: Place): Value {
  const parts = operandsOf(source, node).flatMap((operand) => summands(source, operand));
  if (parts.some(({ kind }) => kind === 'chunk')) return { kind: 'template', parts, at };
  return { kind: 'opaque', at, target: once(() => textSum(source, node, parts, at)) };
}

function summands(source: Source, operand: Node): Part[] {
  const node = innermost(operand);
  if (isString(node)) return partsOfString(source, node);
  if (node.type !== 'binary_operator') return [read(source, operand)];
  const value = read(source, node);
  return value.kind === 'template' ? [...value.parts] : [read(source, operand)];
}

/** `BASE + path` is a text when one of the two is known to be. */
function textSum(source: Source, node: Node, parts: readonly Part[], at: Place): Value | undefined {
  const isText = parts.some(
    (part) =>
      part.kind !== 'chunk' && possibilities(part).some(({ kind }) => kind === 'text' || kind === 'template'),
  );
  if (isText) return kept({ kind: 'template', parts, at }, source, node);
  const isList = parts.some((part) => part.kind === 'list');
  const items = parts.flatMap((part) => (part.kind === 'list' ? part.items : listed(part)));
  return isList ? kept({ kind: 'list', items, at }, source, node) : undefined;
}

function listed(part: Part) {
  return part.kind === 'chunk' ? [] : [{ kind: 'spread' as const, of: part, at: part.at }];
}

function kept(value: Value, source: Source, node: Node): Value {
  remember(value, source, node);
  return value;
}

function readRest(source: Source, node: Node, at: Place): Value {
  const [left, right] = [childAt(node, 'left'), childAt(node, 'right')];
  if (!left || !right) return { kind: 'opaque', at };
  const format = innermost(left);
  if (isPlainString(source, format))
    return readPercent(source, format, right, at, source) ?? { kind: 'opaque', at };
  const target = once(() => {
    const literal = literalBehind(read(source, left));
    return literal && readPercent(literal.source, literal.node, right, at, source);
  });
  return { kind: 'opaque', at, target };
}

function readMerge(source: Source, node: Node, at: Place): Value {
  const operands = operandsOf(source, node);
  const entries = () =>
    operands.map((operand) => {
      const of = read(source, operand);
      return { kind: 'spread' as const, of, at: of.at };
    });
  if (operands.some(({ type }) => type === 'dictionary')) return { kind: 'object', entries: entries(), at };
  const target = once((): Value | undefined => {
    const isObject = operands.some((operand) =>
      possibilities(read(source, operand)).some(({ kind }) => kind === 'object'),
    );
    return isObject ? kept({ kind: 'object', entries: entries(), at }, source, node) : undefined;
  });
  return { kind: 'opaque', at, target };
}
