import type { TextRole, TextSite } from '../../site.js';
import { type Source, textOf } from './source.js';
import { isExpected, isServed } from './surroundings.js';
import { around, childAt, type Node, partsOf } from './tree.js';
import { innermost, read } from './values.js';

const COMPARING = new Set([
  'startswith',
  'endswith',
  'find',
  'index',
  'count',
  'replace',
  'split',
  'match',
  'search',
  'fullmatch',
]);
const READING = new Set(['get', 'pop', 'getlist', 'get_all', 'getheader', 'has_key']);
const LOGGING = /^(?:logging|logger|log|_logger|LOG|LOGGER|warnings|console|st|click|typer)$/;
const TITLES = /^(?:print|input|pprint|ArgumentParser|skip|\w*(?:Error|Exception|Warning))$/;

/** Literals and operations on them that the values of the language read as one text. */
const PUTTING_TOGETHER = new Set(['binary_operator', 'concatenated_string', 'parenthesized_expression']);

/** A string, template or concatenation as a site, when it is the outermost of its kind and stands for a value. */
export function textSite(source: Source, node: Node): TextSite | undefined {
  if (!mayBeText(node) || !holdsText(node) || isPart(source, node) || isSyntax(node)) return undefined;
  const value = read(source, node);
  if (value.kind !== 'text' && value.kind !== 'template') return undefined;
  return { kind: 'text', value, role: roleOf(source, node), at: value.at };
}

function mayBeText({ type }: Node): boolean {
  return type === 'string' || type === 'concatenated_string' || type === 'binary_operator' || type === 'call';
}

/** Whether a literal stands where it makes a text of an operation, or of the call of a method. */
function holdsText(node: Node): boolean {
  if (node.type === 'call') {
    const callee = childAt(node, 'function');
    const object = callee?.type === 'attribute' ? childAt(callee, 'object') : undefined;
    return object !== undefined && isLiteral(innermost(object));
  }
  let operand: Node | undefined = node;
  for (; operand?.type === 'binary_operator'; operand = childAt(operand, 'left')) {
    const right = childAt(operand, 'right');
    if (right && (isLiteral(innermost(right)) || holdsIn(right))) return true;
  }
  return operand !== undefined && (isLiteral(innermost(operand)) || holdsIn(operand));
}

function isLiteral({ type }: Node): boolean {
  return type === 'string' || type === 'concatenated_string';
}

/** In parentheses, or a method of a literal. */
function holdsIn(operand: Node): boolean {
  const inner = innermost(operand);
  return (inner.type === 'binary_operator' || inner.type === 'call') && holdsText(inner);
}

/** Whether something around a node is a text that takes it in. */
function isPart(source: Source, node: Node): boolean {
  let { parent } = node;
  while (parent && (PUTTING_TOGETHER.has(parent.type) || isMethod(parent) || isArguments(parent))) {
    if (parent.type !== 'parenthesized_expression' && mayBeText(parent)) {
      const { kind } = read(source, parent);
      if (kind === 'text' || kind === 'template') return !isHole(node, parent);
    }
    parent = parent.parent;
  }
  return false;
}

/** `"…".format` and the call around it. */
function isMethod(node: Node): boolean {
  return (
    node.type === 'attribute' || (node.type === 'call' && childAt(node, 'function')?.type === 'attribute')
  );
}

function isArguments(_node: Node): boolean {
  return false;
}

function isHole(node: Node, text: Node): boolean {
  const list = text.type === 'call' ? childAt(text, 'arguments') : undefined;
  return list !== undefined && list.start <= node.start && node.end <= list.end;
}

/** Docstrings, annotations and the names of keys are not values. */
function isSyntax(node: Node): boolean {
  const { parent } = node;
  if (!parent) return true;
  if (parent.type === 'expression_statement') return true;
  if (parent.type === 'pair') return node.field === 'key';
  return parent.type === 'interpolation' || parent.type === 'concatenated_string';
}

function roleOf(source: Source, node: Node): TextRole {
  let inner = node;
  while (inner.parent?.type === 'parenthesized_expression') inner = inner.parent;
  const { parent } = inner;
  if (!parent) return 'value';
  if (around(inner, 'type')) return 'type';
  if (parent.type === 'subscript' && inner.field === 'subscript') return isWritten(parent) ? 'key' : 'lookup';
  if (isExpected(source, inner)) return 'comparison';
  if (parent.type === 'comparison_operator' || isListLookedIn(parent)) return 'comparison';
  if (parent.type === 'case_pattern' || around(inner, 'raise_statement')) return 'comparison';
  if (isServed(source, inner)) return 'served';
  const list = parent.type === 'keyword_argument' ? parent.parent : parent;
  return list?.type === 'argument_list' && list.parent ? argumentRole(source, list.parent, inner) : 'value';
}

function isWritten(access: Node): boolean {
  const { parent } = access;
  if (parent?.type === 'delete_statement') return true;
  return parent?.type === 'assignment' && access.field === 'left';
}

/** `x in ("a", "b")`. */
function isListLookedIn(list: Node): boolean {
  return /^(?:list|tuple|set)$/.test(list.type) && list.parent?.type === 'comparison_operator';
}

function argumentRole(source: Source, call: Node, argument: Node): TextRole {
  const callee = childAt(call, 'function');
  if (!callee || call.type !== 'call') return 'value';
  if (callee.type !== 'attribute') return TITLES.test(textOf(source, callee)) ? 'log' : 'value';
  const name = childAt(callee, 'attribute');
  const method = name ? textOf(source, name) : '';
  const list = childAt(call, 'arguments');
  const isFirst = list !== undefined && partsOf(list)[0] === argument;
  if (COMPARING.has(method) && (isFirst || method !== 'replace')) return 'comparison';
  if (TITLES.test(method)) return 'log';
  const object = childAt(callee, 'object');
  const last = object && (childAt(object, 'attribute') ?? object);
  if (last && LOGGING.test(textOf(source, last))) return 'log';
  return READING.has(method) && isFirst && !/\/\/|^[furbFURB]*["']\//.test(textOf(source, argument))
    ? 'lookup'
    : 'value';
}
