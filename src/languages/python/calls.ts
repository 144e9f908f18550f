import { possibilities, resolve } from '../../project.js';
import type { AssignmentSite, CallSite, MemberSite, Step } from '../../site.js';
import type { Call, Member, Origin, Value } from '../../value.js';
import { foreignBase } from './classes.js';
import { lazy } from './lazy.js';
import { placeAt, placeOf, type Source } from './source.js';
import { isAssertion, isExpected } from './surroundings.js';
import { around, childAt, type Node } from './tree.js';
import { nodeOf, read } from './values.js';

/** Where a member path starts: a construction (or a package's factory call), or an object known by its type. */
interface Root {
  readonly call?: Call;
  readonly type?: Origin;
  readonly path: readonly Step[];
}

/** The constructions a value may be a member of, with the path that leads from there to the value. */
function rootsOf(value: Value, seen: Set<Value> = new Set()): readonly Root[] {
  return possibilities(value).flatMap((option): readonly Root[] => {
    if (seen.has(option)) return [];
    seen.add(option);
    if (option.kind === 'call' && (option.isNew || option.origin)) return [constructionRoot(option)];
    if (option.kind === 'opaque' && option.instanceOf) return [{ type: option.instanceOf, path: [] }];
    if (option.kind !== 'member') return [];
    return rootsOf(option.of, seen).map((root) => ({ ...root, path: [...root.path, stepOf(option)] }));
  });
}

/** A construction, or what the constructed class extends where that is a package's. */
function constructionRoot(call: Call): Root {
  const base = call.isNew ? foreignBase(resolve(call.callee)) : undefined;
  return base ? { type: base, path: [] } : { call, path: [] };
}

/** A member access as one step of a path. The name of `a["b"]` is the whole `["b"]`. */
export function stepOf(member: Member): Step {
  const found = nodeOf(member);
  const end = member.at.span.end;
  const start = found ? (found.node.children[0]?.end ?? member.of.at.span.end) : member.of.at.span.end;
  const cut = { file: member.at.file, span: { start, end } };
  const isItem = found?.node.type === 'subscript';
  const called = found?.node.parent?.type === 'call' && found.node.field === 'function';
  const step = { name: member.name ?? '[]', at: isItem ? cut : member.nameAt, cut, called };
  return isItem ? { ...step, by: 'item' } : step;
}

/** A call or construction as a site. */
export function callSite(source: Source, node: Node): CallSite | undefined {
  const call = read(source, node);
  if (call.kind !== 'call') return undefined;
  const roots = followed(() =>
    call.callee.kind === 'member' || call.callee.kind === 'name' ? call.callee : undefined,
  );
  return {
    kind: 'call',
    call,
    get receivers() {
      return roots().flatMap((root) => root.call ?? []);
    },
    get receiverType() {
      return roots().find((root) => root.type)?.type;
    },
    get path() {
      return roots()[0]?.path ?? writtenPath(call.callee);
    },
    at: call.at,
    get statement() {
      return statementOf(source, node);
    },
    ...((isAssertion(source, node) || isExpected(source, node)) && { compares: true }),
  };
}

/** Where a value's member path starts. Most are of no interest to anybody: they are followed when somebody asks. */
function followed(value: () => Value | undefined): () => readonly Root[] {
  return lazy(() => {
    const start = value();
    return start ? rootsOf(start).filter((root) => root.path.length > 0) : [];
  });
}

/** The statement that is a call and nothing else, or gives what is called a name. */
function statementOf(source: Source, node: Node): CallSite['statement'] {
  const assignment = node.parent?.type === 'assignment' && node.field === 'right' ? node.parent : undefined;
  const statement = (assignment ?? node).parent;
  const left = assignment && childAt(assignment, 'left');
  if (statement?.type !== 'expression_statement') return undefined;
  return {
    at: placeOf(source, statement),
    target: left && placeOf(source, left),
    blocks: blocksAround(statement).map((block) => placeOf(source, block)),
  };
}

/** The longest member path that is read and not called. */
export function memberSite(source: Source, node: Node): MemberSite | undefined {
  if (isWithinPath(node) || around(node, 'type')) return undefined;
  const value = read(source, node);
  if (value.kind !== 'member') return undefined;
  const roots = followed(() => value);
  return {
    kind: 'member',
    value,
    get receivers() {
      return roots().flatMap((root) => root.call ?? []);
    },
    get receiverType() {
      return roots().find((root) => root.type)?.type;
    },
    get path() {
      return roots()[0]?.path ?? writtenPath(value);
    },
    at: value.at,
  };
}

/** A member that is called, assigned to, or only the beginning of a longer path. */
function isWithinPath({ parent, field, type }: Node): boolean {
  if (!parent) return true;
  if (type !== 'attribute' && type !== 'subscript') return true;
  if (parent.type === 'attribute' || parent.type === 'call')
    return field === 'object' || field === 'function';
  if (parent.type === 'subscript') return field === 'value';
  return parent.type === 'assignment' && field === 'left';
}

/** The member path as it is written, where nothing is known of what it starts at. */
function writtenPath(callee: Value): readonly Step[] {
  return callee.kind === 'member' ? [...writtenPath(callee.of), stepOf(callee)] : [];
}

/** `a.b = value` as a site; of `a.b = c.d = value` each. */
export function assignmentSite(source: Source, node: Node): AssignmentSite | undefined {
  const left = insideParentheses(childAt(node, 'left'));
  const right = valueNode(node);
  if (!left || !right || (left.type !== 'attribute' && left.type !== 'subscript')) return undefined;
  const member = read(source, left);
  if (member.kind !== 'member' || member.name === undefined) return undefined;
  const roots = followed(() => member);
  const statement = around(node, 'expression_statement') ?? node;
  return {
    kind: 'assignment',
    get receivers() {
      return roots().flatMap((root) => root.call ?? []);
    },
    get path() {
      return roots()[0]?.path ?? [stepOf(member)];
    },
    member,
    value: read(source, right),
    statement: placeOf(source, statement),
    get blocks() {
      return blocksAround(statement).map((block) => placeOf(source, block));
    },
    at: placeAt(source, left.start, node.end),
  };
}

function insideParentheses(node: Node | undefined): Node | undefined {
  const inner = node?.children.length === 3 ? node.children[1] : undefined;
  return inner && /^(?:parenthesized_expression|tuple_pattern)$/.test(node?.type ?? '')
    ? insideParentheses(inner)
    : node;
}

function blocksAround(node: Node): readonly Node[] {
  const { parent } = node;
  if (!parent) return [];
  const isBlock = parent.type === 'block' || parent.type === 'module';
  return [...(isBlock ? [parent] : []), ...blocksAround(parent)];
}

function valueNode(node: Node): Node | undefined {
  const right = childAt(node, 'right');
  return right?.type === 'assignment' ? valueNode(right) : right;
}
