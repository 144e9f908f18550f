import { resolve } from '../../project.js';
import type { Value } from '../../value.js';
import { yieldsOf } from './functions.js';
import { memberTarget } from './members.js';
import { oneOf } from './names.js';
import { placeOf, type Source, textOf } from './source.js';
import { childAt, type Node, partsOf } from './tree.js';
import { innermost, memberOf, nodeOf, read } from './values.js';

/** What a loop gives its target in turn. */
export function itemsOf(source: Source, loop: Node, target: Node): Value | undefined {
  const right = childAt(loop, 'right');
  return right && itemsIn(source, right, target);
}

function itemsIn(source: Source, iterable: Node, target: Node): Value | undefined {
  const node = innermost(iterable);
  const named = node.type === 'call' ? itemsOfCall(source, node, target) : undefined;
  if (named) return named;
  const of = read(source, iterable);
  const base = resolve(of);
  if (base.kind === 'object' || base.kind === 'text' || base.kind === 'opaque') return undefined;
  if (base.kind === 'list') return memberTarget(source, base, undefined);
  const at = placeOf(source, target);
  return memberOf(source, () => of, undefined, at, at);
}

/** `d.items()`, `d.values()`, `enumerate(xs)`, `zip(xs, ys)`, and what only orders its items. */
function itemsOfCall(source: Source, call: Node, target: Node): Value | undefined {
  const callee = childAt(call, 'function');
  const list = childAt(call, 'arguments');
  const given = list?.type === 'argument_list' ? partsOf(list) : [];
  if (callee?.type === 'attribute') return itemsOfMethod(source, callee, target);
  const name = callee ? textOf(source, callee) : '';
  const [first] = given;
  if (!first) return undefined;
  if (/^(?:list|tuple|set|sorted|reversed|iter)$/.test(name)) return itemsIn(source, first, target);
  if (name === 'enumerate') return pair(source, call, [undefined, itemsIn(source, first, target)]);
  if (name === 'zip')
    return pair(
      source,
      call,
      given.map((one) => itemsIn(source, one, target)),
    );
  return undefined;
}

function itemsOfMethod(source: Source, callee: Node, target: Node): Value | undefined {
  const [object, name] = [childAt(callee, 'object'), childAt(callee, 'attribute')];
  const method = name && textOf(source, name);
  if (!object || !/^(?:items|values)$/.test(method ?? '')) return undefined;
  const values = memberTarget(source, read(source, object), undefined);
  if (!values) return undefined;
  return method === 'items' ? pair(source, target, [undefined, values]) : values;
}

/** A tuple that is written nowhere. */
function pair(source: Source, node: Node, values: readonly (Value | undefined)[]): Value {
  const at = placeOf(source, node);
  return { kind: 'list', items: values.map((value) => value ?? { kind: 'opaque', at }), at };
}

/** What a call of a generator of the project gives, one after the other; undefined for other values. */
export function yieldedBy(value: Value): Value | undefined {
  const call = resolve(value);
  const callee = call.kind === 'call' ? nodeOf(resolve(call.callee)) : undefined;
  if (callee?.node.type !== 'function_definition') return undefined;
  return oneOf(callee.source, callee.node, yieldsOf(callee.source, callee.node));
}
