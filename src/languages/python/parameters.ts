import type { Value } from '../../value.js';
import { argumentFor } from './arguments.js';
import { classAround, instanceOf, selfOf } from './classes.js';
import { callersOf } from './functions.js';
import { oneOf } from './names.js';
import { parameterOfName } from './scopes.js';
import type { Source } from './source.js';
import { around, childAt, type Node } from './tree.js';
import { typedValue } from './types.js';
import { read } from './values.js';

/** What a parameter may be: what its callers pass, its default, an object of its type. */
export function parameterValue(source: Source, name: Node): Value | undefined {
  const self = selfOf(source, name);
  if (self) return self.isClass ? read(source, self.node) : instanceOf(source, self.node);
  const parameter = parameterOfName(name);
  const definition = around(parameter, 'function_definition', 'lambda');
  // A rest parameter is a list or dict of its own, written nowhere.
  if (!parameter || !definition || isRest(parameter)) return undefined;
  const found = { source, node: definition };
  const passed = callersOf(found, classAround(definition)).flatMap(
    (call) => argumentFor(call, found, name) ?? [],
  );
  const initial = childAt(parameter, 'value');
  const values = [...passed, ...(initial ? [read(source, initial)] : [])];
  const typed = typedValue(source, childAt(parameter, 'type'));
  const useful = values.filter(({ kind }) => kind !== 'null');
  const known = [...useful, ...(typed ? [typed] : [])];
  return oneOf(source, name, known.length ? known : values);
}

function isRest(parameter: Node): boolean {
  const inner = parameter.type === 'typed_parameter' ? parameter.children[0] : parameter;
  return /splat_pattern$/.test(inner?.type ?? '');
}
