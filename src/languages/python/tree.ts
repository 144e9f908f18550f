import type { TreeCursor } from 'web-tree-sitter';
import type { SyntaxProblem } from '../../language.js';
import { loadedParser } from './grammar.js';

/** One node of a parsed file; tokens and comments are nodes too. Offsets are UTF-16. */
export interface Node {
  readonly type: string;
  /** False for tokens that the grammar spells out, like `(` and `import`. */
  readonly named: boolean;
  readonly start: number;
  readonly end: number;
  /** What the node is to its parent. */
  readonly field: string | undefined;
  readonly parent: Node | undefined;
  readonly children: readonly Node[];
}

/** A parsed text: the tree as plain objects, and where it is not Python. */
export interface Parsed {
  readonly root: Node;
  readonly problems: readonly SyntaxProblem[];
  /** All identifiers by their text, in source order. */
  readonly identifiers: ReadonlyMap<string, readonly Node[]>;
}

interface Growing {
  readonly problems: SyntaxProblem[];
  readonly identifiers: Map<string, Node[]>;
  readonly text: string;
}

/** Parses one text. The grammar must have been loaded. */
export function parseTree(text: string): Parsed {
  const tree = loadedParser().parse(text);
  if (!tree) throw new Error('the parser gave no tree');
  const cursor = tree.walk();
  const growing: Growing = { problems: unreadable(text), identifiers: new Map(), text };
  const root = grow(cursor, undefined, growing);
  cursor.delete();
  tree.delete();
  return { root, problems: growing.problems, identifiers: growing.identifiers };
}

/** What the parser would read wrongly without saying so. */
function unreadable(text: string): SyntaxProblem[] {
  const at = text.search(/\0|\r(?!\n)/);
  if (at < 0) return [];
  const message = text[at] === '\0' ? 'a NUL character' : 'a line that ends in a carriage return alone';
  return [{ span: { start: at, end: at + 1 }, message }];
}

function grow(cursor: TreeCursor, parent: Node | undefined, growing: Growing): Node {
  const children: Node[] = [];
  const node: Node = {
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    start: cursor.startIndex,
    end: cursor.endIndex,
    field: cursor.currentFieldName ?? undefined,
    parent,
    children,
  };
  note(node, cursor.nodeIsMissing, growing);
  if (cursor.gotoFirstChild()) {
    do children.push(grow(cursor, node, growing));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return node;
}

function note(node: Node, missing: boolean, { problems, identifiers, text }: Growing): void {
  const span = { start: node.start, end: node.end };
  if (node.type === 'ERROR') problems.push({ span, message: 'not Python as this tool reads it' });
  else if (missing) problems.push({ span, message: `${node.type} is missing` });
  if (node.type !== 'identifier') return;
  const name = text.slice(node.start, node.end);
  const same = identifiers.get(name);
  if (same) same.push(node);
  else identifiers.set(name, [node]);
}

/** The child that is `field` to a node. */
export function childAt(node: Node, field: string): Node | undefined {
  return node.children.find((child) => child.field === field);
}

/** The children that are `field` to a node. */
export function childrenAt(node: Node, field: string): readonly Node[] {
  return node.children.filter((child) => child.field === field);
}

/** The named children of a node, comments left out. */
export function partsOf(node: Node): readonly Node[] {
  return node.children.filter((child) => child.named && child.type !== 'comment');
}

/** The nearest node around a node, itself included, of one of some types. */
export function around(node: Node | undefined, ...types: readonly string[]): Node | undefined {
  let current = node;
  while (current && !types.includes(current.type)) current = current.parent;
  return current;
}

/** Every node of a type in a tree, in source order. */
export function* within(root: Node, type: string): Iterable<Node> {
  for (const node of all(root)) if (node.type === type) yield node;
}

/** A node and everything in it, in source order. */
export function* all(root: Node): Iterable<Node> {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child) open.push(child);
    }
  }
}
