import type { Value } from '../../value.js';
import { argumentFor, parametersOf } from './arguments.js';
import { classAround, instanceOf, selfOf } from './classes.js';
import { callersOf, type Found } from './functions.js';
import { oneOf } from './names.js';
import { parameterOfName } from './scopes.js';
import type { Source } from './source.js';
import { around, childAt, type Node, partsOf } from './tree.js';
import { typedValue } from './types.js';
import { read } from './values.js';

/** What a parameter may be: what its callers pass, its default, an object of its type. */
export function parameterValue(source: Source, name: Node): Value | undefined {
  const self = selfOf(source, name);
  if (self) return self.isClass ? read(source, self.node) : instanceOf(source, self.node);
  const parameter = parameterOfName(name);
  const definition = around(parameter, 'function_definition', 'lambda');
  if (!parameter || !definition) return undefined;
  const found = { source, node: definition };
  if (isRest(parameter)) return restValue(found, parameter);
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

/** `**options` of a function that one place calls, with nothing else but names: what is given there. */
function restValue(called: Found, parameter: Node): Value | undefined {
  const named = parametersOf(called).filter(({ isRest }) => !isRest);
  const isOwn = classAround(called.node) !== undefined ? named.length <= 1 : !named.length;
  const isDict = /dictionary_splat_pattern/.test(`${parameter.type} ${parameter.children[0]?.type}`);
  const [call, ...others] = isOwn && isDict ? callersOf(called, classAround(called.node)) : [];
  const list = call && !others.length ? childAt(call.node, 'arguments') : undefined;
  if (!call || list?.type !== 'argument_list' || !partsOf(list).length) return undefined;
  return partsOf(list).every(({ type }) => type === 'keyword_argument') ? read(call.source, list) : undefined;
}

function isRest(parameter: Node): boolean {
  const inner = parameter.type === 'typed_parameter' ? parameter.children[0] : parameter;
  return /splat_pattern$/.test(inner?.type ?? '');
}
