import { roleOf } from './roles.js';
import type { Source } from './source.js';
import { textOf } from './source.js';
import { childAt, type Node, partsOf } from './tree.js';

/** A name in the scope that binds it. */
export interface Variable {
  readonly name: string;
  /** The module, function, class, lambda or comprehension it belongs to. */
  readonly scope: Node;
  /** The identifiers that bind it, in source order. */
  readonly binders: readonly Node[];
  /** All other identifiers that mean it. */
  readonly uses: readonly Node[];
}

interface Growing extends Variable {
  readonly binders: Node[];
  readonly uses: Node[];
}

/** What each identifier of one text means, and the variables of that name by their scope. */
interface Meanings {
  readonly nodes: ReadonlyMap<Node, Variable>;
  readonly scopes: ReadonlyMap<Node, Variable>;
}

const known = new WeakMap<Node, Map<string, Meanings>>();

/** The variable an identifier means; undefined for names of the language, of star imports, and of members. */
export function variableOf(source: Source, name: Node): Variable | undefined {
  return meaningsOf(source, textOf(source, name)).nodes.get(name);
}

/** The variable of that name that a scope itself has. */
export function variableIn(source: Source, scope: Node, name: string): Variable | undefined {
  return meaningsOf(source, name).scopes.get(scope);
}

/** Identifiers of a text that mean no variable of the file. */
export function freeNames(source: Source, text: string): readonly Node[] {
  const { nodes } = meaningsOf(source, text);
  const all = source.identifiers.get(text) ?? [];
  return all.filter((node) => !nodes.has(node) && roleOf(node) === 'use');
}

/** Asked once for all identifiers of a text: generated code has thousands of the same. */
function meaningsOf(source: Source, text: string): Meanings {
  const texts = known.get(source.root) ?? new Map<string, Meanings>();
  known.set(source.root, texts);
  const memo = texts.get(text);
  if (memo) return memo;
  const found = findMeanings(source.identifiers.get(text) ?? [], text);
  texts.set(text, found);
  return found;
}

interface Binding {
  readonly scopes: Map<Node, Growing>;
  readonly globals: Set<Node>;
  readonly nonlocals: Set<Node>;
}

function findMeanings(identifiers: readonly Node[], name: string): Meanings {
  const binding: Binding = { scopes: new Map(), globals: new Set(), nonlocals: new Set() };
  for (const node of identifiers) {
    const role = roleOf(node);
    if (role === 'global') binding.globals.add(scopeOf(node));
    if (role === 'nonlocal') binding.nonlocals.add(scopeOf(node));
  }
  for (const node of identifiers) {
    if (roleOf(node) === 'binder') bind(node, name, binding);
  }
  const found = new Map<Node, Variable>();
  for (const node of identifiers) {
    const variable = roleOf(node) === 'use' ? lookUp(scopeOf(node), binding) : undefined;
    variable?.uses.push(node);
    if (variable) found.set(node, variable);
  }
  for (const variable of binding.scopes.values())
    for (const node of variable.binders) found.set(node, variable);
  return { nodes: found, scopes: binding.scopes };
}

function bind(node: Node, name: string, binding: Binding): void {
  const scope = boundIn(scopeOf(node), binding);
  const variable = binding.scopes.get(scope) ?? { name, scope, binders: [], uses: [] };
  variable.binders.push(node);
  binding.scopes.set(scope, variable);
}

/** Where a name is bound that is bound in a scope: elsewhere after `global` and `nonlocal`. */
function boundIn(scope: Node, { globals, nonlocals }: Binding): Node {
  let current = scope;
  if (globals.has(current)) return moduleOf(current);
  while (nonlocals.has(current)) current = functionAround(current);
  return current;
}

function lookUp(start: Node, { scopes, globals }: Binding): Growing | undefined {
  let scope: Node | undefined = start;
  while (scope) {
    if (globals.has(scope)) return scopes.get(moduleOf(scope));
    const variable = scope === start || scope.type !== 'class_definition' ? scopes.get(scope) : undefined;
    if (variable) return variable;
    scope = scope.parent && scopeOf(scope);
  }
  return undefined;
}

function moduleOf(node: Node): Node {
  let current = node;
  while (current.parent) current = current.parent;
  return current;
}

function functionAround(scope: Node): Node {
  let current = scopeOf(scope);
  while (current.type === 'class_definition') current = scopeOf(current);
  return current;
}

const COMPREHENSIONS = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);

/** Whether a scope's statements run where they stand, as against when something is called. */
export function isImmediate(scope: Node): boolean {
  return COMPREHENSIONS.has(scope.type) || scope.type === 'class_definition';
}

/** The scope an identifier, or a scope itself, stands in. */
export function scopeOf(node: Node): Node {
  const isWalrus = node.parent?.type === 'named_expression' && node.field === 'name';
  let child = node;
  for (let parent = node.parent; parent; parent = parent.parent) {
    const isSkipped = isWalrus && COMPREHENSIONS.has(parent.type);
    if (!isSkipped && opensScope(parent, child, node)) return parent;
    child = parent;
  }
  return child;
}

function opensScope(parent: Node, child: Node, node: Node): boolean {
  if (COMPREHENSIONS.has(parent.type)) return !isFirstIterable(parent, node);
  if (parent.type === 'class_definition') return child.field === 'body';
  if (parent.type !== 'function_definition' && parent.type !== 'lambda') return false;
  return child.field === 'body' || (child.field === 'parameters' && isParameter(node));
}

/** The first iterable of a comprehension is evaluated outside of it. */
function isFirstIterable(comprehension: Node, node: Node): boolean {
  const clause = partsOf(comprehension).find(({ type }) => type === 'for_in_clause');
  const right = clause && childAt(clause, 'right');
  return right !== undefined && right.start <= node.start && node.end <= right.end;
}

/** Whether an identifier is the name of a parameter. */
export function isParameter(name: Node): boolean {
  return parameterOfName(name) !== undefined;
}

/** The whole parameter (`x: int = 1`) of which an identifier is the name. */
export function parameterOfName(name: Node): Node | undefined {
  let node = name;
  for (;;) {
    const { parent } = node;
    if (!parent) return undefined;
    if (parent.type === 'parameters' || parent.type === 'lambda_parameters') return node;
    const isName =
      /_splat_pattern$/.test(parent.type) || (/parameter$/.test(parent.type) && isNameOf(parent, node));
    if (!isName) return undefined;
    node = parent;
  }
}

function isNameOf(parameter: Node, node: Node): boolean {
  return node.field === 'name' || (parameter.type === 'typed_parameter' && parameter.children[0] === node);
}
