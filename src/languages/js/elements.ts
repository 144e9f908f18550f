import type { ts } from 'ts-morph';
import { resolve } from '../../project.js';
import type { Call, Value } from '../../value.js';
import { returnsOf } from './functions.js';
import { givenState } from './given.js';
import { oneOf } from './names.js';
import { referencesTo } from './references.js';
import type { Source } from './source.js';
import { typedValue } from './types.js';
import { typescript } from './typescript.js';
import { nodeOf, read, unwrapped } from './values.js';

/** Methods that give some of the same elements. */
const SAME = new Set([
  'filter',
  'slice',
  'reverse',
  'sort',
  'toSorted',
  'toReversed',
  'concat',
  'values',
  'flat',
]);
/** Methods that give one element. */
const ONE = new Set(['at', 'find', 'findLast', 'get', 'pop', 'shift', 'next']);
/** Methods whose callback is given each element first. */
const EACH = new Set(['forEach', 'map', 'flatMap', 'filter', 'find', 'findLast', 'some', 'every']);
/** Collections, by where their type says what is in them. */
const COLLECTIONS = new Map([
  ['Map', 1],
  ['WeakMap', 1],
  ['Set', 0],
  ['Array', 0],
]);

/** How deep collections are made of others. */
const DEEPEST = 6;

/** What a collection holds, as far as it can be seen: what it is made with, and what is put into it later. */
export function elementsOf(value: Value, depth = 0): readonly Value[] {
  const known = resolve(value);
  if (depth > DEEPEST) return [];
  if (known.kind === 'choice') return known.options.flatMap((option) => elementsOf(option, depth + 1));
  if (known.kind === 'list') {
    const items = known.items.flatMap((item) =>
      item.kind === 'spread' ? elementsOf(item.of, depth + 1) : [item],
    );
    return [...items, ...putInto(value, ['push', 'unshift'], 0)];
  }
  return known.kind === 'call' ? elementsOfCall(value, known, depth) : [];
}

function elementsOfCall(value: Value, call: Call, depth: number): readonly Value[] {
  const { callee, args, origin } = call;
  const [first] = args.flatMap((argument) => (argument.kind === 'spread' ? [] : [argument]));
  const path = origin?.module === '' ? origin.path.join('.') : '';
  const slot = COLLECTIONS.get(path);
  if (slot !== undefined && call.isNew) {
    const made = first ? elementsOf(first, depth + 1).map((item) => (slot ? second(item) : item)) : [];
    return [
      ...made.flatMap((item) => item ?? []),
      ...typed(call, slot),
      ...putInto(value, ['set', 'add'], slot),
    ];
  }
  if (path === 'Object.values' && first) return valuesIn(first);
  if (path === 'Array.from' && first) return elementsOf(first, depth + 1);
  if (callee.kind !== 'member') return [];
  const made = itemsMade(call);
  if (made.length) return made;
  return SAME.has(callee.name ?? '') ? elementsOf(callee.of, depth + 1) : [];
}

/** `list.map((x) => item)`; a function that has a name may have other callers. */
export function itemsMade({ callee, args: [first] }: Call): readonly Value[] {
  const isMap = callee.kind === 'member' && callee.name === 'map';
  return isMap && first?.kind === 'opaque' ? returnedFrom(first) : [];
}

/** `[key, value]`. */
function second(pair: Value): Value | undefined {
  const known = resolve(pair);
  const item = known.kind === 'list' ? known.items[1] : undefined;
  return item && item.kind !== 'spread' ? item : undefined;
}

function valuesIn(value: Value): readonly Value[] {
  const known = resolve(value);
  if (known.kind !== 'object') return [];
  return known.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry.value] : []));
}

/** `new Map<string, Client>()`. */
function typed(call: Call, slot: number): readonly Value[] {
  const found = nodeOf(call);
  const types = found && typescript().isNewExpression(found.node) ? found.node.typeArguments : undefined;
  const value = found && typedValue(found.source, types?.[slot]);
  return value ? [value] : [];
}

/** What a callback returns. */
function returnedFrom(callback: Value): readonly Value[] {
  const found = nodeOf(resolve(callback));
  return found && typescript().isFunctionLike(found.node) ? returnsOf(found.source, found.node) : [];
}

/** The arguments of `name.push(x)`, `name.set(key, x)` on the variable or field a collection is in. */
function putInto(value: Value, methods: readonly string[], index: number): readonly Value[] {
  const ts = typescript();
  const found = nodeOf(resolve(value));
  let holder = found?.node.parent;
  while (holder && unwrapped(holder)) holder = holder.parent;
  if (!found || !holder || !(ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder))) return [];
  return referencesTo(found.source, holder).flatMap(({ source, node }) => {
    const owner =
      ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
    const access = owner.parent;
    const isPut = ts.isPropertyAccessExpression(access) && methods.includes(access.name.text);
    const call = isPut ? access.parent : undefined;
    const argument = call && ts.isCallExpression(call) ? call.arguments[index] : undefined;
    return argument ? [read(source, argument)] : [];
  });
}

/** What `list[i]`, `map.get(key)`, `list.find(f)` give: any one of the elements. */
export function elementGiven(call: Call): Value | undefined {
  const { callee } = call;
  const found = nodeOf(call);
  if (!found || callee.kind !== 'member' || !ONE.has(callee.name ?? '')) return undefined;
  return oneOf(found.source, found.node, elementsOf(callee.of));
}

/** What the first parameter of a callback, or the variable of a loop, stands for. */
export function iterated(source: Source, declaration: ts.Declaration): readonly Value[] {
  const ts = typescript();
  if (ts.isVariableDeclaration(declaration)) {
    const loop = declaration.parent.parent;
    return ts.isForOfStatement(loop) ? elementsOf(read(source, loop.expression)) : [];
  }
  if (!ts.isParameter(declaration) || declaration.parent.parameters[0] !== declaration) return [];
  const callback = declaration.parent;
  const call = callback.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== callback) return [];
  const { expression: callee } = call;
  const isEach = ts.isPropertyAccessExpression(callee) && EACH.has(callee.name.text);
  return isEach ? elementsOf(read(source, callee.expression)) : [];
}

/** What `const [a, b] = …` takes: an element of a list, the value of a pair in a loop over a Map, or a state. */
export function positioned(source: Source, element: ts.BindingElement): readonly Value[] {
  const ts = typescript();
  const pattern = element.parent;
  const holder = pattern.parent;
  if (!ts.isArrayBindingPattern(pattern) || element.dotDotDotToken) return [];
  const index = pattern.elements.indexOf(element);
  const inLoop = ts.isVariableDeclaration(holder) || ts.isParameter(holder) ? iterated(source, holder) : [];
  if (inLoop.length) return index === 1 ? inLoop : [];
  if (!ts.isVariableDeclaration(holder) || !holder.initializer) return [];
  const whole = resolve(read(source, holder.initializer));
  const state = index === 0 ? givenState(whole) : undefined;
  if (state) return [state];
  const item = whole.kind === 'list' ? whole.items[index] : undefined;
  return item && item.kind !== 'spread' ? [item] : [];
}
