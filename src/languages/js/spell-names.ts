import type { ts } from 'ts-morph';
import { type Span, within } from '../../edit.js';
import type { Imported } from '../../site.js';
import { type Held, holdersOf, reaches, takesFrom } from './spell-holders.js';
import type { Spelled } from './spell-nodes.js';
import { typescript } from './typescript.js';

/** How a name that must be imported is known at a place; `isNew` when an import must still be written. */
export interface Known {
  readonly local: string;
  readonly isNew: boolean;
}

/** The name under which an import is, or will be, known at a place. It depends on the file alone, so all findings agree. */
export function knownAt(imported: Imported, at: Span, source: Spelled): Known {
  const holders = holdersOf(source).filter(
    (holder) => takesFrom(holder, source) === imported.module && !holder.typeOnly,
  );
  const open = holders.filter((holder) => reaches(holder, at));
  for (const holder of open) {
    const held = holder.held.find((item) => item.name === imported.name && isValue(item));
    if (held && !isHidden(held, at, source)) return { local: held.local, isNew: false };
  }
  const whole = open.flatMap(({ held }) => held).find(({ name }) => name === '*');
  const isListed = open.some(({ list, held }) => list || held.some(({ name }) => name === 'default'));
  if (whole && !isListed && !isHidden(whole, at, source)) {
    return { local: `${whole.local}.${imported.name}`, isNew: false };
  }
  return { local: freeName(imported.name, source), isNew: true };
}

function isValue({ node }: Held): boolean {
  return !(typescript().isImportSpecifier(node) && node.isTypeOnly);
}

/** Whether something else of the same name is meant at a place. */
function isHidden(held: Held, at: Span, source: Spelled): boolean {
  return (declarationsOf(source).get(held.local) ?? []).some((name) => {
    const isOwn = within(
      { start: name.getStart(), end: name.getEnd() },
      { start: held.node.getStart(), end: held.node.getEnd() },
    );
    return !isOwn && within(at, scopeOf(name));
  });
}

/** Whether every name in a stretch means at another place what it means where it stands. */
export function namesReach(from: Span, to: Span, source: Spelled): boolean {
  return [...declarationsOf(source)].every(([text, declarations]) => {
    const outer = declarations.filter((name) => !within(spanOf(name), from));
    const uses = identifiersIn(from, text, source);
    return uses.every((use) => meantAt(outer, spanOf(use)) === meantAt(outer, to));
  });
}

function spanOf(node: ts.Node): Span {
  return { start: node.getStart(), end: node.getEnd() };
}

/** The innermost of the declarations of one name that hold at a place. */
function meantAt(declarations: readonly ts.Identifier[], at: Span): ts.Identifier | undefined {
  const open = declarations.filter((name) => within(at, scopeOf(name)));
  const size = (name: ts.Identifier): number => scopeOf(name).end - scopeOf(name).start;
  return open.sort((a, b) => size(a) - size(b))[0];
}

/** The uses of a name as an expression in a stretch. */
function identifiersIn(span: Span, text: string, { sourceFile }: Spelled): readonly ts.Identifier[] {
  const ts = typescript();
  if (!sourceFile.text.slice(span.start, span.end).includes(text)) return [];
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (node.end <= span.start || node.pos >= span.end) return;
    const isUse = ts.isIdentifier(node) && node.text === text && within(spanOf(node), span);
    if (isUse && !isPropertyName(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

function isPropertyName(node: ts.Identifier): boolean {
  const ts = typescript();
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return ts.isPropertyAssignment(parent) && parent.name === node;
}

function scopeOf(name: ts.Node): Span {
  const ts = typescript();
  const owner =
    ts.isFunctionDeclaration(name.parent) || ts.isClassDeclaration(name.parent)
      ? name.parent.parent
      : name.parent;
  const scope = ts.findAncestor(
    owner,
    (node) =>
      ts.isFunctionLike(node) ||
      ts.isBlock(node) ||
      ts.isSourceFile(node) ||
      ts.isForStatement(node) ||
      ts.isForOfStatement(node) ||
      ts.isForInStatement(node) ||
      ts.isCatchClause(node) ||
      ts.isModuleBlock(node),
  );
  return scope
    ? { start: scope.getFullStart(), end: scope.getEnd() }
    : { start: 0, end: name.getSourceFile().text.length };
}

const declared = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly ts.Identifier[]>>();

/** Every identifier of a file that declares something, by its text. */
function declarationsOf({ sourceFile }: Spelled): ReadonlyMap<string, readonly ts.Identifier[]> {
  const memo = declared.get(sourceFile);
  if (memo) return memo;
  const ts = typescript();
  const found = new Map<string, ts.Identifier[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isDeclared(node))
      found.set(node.text, [...(found.get(node.text) ?? []), node]);
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  declared.set(sourceFile, found);
  return found;
}

function isDeclared(name: ts.Identifier): boolean {
  const ts = typescript();
  const { parent } = name;
  const isBinding =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isImportEqualsDeclaration(parent);
  const isDeclaration =
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassLike(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent);
  return (isBinding || isDeclaration) && parent.name === name;
}

/** A name that nothing in the file declares yet. */
function freeName(name: string, source: Spelled): string {
  const taken = declarationsOf(source);
  const stem = name === 'default' ? 'imported' : name;
  if (!taken.has(stem)) return stem;
  const join = /^[A-Z0-9_]+$/.test(stem) ? '_' : '';
  let count = 2;
  while (taken.has(`${stem}${join}${count}`)) count += 1;
  return `${stem}${join}${count}`;
}
