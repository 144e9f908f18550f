import type { ts } from 'ts-morph';
import { possibilities, resolve } from '../../project.js';
import type { Value } from '../../value.js';
import { callsOf } from './functions.js';
import type { Source } from './source.js';
import { typescript } from './typescript.js';
import { nodeOf, read } from './values.js';

/** Whether all callers of a function give it results of the same method; one that does not wants it as it is. */
export function isGivenAlike(source: Source, parameter: ts.ParameterDeclaration, index: number): boolean {
  const given = callsOf(source, parameter.parent).map((call) => {
    const argument = call.node.arguments?.[index];
    return argument ? methodOf(resolve(read(call.source, argument))) : undefined;
  });
  return given.every((method) => method !== undefined && method === given[0]) || given.length < 2;
}

/** `a.b` of `x.a.b(…)`. */
function methodOf(value: Value): string | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined;
  const { of, name } = value.callee;
  return of.kind === 'member' ? `${of.name}.${name}` : name;
}

/** The parameter of a function of the project that an argument becomes. */
export function calleeParameter(source: Source, call: ts.CallExpression | ts.NewExpression, index: number) {
  const found = nodeOf(resolve(read(source, call.expression)));
  if (!found || !typescript().isFunctionLike(found.node)) return undefined;
  const node = found.node.parameters[index];
  return node ? { source: found.source, node } : undefined;
}

/** `list.forEach(callback)` drops what its callback returns. */
export function isIgnored(call: ts.Node): boolean {
  const ts = typescript();
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  return call.expression.name.text === 'forEach';
}

/** `retry(() => value)`: the call gives what the function it is given returns. */
export function isHandedBack(value: ts.Node, call: ts.Node, source: Source): call is ts.CallExpression {
  if (!typescript().isCallExpression(call)) return false;
  const given = read(source, call);
  return resolve(given) !== given && possibilities(given).includes(resolve(read(source, value)));
}
