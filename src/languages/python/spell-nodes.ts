import type { Span } from '../../edit.js';
import { around, type Node, partsOf } from './tree.js';

/** The nodes that cover exactly a span, outermost first. */
export function nodesAt(root: Node, span: Span): readonly Node[] {
  return pathTo(root, span).filter(({ start, end }) => start === span.start && end === span.end);
}

/** The innermost node that covers a span. */
export function nodeAround(root: Node, span: Span): Node {
  return pathTo(root, span).at(-1) ?? root;
}

/** From the root down, every node that covers a span. */
function pathTo(root: Node, { start, end }: Span): readonly Node[] {
  const path: Node[] = [];
  let node: Node | undefined = root;
  while (node) {
    path.push(node);
    node = node.children.find(
      (child) => child.start <= start && child.end >= end && (child.end > start || start === end),
    );
  }
  return path;
}

/** Every node of a tree, in source order; without recursion, as `a + b + …` nests deeply. */
export function everyNode(root: Node): readonly Node[] {
  const found: Node[] = [];
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    found.push(node);
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child) open.push(child);
    }
  }
  return found;
}

/** Nodes inside whose brackets line breaks mean nothing. */
const BRACKETED = new Set([
  'argument_list',
  'parenthesized_expression',
  'list',
  'tuple',
  'set',
  'dictionary',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
  'tuple_pattern',
  'list_pattern',
  'parameters',
]);

/** Whether a span stands inside brackets, where a line may end anywhere. */
export function isBracketed(root: Node, span: Span): boolean {
  let node: Node | undefined = nodeAround(root, span);
  while (node && !/_statement$|^block$|^module$/.test(node.type)) {
    if (BRACKETED.has(node.type) && node.start < span.start && node.end > span.end) return true;
    node = node.parent;
  }
  return false;
}

/** Whether a source has a line break that only the brackets around it allow. */
export function hasBareBreak(root: Node, text: string, span: Span): boolean {
  const breaks = [...text.slice(span.start, span.end).matchAll(/(?<!\\)\r?\n/g)].map(
    ({ index }) => span.start + index,
  );
  return breaks.some((at) => {
    let node: Node | undefined = nodeAround(root, { start: at, end: at + 1 });
    while (node && (node.start >= span.start || node.end <= span.end)) {
      if (node.start >= span.start && (BRACKETED.has(node.type) || node.type === 'string')) return false;
      if (node.start >= span.start && node.type === 'subscript' && isIndex(node, at)) return false;
      node = node.parent;
    }
    return true;
  });
}

function isIndex(subscript: Node, at: number): boolean {
  const bracket = subscript.children.find(({ type }) => type === '[');
  return bracket !== undefined && bracket.start < at;
}

/** The statement at a span: one that stands in a block or at the top of the file. */
export function statementAt(root: Node, span: Span): Node | undefined {
  return nodesAt(root, span).find(isStatement);
}

/** Whether a node is one of the statements of a block or file. */
export function isStatement(node: Node): boolean {
  const { parent } = node;
  return (
    parent !== undefined && node.named && node.type !== 'comment' && /^(?:block|module)$/.test(parent.type)
  );
}

/** The statement a node stands in. */
export function statementOf(node: Node): Node | undefined {
  let current: Node | undefined = node;
  while (current && !isStatement(current)) current = current.parent;
  return current;
}

/** The statements of a block or file. */
export function statementsOf(block: Node): readonly Node[] {
  return partsOf(block);
}

/** The function, class or file whose names a node's own names belong to. */
export function scopeAround(node: Node | undefined): Node | undefined {
  return around(node, 'function_definition', 'lambda', 'class_definition', 'module');
}
