import type { Value } from '../../value.js';
import { givenFor } from './arguments.js';
import { assignedIn, decoratorsOf } from './classes.js';
import type { Found } from './functions.js';
import { callsOf, methodIn, returnsOf } from './functions.js';
import { variableIn } from './scopes.js';
import { boundValue } from './targets.js';
import { childAt, type Node } from './tree.js';
import { typedValue } from './types.js';
import { read } from './values.js';

/** Everything a class itself says an attribute of its objects may be. */
export function classFields(shape: Found, name: string): readonly Value[] {
  const binders = variableIn(shape.source, shape.node, name)?.binders ?? [];
  const declared = binders.flatMap((binder) => declaredField(shape, binder));
  const assigned = assignedIn(shape, name).flatMap((identifier) => assignedField(shape, identifier));
  return [...declared, ...assigned];
}

function declaredField(shape: Found, binder: Node): readonly Value[] {
  const { source } = shape;
  const { parent } = binder;
  if (parent?.type === 'function_definition')
    return isProperty(shape, parent) ? returnsOf(source, parent) : [read(source, parent)];
  const type = parent?.type === 'assignment' ? childAt(parent, 'type') : undefined;
  const right = parent?.type === 'assignment' ? childAt(parent, 'right') : undefined;
  if (!type) return right || parent?.type !== 'assignment' ? asList(boundValue(source, binder)) : [];
  const given = methodIn(shape, '__init__') ? [] : constructedWith(shape, binder);
  const own = right ? asList(boundValue(source, binder)) : [];
  const known = [...given, ...own];
  return known.some(({ kind }) => kind !== 'null') ? known : asList(typedValue(source, type));
}

const PROPERTY =
  /(?:^|\.)(?:property|cached_property|computed_field|async_property|async_cached_property|hybrid_property)$/;

function isProperty({ source }: Found, definition: Node): boolean {
  return decoratorsOf(source, definition).some((decorator) => PROPERTY.test(decorator));
}

/** What the objects of a dataclass (or of its like) are made with for a field. */
function constructedWith(shape: Found, field: Node): readonly Value[] {
  return callsOf(shape.source, shape.node).flatMap((call) => asList(givenFor(call, shape, field)));
}

function assignedField({ source }: Found, identifier: Node): readonly Value[] {
  const access = identifier.parent;
  const value = access && boundValue(source, access);
  return asList(value);
}

function asList(value: Value | undefined): readonly Value[] {
  return value ? [value] : [];
}
