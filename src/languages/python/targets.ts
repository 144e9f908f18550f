import { resolve } from '../../project.js';
import type { Value } from '../../value.js';
import { itemsOf, yieldedBy } from './iterables.js';
import { locateModule } from './locate.js';
import { type ImportOf, importAt, submodule } from './modules.js';
import { baseOf, moduleAt, packageAt } from './namespaces.js';
import { isForeign } from './origins.js';
import { parameterValue } from './parameters.js';
import { parameterOfName } from './scopes.js';
import { placeOf, type Source } from './source.js';
import { childAt, type Node, partsOf } from './tree.js';
import { typedValue } from './types.js';
import { memberOf, read, unwrapped } from './values.js';

/** What one binding gives its name; undefined where that is not known. */
export function boundValue(source: Source, binder: Node): Value | undefined {
  const imported = importAt(source, binder);
  if (imported) return isForeign(imported) ? read(source, binder) : importedValue(source, imported);
  const { parent } = binder;
  if (parameterOfName(binder)) return parameterValue(source, binder);
  if (parent?.type === 'function_definition' || parent?.type === 'class_definition')
    return read(source, parent);
  if (parent?.type === 'named_expression') return valueAt(source, parent, 'value');
  if (parent?.type === 'case_pattern' || parent?.parent?.type === 'case_pattern')
    return capturedValue(source, binder);
  return targetValue(source, binder);
}

function valueAt(source: Source, node: Node, field: string): Value | undefined {
  const child = childAt(node, field);
  return child && read(source, child);
}

/** What a name taken from a module of the project stands for. */
export function importedValue(source: Source, { module, name, node, file }: ImportOf): Value | undefined {
  const { project } = source;
  const [whole] = locateModule(module, source.file, project);
  if (name !== '*') {
    const value = whole === undefined ? undefined : project.document(whole)?.exported(name);
    const [inner] = value ? [] : locateModule(submodule(module, name), source.file, project);
    return value ?? (inner === undefined ? undefined : moduleAt(project, baseOf(inner)));
  }
  if (file === undefined) return undefined;
  const base = baseOf(file);
  return node.type === 'dotted_name' ? packageAt(project, base, module) : moduleAt(project, base);
}

/** `case x:` and `case … as x:` at the outside of a pattern: what is matched. */
function capturedValue(source: Source, binder: Node): Value | undefined {
  let node = binder;
  while (node.parent && /^(dotted_name|as_pattern|case_pattern)$/.test(node.parent.type)) node = node.parent;
  const clause = node.parent?.type === 'case_clause' ? node.parent : undefined;
  const match = clause?.parent?.parent;
  return match?.type === 'match_statement' ? valueAt(source, match, 'subject') : undefined;
}

/** Through tuples of targets to what is assigned, looped over or entered. */
function targetValue(source: Source, target: Node): Value | undefined {
  const { parent } = target;
  if (parent && isParenthesized(parent)) return targetValue(source, parent);
  switch (parent?.type) {
    case 'assignment':
      return target.field === 'left' ? assignedValue(source, parent) : undefined;
    case 'for_statement':
    case 'for_in_clause':
      return target.field === 'left' ? itemsOf(source, parent, target) : undefined;
    case 'as_pattern_target':
      return enteredValue(source, parent);
    case 'parenthesized_expression':
      return targetValue(source, parent);
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
    case 'list':
      return elementValue(source, parent, target);
    default:
      return undefined;
  }
}

/** `(name) = x`: a group of one without a comma is no tuple. */
function isParenthesized({ type, children }: Node): boolean {
  return type === 'tuple_pattern' && children.length === 3;
}

function assignedValue(source: Source, assignment: Node): Value | undefined {
  let last = assignment;
  for (let right = childAt(last, 'right'); right?.type === 'assignment'; right = childAt(last, 'right'))
    last = right;
  const right = childAt(last, 'right');
  const type = childAt(assignment, 'type');
  return right ? read(source, right) : typedValue(source, type);
}

/** `with x as name`: x, or what a generator made into a context manager yields. */
function enteredValue(source: Source, target: Node): Value | undefined {
  const pattern = target.parent;
  const value = pattern && partsOf(pattern)[0];
  if (!value || pattern?.parent?.type !== 'with_item') return undefined;
  return yieldedBy(read(source, value)) ?? read(source, value);
}

/** `a, b = x`: the item of x at the place of the name. */
function elementValue(source: Source, group: Node, target: Node): Value | undefined {
  const whole = targetValue(source, group);
  const targets = partsOf(group);
  const index = targets.indexOf(target);
  const isSpread = targets.slice(0, index + 1).some(({ type }) => /splat/.test(type));
  return whole && !isSpread ? elementOf(source, whole, index, target) : undefined;
}

/** The item at a place of a list; of anything else, what stands for it. */
export function elementOf(source: Source, whole: Value, index: number, target: Node): Value | undefined {
  const resolved = resolve(whole);
  if (resolved.kind === 'list') {
    const before = resolved.items.slice(0, index + 1);
    const item = before[index];
    return item?.kind === 'spread' || before.some(({ kind }) => kind === 'spread') ? undefined : item;
  }
  if (resolved.kind === 'call' && resolved.origin?.path.join('.') === 'gather') {
    const item = resolved.args[index];
    return item?.kind === 'spread' ? undefined : item;
  }
  const at = placeOf(source, target);
  return resolved.kind === 'call' ? memberOf(source, () => whole, undefined, at, at) : undefined;
}

/** Wrappings of an expression taken off from inside: the outermost expression that gives the same value. */
export function outermost(node: Node): Node {
  let outer = node;
  while (outer.parent && unwrapped(outer.parent) === outer) outer = outer.parent;
  return outer;
}
