import type { Value } from '../../value.js';
import { basesOf, classAround, classNamed, decoratorsOf, lineOf } from './classes.js';
import type { Found } from './functions.js';
import { memberTarget } from './members.js';
import { type Source, textOf } from './source.js';
import { childAt, type Node, partsOf } from './tree.js';
import { read } from './values.js';

/** One parameter of a function, or one field of a class that makes its constructor of its fields. */
export interface Parameter {
  readonly name: Node | undefined;
  /** `*args`, `**kwargs`. */
  readonly isRest: boolean;
  /** It is given by name only. */
  readonly isNamed: boolean;
}

/** The parameters of a function (`self` included) or the fields of a class, in order. */
export function parametersOf(called: Found): readonly Parameter[] {
  if (called.node.type === 'class_definition') return fieldsOf(called);
  const list = childAt(called.node, 'parameters');
  let isNamed = false;
  return (list ? partsOf(list) : []).flatMap((part): Parameter[] => {
    if (part.type === 'positional_separator') return [];
    const inner = part.type === 'typed_parameter' ? part.children[0] : part;
    const isRest = /splat_pattern$/.test(inner?.type ?? '');
    if (isRest || part.type === 'keyword_separator') isNamed = true;
    if (part.type === 'keyword_separator') return [];
    return [{ name: nameIn(part), isRest, isNamed }];
  });
}

function nameIn(part: Node): Node | undefined {
  if (part.type === 'identifier') return part;
  const inner = childAt(part, 'name') ?? partsOf(part)[0];
  return inner && inner !== part ? nameIn(inner) : undefined;
}

/** `name: T` in the bodies of a class and those it extends, theirs first. */
function fieldsOf(shape: Found): readonly Parameter[] {
  const isByName = basesOf(shape).length > 0 && !lineOf(shape).some(isDataclass);
  const own = lineOf(shape)
    .toReversed()
    .flatMap(({ node }) => annotatedIn(node));
  return own.map((name) => ({ name, isRest: false, isNamed: isByName }));
}

function isDataclass({ source, node }: Found): boolean {
  return decoratorsOf(source, node).length > 0;
}

function annotatedIn(shape: Node): readonly Node[] {
  const body = childAt(shape, 'body');
  return (body ? partsOf(body) : []).flatMap((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.children[0] : undefined;
    const left =
      assignment?.type === 'assignment' && childAt(assignment, 'type')
        ? childAt(assignment, 'left')
        : undefined;
    return left?.type === 'identifier' ? [left] : [];
  });
}

/** What a call passes for a parameter of a function. */
export function argumentFor(call: Found, called: Found, name: Node): Value | undefined {
  const list = childAt(call.node, 'arguments');
  if (list?.type !== 'argument_list') return undefined;
  const wanted = textOf(called.source, name);
  const node = named(call.source, list, wanted) ?? positional(call, called, list, name);
  if (node) return read(call.source, node);
  return spread(call.source, list, wanted);
}

/** What a construction passes for a field of a class. */
export function givenFor(call: Found, shape: Found, field: Node): Value | undefined {
  return argumentFor(call, shape, field);
}

function named(source: Source, list: Node, wanted: string): Node | undefined {
  const argument = partsOf(list).find((part) => {
    const name = part.type === 'keyword_argument' ? childAt(part, 'name') : undefined;
    return name && textOf(source, name) === wanted;
  });
  return argument && childAt(argument, 'value');
}

function positional(call: Found, called: Found, list: Node, name: Node): Node | undefined {
  const parameters = parametersOf(called).filter(({ isNamed }) => !isNamed);
  const index = parameters.findIndex((parameter) => parameter.name === name);
  const place = index - impliedBefore(call, called) + (isPartial(call) ? 1 : 0);
  const given = partsOf(list).filter(({ type }) => !/^(?:keyword_argument|dictionary_splat)$/.test(type));
  if (index < 0 || place < 0 || given.slice(0, place + 1).some(({ type }) => type === 'list_splat'))
    return undefined;
  return given[place];
}

function isPartial({ source, node }: Found): boolean {
  const callee = childAt(node, 'function');
  return callee !== undefined && /(?:^|\.)partial(?:method)?$/.test(textOf(source, callee));
}

/** How many parameters a call fills that are not written there: `self`. */
function impliedBefore(call: Found, { source, node }: Found): number {
  const isMethod = node.type === 'function_definition' && classAround(node) !== undefined;
  if (!isMethod || decoratorsOf(source, node).includes('staticmethod')) return 0;
  if (decoratorsOf(source, node).includes('classmethod')) return 1;
  const callee = childAt(call.node, 'function');
  const object = callee?.type === 'attribute' ? childAt(callee, 'object') : undefined;
  const isThroughClass = object !== undefined && classNamed(read(call.source, object)) !== undefined;
  const isConstruction = callee !== undefined && classNamed(read(call.source, callee)) !== undefined;
  return isThroughClass && !isConstruction ? 0 : 1;
}

/** `f(**options)` where the options are known. */
function spread(source: Source, list: Node, wanted: string): Value | undefined {
  for (const part of partsOf(list)) {
    const inner = part.type === 'dictionary_splat' ? partsOf(part)[0] : undefined;
    const value = inner && memberTarget(source, read(source, inner), wanted);
    if (value) return value;
  }
  return undefined;
}
