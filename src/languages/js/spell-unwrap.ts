import type { ts } from 'ts-morph';
import type { Span } from '../../edit.js';
import { indentation, lineBreakAt } from '../../reshape/style.js';
import { removalOf } from '../../reshape/text.js';
import { sweep, type Writing } from '../../reshape/writing.js';
import { nodesAt, type Spelled } from './spell-nodes.js';
import { typescript } from './typescript.js';

/** A statement becomes one of its branches, or goes with its line when nothing stays. */
export function writeUnwrapped(at: Span, keep: Span | undefined, source: Spelled, writing: Writing): void {
  const ts = typescript();
  const statement = nodesAt(source.sourceFile, at).find((node) => ts.isStatement(node));
  if (!statement) {
    writing.problems.push('no statement stands here');
    return;
  }
  const isListed =
    ts.isBlock(statement.parent) ||
    ts.isSourceFile(statement.parent) ||
    ts.isCaseOrDefaultClause(statement.parent) ||
    ts.isModuleBlock(statement.parent);
  const block = keep && nodesAt(source.sourceFile, keep).find((node): node is ts.Block => ts.isBlock(node));
  if (!keep || (block && !block.statements.length && isListed)) {
    removeStatement(at, statement, isListed, writing);
    return;
  }
  const opens = block && isListed && !declaresOutside(block, statement, source);
  const span = opens ? contentOf(block, source.text) : keep;
  const { text } = source;
  const reindent = {
    from: indentation(text, span.start),
    to: indentation(text, at.start),
    frozen: writing.page.frozen,
  };
  const endsInComment = writing.page.comments.some(({ line, end }) => line && end === span.end);
  const isFollowed = !/^[^\S\r\n]*(?:\r?\n|$)/.test(text.slice(at.end));
  const ending = endsInComment && isFollowed ? lineBreakAt(text, at.start) + reindent.to : '';
  sweep(writing, { ...at, text: [{ move: span, reindent }, ending] });
}

function removeStatement(at: Span, statement: ts.Node, isListed: boolean, writing: Writing): void {
  if (isListed) sweep(writing, { ...removalOf(writing.page.text, at, true), text: '' });
  else if (isElse(statement)) removeElse(at, statement.parent, writing);
  else sweep(writing, { ...at, text: '{}' });
}

function isElse(node: ts.Node): node is ts.Statement & { parent: ts.IfStatement } {
  return typescript().isIfStatement(node.parent) && node.parent.elseStatement === node;
}

/** `else` goes with the statement it led to. */
function removeElse(at: Span, parent: ts.IfStatement, writing: Writing): void {
  const start = parent.thenStatement.getEnd();
  const { text, comments } = writing.page;
  const kept = comments.filter((comment) => comment.start >= start && comment.end <= at.start);
  const source = kept.map((comment) => ` ${text.slice(comment.start, comment.end)}`).join('');
  sweep(writing, { start, end: at.end, text: source });
}

/** What stands between the braces of a block. */
function contentOf(block: ts.Block, text: string): Span {
  const [start, end] = [block.getStart() + 1, block.getEnd() - 1];
  const inner = text.slice(start, end);
  return { start: start + inner.length - inner.trimStart().length, end: start + inner.trimEnd().length };
}

/** Whether a block declares a name that the code around the statement uses too: it needs its own braces then. */
function declaresOutside(block: ts.Block, statement: ts.Node, { sourceFile }: Spelled): boolean {
  const ts = typescript();
  const declared = new Set(block.statements.flatMap(namesOf));
  if (!declared.size) return false;
  const [start, end] = [statement.getStart(), statement.getEnd()];
  let found = false;
  const visit = (node: ts.Node): void => {
    if (
      found ||
      (node.pos >= start && node.end <= end && node.pos !== node.end && node.getStart(sourceFile) >= start)
    )
      return;
    if (ts.isIdentifier(node) && declared.has(node.text)) found = true;
    ts.forEachChild(node, visit);
  };
  visit(scopeOf(statement));
  return found;
}

function scopeOf(node: ts.Node): ts.Node {
  const ts = typescript();
  let scope = node.parent;
  while (!ts.isFunctionLike(scope) && !ts.isSourceFile(scope)) scope = scope.parent;
  return scope;
}

function namesOf(statement: ts.Statement): string[] {
  const ts = typescript();
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundBy(name));
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function boundBy(name: ts.BindingName): string[] {
  const ts = typescript();
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundBy(element.name)));
}
