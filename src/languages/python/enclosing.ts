import type { Call } from '../../value.js';
import { type Source, textOf } from './source.js';
import { childAt, type Node } from './tree.js';
import { nodeOf } from './values.js';

/** The functions and classes a call stands in, outermost first (`Service.ask`); `''` at the top of the file. */
export function enclosingOf(call: Call): string {
  const found = nodeOf(call);
  const names: string[] = [];
  for (let node = found?.node.parent; found && node; node = node.parent) {
    const name = nameOf(found.source, node);
    if (name !== undefined) names.unshift(name);
  }
  return names.join('.');
}

function nameOf(source: Source, node: Node): string | undefined {
  const { parent } = node;
  if (node.type === 'lambda')
    return parent?.type === 'assignment' ? named(source, childAt(parent, 'left')) : undefined;
  if (node.type !== 'function_definition' && node.type !== 'class_definition') return undefined;
  return named(source, childAt(node, 'name'));
}

function named(source: Source, node: Node | undefined): string | undefined {
  return node?.type === 'identifier' ? textOf(source, node) : undefined;
}
