import type { Read, Step } from '../../site.js';
import type { Call } from '../../value.js';
import { callsOf, type Found, parameterOf } from './functions.js';
import { declarationOf, mayHold } from './names.js';
import { referencesTo } from './references.js';
import { placeAt, placeOf, type Source, textOf } from './source.js';
import { testOf } from './tests.js';
import { around, childAt, type Node, partsOf } from './tree.js';
import { nodeOf, read } from './values.js';

interface Trail {
  readonly source: Source;
  readonly path: readonly Step[];
  readonly seen: Set<Node>;
  /** Joined with other values on the way: a test of it tests them too. */
  readonly mixed?: boolean;
}

/** Every read of a call's result, through await, loops, variables, returns and files. */
export function readsOf(call: Call): readonly Read[] {
  const found = nodeOf(call);
  return found ? follow(found.node, { source: found.source, path: [], seen: new Set() }) : [];
}

/** Reads from a node on; a path that leads nowhere further is a read all the same. */
function follow(node: Node, trail: Trail): readonly Read[] {
  if (trail.seen.has(node)) return [];
  trail.seen.add(node);
  const reads = followOn(node, trail);
  return reads.length || !trail.path.length ? reads : [ended(node, trail, false)];
}

function followOn(node: Node, trail: Trail): readonly Read[] {
  const { parent, field } = node;
  if (!parent) return [];
  switch (parent.type) {
    case 'parenthesized_expression':
    case 'await':
      return follow(parent, trail);
    case 'attribute':
      return field === 'object' ? followAttribute(parent, trail) : [];
    case 'subscript':
      return field === 'value' ? followItem(parent, trail) : [ended(node, trail, false)];
    case 'assignment':
      return field === 'right' ? followTarget(childAt(parent, 'left'), trail) : [];
    case 'named_expression':
      return [...followTarget(childAt(parent, 'name'), trail), ...follow(parent, trail)];
    case 'boolean_operator':
      return follow(parent, { ...trail, mixed: true });
    case 'conditional_expression':
      return partsOf(parent)[1] === node ? [ended(node, trail, false)] : follow(parent, trail);
    case 'for_statement':
    case 'for_in_clause':
      return field === 'right' ? followEach(parent, trail) : [];
    case 'argument_list':
    case 'keyword_argument':
      return followArgument(parent, node, trail);
    default:
      return followStatement(parent, node, trail);
  }
}

function followStatement(parent: Node, node: Node, trail: Trail): readonly Read[] {
  switch (parent.type) {
    case 'return_statement':
    case 'lambda':
      return followReturn(node, around(parent, 'function_definition', 'lambda'), trail);
    case 'as_pattern':
      return followAlias(parent, trail);
    case 'with_item':
    case 'expression_statement':
      return [];
    default:
      return [ended(node, trail, HOLDING.has(parent.type))];
  }
}

/** What keeps a value, or gives it away. */
const HOLDING = new Set([
  'pair',
  'list',
  'tuple',
  'set',
  'expression_list',
  'list_splat',
  'dictionary_splat',
  'yield',
]);

function ended(node: Node, trail: Trail, lost: boolean): Read {
  const test = testOf(trail.source, node);
  const tested = test && trail.mixed ? { ...test, whole: false } : test;
  return { path: trail.path, at: placeOf(trail.source, node), destructured: undefined, lost, tested };
}

function followAttribute(access: Node, trail: Trail): readonly Read[] {
  const { source } = trail;
  const nameNode = childAt(access, 'attribute');
  const object = childAt(access, 'object');
  if (!nameNode || !object) return [];
  const name = textOf(source, nameNode);
  const call = access.parent?.type === 'call' && access.field === 'function' ? access.parent : undefined;
  const looked = call && name === 'get' ? lookedUp(source, object, call) : undefined;
  if (call && looked) return follow(call, { ...trail, path: [...trail.path, looked] });
  if (call && name === 'get') return [ended(call, trail, false)];
  const cut = placeAt(source, object.end, access.end);
  const step: Step = { name, at: placeOf(source, nameNode), cut, called: call !== undefined };
  return follow(call ?? access, { ...trail, path: [...trail.path, step] });
}

/** `x.get("name")`, with a fallback or without. */
function lookedUp(source: Source, object: Node, call: Node): Step | undefined {
  const list = childAt(call, 'arguments');
  const [key, fallback] = list ? partsOf(list) : [];
  const value = key && read(source, key);
  // What is read of a fallback is not read of an attribute.
  const isReadOn = /^(?:attribute|subscript)$/.test(call.parent?.type ?? '');
  if (value?.kind !== 'text' || (fallback && isReadOn)) return undefined;
  const cut = placeAt(source, object.end, call.end);
  return { name: value.text, at: cut, cut, called: false, by: 'lookup' };
}

