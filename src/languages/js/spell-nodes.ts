import type { ts } from 'ts-morph';
import type { Span } from '../../edit.js';
import type { Project } from '../../project.js';
import { typescript } from './typescript.js';

/** What spelling needs of a parsed file. */
export interface Spelled {
  readonly file: string;
  readonly text: string;
  readonly sourceFile: ts.SourceFile;
  readonly project: Project;
}

/** The outermost expression that covers exactly a span. */
export function expressionAt(sourceFile: ts.SourceFile, span: Span): ts.Expression | undefined {
  const ts = typescript();
  return nodesAt(sourceFile, span).find((node): node is ts.Expression => ts.isExpression(node));
}

/** The nodes that cover exactly a span, outermost first. */
export function nodesAt(sourceFile: ts.SourceFile, span: Span): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.pos > span.start || node.end < span.end) return;
    if (node.end === span.end && node.getStart(sourceFile) === span.start) found.push(node);
    typescript().forEachChild(node, visit);
  };
  typescript().forEachChild(sourceFile, visit);
  return found;
}

/** The nodes that end at an offset, outermost first. */
export function nodesEndingAt(sourceFile: ts.SourceFile, end: number): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.pos >= end || node.end < end) return;
    if (node.end === end) found.push(node);
    typescript().forEachChild(node, visit);
  };
  typescript().forEachChild(sourceFile, visit);
  return found;
}
