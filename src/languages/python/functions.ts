import type { Source } from './source.js';
import type { Node } from './tree.js';

/** A node and the file it stands in. */
export interface Found {
  readonly source: Source;
  readonly node: Node;
}

/** The calls of a function, in all files. */
export function callsOf(_source: Source, _definition: Node): readonly Found[] {
  return [];
}

/** The parameter an argument goes to. */
export function parameterOf(_source: Source, _call: Node, _argument: Node): Found | undefined {
  return undefined;
}
