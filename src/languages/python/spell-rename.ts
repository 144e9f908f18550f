import { type Span, within } from '../../edit.js';
import type { Writing } from '../../reshape/writing.js';
import { type Source, textOf } from './source.js';
import { isName } from './spell-keywords.js';
import { nodeAround, nodesAt } from './spell-nodes.js';
import { escaped, formOf, quoted } from './spell-text.js';
import { around, childAt, type Node } from './tree.js';

/** Makes a name, or a stretch inside a text, another one. */
export function writeName(span: Span, to: string, source: Source, writing: Writing): void {
  const from = source.text.slice(span.start, span.end);
  if (from === to) return;
  const access = /^\[\s*[rRuU]?(["']).*\]$/s.exec(from);
  if (access) {
    const names = to.split('.').map((name) => `[${quoted(name, access[1] ?? '"')}]`);
    writing.edits.push({ ...span, text: names.join('') });
    return;
  }
  const literal = stringAround(span, source);
  if (literal) {
    writeStretch(span, to, literal, source, writing);
    return;
  }
  const nodes = nodesAt(source.root, span);
  const string = nodes.find(({ type }) => type === 'string');
  if (string) writing.edits.push({ ...span, text: inQuotes(string, to, from) });
  else if (!isName(to) && nodes.some(isKeyword)) writeUnnameable(nodes.at(-1), to, writing);
  else writing.edits.push({ ...span, text: to, along: true });
}

/** The literal that holds a span between its quotes. */
function stringAround(span: Span, { root }: Source): Node | undefined {
  const found = around(nodeAround(root, span), 'string', 'interpolation');
  if (found?.type !== 'string') return undefined;
  const [open, close] = [found.children[0], found.children.at(-1)];
  const inner = { start: open?.end ?? found.start, end: close?.start ?? found.end };
  return within(span, inner) ? found : undefined;
}

function writeStretch(span: Span, to: string, literal: Node, source: Source, writing: Writing): void {
  const form = formOf(textOf(source, literal));
  const text = form && escaped(to, form);
  if (text === undefined) writing.problems.push('a literal of this kind cannot hold that text');
  else writing.edits.push({ ...span, text });
}

/** A whole literal: an item that is read, a key, or a name in quotes. */
function inQuotes({ parent }: Node, to: string, from: string): string {
  const quote = formOf(from)?.quote[0] ?? '"';
  const names = parent?.type === 'subscript' ? to.split('.') : [to];
  return names.map((name) => quoted(name, quote)).join('][');
}

function isKeyword(node: Node): boolean {
  return node.parent?.type === 'keyword_argument' && node.field === 'name';
}

/** An argument whose new name is no name in the code. */
function writeUnnameable(name: Node | undefined, to: string, writing: Writing): void {
  const argument = name?.parent;
  const value = argument && childAt(argument, 'value');
  if (!argument || !value) return;
  const { edits, page } = writing;
  edits.push({
    start: argument.start,
    end: value.start,
    text: `**{${quoted(to, page.dialect.quotes[0] ?? '"')}: `,
  });
  edits.push({ start: argument.end, end: argument.end, text: '}' });
}
