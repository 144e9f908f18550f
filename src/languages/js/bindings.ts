import type { ts } from 'ts-morph';
import type { Binding, Place, Reference, Value } from '../../value.js';
import { isAssignment } from './classes.js';
import type { RawReference } from './crossings.js';
import { moduleDocument, takenBy } from './modules.js';
import { referencesTo } from './references.js';
import { placeAt, placeOf, type Source } from './source.js';
import { typescript } from './typescript.js';
import { read, unwrapped } from './values.js';

/** The variable a declaration makes; for an import from a file of the project, the variable behind it. */
export function bindingFor(source: Source, declaration: ts.Declaration): Binding | undefined {
  const taken = takenBy(declaration);
  if (taken) {
    const exported = moduleDocument(source, taken.module)?.exported(taken.name);
    return exported?.kind === 'name' ? exported.binding() : undefined;
  }
  const named = declaration as ts.Declaration & { name?: ts.Node; type?: ts.TypeNode };
  const kind = kindOf(declaration);
  if (!named.name || !kind) return undefined;
  return {
    at: placeOf(source, named.name),
    kind,
    annotation: named.type ? placeAt(source, named.name.getEnd(), named.type.getEnd()) : undefined,
    references: () => classifyAll(referencesTo(source, declaration)),
  };
}

function kindOf(declaration: ts.Declaration): Binding['kind'] | undefined {
  const ts = typescript();
  if (ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration)) return 'variable';
  if (ts.isParameter(declaration)) return 'parameter';
  return ts.isPropertyDeclaration(declaration) ? 'field' : undefined;
}

const classified = new WeakMap<readonly RawReference[], readonly Reference[]>();

function classifyAll(found: readonly RawReference[]): readonly Reference[] {
  const known = classified.get(found) ?? found.flatMap((raw) => classify(raw.source, raw.node));
  classified.set(found, known);
  return known;
}

/** What one use does with the variable; a push of several values is one reference for each. */
function classify(source: Source, name: ts.Identifier): Reference[] {
  const { node, path } = climb(name);
  const parent = node.parent;
  const ts = typescript();
  const at = placeOf(source, name);
  const statement = ts.isExpressionStatement(parent.parent) ? placeOf(source, parent.parent) : undefined;
  const plain = { at, path, value: undefined, statement: undefined };
  if (ts.isBinaryExpression(parent) && parent.left === node && isAssignment(parent)) {
    const value = read(source, parent.right);
    return [{ at, path, how: path.length ? 'memberWrite' : 'write', value, statement }];
  }
  if (ts.isCallExpression(parent) && parent.expression === node)
    return called(source, parent, at, path, statement);
  if (path.length) return [{ ...plain, how: 'member' }];
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return [{ ...plain, how: 'pass' }];
  if (ts.isExportSpecifier(parent) || ts.isExportAssignment(parent)) return [{ ...plain, how: 'export' }];
  return [{ ...plain, how: 'read' }];
}

/** The longest member path that starts at a name. */
function climb(name: ts.Identifier): { node: ts.Node; path: string[] } {
  const ts = typescript();
  const path: string[] = [];
  let node: ts.Node = name;
  for (;;) {
    const parent: ts.Node = node.parent;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) path.push(parent.name.text);
    else if (ts.isElementAccessExpression(parent) && parent.expression === node)
      path.push(elementName(parent));
    else if (!(unwrapped(parent) === node || (ts.isPropertyAccessExpression(parent) && parent.name === node)))
      return { node, path };
    node = parent;
  }
}

function elementName(access: ts.ElementAccessExpression): string {
  return typescript().isStringLiteralLike(access.argumentExpression) ? access.argumentExpression.text : '[]';
}

const APPENDING = new Set(['push', 'unshift']);

function called(
  source: Source,
  call: ts.CallExpression,
  at: Place,
  path: string[],
  statement: Place | undefined,
): Reference[] {
  const method = path.at(-1);
  if (method !== undefined && APPENDING.has(method) && call.arguments.length) {
    return call.arguments.map((argument) => {
      const value: Value = read(source, argument);
      return { at, path: path.slice(0, -1), how: 'push', value, statement };
    });
  }
  return [{ at, path, how: path.length ? 'member' : 'read', value: undefined, statement: undefined }];
}
