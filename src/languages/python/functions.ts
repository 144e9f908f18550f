import { resolve } from '../../project.js';
import type { Call, Value } from '../../value.js';
import { argumentFor, parametersOf } from './arguments.js';
import { classNamed, lineOf, MOST_BASES } from './classes.js';
import { oneOf } from './names.js';
import { referencesTo } from './references.js';
import { variableIn } from './scopes.js';
import { type Source, textOf } from './source.js';
import { childAt, type Node, partsOf } from './tree.js';
import { typedValue } from './types.js';
import { nodeOf, read } from './values.js';

/** A node and the file it stands in. */
export interface Found {
  readonly source: Source;
  readonly node: Node;
}

/** What a call of a function of the project gives; parameters that are returned become this call's arguments. */
export function returnedBy(source: Source, call: Call, node: Node): Value | undefined {
  const called = calledBy(call.callee);
  if (!called) return dependedOn(source, call, node);
  const values = returnsOf(called.source, called.node).map((value) =>
    substitute(value, called, { source, node }),
  );
  return oneOf(source, node, values) ?? typedValue(called.source, childAt(called.node, 'return_type'));
}

/** The function a callee stands for; of `partial(f, …)`, f. */
export function calledBy(callee: Value): Found | undefined {
  const resolved = resolve(callee);
  const found = nodeOf(resolved);
  if (found?.node.type === 'function_definition' || found?.node.type === 'lambda') return found;
  const isPartial =
    resolved.kind === 'call' &&
    /^(?:functools\.)?partial(?:method)?$/.test(resolved.origin?.path.at(-1) ?? '');
  const [inner] = isPartial ? resolved.args : [];
  return inner && inner.kind !== 'spread' ? calledBy(inner) : undefined;
}

/** `Depends(f)`, `Provide(f)`: what f gives. */
function dependedOn(source: Source, call: Call, node: Node): Value | undefined {
  if (call.origin?.path.at(-1) !== 'Depends') return undefined;
  const [first] = call.args;
  const called = first && first.kind !== 'spread' ? calledBy(first) : undefined;
  return (
    called &&
    oneOf(source, node, [...returnsOf(called.source, called.node), ...yieldsOf(called.source, called.node)])
  );
}

const givers = new WeakMap<Node, { readonly returns: readonly Node[]; readonly yields: readonly Node[] }>();

/** Every value a function returns. */
export function returnsOf(source: Source, definition: Node): readonly Value[] {
  return giversIn(definition).returns.map((node) => read(source, node));
}

/** Every value a generator yields. */
export function yieldsOf(source: Source, definition: Node): readonly Value[] {
  return giversIn(definition).yields.map((node) => read(source, node));
}

function giversIn(definition: Node) {
  const memo = givers.get(definition);
  if (memo) return memo;
  const body = childAt(definition, 'body');
  const found = { returns: [] as Node[], yields: [] as Node[] };
  if (body && definition.type === 'lambda') found.returns.push(body);
  const open = body && definition.type !== 'lambda' ? [body] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (/^(?:function_definition|class_definition|lambda)$/.test(node.type)) continue;
    const [given] = /^(?:return_statement|yield)$/.test(node.type) ? partsOf(node) : [];
    if (given) (node.type === 'yield' ? found.yields : found.returns).push(given);
    for (let index = node.children.length - 1; index >= 0; index -= 1)
      open.push(...node.children.slice(index, index + 1));
  }
  givers.set(definition, found);
  return found;
}

/** A returned parameter is the argument of this call. */
function substitute(value: Value, called: Found, call: Found): Value {
  if (value.kind === 'choice') {
    return { ...value, options: value.options.map((option) => substitute(option, called, call)) };
  }
  if (value.kind !== 'name') return value;
  const parameter = parametersOf(called).find(
    ({ name }) => name && textOf(called.source, name) === value.name,
  );
  return (parameter?.name && argumentFor(call, called, parameter.name)) ?? value;
}

/** The method of a class, or of one it extends. */
export function methodIn(shape: Found, name: string): Found | undefined {
  for (const one of lineOf(shape)) {
    const binder = variableIn(one.source, one.node, name)?.binders[0];
    if (binder?.parent?.type === 'function_definition') return { source: one.source, node: binder.parent };
  }
  return undefined;
}

/** The calls of a function, method or class, in all files. */
export function callsOf(source: Source, definition: Node): readonly Found[] {
  const name = definition.type === 'lambda' ? heldBy(definition) : childAt(definition, 'name');
  if (!name) return [];
  return referencesTo(source, name).flatMap((reference) => calledAt(reference));
}

/** `f = lambda x: …`: f. */
function heldBy(lambda: Node): Node | undefined {
  const left = lambda.parent?.type === 'assignment' ? childAt(lambda.parent, 'left') : undefined;
  return left?.type === 'identifier' ? left : undefined;
}

function calledAt({ source, node }: Found): readonly Found[] {
  const access = outerAccess(node);
  const holder = access.parent;
  if (!holder) return [];
  if (holder.type === 'call' && access.field === 'function') return [{ source, node: holder }];
  const call = holder.type === 'argument_list' ? holder.parent : undefined;
  const callee = call && childAt(call, 'function');
  const isPartial =
    callee && /(?:^|\.)partial(?:method)?$/.test(textOf(source, callee)) && partsOf(holder)[0] === access;
  return call && isPartial ? [{ source, node: call }] : [];
}

/** Who calls a function: for a constructor, those who construct its class, or one that extends it and has none of its own. */
export function callersOf(definition: Found, owner: Node | undefined): readonly Found[] {
  const name = childAt(definition.node, 'name');
  const isInit = owner && name && textOf(definition.source, name) === '__init__';
  const own = callsOf(definition.source, definition.node);
  return isInit ? [...constructionsOf({ source: definition.source, node: owner }), ...own] : own;
}

function constructionsOf(shape: Found, depth = 0): readonly Found[] {
  const below =
    depth > MOST_BASES
      ? []
      : heirsOf(shape).filter((heir) => !variableIn(heir.source, heir.node, '__init__'));
  return [...callsOf(shape.source, shape.node), ...below.flatMap((heir) => constructionsOf(heir, depth + 1))];
}

/** The classes of the project that extend a class. */
function heirsOf({ source, node }: Found): readonly Found[] {
  const name = childAt(node, 'name');
  return (name ? referencesTo(source, name) : []).flatMap((reference) => {
    const list = outerAccess(reference.node).parent;
    const heir = list?.field === 'superclasses' ? list.parent : undefined;
    return heir ? [{ source: reference.source, node: heir }] : [];
  });
}

/** `m.f` for its f. */
function outerAccess(name: Node): Node {
  return name.parent?.type === 'attribute' && name.field === 'attribute' ? name.parent : name;
}

/** The parameter an argument goes to; of a class without a constructor, the field. */
export function parameterOf(source: Source, call: Node, argument: Node): Found | undefined {
  const callee = childAt(call, 'function');
  if (!callee) return undefined;
  const value = read(source, callee);
  const shape = classNamed(value);
  const called = shape ? (methodIn(shape, '__init__') ?? shape) : calledBy(value);
  if (!called) return undefined;
  const given = { source, node: call };
  const parameter = parametersOf(called).find(
    ({ name, isRest }) => name && !isRest && isFor(argument, given, called, name),
  );
  return parameter?.name && { source: called.source, node: parameter.name };
}

function isFor(argument: Node, call: Found, called: Found, name: Node): boolean {
  const value = argumentFor(call, called, name);
  const node = value && nodeOf(value)?.node;
  return node !== undefined && (node === argument || node === childAt(argument, 'value'));
}
