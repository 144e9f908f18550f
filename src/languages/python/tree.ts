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
  /** All statements that import, in source order. */
  readonly imports: readonly Node[];
}

/** What is known of the grammar's node types and fields, by their numbers: asking the parser costs more than the rest. */
const kinds = new Map<number, { readonly type: string; readonly named: boolean }>();
const fields = new Map<number, string | undefined>([[0, undefined]]);

interface Growing {
  readonly problems: SyntaxProblem[];
  readonly identifiers: Map<string, Node[]>;
  readonly imports: Node[];
  readonly text: string;
  /** Something is wrong somewhere: only then each node is asked. */
  readonly isBroken: boolean;
}

/** Parses one text. The grammar must have been loaded. */
export function parseTree(text: string): Parsed {
  const tree = loadedParser().parse(text);
  if (!tree) throw new Error('the parser gave no tree');
  const cursor = tree.walk();
  const growing: Growing = {
    problems: unreadable(text),
    identifiers: new Map(),
    imports: [],
    text,
    isBroken: tree.rootNode.hasError,
  };
  const root = grow(cursor, growing);
  cursor.delete();
  tree.delete();
  return { root, problems: growing.problems, identifiers: growing.identifiers, imports: growing.imports };
}

/** What the parser would read wrongly without saying so. */
function unreadable(text: string): SyntaxProblem[] {
  const at = text.search(/\0|\r(?!\n)/);
  if (at < 0) return [];
  const message = text[at] === '\0' ? 'a NUL character' : 'a line that ends in a carriage return alone';
  return [{ span: { start: at, end: at + 1 }, message }];
}

interface Branch extends Node {
  children: Node[];
  readonly parent: Branch | undefined;
}

/** All leaves share it: nothing is ever added. */
const NO_CHILDREN: Node[] = [];

/** Copies the tree, without recursion: `a + b + …` nests as deep as it is long. */
function grow(cursor: TreeCursor, growing: Growing): Node {
  const root = copied(cursor, undefined, growing);
  let parent: Branch = root;
  let isDown = cursor.gotoFirstChild();
  root.children = [];
  while (isDown) {
    const node = copied(cursor, parent, growing);
    parent.children.push(node);
    if (cursor.gotoFirstChild()) {
      node.children = [];
      parent = node;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      // A list that grew has room for many more: nearly half of the memory of a tree.
      parent.children = parent.children.slice();
      isDown = parent.parent !== undefined && cursor.gotoParent();
      if (!isDown || !parent.parent) return root;
      parent = parent.parent;
    }
  }
  return root;
}

function copied(cursor: TreeCursor, parent: Branch | undefined, growing: Growing): Branch {
  const { type, named } = kindAt(cursor);
  const field = fieldAt(cursor);
  const { startIndex: start, endIndex: end } = cursor;
  const node: Branch = { type, named, start, end, field, parent, children: NO_CHILDREN };
  if (growing.isBroken || PYTHON_2.has(type)) noteProblem(node, growing, cursor);
  if (type === 'identifier') {
    noteIdentifier(node, growing);
    if (parent?.type === 'except_clause') noteAncientExcept(node, parent, growing);
  }
  if (IMPORTS.has(type) && named) growing.imports.push(node);
  return node;
}

function kindAt(cursor: TreeCursor): { readonly type: string; readonly named: boolean } {
  const id = cursor.nodeTypeId;
  const known = kinds.get(id);
  if (known) return known;
  const kind = { type: cursor.nodeType, named: cursor.nodeIsNamed };
  kinds.set(id, kind);
  return kind;
}

function fieldAt(cursor: TreeCursor): string | undefined {
  const id = cursor.currentFieldId;
  if (!fields.has(id)) fields.set(id, cursor.currentFieldName ?? undefined);
  return fields.get(id);
}

const IMPORTS = new Set(['import_statement', 'import_from_statement']);

/** What the grammar reads though Python 3 has no such statement. */
const PYTHON_2 = new Set(['print_statement', 'exec_statement', '<>']);

/** `except A, e:` binds e in Python 2, and is a class like A from 3.14 on: classes have capitals. */
function noteAncientExcept(node: Node, clause: Node, { problems, text }: Growing): void {
  const isSecond = clause.children.some(({ type }) => type === ',');
  if (!isSecond || !/\p{Ll}/u.test(text[node.start] ?? '')) return;
  problems.push({ span: { start: node.start, end: node.end }, message: 'Python 2' });
}

const UNREAD = 'not Python as this tool reads it';

function noteProblem(node: Node, { problems, text }: Growing, cursor: TreeCursor): void {
  const span = { start: node.start, end: node.end };
  const isMagic = /[!%]/.test(text[node.start] ?? '');
  const message = isMagic ? `${UNREAD}: lines that begin with % or ! are of notebooks` : UNREAD;
  if (node.type === 'ERROR') problems.push({ span, message });
  else if (PYTHON_2.has(node.type)) problems.push({ span, message: 'Python 2' });
  else if (cursor.nodeIsMissing) problems.push({ span, message: `${node.type} is missing` });
}

function noteIdentifier(node: Node, { identifiers, text }: Growing): void {
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
