import { type Span, within } from '../../edit.js';
import type { Source } from './source.js';
import { textOf } from './source.js';
import { nodeAround, scopeAround } from './spell-nodes.js';
import { around, type Node } from './tree.js';

const PARAMETERS = new Set(['parameters', 'lambda_parameters']);
const PATTERNS = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'parenthesized_expression',
]);
const COMPREHENSIONS = [
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
];
const DEFAULTED = new Set(['default_parameter', 'typed_default_parameter', 'typed_parameter']);

/** The scope in which an identifier is bound by what it stands in; undefined when it is only read there. */
function bindingScope(node: Node): Node | undefined {
  let target = node;
  while (target.parent && PATTERNS.has(target.parent.type)) target = target.parent;
  const { parent, field } = target;
  if (!parent) return undefined;
  if (isParameter(target)) return around(parent, 'function_definition', 'lambda');
  if (field === 'name' && /^(?:function|class)_definition$/.test(parent.type))
    return scopeAround(parent.parent);
  if (parent.type === 'for_in_clause' && field === 'left') return around(parent, ...COMPREHENSIONS);
  const isTarget =
    (field === 'left' && /^(?:assignment|augmented_assignment|for_statement)$/.test(parent.type)) ||
    (field === 'name' && parent.type === 'named_expression') ||
    (field === 'alias' && parent.type === 'aliased_import') ||
    parent.type === 'as_pattern_target' ||
    (parent.type === 'dotted_name' && isImported(parent, target)) ||
    (parent.type === 'dotted_name' && parent.parent?.type === 'case_pattern' && parent.children.length === 1);
  return isTarget ? scopeAround(parent) : undefined;
}

function isParameter(target: Node): boolean {
  const { parent, field } = target;
  if (!parent) return false;
  if (PARAMETERS.has(parent.type)) return true;
  const isNamed = DEFAULTED.has(parent.type) && (field === 'name' || field === undefined);
  const isRest = /splat_pattern$/.test(parent.type) && parent.parent !== undefined;
  return (
    (isNamed || isRest) &&
    parent.parent !== undefined &&
    (PARAMETERS.has(parent.parent.type) || isParameter(parent))
  );
}

/** `import a.b` binds `a`; `from m import a` binds `a`. */
function isImported(dotted: Node, name: Node): boolean {
  const statement = dotted.parent;
  if (dotted.field !== 'name' || dotted.children[0] !== name) return false;
  return /^(?:import|import_from|future_import)_statement$/.test(statement?.type ?? '');
}

/** Every place that binds a name, with the scope it is bound in. */
export function bindingsOf(name: string, source: Source): readonly { node: Node; scope: Node }[] {
  return (source.identifiers.get(name) ?? []).flatMap((node) => {
    const scope = bindingScope(node);
    return scope ? [{ node, scope: declaredScope(name, scope, source) }] : [];
  });
}

/** `global` and `nonlocal` bind further out. */
function declaredScope(name: string, scope: Node, source: Source): Node {
  const word = declarationIn(name, scope, source);
  if (word === 'global_statement') return source.root;
  return word === undefined ? scope : (scopeAround(scope.parent) ?? scope);
}

/** How a function or class says that a name is not its own; undefined when it does not. */
export function declarationIn(name: string, scope: Node, source: Source): string | undefined {
  const said = (source.identifiers.get(name) ?? []).find(
    ({ parent }) =>
      parent && /^(?:global|nonlocal)_statement$/.test(parent.type) && scopeAround(parent) === scope,
  );
  return said?.parent?.type;
}

/** The scope whose name is meant at a place; undefined for names nothing in the file binds. */
export function meantAt(
  name: string,
  at: Span,
  source: Source,
  bindings = bindingsOf(name, source),
): Node | undefined {
  const open = bindings.filter(({ scope }) => within(at, scope) && isSeen(scope, at, source));
  return open.map(({ scope }) => scope).sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}

/** What a class binds is not seen in its methods. */
function isSeen(scope: Node, at: Span, { root }: Source): boolean {
  if (scope.type !== 'class_definition') return true;
  return scopeAround(nodeAround(root, at)) === scope;
}

/** Whether every name in a stretch means at another place what it means where it stands. */
export function namesReach(from: Span, to: Span, source: Source): boolean {
  for (const [name, nodes] of source.identifiers) {
    const uses = nodes.filter((node) => within(node, from) && isRead(node));
    if (!uses.length) continue;
    const outer = bindingsOf(name, source).filter(({ scope }) => !within(scope, from));
    const reaches = uses.every((use) => {
      const inner = bindingsOf(name, source).some(({ scope }) => within(scope, from) && within(use, scope));
      return inner || meantAt(name, use, source, outer) === meantAt(name, to, source, outer);
    });
    if (!reaches) return false;
  }
  return true;
}

function isRead({ parent, field }: Node): boolean {
  if (parent?.type === 'attribute') return field === 'object';
  return !(parent?.type === 'keyword_argument' && field === 'name');
}

/** A name that nothing in the file binds yet, but for imports of the same thing. */
export function freeName(name: string, isOwn: (node: Node) => boolean, source: Source): string {
  const isTaken = (text: string): boolean => bindingsOf(text, source).some(({ node }) => !isOwn(node));
  if (!isTaken(name)) return name;
  const join = /^[A-Z0-9_]+$|_/.test(name) ? '_' : '';
  let count = 2;
  while (isTaken(`${name}${join}${count}`)) count += 1;
  return `${name}${join}${count}`;
}

/** The functions and classes around a place, innermost first. */
export function scopesAt(at: Span, { root }: Source): readonly Node[] {
  const scopes: Node[] = [];
  let scope = scopeAround(nodeAround(root, at));
  while (scope) {
    scopes.push(scope);
    scope = scopeAround(scope.parent);
  }
  return scopes;
}

/** The text of a name that is imported: `a.b` without white space. */
export function dottedText(node: Node, source: Source): string {
  return textOf(source, node).replace(/[\s\\]/g, '');
}
