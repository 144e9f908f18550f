import type { Frame, Keywords, Notation } from '../../dialect.js';
import { type Span, within } from '../../edit.js';
import type { List } from '../../value.js';
import type { Source } from './source.js';
import { nodeAround, nodesAt } from './spell-nodes.js';
import { quoted } from './spell-text.js';
import { around, type Node, partsOf } from './tree.js';

/** Words that can be no name of an argument. */
const WORDS = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

/** Whether a text can be a name in the code. */
export function isName(text: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(text) && !WORDS.has(text);
}

/** How arguments are given by name in a file. */
export function keywordsIn({ root }: Source): Keywords {
  return {
    entry,
    standAt: (span) => {
      const run = runAt(root, span);
      return run !== undefined && [run.first, run.last].every(isNamed);
    },
    frame: (span) => {
      const list = runAt(root, span)?.list ?? emptyAt(root, span);
      return list && argumentsFrame(list);
    },
    shell: (span) => {
      const list = runAt(root, span)?.list;
      const call = list?.parent;
      if (!list || call?.type !== 'call') return undefined;
      if (!partsOf(list).every((node) => within(node, span))) return undefined;
      return { brackets: spanOf(list), call: spanOf(call) };
    },
  };
}

function entry(key: string, notation: Notation): { before: string; after: string } {
  const { quote, colon, named } = notation;
  if (named && isName(key)) return { before: `${key}${colon}`, after: '' };
  if (named) return { before: `**{${quoted(key, quote)}: `, after: '}' };
  return { before: quoted(key, notation.keyQuote || quote) + colon, after: '' };
}

function spanOf({ start, end }: Node): Span {
  return { start, end };
}

function isNamed({ type }: Node): boolean {
  return type === 'keyword_argument' || type === 'dictionary_splat';
}

/** The arguments that fill a span, and the list they stand in. */
function runAt(root: Node, span: Span): { list: Node; first: Node; last: Node } | undefined {
  if (span.start === span.end) return undefined;
  let list = around(nodeAround(root, span), 'argument_list');
  while (list && !(list.start < span.start && list.end > span.end))
    list = around(list.parent, 'argument_list');
  if (!list) return undefined;
  const args = partsOf(list);
  const first = args.find(({ start }) => start === span.start);
  const last = args.find(({ end }) => end === span.end);
  return first && last ? { list, first, last } : undefined;
}

/** The parentheses of a call without arguments, told by a place inside them. */
function emptyAt(root: Node, span: Span): Node | undefined {
  if (span.start !== span.end) return undefined;
  const found = around(
    nodeAround(root, { start: Math.max(0, span.start - 1), end: span.start }),
    'argument_list',
  );
  const isInside = found && found.start < span.start && found.end > span.start;
  return isInside && !partsOf(found).length ? found : undefined;
}

function argumentsFrame(list: Node): Frame {
  return {
    elements: partsOf(list).map(spanOf),
    inner: { start: list.start + 1, end: list.end - 1 },
    isObject: false,
  };
}

const LISTS = new Set([
  'argument_list',
  'list',
  'tuple',
  'set',
  'dictionary',
  'parameters',
  'list_pattern',
  'tuple_pattern',
]);
const BARE_LISTS = new Set(['expression_list', 'pattern_list', 'lambda_parameters']);

/** The list whose element, or run of arguments, covers exactly a span. */
export function elementAt(span: Span, source: Source): Frame | undefined {
  const run = runAt(source.root, span);
  if (run) return argumentsFrame(run.list);
  for (const node of nodesAt(source.root, span)) {
    const { parent } = node;
    if (!parent || !partsOf(parent).includes(node)) continue;
    if (LISTS.has(parent.type)) return framed(parent);
    if (BARE_LISTS.has(parent.type)) return bareFrame(parent);
  }
  return undefined;
}

function framed(list: Node): Frame {
  const commaAlone = list.type === 'tuple';
  const isObject = list.type === 'dictionary';
  return { ...argumentsFrame(list), isObject, ...(commaAlone && { commaAlone }) };
}

function bareFrame(list: Node): Frame {
  const commaAlone = list.type === 'expression_list';
  return { elements: partsOf(list).map(spanOf), inner: spanOf(list), isObject: false, commaAlone };
}

/** The brackets of a list, tuple or set that comes to have so many items. */
export function listFrame(base: List, count: number, { root }: Source): Frame | string | undefined {
  const node = nodesAt(root, base.at.span).find(({ type }) => LISTS.has(type) || BARE_LISTS.has(type));
  if (!node) return 'the list is not written as one here';
  if (node.type === 'set' && !count) return 'an empty set cannot be written in braces';
  if (!BARE_LISTS.has(node.type)) return framed(node);
  return count ? bareFrame(node) : 'an empty tuple cannot be written without parentheses';
}
