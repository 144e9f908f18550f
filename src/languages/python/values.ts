import type { Entry, ObjectValue, Origin, Place, Spread, Value } from '../../value.js';
import { operandsOf, readBinary } from './binary.js';
import { readCall, readKeywords } from './invocations.js';
import { lazy, once, settled } from './lazy.js';
import { memberTarget } from './members.js';
import { bindingOf, holderOf, nameTarget } from './names.js';
import { originOfMember, originOfName } from './origins.js';
import { placeOf, type Source, textOf } from './source.js';
import { plainText, readString } from './strings.js';
import { childAt, type Node, partsOf } from './tree.js';

const nodes = new WeakMap<Value, { node: Node; source: Source }>();

/** The node and file a value was read from; undefined for values of other languages. */
export function nodeOf(value: Value): { node: Node; source: Source } | undefined {
  return nodes.get(value);
}

/** Reads an expression as data. The same node gives the same value. The arguments of a call are its keywords, as an object. */
export function read(source: Source, node: Node): Value {
  const known = source.values.get(node);
  if (known) return known;
  const value = readValue(source, node);
  source.values.set(node, value);
  remember(value, source, node);
  return value;
}

/** Notes what a value was read from. */
export function remember(value: Value, source: Source, node: Node): void {
  if (!nodes.has(value)) nodes.set(value, { node, source });
}

type Reader = (source: Source, node: Node, at: Place) => Value;

const READERS: Readonly<Record<string, Reader>> = {
  string: readString,
  concatenated_string: readString,
  integer: readNumber,
  float: readNumber,
  true: (_source, _node, at) => ({ kind: 'boolean', value: true, at }),
  false: (_source, _node, at) => ({ kind: 'boolean', value: false, at }),
  none: (_source, _node, at) => ({ kind: 'null', at }),
  unary_operator: readUnary,
  list: readList,
  tuple: readList,
  set: readList,
  expression_list: readList,
  pattern_list: readList,
  tuple_pattern: readList,
  list_pattern: readList,
  dictionary: readDictionary,
  call: readCall,
  argument_list: readKeywords,
  identifier: readName,
  attribute: readMember,
  subscript: readMember,
  conditional_expression: readConditional,
  boolean_operator: readBoolean,
  binary_operator: readBinary,
};

function readValue(source: Source, node: Node): Value {
  const at = placeOf(source, node);
  const reader = READERS[node.type];
  if (reader) return reader(source, node, at);
  const inner = unwrapped(node);
  return inner ? { kind: 'opaque', at, target: () => read(source, inner) } : { kind: 'opaque', at };
}

/** `(x)`, `await x`, `(name := x)`: what is inside. */
export function unwrapped(node: Node): Node | undefined {
  if (node.type === 'parenthesized_expression' || node.type === 'await') return partsOf(node)[0];
  return node.type === 'named_expression' ? childAt(node, 'value') : undefined;
}

/** What is left when all wrappings are taken off. */
export function innermost(node: Node): Node {
  let current = node;
  for (let inner = unwrapped(node); inner; inner = unwrapped(inner)) current = inner;
  return current;
}

function readNumber(source: Source, node: Node, at: Place): Value {
  const text = textOf(source, node).replaceAll('_', '');
  const value = Number(text);
  return Number.isNaN(value) ? { kind: 'opaque', at } : { kind: 'number', value, at };
}

function readUnary(source: Source, node: Node, at: Place): Value {
  const argument = childAt(node, 'argument');
  const value = argument && read(source, argument);
  const isNegative = source.text[node.start] === '-';
  return isNegative && value?.kind === 'number'
    ? { ...value, value: -value.value, at }
    : { kind: 'opaque', at };
}

function readList(source: Source, node: Node, at: Place): Value {
  const items = lazy(() => partsOf(node).map((item) => itemOf(source, item)));
  return {
    kind: 'list',
    get items() {
      return items();
    },
    at,
  };
}

