import type { ts } from 'ts-morph';
import { resolve } from '../../project.js';
import type { Value } from '../../value.js';
import { classOf, constructed, isAssignment } from './classes.js';
import { accessesTo, type ImportOf, importersOf, type RawReference } from './crossings.js';
import { type Export, exportsOf } from './exports.js';
import { type Source, symbolOf } from './source.js';
import { typescript } from './typescript.js';
import { read } from './values.js';

const known = new WeakMap<Source, Map<ts.Node, readonly RawReference[]>>();

/** Every use of a declaration in the files of the project, without the declaration itself. */
export function referencesTo(source: Source, declaration: ts.Declaration): readonly RawReference[] {
  const here = known.get(source) ?? new Map<ts.Node, readonly RawReference[]>();
  known.set(source, here);
  const memo = here.get(declaration);
  if (memo) return memo;
  here.set(declaration, []);
  const found = findReferences(source, declaration);
  here.set(declaration, found);
  return found;
}

function findReferences(source: Source, declaration: ts.Declaration): readonly RawReference[] {
  const ts = typescript();
  const name = nameOf(declaration);
  if (isMember(declaration)) return name ? memberReferences(source, declaration, name) : [];
  const local = name ? localReferences(source, declaration, name) : [];
  const exported = exportsOf(source).filter((item) => item.node && isSame(source, item.node, declaration));
  const names = new Set(exported.map((item) => item.name));
  const isDefault = ts.isClassLike(declaration) || ts.isFunctionDeclaration(declaration);
  if (isDefault && exported.some((item) => item.node === declaration && item.name === 'default'))
    names.add('default');
  return [...local, ...[...names].flatMap((exportName) => importedReferences(source, exportName, new Set()))];
}

function nameOf(declaration: ts.Declaration): ts.Identifier | undefined {
  const named = declaration as ts.Declaration & { name?: ts.Node };
  return named.name && typescript().isIdentifier(named.name) ? named.name : undefined;
}

function isMember(node: ts.Node): boolean {
  const ts = typescript();
  return ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isPropertySignature(node);
}

function localReferences(source: Source, declaration: ts.Declaration, name: ts.Identifier): RawReference[] {
  const same = meanings(source, name.text).get(declaration) ?? [];
  return same.filter((node) => node !== name).map((node) => ({ source, node }));
}

const meant = new WeakMap<ts.SourceFile, Map<string, ReadonlyMap<ts.Node, readonly ts.Identifier[]>>>();

/** What each identifier of one text means, asked once for all of them: bundled code has thousands called `_a`. */
function meanings(source: Source, text: string): ReadonlyMap<ts.Node, readonly ts.Identifier[]> {
  const texts =
    meant.get(source.sourceFile) ?? new Map<string, ReadonlyMap<ts.Node, readonly ts.Identifier[]>>();
  meant.set(source.sourceFile, texts);
  const memo = texts.get(text);
  if (memo) return memo;
  const found = new Map<ts.Node, ts.Identifier[]>();
  for (const node of source.identifiers.get(text) ?? []) {
    for (const declaration of symbolOf(source, node)?.declarations ?? []) {
      const nodes = found.get(declaration);
      if (nodes) nodes.push(node);
      else found.set(declaration, [node]);
    }
  }
  texts.set(text, found);
  return found;
}

/** `x.name` where x is an object of the class, in this file and in those that know the class. */
function memberReferences(source: Source, declaration: ts.Declaration, name: ts.Identifier): RawReference[] {
  const ts = typescript();
  const owner = declaration.parent;
  return accessesTo(source, name.text).filter(({ source: other, node }) => {
    const access = node.parent;
    return ts.isPropertyAccessExpression(access) && ownerOf(other, access.expression) === owner;
  });
}

function ownerOf(source: Source, node: ts.Expression): ts.Node | undefined {
  const ts = typescript();
  if (node.kind === ts.SyntaxKind.ThisKeyword) return ts.findAncestor(node, ts.isClassLike);
  const owner = resolve(read(source, node));
  return (classOf(owner) ?? constructed(owner))?.node;
}

function isSame(source: Source, node: ts.Node, declaration: ts.Declaration): boolean {
  if (node === declaration) return true;
  const ts = typescript();
  if (ts.isVariableDeclaration(declaration) && node === declaration.name) return true;
  if (!ts.isIdentifier(node)) return false;
  return Boolean(symbolOf(source, node)?.declarations?.includes(declaration));
}

/** Uses, in other files, of what this file exports under a name. */
function importedReferences(source: Source, name: string, seen: Set<string>): RawReference[] {
  const key = `${source.file}#${name}`;
  if (seen.has(key)) return [];
  seen.add(key);
  return importersOf(source).flatMap(({ source: other, imports, passed }) => [
    ...imports.flatMap((item) => usesOfImport(other, item, name)),
    ...passed.flatMap((item) => namesFor(item, name)).flatMap((as) => importedReferences(other, as, seen)),
  ]);
}

function usesOfImport(
  source: Source,
  { declaration, taken }: ImportOf,
  name: string,
): readonly RawReference[] {
  const ts = typescript();
  if (taken.name === name || (name === '*=' && (taken.name === '*' || taken.name === 'default'))) {
    return referencesTo(source, declaration);
  }
  if (taken.name !== '*' || name === '*=') return [];
  return referencesTo(source, declaration).flatMap((reference) => {
    const access = reference.node.parent;
    const hit =
      ts.isPropertyAccessExpression(access) &&
      access.expression === reference.node &&
      access.name.text === name;
    return hit && ts.isIdentifier(access.name) ? [{ source, node: access.name }] : [];
  });
}

/** The names under which what is passed on of a file has this one of its names. */
function namesFor(item: Export, name: string): string[] {
  if (item.name === '*') return name === 'default' ? [] : [name];
  return item.from?.name === name ? [item.name] : [];
}

/** The values assigned to a variable as a whole, in its own file. */
export function writesTo(source: Source, declaration: ts.Declaration): readonly Value[] {
  const ts = typescript();
  const name = nameOf(declaration);
  if (!name) return [];
  return localReferences(source, declaration, name).flatMap(({ node }) => {
    const assignment = node.parent;
    if (!ts.isBinaryExpression(assignment) || assignment.left !== node || !isAssignment(assignment))
      return [];
    return [read(source, assignment.right)];
  });
}
