import { isImmediate, scopeOf, type Variable } from './scopes.js';
import type { Node } from './tree.js';

/** One binding of a variable: from where on it holds, and the block whose every later statement comes after it. */
interface Step {
  readonly binder: Node;
  readonly from: number;
  /** Undefined where it may not happen at all. */
  readonly block: Node | undefined;
}

interface Flow {
  /** In the order in which they hold. */
  readonly steps: readonly Step[];
  /** Bindings that run when something is called. */
  readonly elsewhere: readonly Node[];
}

const known = new WeakMap<Variable, Flow>();

/** The bindings of a variable that may have given it the value an identifier reads. */
export function reaching(variable: Variable, name: Node): readonly Node[] {
  const scope = runsIn(name);
  if (scope !== variable.scope) return variable.binders;
  const { steps, elsewhere } = flowOf(variable);
  const found: Node[] = [];
  let setter: Node | undefined;
  for (let index = countBefore(steps, name.start) - 1; index >= 0 && !setter; index -= 1) {
    const step = steps[index];
    if (step) found.unshift(step.binder);
    if (step?.block && holds(step.block, name)) setter = step.binder;
  }
  const loop = loopAround(name, setter, scope);
  const again = loop
    ? steps.slice(countBefore(steps, name.start)).filter(({ binder }) => holds(loop, binder))
    : [];
  found.push(...again.map(({ binder }) => binder));
  return found.length ? [...found, ...elsewhere] : variable.binders;
}

/** How many of some steps hold at a place. */
function countBefore(steps: readonly Step[], place: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.from ?? place) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The function or module whose run evaluates a node. */
function runsIn(node: Node): Node {
  let scope = scopeOf(node);
  while (scope.parent && isImmediate(scope)) scope = scopeOf(scope);
  return scope;
}

function flowOf(variable: Variable): Flow {
  const memo = known.get(variable);
  if (memo) return memo;
  const isHere = (binder: Node): boolean => runsIn(binder) === variable.scope;
  const steps = variable.binders.filter(isHere).map(stepOf);
  const flow: Flow = {
    steps: steps.sort((one, other) => one.from - other.from),
    elsewhere: variable.binders.filter((binder) => !isHere(binder)),
  };
  known.set(variable, flow);
  return flow;
}

/** Statements that bind for sure, once they have run. */
const PLAIN = new Set([
  'expression_statement',
  'import_statement',
  'import_from_statement',
  'function_definition',
  'class_definition',
]);

function stepOf(binder: Node): Step {
  let node = binder;
  while (node.parent && !isStatement(node)) node = node.parent;
  const { parent } = node;
  const isOwn = PLAIN.has(node.type) && binder.parent?.type !== 'named_expression' && !isAugmented(binder);
  if (isOwn && parent) return { binder, from: node.end, block: blockOf(node) };
  if (node.type === 'with_statement') return { binder, from: binder.end, block: blockOf(node) };
  const isLoop = node.type === 'for_statement' && binder.parent !== undefined && !isInBody(node, binder);
  return { binder, from: binder.end, block: isLoop ? bodyOf(node) : undefined };
}

function isStatement(node: Node): boolean {
  return PLAIN.has(node.type) || /_statement$|^parameters$|^module$/.test(node.type);
}

function isAugmented(binder: Node): boolean {
  return binder.parent?.type === 'augmented_assignment';
}

function isInBody(loop: Node, node: Node): boolean {
  const body = bodyOf(loop);
  return body !== undefined && holds(body, node);
}

function bodyOf(loop: Node): Node | undefined {
  return loop.children.find(({ field }) => field === 'body');
}

/** The block a statement stands in; what stands in a `with` runs as if it stood beside it. */
function blockOf(statement: Node): Node | undefined {
  let block = statement.parent;
  if (block?.type === 'decorated_definition') block = block.parent;
  while (block?.parent?.type === 'with_statement') block = block.parent.parent;
  return block;
}

function holds(outer: Node, inner: Node): boolean {
  if (outer.type === 'module') return true;
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The outermost loop around a node that does not hold what set the variable before it. */
function loopAround(node: Node, setter: Node | undefined, scope: Node): Node | undefined {
  let found: Node | undefined;
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (!/^(for|while)_statement$/.test(current.type)) continue;
    if (setter && holds(current, setter)) break;
    found = current;
  }
  return found;
}