function followItem(access: Node, trail: Trail): readonly Read[] {
  const { source } = trail;
  const object = childAt(access, 'value');
  const key = childAt(access, 'subscript');
  if (!object || !key) return [];
  const value = read(source, key);
  const cut = placeAt(source, object.end, access.end);
  const name = value.kind === 'text' ? value.text : '[]';
  return follow(access, {
    ...trail,
    path: [...trail.path, { name, at: cut, cut, called: false, by: 'item' }],
  });
}

function followTarget(target: Node | undefined, trail: Trail): readonly Read[] {
  if (!target) return [];
  if (target.type === 'identifier') return followName(target, trail);
  if (target.type === 'attribute') {
    const name = childAt(target, 'attribute');
    return name ? followName(name, trail) : [];
  }
  return [ended(target, trail, true)];
}

/** The uses of what a name is bound to. */
function followName(name: Node, trail: Trail): readonly Read[] {
  const declaration = declarationOf(trail.source, name);
  if (!declaration) return [ended(name, trail, true)];
  return followReferences(declaration, trail, name);
}

/** The uses of a declaration; those that `binder`, one of its assignments, gives its value. */
function followReferences({ source, node }: Found, trail: Trail, binder?: Node): readonly Read[] {
  return referencesTo(source, node).flatMap((reference) => {
    if (binder && !mayHold(trail.source, binder, reference)) return [];
    const { parent, field } = reference.node;
    const isAccess = parent?.type === 'attribute' && field === 'attribute';
    const used = isAccess ? parent : reference.node;
    if (used.parent?.type === 'assignment' && used.field === 'left') return [];
    return follow(used, { ...trail, source: reference.source });
  });
}

/** `for x in result`, also in a comprehension. */
function followEach(loop: Node, trail: Trail): readonly Read[] {
  const target = childAt(loop, 'left');
  const right = childAt(loop, 'right');
  if (!target || !right) return [];
  const at = placeOf(trail.source, right);
  const step: Step = { name: '[]', at, cut: at, called: false, by: 'each' };
  return followTarget(target, { ...trail, path: [...trail.path, step] });
}

/** `with result as name`: the name is what it gives. */
function followAlias(pattern: Node, trail: Trail): readonly Read[] {
  const target = childAt(pattern, 'alias');
  const name = target && (partsOf(target)[0] ?? target);
  return name ? followTarget(name, trail) : [];
}

function followReturn(value: Node, definition: Node | undefined, trail: Trail): readonly Read[] {
  if (!definition) return [];
  const calls = callsOf(trail.source, definition);
  if (!calls.length) return [ended(value, trail, true)];
  return calls.flatMap((found) => follow(found.node, { ...trail, source: found.source }));
}

/** Functions that only look at what they are given. */
const HARMLESS =
  /^(?:print|len|str|repr|type|bool|isinstance|hasattr|pprint|id|dir|vars|(?:logging|logger|log)\.\w+|st\.\w+)$/;
/** Functions that give what they are given, or what comes out of it in the end. */
const PASSING =
  /^(?:asyncio\.(?:run|wait_for|create_task|ensure_future|shield)|urllib\.request\.urlopen|urlopen|cast|typing\.cast|\w+\.run_until_complete|contextlib\.closing|closing)$/;
/** Functions that give the items of what they are given. */
const ITERATING = /^(?:next|iter|list|tuple|enumerate|reversed|sorted)$/;

function followArgument(parent: Node, node: Node, trail: Trail): readonly Read[] {
  const argument = parent.type === 'keyword_argument' ? parent : node;
  const call = around(argument, 'argument_list')?.parent;
  if (call?.type !== 'call') return [ended(node, trail, true)];
  const callee = childAt(call, 'function');
  const name = callee ? textOf(trail.source, callee) : '';
  if (/^json\.loads?$/.test(name)) return follow(call, { ...trail, path: parsed(trail, call) });
  if (PASSING.test(name)) return follow(call, trail);
  if (ITERATING.test(name)) return followItems(name, call, trail);
  const parameter = parameterOf(trail.source, call, argument);
  if (parameter) return followReferences(parameter, trail);
  return [ended(node, trail, !HARMLESS.test(name))];
}

function followItems(name: string, call: Node, trail: Trail): readonly Read[] {
  if (name !== 'next') return follow(call, trail);
  const at = placeOf(trail.source, call);
  const step: Step = { name: '[]', at, cut: at, called: false, by: 'each' };
  return follow(call, { ...trail, path: [...trail.path, step] });
}

/** However a response is turned into text on the way, what is parsed of it is its body. */
function parsed({ source, path }: Trail, call: Node): readonly Step[] {
  const isRaw = path.every(({ name }) => /^(?:read|text|content|decode|data|body|getvalue)$/.test(name));
  if (!isRaw) return path;
  const at = placeOf(source, call);
  return [{ name: 'json', at, cut: at, called: true }];
}
