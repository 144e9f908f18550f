import { possibilities, resolve } from '../../project.js';
import type { Origin, Value } from '../../value.js';
import { classFields } from './fields.js';
import type { Found } from './functions.js';
import { oneOf } from './names.js';
import { resolvedOrigin } from './origins.js';
import { variableIn, variableOf } from './scopes.js';
import { placeOf, type Source, textOf } from './source.js';
import { childAt, type Node, partsOf } from './tree.js';
import { nodeOf, read } from './values.js';

const instances = new WeakMap<Source, Map<Node, Value>>();
const shapes = new WeakMap<Value, Found>();

/** An object of a class of the project. */
export function instanceOf(source: Source, node: Node): Value {
  const here = instances.get(source) ?? new Map<Node, Value>();
  instances.set(source, here);
  const known = here.get(node);
  if (known) return known;
  const value: Value = {
    kind: 'opaque',
    at: placeOf(source, node),
    get instanceOf() {
      return baseOrigin({ source, node });
    },
  };
  here.set(node, value);
  shapes.set(value, { source, node });
  return value;
}

/** The classes a class is made of, as they are written. */
export function basesOf({ node }: Found): readonly Node[] {
  const list = childAt(node, 'superclasses');
  return list ? partsOf(list).filter(({ type }) => type !== 'keyword_argument' && !/splat/.test(type)) : [];
}

/** Only a class that extends itself has more. */
export const MOST_BASES = 16;

/** The class and those of the project it extends, nearest first. */
export function lineOf(shape: Found, depth = 0): readonly Found[] {
  if (depth > MOST_BASES) return [];
  const above = basesOf(shape).flatMap((base) => {
    const next = classNamed(resolve(read(shape.source, base)));
    return next ? lineOf(next, depth + 1) : [];
  });
  return [shape, ...above];
}

function baseOrigin(shape: Found): Origin | undefined {
  for (const one of lineOf(shape)) {
    const origins = basesOf(one).map((base) => resolvedOrigin(read(one.source, base)));
    const origin = origins.find((candidate) => candidate?.module);
    if (origin) return origin;
  }
  return undefined;
}

/** What a class of the project extends, where that is a package's, directly or through others. */
export function foreignBase(value: Value): Origin | undefined {
  const shape = classNamed(value) ?? shapeOf(value);
  return shape && baseOrigin(shape);
}

/** The class a value names: `C` itself, not an object of it. */
export function classNamed(value: Value): Found | undefined {
  const found = nodeOf(resolve(value));
  return found?.node.type === 'class_definition' ? found : undefined;
}

/** The class of an object: an instance value, or `C()` of a class of the project. */
export function shapeOf(value: Value): Found | undefined {
  const resolved = resolve(value);
  return shapes.get(resolved) ?? (resolved.kind === 'call' ? classNamed(resolved.callee) : undefined);
}

/** The class of the object (or the class) that an expression stands for. */
export function ownerOf(source: Source, object: Node): Found | undefined {
  for (const option of possibilities(read(source, object))) {
    const shape = shapeOf(option) ?? classNamed(option);
    if (shape) return shape;
  }
  return undefined;
}

/** The value of an attribute, property or method of an object of the class. */
export function fieldOf(source: Source, node: Node, name: string, _asker: Source): Value | undefined {
  for (const shape of lineOf({ source, node })) {
    const values = classFields(shape, name);
    const useful = values.filter(({ kind }) => kind !== 'null');
    const value = oneOf(shape.source, shape.node, useful.length ? useful : values);
    if (value) return value;
  }
  return undefined;
}

/** Where a class, or one it extends, first says what an attribute is: the identifier. */
export function fieldDeclaration(shape: Found, name: string): Found | undefined {
  for (const one of lineOf(shape)) {
    const node = variableIn(one.source, one.node, name)?.binders[0] ?? assignedIn(one, name)[0];
    if (node) return { source: one.source, node };
  }
  return undefined;
}

/** The names in `self.name = …` (and `cls.name = …`) of a class. */
export function assignedIn({ source, node }: Found, name: string): readonly Node[] {
  return (source.identifiers.get(name) ?? []).filter((identifier) => {
    const access = identifier.parent;
    const object =
      access?.type === 'attribute' && identifier.field === 'attribute'
        ? childAt(access, 'object')
        : undefined;
    if (!access || object?.type !== 'identifier' || !isTarget(access)) return false;
    return selfOf(source, object)?.node === node;
  });
}

function isTarget(access: Node): boolean {
  let node = access;
  while (/^(pattern_list|tuple_pattern|list_pattern|as_pattern_target)$/.test(node.parent?.type ?? ''))
    node = node.parent ?? node;
  return node.field === 'left' || node.type === 'as_pattern_target';
}

/** The class that a name like `self` is an object of: the first parameter of a method. */
export function selfOf(
  source: Source,
  name: Node,
): { readonly node: Node; readonly isClass: boolean } | undefined {
  const binder = variableOf(source, name)?.binders[0];
  const list = binder?.parent;
  const method = list?.type === 'parameters' ? list.parent : undefined;
  if (!binder || !list || !method || partsOf(list)[0] !== binder) return undefined;
  const node = classAround(method);
  const marks = decoratorsOf(source, method);
  if (!node || marks.includes('staticmethod')) return undefined;
  const isClass =
    marks.includes('classmethod') || /^__(?:new|init_subclass|class_getitem)__$/.test(nameOf(source, method));
  return { node, isClass };
}

/** The class a function is a method of. */
export function classAround(definition: Node): Node | undefined {
  const outer = definition.parent?.type === 'decorated_definition' ? definition.parent : definition;
  let block = outer.parent;
  while (
    block &&
    /^(?:if_statement|else_clause|try_statement|block)$/.test(block.type) &&
    block.field !== 'body'
  )
    block = block.parent;
  return block?.parent?.type === 'class_definition' ? block.parent : undefined;
}

function nameOf(source: Source, definition: Node): string {
  const name = childAt(definition, 'name');
  return name ? textOf(source, name) : '';
}

/** The decorators of a function or class, as they are written, without arguments. */
export function decoratorsOf(source: Source, definition: Node): readonly string[] {
  const outer = definition.parent;
  if (outer?.type !== 'decorated_definition') return [];
  return partsOf(outer).flatMap((part) => {
    const inner = part.type === 'decorator' ? partsOf(part)[0] : undefined;
    const callee = inner?.type === 'call' ? childAt(inner, 'function') : inner;
    return callee ? [textOf(source, callee)] : [];
  });
}

/** `super()`: an object of the class above. */
export function superOf(source: Source, call: Node): Value | undefined {
  const callee = childAt(call, 'function');
  if (callee?.type !== 'identifier' || textOf(source, callee) !== 'super') return undefined;
  let method: Node | undefined = call;
  while (method && !(method.type === 'function_definition' && classAround(method))) method = method.parent;
  const node = method && classAround(method);
  const above = node && lineOf({ source, node })[1];
  if (above) return instanceOf(above.source, above.node);
  const origin = node && baseOrigin({ source, node });
  return origin && { kind: 'opaque', at: placeOf(source, call), instanceOf: origin };
}
