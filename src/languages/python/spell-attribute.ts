import type { Span } from '../../edit.js';
import type { Writing } from '../../reshape/writing.js';
import type { Source } from './source.js';
import { nodeAround } from './spell-nodes.js';
import { takesAny } from './spell-seat.js';
import { childAt, type Node, partsOf } from './tree.js';

/** A read of an item becomes a read of an attribute; what a lookup falls back to stays behind an `or`. */
export function writeAttribute(cut: Span, name: string, source: Source, writing: Writing): void {
  const step = stepAt(cut, source);
  if (!step) {
    writing.problems.push('no item is read here');
    return;
  }
  if (!step.otherwise) {
    writing.edits.push({ ...cut, text: `.${name}` });
    return;
  }
  const { node, of, otherwise } = step;
  const [open, close] = takesAny(node) ? ['', ''] : ['(', ')'];
  const fallback = LOW.has(otherwise.type) ? ['(', { move: otherwise }, ')'] : [{ move: otherwise }];
  const pieces = [open, { move: { start: of.start, end: cut.start } }, `.${name} or `, ...fallback, close];
  writing.edits.push({ start: node.start, end: node.end, text: pieces, along: true });
}

const LOW = new Set(['conditional_expression', 'lambda', 'named_expression', 'yield', 'list_splat']);

interface StepRead {
  /** The whole read, and what is read of. */
  readonly node: Node;
  readonly of: Node;
  readonly otherwise: Node | undefined;
}

/** `["name"]`, or `.get("name", otherwise)`. */
function stepAt(cut: Span, { root, text }: Source): StepRead | undefined {
  let node: Node | undefined = nodeAround(root, { start: Math.max(0, cut.end - 1), end: cut.end });
  while (node && node.end <= cut.end) {
    if (node.end === cut.end && node.start < cut.start) {
      if (node.type === 'subscript') {
        const of = childAt(node, 'value');
        return of && { node, of, otherwise: undefined };
      }
      const callee = node.type === 'call' ? childAt(node, 'function') : undefined;
      const of = callee?.type === 'attribute' ? childAt(callee, 'object') : undefined;
      const list = of && childAt(node, 'arguments');
      const fallback = list && partsOf(list)[1];
      const isNone = fallback && text.slice(fallback.start, fallback.end) === 'None';
      return of && { node, of, otherwise: isNone ? undefined : fallback };
    }
    node = node.parent;
  }
  return undefined;
}
