import type { Value } from '../../value.js';
import { placeOf, type Source } from './source.js';
import type { Node } from './tree.js';

const nodes = new WeakMap<Value, { node: Node; source: Source }>();

/** The node and file a value was read from; undefined for values of other languages. */
export function nodeOf(value: Value): { node: Node; source: Source } | undefined {
  return nodes.get(value);
}

/** Reads an expression as data. The same node gives the same value. */
export function read(source: Source, node: Node): Value {
  const known = source.values.get(node);
  if (known) return known;
  const value: Value = { kind: 'opaque', at: placeOf(source, node) };
  source.values.set(node, value);
  nodes.set(value, { node, source });
  return value;
}
