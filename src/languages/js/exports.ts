import type { ts } from 'ts-morph';
import type { Value } from '../../value.js';
import { packageBehind } from './aliases.js';
import { isAssignment } from './classes.js';
import { moduleDocument } from './modules.js';
import { namespaceOf } from './namespaces.js';
import { placeOf, type Source } from './source.js';
import { isExportWord, typescript } from './typescript.js';
import { keyText, read } from './values.js';

/** One name a file exports: something declared here, or something passed on from another module. */
export interface Export {
  readonly name: string;
  /** The local declaration or expression. */
  readonly node?: ts.Node;
  /** `export { name as … } from "module"`; `*` for everything. */
  readonly from?: { readonly module: string; readonly name: string };
}

const known = new WeakMap<Source, readonly Export[]>();

/** Everything a file exports, ES modules and CommonJS. */
export function exportsOf(source: Source): readonly Export[] {
  const memo = known.get(source);
  if (memo) return memo;
  const found = source.sourceFile.statements.flatMap((statement) => exportsIn(statement));
  known.set(source, found);
  return found;
}

/** The value exported under a name, through re-exports. */
export function exportedValue(
  source: Source,
  name: string,
  seen: ReadonlySet<string> = new Set(),
): Value | undefined {
  if (seen.has(source.file)) return undefined;
  const all = exportsOf(source);
  const own = all.find((item) => item.name === name);
  if (own?.node) return read(source, own.node);
  if (own?.from) return passedOn(source, own.from);
  if (name === 'default') return undefined;
  for (const item of all) {
    const value =
      item.name === '*' && item.from ? moduleDocument(source, item.from.module)?.exported(name) : undefined;
    if (value) return value;
  }
  const packages = all.flatMap(({ name: as, from }) =>
    as === '*' && from && isPackage(source, from.module) ? [from.module] : [],
  );
  const [module, ...others] = packages;
  return module !== undefined && !others.length ? passedOn(source, { module, name }) : undefined;
}

function isPackage(source: Source, module: string): boolean {
  return !/^[./]/.test(module) && !moduleDocument(source, module);
}

function passedOn(source: Source, from: { module: string; name: string }): Value | undefined {
  const document = moduleDocument(source, from.module);
  if (document) return from.name === '*' ? namespaceOf(document) : document.exported(from.name);
  const module = packageBehind(from.module, source.file, source.project);
  const origin = { module, path: from.name === '*' ? [] : [from.name] };
  const at = placeOf(source, source.sourceFile);
  return { kind: 'name', name: from.name, origin, target: () => undefined, binding: () => undefined, at };
}

function exportsIn(statement: ts.Statement): Export[] {
  const ts = typescript();
  if (ts.isExportDeclaration(statement)) return exportClause(statement);
  if (ts.isExportAssignment(statement))
    return [{ name: statement.isExportEquals ? '*=' : 'default', node: statement.expression }];
  if (ts.isExpressionStatement(statement)) return commonJs(statement.expression);
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (!modifiers.some(isExportWord)) return [];
  const isDefault = modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap((item) => namesIn(item.name));
  const named = statement as ts.Statement & { name?: ts.Node };
  const name = named.name && ts.isIdentifier(named.name) ? named.name.text : undefined;
  if (isDefault) return [{ name: 'default', node: statement }];
  return name ? [{ name, node: statement }] : [];
}

function namesIn(name: ts.BindingName): Export[] {
  const ts = typescript();
  if (ts.isIdentifier(name)) return [{ name: name.text, node: name }];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

function exportClause(statement: ts.ExportDeclaration): Export[] {
  const ts = typescript();
  const specifier = statement.moduleSpecifier;
  const module = specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
  const clause = statement.exportClause;
  if (!clause) return module ? [{ name: '*', from: { module, name: '*' } }] : [];
  if (ts.isNamespaceExport(clause))
    return module ? [{ name: clause.name.text, from: { module, name: '*' } }] : [];
  return clause.elements.map((element) => {
    const local = element.propertyName ?? element.name;
    return module
      ? { name: element.name.text, from: { module, name: local.text } }
      : { name: element.name.text, node: local };
  });
}

/** `module.exports = …`, `module.exports.x = …`, `exports.x = …`. */
function commonJs(expression: ts.Expression): Export[] {
  const ts = typescript();
  if (!ts.isBinaryExpression(expression) || !isAssignment(expression)) return [];
  const { left, right } = expression;
  if (isModuleExports(left))
    return ts.isObjectLiteralExpression(right) ? [...propertiesOf(right), whole(right)] : [whole(right)];
  if (!ts.isPropertyAccessExpression(left)) return [];
  const isExports = ts.isIdentifier(left.expression) && left.expression.text === 'exports';
  return isExports || isModuleExports(left.expression) ? [{ name: left.name.text, node: right }] : [];
}

function whole(node: ts.Node): Export {
  return { name: '*=', node };
}

function propertiesOf(object: ts.ObjectLiteralExpression): Export[] {
  const ts = typescript();
  return object.properties.flatMap((property) => {
    const name = property.name && keyText(property.name);
    if (name === undefined) return [];
    if (ts.isShorthandPropertyAssignment(property)) return [{ name, node: property.name }];
    return ts.isPropertyAssignment(property) ? [{ name, node: property.initializer }] : [];
  });
}

function isModuleExports(node: ts.Expression): boolean {
  const ts = typescript();
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return false;
  return node.expression.text === 'module' && node.name.text === 'exports';
}
