import type { ts } from 'ts-morph';
import { type Span, within } from '../../edit.js';
import { quoteNear } from '../../reshape/style.js';
import type { Writing } from '../../reshape/writing.js';
import { nodesAt, type Spelled } from './spell-nodes.js';
import { escapeFor, quoted } from './spell-text.js';
import { typescript } from './typescript.js';

/** Makes a name, or a stretch inside a text, another one. A name that stands for key and value keeps its value. */
export function writeName(span: Span, to: string, source: Spelled, writing: Writing): void {
  const { text } = source;
  if (text.slice(span.start, span.end) === to) return;
  const access = /^(\?\.)?\[\s*(["'`]).*\]$/s.exec(text.slice(span.start, span.end));
  if (access) {
    const names = to.split('.').map((name) => `[${quoted(name, access[2] === "'" ? "'" : '"')}]`);
    writing.edits.push({ ...span, text: `${access[1] ?? ''}${names.join('')}` });
    return;
  }
  const literal = [...writing.page.strings, ...writing.page.frozen].find(
    (string) => within(span, string) && span.start > string.start,
  );
  if (literal) {
    const first = text[literal.start] ?? '';
    const isProse = nodesAt(source.sourceFile, literal).some((node) => typescript().isJsxText(node));
    const quote = writing.page.dialect.quotes.includes(first) ? first : '`';
    writing.edits.push({ ...span, text: isProse ? to : escapeFor(to, quote) });
    return;
  }
  const nodes = nodesAt(source.sourceFile, span);
  const element = to.includes('.') ? bindingAt(nodes) : undefined;
  if (element) {
    writePattern(span, to.split('.'), element, writing);
    return;
  }
  const own = nodes.map((node) => node.parent).find((parent) => isBoundAs(parent, to, nodes));
  if (own) {
    writing.edits.push({ start: own.getStart(), end: own.getEnd(), text: to });
    return;
  }
  const name = nameFor(nodes, to, text.slice(span.start, span.end), writing);
  writing.edits.push({ ...span, text: name, along: true });
}

/** `{ data: … }` whose value becomes the name `data` is `{ data }`. */
function isBoundAs(node: ts.Node, to: string, values: readonly ts.Node[]): boolean {
  const ts = typescript();
  if (!ts.isBindingElement(node) || !node.propertyName || node.initializer) return false;
  return values.includes(node.name) && ts.isIdentifier(node.propertyName) && node.propertyName.text === to;
}

/** The part of an object pattern whose key is renamed. */
function bindingAt(nodes: readonly ts.Node[]): ts.BindingElement | undefined {
  const ts = typescript();
  const node = nodes.at(-1);
  const element = node && ts.isBindingElement(node.parent) ? node.parent : undefined;
  const isKey = element && (element.propertyName ?? element.name) === node;
  return isKey && ts.isObjectBindingPattern(element.parent) ? element : undefined;
}

/** `{ a: local }` becomes `{ b: { c: local } }`. */
function writePattern(
  key: Span,
  names: readonly string[],
  element: ts.BindingElement,
  writing: Writing,
): void {
  const local = element.propertyName ? '' : `: ${element.name.getText()}`;
  const end = element.getEnd();
  const closing = ' }'.repeat(names.length - 1);
  const text = `${names.join(': { ')}${local}`;
  if (end === key.end) {
    writing.edits.push({ ...key, text: `${text}${closing}` });
    return;
  }
  writing.edits.push({ ...key, text }, { start: end, end, text: closing });
}

function nameFor(nodes: readonly ts.Node[], to: string, from: string, writing: Writing): string {
  const ts = typescript();
  const node = nodes.at(-1);
  const parent = node?.parent;
  if (!node || !parent) return to;
  const { start, end } = { start: node.getStart(), end: node.getEnd() };
  const quote = ts.isStringLiteral(node) ? (from[0] ?? '"') : quoteNear(writing.page, { start, end });
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) {
    return to
      .split('.')
      .map((name) => quoted(name, quote))
      .join('][');
  }
  if (ts.isShorthandPropertyAssignment(parent)) return `${keyFor(to, quote)}: ${from}`;
  const isShortBinding = ts.isBindingElement(parent) && !parent.propertyName && !parent.dotDotDotToken;
  if (isShortBinding && ts.isObjectBindingPattern(parent.parent)) return `${keyFor(to, quote)}: ${from}`;
  const isKey =
    (parent as ts.Node & { name?: ts.Node }).name === node && !ts.isPropertyAccessExpression(parent);
  if (isKey && ts.isStringLiteral(node)) return quoted(to, quote);
  return isKey && ts.isObjectLiteralElement(parent) ? keyFor(to, quote) : to;
}

function keyFor(name: string, quote: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : quoted(name, quote);
}
