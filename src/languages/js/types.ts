import type { ts } from 'ts-morph';
import type { Origin, Value } from '../../value.js';
import { instanceOf } from './classes.js';
import { declarationOf, moduleDocument, takenBy } from './modules.js';
import { originOfName } from './origins.js';
import { placeOf, type Source } from './source.js';
import { typescript } from './typescript.js';
import { nodeOf } from './values.js';

/** Wrappers whose inside is what counts here. */
const TRANSPARENT = new Set([
  'Promise',
  'Partial',
  'Readonly',
  'Required',
  'NonNullable',
  'InstanceType',
  'Awaited',
]);

/** An object of the annotated type, as far as the type says which class it is. */
export function typedValue(source: Source, type: ts.TypeNode | undefined): Value | undefined {
  const ts = typescript();
  if (!type) return undefined;
  if (ts.isUnionTypeNode(type)) return type.types.map((part) => typedValue(source, part)).find(Boolean);
  if (ts.isParenthesizedTypeNode(type)) return typedValue(source, type.type);
  if (ts.isTypeQueryNode(type))
    return ts.isIdentifier(type.exprName) ? namedType(source, type.exprName, type) : undefined;
  if (ts.isTypeLiteralNode(type)) return instanceOf(source, type);
  if (!ts.isTypeReferenceNode(type)) return undefined;
  const name = ts.isQualifiedName(type.typeName) ? type.typeName.right : type.typeName;
  if (TRANSPARENT.has(name.text) && type.typeArguments) return typedValue(source, type.typeArguments[0]);
  return ts.isQualifiedName(type.typeName)
    ? qualified(source, type.typeName, type)
    : namedType(source, type.typeName, type);
}

function qualified(source: Source, name: ts.QualifiedName, at: ts.Node): Value | undefined {
  const ts = typescript();
  const left = ts.isIdentifier(name.left) ? originOfName(source, name.left) : undefined;
  return left?.module ? foreign(source, { ...left, path: [...left.path, name.right.text] }, at) : undefined;
}

function namedType(source: Source, name: ts.Identifier, at: ts.Node): Value | undefined {
  const ts = typescript();
  const origin = originOfName(source, name);
  if (origin) return origin.module ? foreign(source, origin, at) : undefined;
  const declaration = declarationOf(source, name);
  if (!declaration) return undefined;
  if (ts.isClassLike(declaration) || ts.isInterfaceDeclaration(declaration))
    return instanceOf(source, declaration);
  if (ts.isTypeAliasDeclaration(declaration)) return typedValue(source, declaration.type);
  const taken = takenBy(declaration);
  return taken ? importedType(source, taken.module, taken.name, at) : undefined;
}

function importedType(source: Source, module: string, name: string, at: ts.Node): Value | undefined {
  const value = moduleDocument(source, module)?.exported(name);
  if (!value) return undefined;
  if (value.kind === 'name' && value.origin?.module) return foreign(source, value.origin, at);
  const found = nodeOf(value);
  if (!found) return undefined;
  const ts = typescript();
  if (ts.isClassLike(found.node) || ts.isInterfaceDeclaration(found.node))
    return instanceOf(found.source, found.node);
  return ts.isTypeAliasDeclaration(found.node) ? typedValue(found.source, found.node.type) : undefined;
}

function foreign(source: Source, origin: Origin, at: ts.Node): Value {
  return { kind: 'opaque', at: placeOf(source, at), instanceOf: origin };
}
