import type { ts } from 'ts-morph';
import { possibilities, resolve } from '../../project.js';
import type { AssignmentSite, CallSite, MemberSite, Step } from '../../site.js';
import type { Call, Member, Origin, Value } from '../../value.js';
import { classNamed, foreignBase, isAssignment } from './classes.js';
import { readTypeMember } from './implicit.js';
import { elementMember } from './names.js';
import { placeAt, placeOf, type Source } from './source.js';
import { typescript } from './typescript.js';
import { keyText, nodeOf, read } from './values.js';

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
    if (option.kind === 'call' && (option.isNew || option.origin)) return constructionRoots(option);
    if (option.kind === 'opaque' && option.instanceOf) return [{ type: option.instanceOf, path: [] }];
    if (option.kind !== 'member') return [];
    return rootsOf(option.of, seen).map((root) => ({ ...root, path: [...root.path, stepOf(option)] }));
  });
}

/** A construction, and the class of a package that the constructed class extends. */
function constructionRoots(call: Call): readonly Root[] {
  const own = call.isNew ? classNamed(resolve(call.callee)) : undefined;
  const base = own && foreignBase(own.source, own.node);
  return base ? [{ type: base, path: [] }] : [{ call, path: [] }];
}

/** A member access as one step of a path. The name of `a["b"]` is the whole `["b"]`. */
export function stepOf(member: Member): Step {
  const ts = typescript();
  const found = nodeOf(member);
  if (found && ts.isBindingElement(found.node))
    return { name: member.name ?? '[]', at: member.nameAt, cut: member.at, called: false };
  const end = member.at.span.end;
  const start = found ? objectEnd(found.node) : member.of.at.span.end;
  const cut = { file: member.at.file, span: { start, end } };
  const isElement =
    found && (ts.isElementAccessExpression(found.node) || ts.isIndexedAccessTypeNode(found.node));
  const at = isElement ? cut : member.nameAt;
  const called = Boolean(
    found && ts.isCallExpression(found.node.parent) && found.node.parent.expression === found.node,
  );
  return { name: member.name ?? '[]', at, cut, called };
}

function objectEnd(node: ts.Node): number {
  const ts = typescript();
  if (ts.isIndexedAccessTypeNode(node)) return node.objectType.getEnd();
  if (ts.isQualifiedName(node)) return node.left.getEnd();
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
    ? node.expression.getEnd()
    : node.getEnd();
}

/** A call or construction as a site. */
export function callSite(source: Source, node: ts.CallExpression | ts.NewExpression): CallSite | undefined {
  const call = read(source, node);
  if (call.kind !== 'call') return undefined;
  const roots = call.callee.kind === 'member' || call.callee.kind === 'name' ? rootsOf(call.callee) : [];
  const members = roots.filter((root) => root.path.length > 0);
  return {
    kind: 'call',
    call,
    receivers: members.flatMap((root) => root.call ?? []),
    receiverType: members.find((root) => root.type)?.type,
    path: members[0]?.path ?? writtenPath(call.callee),
    at: call.at,
  };
}

/** The longest member path that is read and not called, or what a pattern takes out of a value. */
export function memberSite(source: Source, node: MemberNode): MemberSite | undefined {
  if (isWithinPath(node)) return undefined;
  const value = readAny(source, node);
  if (value?.kind !== 'member') return undefined;
  const roots = membersFound(value);
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

/** Most members are of no interest to anybody: they are followed when somebody asks. */
function membersFound(member: Member): () => readonly Root[] {
  let known: readonly Root[] | undefined;
  return () => (known ??= rootsOf(member).filter((root) => root.path.length > 0));
}

type MemberNode =
  | ts.PropertyAccessExpression
  | ts.ElementAccessExpression
  | ts.BindingElement
  | ts.IndexedAccessTypeNode
  | ts.QualifiedName;

/** Whether a node reads a member, in an expression, a pattern or a type. */
export function isMemberNode(node: ts.Node): node is MemberNode {
  const ts = typescript();
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return true;
  return ts.isBindingElement(node) || ts.isIndexedAccessTypeNode(node) || ts.isQualifiedName(node);
}

function readAny(source: Source, node: MemberNode): Value | undefined {
  const ts = typescript();
  if (ts.isBindingElement(node)) return elementMember(source, node);
  const isType = ts.isIndexedAccessTypeNode(node) || ts.isQualifiedName(node);
  return isType ? readTypeMember(source, node) : read(source, node);
}

/** A member that is called, assigned to, or only the beginning of a longer path. */
function isWithinPath(node: ts.Node): boolean {
  const ts = typescript();
  const { parent } = node;
  if (ts.isIndexedAccessTypeNode(parent)) return parent.objectType === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  const isObject = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  const isCallee = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  if ((isObject || isCallee) && parent.expression === node) return true;
  return ts.isBinaryExpression(parent) && parent.left === node && isAssignment(parent);
}

/** The member path as it is written, where nothing is known of what it starts at. */
function writtenPath(callee: Value): readonly Step[] {
  return callee.kind === 'member' ? [...writtenPath(callee.of), stepOf(callee)] : [];
}

/** A class field is written to each object of the class: `name = value`. */
export function fieldSite(source: Source, node: ts.PropertyDeclaration): AssignmentSite | undefined {
  const name = keyText(node.name);
  if (name === undefined || !node.initializer) return undefined;
  const at = placeOf(source, node);
  const step = { name, at: placeOf(source, node.name), cut: at, called: false };
  return {
    ...{ kind: 'assignment', receivers: [], path: [step] },
    ...{ value: read(source, node.initializer), statement: at, at },
  };
}

/** `a.b = value` as a site. */
export function assignmentSite(source: Source, node: ts.BinaryExpression): AssignmentSite | undefined {
  const ts = typescript();
  const { left } = node;
  if (!isAssignment(node) || !(ts.isPropertyAccessExpression(left) || ts.isElementAccessExpression(left)))
    return undefined;
  const member = read(source, left);
  if (member.kind !== 'member' || member.name === undefined) return undefined;
  const roots = membersFound(member);
  const statement = ts.isExpressionStatement(node.parent) ? node.parent : node;
  return {
    kind: 'assignment',
    get receivers() {
      return roots().flatMap((root) => root.call ?? []);
    },
    get path() {
      return roots()[0]?.path ?? [stepOf(member)];
    },
    value: read(source, node.right),
    statement: placeOf(source, statement),
    at: placeAt(source, left.getStart(source.sourceFile), node.getEnd()),
  };
}
