import { resolve } from '../../project.js';
import type { Call, Choice, Entry, Origin, Place, Spread, Value } from '../../value.js';
import { classNamed, superOf } from './classes.js';
import { isPlainString, literalBehind, readFormat, readJoin } from './formats.js';
import { returnedBy } from './functions.js';
import { lazy, once, settled } from './lazy.js';
import { memberTarget } from './members.js';
import { originOfName, resolvedOrigin } from './origins.js';
import { placeAt, placeOf, type Source, textOf } from './source.js';
import { plainText } from './strings.js';
import { childAt, type Node, partsOf } from './tree.js';
import { entryFrom, innermost, itemOf, read, remember } from './values.js';

/** A call; `dict(a=1)`, `"…".format(x)` and the like as what they give. */
export function readCall(source: Source, node: Node, at: Place): Value {
  return (
    readText(source, node, at) ??
    readDict(source, node, at) ??
    readCast(source, node, at) ??
    plainCall(source, node, at)
  );
}

function plainCall(source: Source, node: Node, at: Place): Call {
  const callee = (): Value => read(source, childAt(node, 'function') ?? node);
  const isNew = once(() => isConstruction(callee()));
  const origin = settled(() => resolvedOrigin(callee()));
  const args = lazy(() => argumentsOf(source, node));
  const call: Call = {
    kind: 'call',
    get callee() {
      return callee();
    },
    get origin(): Origin | undefined {
      return origin();
    },
    get isNew() {
      return isNew() === true;
    },
    get args() {
      return args();
    },
    target: once(() => targetOf(source, call, node)),
    at,
  };
  return call;
}

function targetOf(source: Source, call: Call, node: Node): Value | undefined {
  return (
    returnedBy(source, call, node) ??
    superOf(source, node) ??
    environmentOf(source, call, node) ??
    gotten(source, node) ??
    formatted(source, node)
  );
}

/** A class is called; of packages all that is known is how they are written. */
function isConstruction(callee: Value): boolean {
  const value = resolve(callee);
  if (classNamed(value)) return true;
  const origin = resolvedOrigin(value);
  const written = value.kind === 'member' || value.kind === 'name' ? value.name : undefined;
  const name = origin ? origin.path.at(-1) : written;
  return name !== undefined && /^_*\p{Lu}/u.test(name) && !/^_*[\p{Lu}\d_]{2,}$/u.test(name);
}

/** Positional arguments, then one object of all keyword arguments. */
function argumentsOf(source: Source, node: Node): readonly (Value | Spread)[] {
  const list = childAt(node, 'arguments');
  if (!list) return [];
  if (list.type !== 'argument_list') return [read(source, list)];
  const positional = partsOf(list).filter((part) => !isKeyword(part));
  const items = positional.map((part) => itemOf(source, part));
  return positional.length < partsOf(list).length ? [...items, read(source, list)] : items;
}

function isKeyword({ type }: Node): boolean {
  return type === 'keyword_argument' || type === 'dictionary_splat';
}

/** The keyword arguments of a call, as an object; `at` reaches from the first to the last. */
export function readKeywords(source: Source, list: Node, at: Place): Value {
  const keywords = partsOf(list).filter(isKeyword);
  const entries = lazy(() => keywords.flatMap((part) => entryFrom(source, part) ?? []));
  const [first, last] = [keywords[0], keywords.at(-1)];
  return {
    kind: 'object',
    get entries() {
      return entries();
    },
    at: first && last ? placeAt(source, first.start, last.end) : at,
  };
}

/** `"…".format(x)`, `"/".join([…])` of literals. */
function readText(source: Source, node: Node, at: Place): Value | undefined {
  const { method, object, list } = methodOf(source, node);
  const literal = object && innermost(object);
  if (!literal || !list || !isPlainString(source, literal)) return undefined;
  if (method === 'format') return readFormat(source, literal, list, at, source);
  return method === 'join' ? readJoin(source, literal, list, at) : undefined;
}

/** `URL.format(x)` where URL is a literal elsewhere. */
function formatted(source: Source, node: Node): Value | undefined {
  const { method, object, list } = methodOf(source, node);
  if (method !== 'format' || !object || !list) return undefined;
  const literal = literalBehind(read(source, object));
  return literal && readFormat(literal.source, literal.node, list, placeOf(source, node), source);
}

