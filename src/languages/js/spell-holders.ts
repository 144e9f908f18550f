import type { ts } from 'ts-morph';
import { type Span, within } from '../../edit.js';
import { packageBehind } from './aliases.js';
import { moduleAccess } from './modules.js';
import type { Spelled } from './spell-nodes.js';
import { typescript } from './typescript.js';

/** One name that a statement takes from a module, and the node that says so. */
export interface Held {
  /** The exported name; `default`, or `*` for the whole module. */
  readonly name: string;
  readonly local: string;
  readonly node: ts.Node;
}

/** A statement that takes names from a module: `import`, or a variable that is a `require` or an `await import()`. */
export interface Holder {
  readonly module: string;
  readonly statement: ts.Statement;
  readonly typeOnly: boolean;
  readonly held: readonly Held[];
  /** Where its names can be listed: `{ a, b }`. */
  readonly list: ts.NamedImports | ts.ObjectBindingPattern | undefined;
  /** What can be read where: the whole file, or the block of a `require` inside a function. */
  readonly scope: Span;
  readonly isImport: boolean;
}

/** The package a statement takes from, whatever it is called here. */
export function takesFrom({ module }: Holder, { file, project }: Spelled): string {
  return packageBehind(module, file, project);
}

const known = new WeakMap<ts.SourceFile, readonly Holder[]>();

/** Every statement of a file that takes names from modules, in order. */
export function holdersOf({ sourceFile }: Spelled): readonly Holder[] {
  const memo = known.get(sourceFile);
  if (memo) return memo;
  const found: Holder[] = [];
  const visit = (node: ts.Node): void => {
    found.push(...holdersAt(node, sourceFile));
    typescript().forEachChild(node, visit);
  };
  typescript().forEachChild(sourceFile, visit);
  known.set(sourceFile, found);
  return found;
}

function holdersAt(node: ts.Node, sourceFile: ts.SourceFile): Holder[] {
  const ts = typescript();
  const whole = { start: 0, end: sourceFile.text.length };
  if (ts.isImportDeclaration(node)) return fromImport(node, whole);
  if (!ts.isVariableStatement(node)) return [];
  const block = ts.findAncestor(node.parent, (parent) => ts.isBlock(parent) || ts.isSourceFile(parent));
  const scope = !block || ts.isSourceFile(block) ? whole : { start: block.getStart(), end: block.getEnd() };
  return node.declarationList.declarations.flatMap((declaration) => fromVariable(node, declaration, scope));
}

function fromImport(statement: ts.ImportDeclaration, scope: Span): Holder[] {
  const ts = typescript();
  const { importClause: clause, moduleSpecifier: specifier } = statement;
  if (!ts.isStringLiteralLike(specifier) || !clause) return [];
  const bindings = clause.namedBindings;
  const list = bindings && ts.isNamedImports(bindings) ? bindings : undefined;
  const held: Held[] = [];
  if (clause.name) held.push({ name: 'default', local: clause.name.text, node: clause.name });
  if (bindings && ts.isNamespaceImport(bindings))
    held.push({ name: '*', local: bindings.name.text, node: bindings });
  for (const element of list?.elements ?? []) {
    held.push({ name: (element.propertyName ?? element.name).text, local: element.name.text, node: element });
  }
  return [
    { module: specifier.text, statement, typeOnly: clause.isTypeOnly, held, list, scope, isImport: true },
  ];
}

function fromVariable(
  statement: ts.VariableStatement,
  declaration: ts.VariableDeclaration,
  scope: Span,
): Holder[] {
  const ts = typescript();
  const access = declaration.initializer && moduleAccess(declaration.initializer);
  if (!access) return [];
  const base = { module: access.module.text, statement, typeOnly: false, scope, isImport: false };
  const { name } = declaration;
  if (ts.isIdentifier(name)) {
    return [
      {
        ...base,
        held: [{ name: access.member ?? '*', local: name.text, node: declaration }],
        list: undefined,
      },
    ];
  }
  if (!ts.isObjectBindingPattern(name) || access.member) return [];
  const held = name.elements.flatMap((element): Held[] => {
    const key = element.propertyName ?? element.name;
    const isPlain = ts.isIdentifier(element.name) && (ts.isIdentifier(key) || ts.isStringLiteral(key));
    return isPlain && !element.dotDotDotToken
      ? [{ name: key.text, local: element.name.getText(), node: element }]
      : [];
  });
  const hasRest = name.elements.some((element) => element.dotDotDotToken);
  return [{ ...base, held, list: hasRest ? undefined : name }];
}

/** Whether a statement's names can be read at a place: in its scope, and not before it was run. */
export function reaches(holder: Holder, at: Span): boolean {
  if (!within(at, holder.scope)) return false;
  return holder.isImport || holder.statement.getEnd() <= at.start || isDeferred(holder, at);
}

/** A function runs later than the statements before which it stands. */
function isDeferred({ statement }: Holder, at: Span): boolean {
  const ts = typescript();
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found || node.pos > at.start || node.end < at.end) return;
    if (ts.isFunctionLike(node)) found = true;
    else ts.forEachChild(node, visit);
  };
  ts.forEachChild(statement.parent, visit);
  return found;
}
