import { type Project, resolve } from '../../project.js';
import type { Value } from '../../value.js';
import { fieldDeclaration, ownerOf } from './classes.js';
import { listedNames } from './exports.js';
import type { Found } from './functions.js';
import { type ImportOf, importsOf } from './modules.js';
import { moduleOf } from './namespaces.js';
import { freeNames, variableIn, variableOf } from './scopes.js';
import { type Source, textOf } from './source.js';
import { sourceOf } from './sources.js';
import { boundValue } from './targets.js';
import { childAt, type Node } from './tree.js';
import { read } from './values.js';

const known = new WeakMap<Source, Map<Node, readonly Found[]>>();

/** Every use of a declaration in the files of the project, without the declaration itself. */
export function referencesTo(source: Source, declaration: Node): readonly Found[] {
  const name = nameIn(declaration);
  if (!name) return [];
  const here = known.get(source) ?? new Map<Node, readonly Found[]>();
  known.set(source, here);
  const memo = here.get(name);
  if (memo) return memo;
  here.set(name, []);
  const found = findReferences(source, name).filter(({ node }) => node !== name);
  here.set(name, found);
  return found;
}

/** The identifier that carries the name of a declaration. */
function nameIn(declaration: Node): Node | undefined {
  switch (declaration.type) {
    case 'identifier':
      return declaration;
    case 'aliased_import':
      return childAt(declaration, 'alias');
    case 'dotted_name':
      return declaration.children[0];
    default:
      return childAt(declaration, 'name');
  }
}

function findReferences(source: Source, name: Node): readonly Found[] {
  const text = textOf(source, name);
  const variable = variableOf(source, name);
  if (!variable) return memberReferences(source, name, text);
  const all = [...variable.uses, ...variable.binders.filter((binder) => !isDeclared(binder))];
  const local = all.sort((one, other) => one.start - other.start).map((node) => ({ source, node }));
  if (variable.scope.type === 'class_definition') return [...local, ...memberReferences(source, name, text)];
  return variable.scope === source.root ? [...local, ...outsideReferences(source, text)] : local;
}

/** Imports, functions and classes say what a name is; they are no use of it. */
function isDeclared({ parent }: Node): boolean {
  return /^(?:aliased_import|dotted_name|function_definition|class_definition)$/.test(parent?.type ?? '');
}

/** `x.name` where x is an object of the class that declares it, in all files. */
function memberReferences(source: Source, name: Node, text: string): readonly Found[] {
  return sourcesWith(source, text).flatMap((other) =>
    accesses(other, text).flatMap(({ node, object }) => {
      const owner = ownerOf(other, object);
      const declaration = owner && fieldDeclaration(owner, text);
      return declaration && isOne(declaration, source, name) ? [{ source: other, node }] : [];
    }),
  );
}

/** The attribute is what a class says it is, or one of the assignments that do. */
function isOne(declaration: Found, source: Source, name: Node): boolean {
  if (declaration.source !== source) return false;
  if (declaration.node === name) return true;
  const object = name.parent?.type === 'attribute' ? childAt(name.parent, 'object') : undefined;
  const owner = object && ownerOf(source, object);
  return owner !== undefined && fieldDeclaration(owner, textOf(source, name))?.node === declaration.node;
}

interface Access {
  readonly node: Node;
  readonly object: Node;
}

const accessed = new WeakMap<Node, Map<string, readonly Access[]>>();

/** Every `x.name` of a file. */
function accesses(source: Source, text: string): readonly Access[] {
  const here = accessed.get(source.root) ?? new Map<string, readonly Access[]>();
  accessed.set(source.root, here);
  const found = here.get(text) ?? findAccesses(source, text);
  here.set(text, found);
  return found;
}

function findAccesses(source: Source, text: string): readonly Access[] {
  return (source.identifiers.get(text) ?? []).flatMap((node) => {
    const access = node.parent?.type === 'attribute' && node.field === 'attribute' ? node.parent : undefined;
    const object = access && childAt(access, 'object');
    return object ? [{ node, object }] : [];
  });
}

