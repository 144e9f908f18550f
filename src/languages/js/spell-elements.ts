import type { ts } from 'ts-morph';
import type { Span } from '../../edit.js';
import type { Frame } from '../../reshape/text.js';
import { nodesAt, type Spelled } from './spell-nodes.js';
import { typescript } from './typescript.js';

/** The bracketed list whose element covers exactly a span; undefined when what stands there is no element. */
export function elementAt(span: Span, { sourceFile, text }: Spelled): Frame | undefined {
  for (const node of nodesAt(sourceFile, span)) {
    const list = listOf(node);
    if (list?.includes(node)) return frameOf(list, node, sourceFile, text);
  }
  return undefined;
}

function listOf(node: ts.Node): readonly ts.Node[] | undefined {
  const ts = typescript();
  const { parent } = node;
  if (ts.isObjectLiteralExpression(parent)) return parent.properties;
  if (ts.isArrayLiteralExpression(parent) || ts.isObjectBindingPattern(parent)) return parent.elements;
  if (ts.isNamedImports(parent) || ts.isNamedExports(parent)) return parent.elements;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.arguments;
  return undefined;
}

function frameOf(
  list: readonly ts.Node[],
  node: ts.Node,
  sourceFile: ts.SourceFile,
  text: string,
): Frame | undefined {
  const [first, last] = [list[0], list.at(-1)];
  if (!first || !last) return undefined;
  const elements = list.map((element) => ({ start: element.getStart(sourceFile), end: element.getEnd() }));
  const isCall = typescript().isCallExpression(node.parent) || typescript().isNewExpression(node.parent);
  const inner = { start: first.getFullStart(), end: node.parent.getEnd() - 1 };
  const isBracketed = /[[({]/.test(text[inner.start - 1] ?? '') && /[\])}]/.test(text[inner.end] ?? '');
  return isBracketed ? { elements, inner, isObject: !isCall } : undefined;
}
