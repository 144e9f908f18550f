import type { Binding, Place, Reference, Value } from '../../value.js';
import type { Found } from './functions.js';
import { importAt, moduleDocument } from './modules.js';
import { referencesTo } from './references.js';
import { parameterOfName, variableOf } from './scopes.js';
import { placeAt, placeOf, type Source, textOf } from './source.js';
import { plainText } from './strings.js';
import { boundValue } from './targets.js';
import { childAt, type Node, partsOf } from './tree.js';
import { read, unwrapped } from './values.js';

/** The variable a declaration makes; for an import from a file of the project, the variable there. */
export function bindingFor(source: Source, name: Node): Binding | undefined {
  const imported = importAt(source, name);
  if (imported) {
    const exported =
      imported.name === '*' ? undefined : moduleDocument(source, imported.module)?.exported(imported.name);
    return exported?.kind === 'name' ? exported.binding() : undefined;
  }
  const kind = kindOf(source, name);
  if (!kind) return undefined;
  return {
    at: placeOf(source, name),
    kind,
    annotation: annotationOf(source, name),
    references: () => referencesTo(source, name).flatMap(classify),
  };
}

function kindOf(source: Source, name: Node): Binding['kind'] | undefined {
  if (/^(?:function|class)_definition$/.test(name.parent?.type ?? '')) return undefined;
  if (parameterOfName(name)) return 'parameter';
  const variable = variableOf(source, name);
  if (!variable) return 'field';
  return variable.scope.type === 'class_definition' ? 'field' : 'variable';
}

function annotationOf(source: Source, name: Node): Place | undefined {
  const holder = parameterOfName(name) ?? name.parent;
  const type = holder && /^(?:typed_|assignment)/.test(holder.type) ? childAt(holder, 'type') : undefined;
  return type && placeAt(source, name.end, type.end);
}

/** What one use does with the variable; several values at once are one reference for each. */
function classify({ source, node: name }: Found): readonly Reference[] {
  const { node, path } = climb(source, name);
  const { parent, field } = node;
  const at = placeOf(source, name);
  const plain = { at, path, value: undefined, statement: undefined };
  if (!parent || isElsewhere(name)) return [{ ...plain, how: 'read' }];
  if (parent.type === 'assignment' && field === 'left') return written(source, parent, node, at, path);
  if (parent.type === 'augmented_assignment' && field === 'left') return augmented(source, parent, at, path);
  if (parent.type === 'call' && field === 'function') return called(source, parent, at, path);
  if (isTarget(node))
    return [{ ...plain, how: path.length ? 'memberWrite' : 'write', value: boundValue(source, node) }];
  if (around(node, /^delete_statement$/)) return [{ ...plain, how: 'unknown' }];
  if (path.length) return [{ ...plain, how: 'member' }];
  return [{ ...plain, how: isArgument(parent) ? 'pass' : 'read' }];
}

/** A type that is written somewhere is no use of a value. */
function isElsewhere(name: Node): boolean {
  return name.parent?.type === 'type';
}

function isArgument(parent: Node): boolean {
  const holder = /^(?:keyword_argument|list_splat|dictionary_splat)$/.test(parent.type)
    ? parent.parent
    : parent;
  return holder?.type === 'argument_list';
}

function around(node: Node, type: RegExp): Node | undefined {
  let current = node.parent;
  while (current && /^(?:expression_list|tuple|parenthesized_expression)$/.test(current.type))
    current = current.parent;
  return current && type.test(current.type) ? current : undefined;
}

/** A name among several that are assigned, or in the head of a loop or `with`. */
function isTarget(node: Node): boolean {
  let current = node;
  while (/^(?:pattern_list|tuple_pattern|list_pattern|tuple|list)$/.test(current.parent?.type ?? ''))
    current = current.parent ?? current;
  return current.field === 'left' || current.parent?.type === 'as_pattern_target';
}

