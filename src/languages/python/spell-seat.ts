import type { Doc, Slot } from '../../dialect.js';
import type { Span } from '../../edit.js';
import type { Draft } from '../../site.js';
import type { Value } from '../../value.js';
import type { Source } from './source.js';
import { hasBareBreak, isBracketed, nodesAt } from './spell-nodes.js';
import { formOf } from './spell-text.js';
import type { Node } from './tree.js';

const PRIMARY = new Set([
  ...['identifier', 'attribute', 'subscript', 'call', 'string', 'concatenated_string', 'list', 'dictionary'],
  ...['set', 'tuple', 'parenthesized_expression', 'list_comprehension', 'dictionary_comprehension'],
  ...['set_comprehension', 'generator_expression', 'none', 'true', 'false', 'ellipsis', 'float'],
]);
/** What needs parentheses wherever it is put. */
const LOOSE = new Set(['named_expression', 'yield', 'expression_list', 'pattern_list', 'list_splat']);
const BEFORE_OR = new Set(['boolean_operator', 'comparison_operator', 'not_operator']);
const CHOOSING = new Set(['conditional_expression', 'lambda']);

/** Whether the source of a value can stand in a slot without parentheses. */
export function fitsIn(value: Value, slot: Slot, source: Source): boolean {
  const node = expressionAt(value.at.span, source);
  if (!node || slot === 'whole') return true;
  if (slot === 'receiver') return isPrimary(node) && !hasBareBreak(source.root, source.text, node);
  if (LOOSE.has(node.type)) return false;
  if (slot === 'spread') return !BEFORE_OR.has(node.type) && !CHOOSING.has(node.type);
  return slot !== 'hole' || !CHOOSING.has(node.type);
}

function expressionAt(span: Span, { root }: Source): Node | undefined {
  return nodesAt(root, span).find(({ type }) => !/_statement$|^(?:module|block|argument_list)$/.test(type));
}

function isPrimary({ type }: Node): boolean {
  return PRIMARY.has(type);
}

/** Puts new source in the place of an expression, with what the place needs around it. */
export function seatOf(span: Span, doc: Doc, draft: Draft, source: Source): Doc {
  const node = expressionAt(span, source);
  if (!node) return doc;
  const isBytes = node.type === 'string' && formOf(source.text.slice(node.start, node.end))?.isBytes;
  if (isBytes && draft.kind !== 'verbatim') return asBytes(doc);
  const isOpen = !isBracketed(source.root, span);
  if (isOpen && breaksBare(doc, source)) return ['(', doc, ')'];
  if (draft.kind !== 'verbatim') return doc;
  const value = expressionAt(draft.value.at.span, source);
  if (!value || isPrimary(value) || (takesAny(node) && !LOOSE.has(value.type))) return doc;
  const isAlike = LOOSE.has(value.type) && node.parent?.type === 'assignment' && node.field === 'right';
  return isAlike && value.type !== 'named_expression' ? doc : ['(', doc, ')'];
}

/** A text in the place of bytes. */
function asBytes(doc: Doc): Doc {
  if (typeof doc === 'string' && /^["'][\0-\x7f]*$/.test(doc)) return `b${doc}`;
  return [doc, '.encode()'];
}

/** Whether a source has a line break outside of brackets. */
function breaksBare(doc: Doc, source: Source): boolean {
  if (typeof doc === 'string' || 'items' in doc) return false;
  if ('move' in doc) return hasBareBreak(source.root, source.text, doc.move);
  const text = doc.map((part) => (typeof part === 'string' ? part : '')).join('');
  return !/[([{]/.test(text) && doc.some((part) => breaksBare(part, source));
}

const TAKING = new Set([
  ...['argument_list', 'list', 'tuple', 'set', 'parenthesized_expression', 'return_statement', 'subscript'],
  ...['expression_statement', 'interpolation', 'pair', 'keyword_argument', 'expression_list', 'if_statement'],
  ...[
    'while_statement',
    'default_parameter',
    'typed_default_parameter',
    'assert_statement',
    'raise_statement',
  ],
]);

/** Whether any expression may stand in the place of a node. */
export function takesAny(node: Node): boolean {
  const { parent } = node;
  if (!parent) return true;
  if (parent.type === 'subscript') return node.field === 'subscript';
  if (parent.type === 'assignment' || parent.type === 'augmented_assignment') return node.field === 'right';
  return TAKING.has(parent.type);
}

/** Whether an expression can stand in the place of another one as it is. */
export function isAnyWhere(value: Node, place: Node, open: Source | undefined): boolean {
  if (open && hasBareBreak(open.root, open.text, value)) return false;
  return isPrimary(value) || (takesAny(place) && !LOOSE.has(value.type));
}