/** An item of a list or call; `*x` is spread. */
export function itemOf(source: Source, node: Node): Value | Spread {
  const inner = /splat/.test(node.type) ? partsOf(node)[0] : undefined;
  return inner ? { kind: 'spread', of: read(source, inner), at: placeOf(source, node) } : read(source, node);
}

function readDictionary(source: Source, node: Node, at: Place): ObjectValue {
  const entries = lazy(() => partsOf(node).flatMap((part) => entryFrom(source, part) ?? []));
  return {
    kind: 'object',
    get entries() {
      return entries();
    },
    holder: () => holderOf(source, node),
    at,
  };
}

/** An entry of a dict or of keyword arguments. */
export function entryFrom(source: Source, part: Node): Entry | Spread | undefined {
  const at = placeOf(source, part);
  const inner = part.type === 'dictionary_splat' ? partsOf(part)[0] : undefined;
  if (inner) return { kind: 'spread', of: read(source, inner), at };
  const name = childAt(part, 'name');
  const keyNode = name ?? childAt(part, 'key');
  const valueNode = childAt(part, 'value');
  if (!keyNode || !valueNode) return undefined;
  const key = name ? () => textOf(source, name) : once(() => keyText(source, keyNode));
  return {
    kind: 'entry',
    get key() {
      return key();
    },
    keyAt: placeOf(source, keyNode),
    value: read(source, valueNode),
    shorthand: false,
    at,
  };
}

/** What a key means: a text, or a name that stands for one. */
function keyText(source: Source, node: Node): string | undefined {
  const text = plainText(source, node);
  if (text !== undefined || !/^(identifier|attribute)$/.test(node.type)) return text;
  const value = constantOf(read(source, node));
  return value?.kind === 'text' ? value.text : undefined;
}

function constantOf(value: Value): Value | undefined {
  const target = 'target' in value ? value.target?.() : undefined;
  return target ? constantOf(target) : value;
}

function readName(source: Source, node: Node, at: Place): Value {
  const origin = settled(() => originOfName(source, node));
  return {
    kind: 'name',
    name: textOf(source, node),
    get origin(): Origin | undefined {
      return origin();
    },
    target: once(() => nameTarget(source, node)),
    binding: () => bindingOf(source, node),
    at,
  };
}

function readMember(source: Source, node: Node, at: Place): Value {
  const object = childAt(node, 'object') ?? childAt(node, 'value') ?? node;
  const nameNode = childAt(node, 'attribute') ?? childAt(node, 'subscript') ?? node;
  const isSeveral = node.children.filter(({ field }) => field === 'subscript').length > 1;
  const name = node.type === 'attribute' ? textOf(source, nameNode) : plainText(source, nameNode);
  const of = (): Value => read(source, object);
  return memberOf(source, of, isSeveral ? undefined : name, placeOf(source, nameNode), at);
}

/** A member of a value. */
export function memberOf(
  source: Source,
  of: () => Value,
  name: string | undefined,
  nameAt: Place,
  at: Place,
): Value {
  const origin = settled(() => originOfMember(source, of(), name));
  return {
    kind: 'member',
    get of() {
      return of();
    },
    name,
    nameAt,
    get origin(): Origin | undefined {
      return origin();
    },
    target: once(() => memberTarget(source, of(), name)),
    at,
  };
}

function readConditional(source: Source, node: Node, at: Place): Value {
  const [whenTrue, , whenFalse] = partsOf(node);
  const options = [whenTrue, whenFalse].flatMap((option) => (option ? [read(source, option)] : []));
  return { kind: 'choice', options, at };
}

/** `a or b`: either; `a and b`: the right one, when it is anything. */
function readBoolean(source: Source, node: Node, at: Place): Value {
  const operands = operandsOf(source, node);
  const isOr = childAt(node, 'operator')?.type === 'or';
  const options = (isOr ? operands : operands.slice(-1)).map((operand) => read(source, operand));
  return { kind: 'choice', options, at };
}