/** The longest member path that starts at a name. */
function climb(source: Source, name: Node): { readonly node: Node; readonly path: string[] } {
  const path: string[] = [];
  let node = name.parent?.type === 'attribute' && name.field === 'attribute' ? name.parent : name;
  for (let { parent } = node; parent; parent = node.parent) {
    if (parent.type === 'attribute' && node.field === 'object') path.push(nameOf(source, parent));
    else if (parent.type === 'subscript' && node.field === 'value') path.push(keyOf(source, parent));
    else if (unwrapped(parent) !== node) break;
    node = parent;
  }
  return { node, path };
}

function nameOf(source: Source, access: Node): string {
  const name = childAt(access, 'attribute');
  return name ? textOf(source, name) : '[]';
}

function keyOf(source: Source, access: Node): string {
  const key = childAt(access, 'subscript');
  if (key?.type === 'integer') return textOf(source, key);
  return plainText(source, key) ?? '[]';
}

function statementOf(source: Source, node: Node): Place | undefined {
  const { parent } = node;
  return parent?.type === 'expression_statement' && parent.children.length === 1
    ? placeOf(source, parent)
    : undefined;
}

function written(
  source: Source,
  assignment: Node,
  left: Node,
  at: Place,
  path: readonly string[],
): Reference[] {
  const value = childAt(assignment, 'right') && boundValue(source, left);
  const how = path.length ? 'memberWrite' : 'write';
  return [{ at, path, how, value, statement: statementOf(source, assignment) }];
}

/** `x += [a, b]` appends; any other operator makes something unknown of it. */
function augmented(source: Source, assignment: Node, at: Place, path: readonly string[]): Reference[] {
  const statement = statementOf(source, assignment);
  const operator = childAt(assignment, 'operator')?.type;
  const right = childAt(assignment, 'right');
  const value = right && read(source, right);
  if (operator === '+=' && value?.kind === 'list')
    return pushes(
      value.items.filter((item) => item.kind !== 'spread'),
      at,
      path,
      statement,
    );
  return [{ at, path, how: 'unknown', value, statement }];
}

function pushes(
  values: readonly Value[],
  at: Place,
  path: readonly string[],
  statement: Place | undefined,
): Reference[] {
  return values.map((value) => ({ at, path, how: 'push', value, statement }));
}

function called(source: Source, call: Node, at: Place, path: readonly string[]): Reference[] {
  const statement = statementOf(source, call);
  const before = path.slice(0, -1);
  const list = childAt(call, 'arguments');
  const given = list?.type === 'argument_list' ? partsOf(list) : [];
  const [first, second] = given.map((argument) => read(source, argument));
  switch (path.at(-1)) {
    case 'append':
    case 'appendleft':
      return first ? pushes([first], at, before, statement) : [];
    case 'insert':
      return second ? pushes([second], at, before, statement) : [];
    case 'extend':
      if (first?.kind !== 'list') return [{ at, path: before, how: 'unknown', value: first, statement }];
      return pushes(
        first.items.filter((item) => item.kind !== 'spread'),
        at,
        before,
        statement,
      );
    case 'setdefault':
      if (first?.kind !== 'text') return [{ at, path: before, how: 'unknown', value: second, statement }];
      return [{ at, path: [...before, first.text], how: 'memberWrite', value: second, statement }];
    case 'update':
      return updated(source, call, at, before, statement);
    default:
      return [{ at, path, how: path.length ? 'member' : 'read', value: undefined, statement: undefined }];
  }
}

/** `x.update({"a": b})`, `x.update(a=b)`. */
function updated(
  source: Source,
  call: Node,
  at: Place,
  path: readonly string[],
  statement: Place | undefined,
): Reference[] {
  const value = read(source, call);
  const objects = value.kind === 'call' ? value.args : [];
  return objects.flatMap((object): Reference[] => {
    if (object.kind !== 'object') return [{ at, path, how: 'unknown', value: undefined, statement }];
    return object.entries.map((entry) => {
      if (entry.kind === 'spread' || entry.key === undefined)
        return { at, path, how: 'unknown', value: undefined, statement };
      return { at, path: [...path, entry.key], how: 'memberWrite', value: entry.value, statement };
    });
  });
}
