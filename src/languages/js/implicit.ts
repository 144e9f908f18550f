import type { ts } from 'ts-morph';
import type { Entry, Origin, Place, Value } from '../../value.js';
import { packageBehind } from './aliases.js';
import { extendedBy, instanceOf } from './classes.js';
import { memberTarget } from './members.js';
import { moduleAccess, moduleDocument } from './modules.js';
import { takenValue } from './names.js';
import { originOfMember } from './origins.js';
import { placeOf, type Source } from './source.js';
import { typedValue } from './types.js';
import { typescript } from './typescript.js';
import { keyText, once, read, remember } from './values.js';

/** `super`: the class it stands in extends, or an object of that class. */
export function readSuper(source: Source, node: ts.Node, at: Place): Value {
  const ts = typescript();
  const owner = ts.findAncestor(node, ts.isClassLike);
  const parent = owner && extendedBy(owner);
  const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
  if (isCalled && parent) return { kind: 'opaque', at, target: () => read(source, parent) };
  return { kind: 'opaque', at, target: () => owner && instanceOf(source, owner) };
}

/** `require("m")` and `import("m")` where they stand: the module, as a name without a variable. */
export function readModule(
  source: Source,
  node: ts.CallExpression | ts.NewExpression,
  at: Place,
): Value | undefined {
  const access = moduleAccess(node);
  if (!access) return undefined;
  const module = access.module.text;
  return {
    kind: 'name',
    name: '',
    origin: moduleDocument(source, module)
      ? undefined
      : { module: packageBehind(module, source.file, source.project), path: [] },
    target: once(() => takenValue(source, module, '*')),
    binding: () => undefined,
    at,
  };
}

/** `T["name"]` and `typeof value.name` in a type, as the member it is; undefined for other types. */
export function readTypeMember(
  source: Source,
  node: ts.IndexedAccessTypeNode | ts.QualifiedName,
): Value | undefined {
  const ts = typescript();
  const isIndexed = ts.isIndexedAccessTypeNode(node);
  const key = isIndexed ? literalIn(node.indexType) : node.right;
  const of = isIndexed ? typeOwner(source, node.objectType) : readOwner(source, node.left);
  return key && of && readAs(source, node, of, key);
}

function literalIn(type: ts.TypeNode): ts.StringLiteral | undefined {
  const ts = typescript();
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal : undefined;
}

function typeOwner(source: Source, type: ts.TypeNode): Value | undefined {
  return typescript().isIndexedAccessTypeNode(type) ? readTypeMember(source, type) : typedValue(source, type);
}

function readOwner(source: Source, name: ts.EntityName): Value | undefined {
  return typescript().isQualifiedName(name) ? readTypeMember(source, name) : read(source, name);
}

/** What a pattern takes out of a value, as the member it is. */
export function readElement(source: Source, of: Value, element: ts.BindingElement): Value {
  return readAs(source, element, of, element.propertyName ?? element.name);
}

function readAs(source: Source, node: ts.Node, of: Value, key: ts.Node): Value {
  const ts = typescript();
  const name = ts.isIdentifier(key) || ts.isStringLiteral(key) ? key.text : undefined;
  const value: Value = {
    kind: 'member',
    of,
    name,
    nameAt: placeOf(source, key),
    get origin(): Origin | undefined {
      return originOfMember(of, name);
    },
    target: once(() => memberTarget(source, of, name)),
    at: placeOf(source, node),
  };
  remember(value, source, node);
  return value;
}

/** An enum as an object of its members' values. */
export function readEnum(source: Source, node: ts.EnumDeclaration): Value {
  const known = source.values.get(node);
  if (known) return known;
  const entries = node.members.map((member): Entry => {
    const at = placeOf(source, member);
    const value: Value = member.initializer ? read(source, member.initializer) : { kind: 'opaque', at };
    const key = keyText(member.name);
    return { kind: 'entry', key, keyAt: placeOf(source, member.name), value, shorthand: false, at };
  });
  const value: Value = { kind: 'object', entries, at: placeOf(source, node) };
  source.values.set(node, value);
  remember(value, source, node);
  return value;
}