function methodOf(source: Source, node: Node): { method?: string; object?: Node; list?: Node } {
  const callee = childAt(node, 'function');
  const name = callee?.type === 'attribute' ? childAt(callee, 'attribute') : undefined;
  const [object, list] = [callee && childAt(callee, 'object'), childAt(node, 'arguments')];
  return name && object && list ? { method: textOf(source, name), object, list } : {};
}

/** `dict(a=1, **b)`, `dict(base, a=1)`. */
function readDict(source: Source, node: Node, at: Place): Value | undefined {
  if (!isBuiltin(source, node, 'dict')) return undefined;
  const [list] = [childAt(node, 'arguments')];
  if (list?.type !== 'argument_list') return undefined;
  const entries: (Entry | Spread)[] = [];
  for (const part of partsOf(list)) {
    const entry = isKeyword(part) ? entryFrom(source, part) : itemOf(source, part);
    if (!entry || entry.kind === 'list' || (entry.kind === 'spread' && part.type === 'list_splat'))
      return undefined;
    entries.push(
      entry.kind === 'entry' || entry.kind === 'spread' ? entry : { kind: 'spread', of: entry, at: entry.at },
    );
  }
  return { kind: 'object', entries, at };
}

function isBuiltin(source: Source, node: Node, name: string): boolean {
  const callee = childAt(node, 'function');
  if (callee?.type !== 'identifier' || textOf(source, callee) !== name) return false;
  return originOfName(source, callee)?.module === '';
}

const CAST = /^(?:cast|typing\.cast|t\.cast|typing_extensions\.cast)$/;

/** `cast(T, x)`: x. */
function readCast(source: Source, node: Node, at: Place): Value | undefined {
  const callee = childAt(node, 'function');
  if (!callee || !CAST.test(textOf(source, callee))) return undefined;
  const list = childAt(node, 'arguments');
  const inner = list && partsOf(list)[1];
  const origin = resolvedOrigin(read(source, callee));
  const isCast = /^typing(_extensions)?$/.test(origin?.module ?? '') && origin?.path[0] === 'cast';
  return isCast && inner ? { kind: 'opaque', at, target: () => read(source, inner) } : undefined;
}

/** `os.getenv("X", d)`, `os.environ.get("X", d)`: the variable, or what stands for it. */
function environmentOf(source: Source, call: Call, node: Node): Value | undefined {
  const { origin } = call;
  const path = origin?.module === 'os' ? origin.path.join('.') : '';
  if (!/^(getenv|environ\.(get|pop|setdefault|__getitem__))$/.test(path)) return undefined;
  const [nameNode, other] = givenTo(node);
  const name = plainText(source, nameNode);
  if (!nameNode || name === undefined) return undefined;
  const variable: Value = {
    kind: 'member',
    of: call.callee,
    name,
    nameAt: placeOf(source, nameNode),
    origin: { module: 'os', path: ['environ', name] },
    target: () => undefined,
    at: call.at,
  };
  remember(variable, source, node);
  return eitherOf(source, node, variable, other);
}

/** `x.get("name", d)` of an object that is known. */
function gotten(source: Source, node: Node): Value | undefined {
  const { method, object } = methodOf(source, node);
  const [nameNode, other] = givenTo(node);
  const name = plainText(source, nameNode);
  if (!/^(get|pop|setdefault)$/.test(method ?? '') || !object || name === undefined) return undefined;
  const of = read(source, object);
  if (resolve(of).kind !== 'object') return undefined;
  const value = memberTarget(source, of, name);
  return value ? eitherOf(source, node, value, other) : other && read(source, other);
}

function givenTo(node: Node): readonly (Node | undefined)[] {
  const list = childAt(node, 'arguments');
  const parts = list?.type === 'argument_list' ? partsOf(list) : [];
  return parts.map((part) => (part.type === 'keyword_argument' ? childAt(part, 'value') : part));
}

function eitherOf(source: Source, node: Node, value: Value, other: Node | undefined): Value {
  if (!other) return value;
  const choice: Choice = { kind: 'choice', options: [value, read(source, other)], at: placeOf(source, node) };
  remember(choice, source, node);
  return choice;
}
