import type { ts } from 'ts-morph';
import type { Comment, Page } from '../../dialect.js';
import type { Span } from '../../edit.js';
import { javascriptDialect } from './spell-dialect.js';
import type { Spelled } from './spell-nodes.js';
import { typescript } from './typescript.js';

const pages = new WeakMap<ts.SourceFile, Page>();

/** The page of a parsed file, made once. */
export function pageOf(source: Spelled): Page {
  const known = pages.get(source.sourceFile);
  if (known) return known;
  const page = {
    file: source.file,
    text: source.text,
    dialect: javascriptDialect(source),
    ...scan(source.sourceFile, source.text),
  };
  pages.set(source.sourceFile, page);
  return page;
}

interface Scanned {
  readonly comments: Comment[];
  readonly frozen: Span[];
  readonly strings: Span[];
}

/** Comments, literals and prose, found between and in the tokens: a scanner alone cannot tell them from JSX and patterns. */
function scan(sourceFile: ts.SourceFile, text: string): Scanned {
  const found: Scanned = { comments: [], frozen: [], strings: [] };
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(sourceFile);
    for (const child of children) visit(child);
    if (!children.length) visitToken(node, sourceFile, text, found);
  };
  visit(sourceFile);
  return found;
}

function visitToken(token: ts.Node, sourceFile: ts.SourceFile, text: string, found: Scanned): void {
  const ts = typescript();
  const { SyntaxKind } = ts;
  if (token.kind >= SyntaxKind.FirstJSDocNode && token.kind <= SyntaxKind.LastJSDocNode) return;
  const start = token.getStart(sourceFile);
  found.comments.push(...commentsIn(text, token.getFullStart(), start));
  const span = { start, end: token.getEnd() };
  if (ts.isJsxText(token)) found.frozen.push(span);
  else if (ts.isTemplateHead(token) || ts.isTemplateMiddleOrTemplateTail(token)) found.frozen.push(span);
  else if (ts.isNoSubstitutionTemplateLiteral(token)) found.frozen.push(span);
  else if (ts.isStringLiteral(token)) {
    if (text.slice(span.start, span.end).includes('\n')) found.frozen.push(span);
    if (!ts.isJsxAttribute(token.parent)) found.strings.push(span);
  }
}

/** The comments of the white space before a token. */
function commentsIn(text: string, from: number, to: number): Comment[] {
  const comments: Comment[] = [];
  const form = /\/\/[^\r\n\u2028\u2029]*|\/\*[\s\S]*?\*\//g;
  const between = text.slice(from, to);
  // Before most tokens there is a space, or nothing.
  if (!between.includes('/')) return comments;
  const trivia = between.replace(
    /^(\uFEFF?)(#![^\r\n]*)/,
    (_, mark: string, line: string) => mark + ' '.repeat(line.length),
  );
  for (const { 0: source, index } of trivia.matchAll(form)) {
    comments.push({ start: from + index, end: from + index + source.length, line: source.startsWith('//') });
  }
  return comments;
}
