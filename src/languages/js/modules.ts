import type { ts } from 'ts-morph';
import type { SourceDocument } from '../../language.js';
import { locateModule } from './locate.js';
import { type Source, symbolOf } from './source.js';
import { isImportWord, typescript } from './typescript.js';

/** What a declaration takes from a module: `name` is the exported name, `default`, or `*` for the whole module. */
export interface Taken {
  readonly module: string;
  readonly moduleNode: ts.StringLiteralLike;
  readonly name: string;
  /** The node that spells the exported name. */
  readonly nameNode: ts.Node;
  readonly typeOnly: boolean;
}

/** What an import declaration, a `require` or an `await import()` variable takes; undefined for other declarations. */
export function takenBy(declaration: ts.Declaration): Taken | undefined {
  const ts = typescript();
  if (ts.isImportSpecifier(declaration))
    return fromClause(declaration, (declaration.propertyName ?? declaration.name).text);
  if (ts.isImportClause(declaration)) return fromClause(declaration, 'default');
  if (ts.isNamespaceImport(declaration)) return fromClause(declaration, '*');
  if (ts.isImportEqualsDeclaration(declaration)) return fromImportEquals(declaration);
  if (ts.isVariableDeclaration(declaration)) return fromRequire(declaration, '*', declaration.name);
  if (ts.isParameter(declaration)) return fromRequire(declaration, '*', declaration.name);
  if (ts.isBindingElement(declaration)) return fromPattern(declaration);
  return undefined;
}

type ClausePart = ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport;

function fromClause(part: ClausePart, name: string): Taken | undefined {
  const ts = typescript();
  const declaration = ts.findAncestor(part, ts.isImportDeclaration);
  if (!declaration || !ts.isStringLiteralLike(declaration.moduleSpecifier)) return undefined;
  const nameNode = ts.isImportSpecifier(part) ? (part.propertyName ?? part.name) : (part.name ?? part);
  const typeOnly =
    Boolean(declaration.importClause?.isTypeOnly) || (ts.isImportSpecifier(part) && part.isTypeOnly);
  return {
    module: declaration.moduleSpecifier.text,
    moduleNode: declaration.moduleSpecifier,
    name,
    nameNode,
    typeOnly,
  };
}

function fromImportEquals(declaration: ts.ImportEqualsDeclaration): Taken | undefined {
  const ts = typescript();
  const reference = declaration.moduleReference;
  if (!ts.isExternalModuleReference(reference) || !ts.isStringLiteralLike(reference.expression))
    return undefined;
  const module = reference.expression;
  return {
    module: module.text,
    moduleNode: module,
    name: '*',
    nameNode: declaration.name,
    typeOnly: declaration.isTypeOnly,
  };
}

function fromRequire(
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
  name: string,
  nameNode: ts.Node,
): Taken | undefined {
  const access = accessBehind(declaration);
  if (!access) return undefined;
  const taken = access.member ?? name;
  return { module: access.module.text, moduleNode: access.module, name: taken, nameNode, typeOnly: false };
}

function fromPattern(element: ts.BindingElement): Taken | undefined {
  const ts = typescript();
  const declaration = element.parent.parent;
  const holds = ts.isVariableDeclaration(declaration) || ts.isParameter(declaration);
  if (!holds || !ts.isObjectBindingPattern(element.parent)) return undefined;
  const nameNode = element.propertyName ?? element.name;
  const access = accessBehind(declaration);
  if (!ts.isIdentifier(nameNode) || !access || access.member) return undefined;
  return {
    module: access.module.text,
    moduleNode: access.module,
    name: nameNode.text,
    nameNode,
    typeOnly: false,
  };
}

/** The module a variable is made of, or the callback of `import("m").then(…)` is given. */
function accessBehind(declaration: ts.VariableDeclaration | ts.ParameterDeclaration) {
  const ts = typescript();
  if (ts.isVariableDeclaration(declaration))
    return declaration.initializer && moduleAccess(declaration.initializer);
  const callback = declaration.parent;
  const call = callback.parent;
  if (callback.parameters[0] !== declaration || !ts.isCallExpression(call)) return undefined;
  const { expression: callee } = call;
  const isThen = ts.isPropertyAccessExpression(callee) && callee.name.text === 'then';
  return isThen && call.arguments[0] === callback ? moduleAccess(callee.expression) : undefined;
}

/** `require("m")`, `await import("m")`, and `require("m").x`. */
export function moduleAccess(
  node: ts.Expression,
): { module: ts.StringLiteralLike; member?: string } | undefined {
  const ts = typescript();
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) {
    return moduleAccess(node.expression);
  }
  if (ts.isPropertyAccessExpression(node)) {
    const inner = moduleAccess(node.expression);
    return inner && !inner.member ? { module: inner.module, member: node.name.text } : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression;
  const isRequire = ts.isIdentifier(callee) && callee.text === 'require';
  if (!isRequire && !isImportWord(callee)) return undefined;
  const argument = node.arguments[0];
  return argument && ts.isStringLiteralLike(argument) ? { module: argument } : undefined;
}

/** The project's document a specifier stands for; undefined for packages. */
export function moduleDocument(source: Source, specifier: string): SourceDocument | undefined {
  const file = locateModule(specifier, source.file, source.project)[0];
  return file === undefined ? undefined : source.project.document(file);
}

/** The declaration an identifier is bound to. */
export function declarationOf(source: Source, name: ts.Identifier): ts.Declaration | undefined {
  return symbolOf(source, name)?.declarations?.[0];
}

/** Every specifier the file imports, requires or re-exports from. */
export function specifiersOf(source: Source): readonly string[] {
  const ts = typescript();
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
    if (specifier && ts.isStringLiteralLike(specifier)) found.add(specifier.text);
    const access = ts.isCallExpression(node) ? moduleAccess(node) : undefined;
    if (access) found.add(access.module.text);
    if (ts.isExternalModuleReference(node) && ts.isStringLiteralLike(node.expression))
      found.add(node.expression.text);
    ts.forEachChild(node, visit);
  };
  visit(source.sourceFile);
  return [...found];
}