/** The files of a project by the identifiers in them: looking through each for each name would not end. */
const indexes = new WeakMap<Project, ReadonlyMap<string, readonly Source[]>>();

function indexOf(project: Project): ReadonlyMap<string, readonly Source[]> {
  const memo = indexes.get(project);
  if (memo) return memo;
  const index = new Map<string, Source[]>();
  for (const file of project.files) {
    const document = project.document(file);
    const source = document && sourceOf(document);
    for (const text of source?.identifiers.keys() ?? []) {
      const same = index.get(text);
      if (same && source) same.push(source);
      else if (source) index.set(text, [source]);
    }
  }
  indexes.set(project, index);
  return index;
}

/** This file, and the others of the project in which a word occurs. */
function sourcesWith(source: Source, text: string): readonly Source[] {
  const found = indexOf(source.project).get(text) ?? [];
  return [source, ...found.filter((other) => other.file !== source.file)];
}

const asked = new WeakMap<Source, Set<string>>();

/** Uses, in other files, of a name of this module. */
function outsideReferences(source: Source, text: string): readonly Found[] {
  const busy = asked.get(source) ?? new Set<string>();
  asked.set(source, busy);
  if (busy.has(text)) return [];
  busy.add(text);
  const found = sourcesWith(source, text).flatMap((other) =>
    other === source ? [] : usesIn(other, source, text),
  );
  busy.delete(text);
  return found;
}

function usesIn(other: Source, source: Source, text: string): readonly Found[] {
  const imports = importsOf(other).filter(({ file }) => file === source.file);
  const taken = imports.flatMap((item) => usesOfImport(other, source, item, text));
  return [...taken, ...throughModule(other, source, text)];
}

function usesOfImport(
  other: Source,
  source: Source,
  { name, local, binder }: ImportOf,
  text: string,
): readonly Found[] {
  if (name === text && binder) return referencesTo(other, binder);
  if (local !== '*' || !isTakenByStar(source, text)) return [];
  const own = variableIn(other, other.root, text)
    ? []
    : freeNames(other, text).map((node) => ({ source: other, node }));
  return [...own, ...outsideReferences(other, text)];
}

/** Whether `from m import *` takes a name. */
export function isTakenByStar(source: Source, name: string): boolean {
  const listed = listedNames(source);
  return listed ? listed.includes(name) : !name.startsWith('_');
}

/** `settings.name`, where the first name is one that the file takes from the project. */
function throughModule(other: Source, source: Source, text: string): readonly Found[] {
  if (!accesses(other, text).length) return [];
  const locals = new Set(importsOf(other).flatMap(({ file, local }) => (file === undefined ? [] : [local])));
  return accesses(other, text).flatMap(({ node, object }) => {
    if (!locals.has(rootOf(other, object))) return [];
    const document = moduleOf(resolve(read(other, object)))?.document;
    return document?.file === source.file ? [{ source: other, node }] : [];
  });
}

/** The name that a member path starts with. */
function rootOf(source: Source, object: Node): string {
  let node = object;
  for (
    let inner = childAt(node, 'object');
    node.type === 'attribute' && inner;
    inner = childAt(node, 'object')
  )
    node = inner;
  return node.type === 'identifier' ? textOf(source, node) : '';
}

/** What other files assign to a name of this module: `settings.name = …`. */
export function outsideWrites(source: Source, text: string): readonly Value[] {
  return sourcesWith(source, text).flatMap((other) => {
    if (other === source) return [];
    const targets = accesses(other, text).filter(({ node }) => node.parent?.field === 'left');
    if (!targets.length) return [];
    return throughModule(other, source, text).flatMap(({ node }) => {
      const value = node.parent?.field === 'left' ? boundValue(other, node.parent) : undefined;
      return value ? [value] : [];
    });
  });
}
