import type { ts } from 'ts-morph';
import type { Project } from '../../project.js';
import { type Export, exportsOf } from './exports.js';
import { locateModule } from './locate.js';
import { type Taken, takenBy } from './modules.js';
import type { Source } from './source.js';
import { sourceOf } from './sources.js';
import { typescript } from './typescript.js';

/** An identifier that means a declaration, in the file it stands in. */
export interface RawReference {
  readonly source: Source;
  readonly node: ts.Identifier;
}

/** One name a file takes from a module. */
export interface ImportOf {
  readonly declaration: ts.Declaration;
  readonly taken: Taken;
  readonly local: string;
  /** The file of the project it comes from; undefined for packages. */
  readonly file: string | undefined;
}

/** What one file takes from another, and what it passes on of it. */
export interface Importer {
  readonly source: Source;
  readonly imports: ImportOf[];
  readonly passed: Export[];
}

/** What the files of a project say of each other: looking through each of them for each name would not end. */
interface Crossings {
  /** Every `x.name`, by the name, in the order of the files. */
  readonly accesses: ReadonlyMap<string, readonly RawReference[]>;
  /** The files that import a file, in order. */
  readonly importers: ReadonlyMap<string, readonly Importer[]>;
}

const imports = new WeakMap<Source, readonly ImportOf[]>();

/** Every name a file takes from modules, with the project file it comes from. */
export function importsOf(source: Source): readonly ImportOf[] {
  const memo = imports.get(source);
  if (memo) return memo;
  const ts = typescript();
  const found: ImportOf[] = [];
  const visit = (node: ts.Node): void => {
    const taken = ts.isIdentifier(node) ? undefined : takenBy(node as ts.Declaration);
    if (taken && (!ts.isImportClause(node) || node.name)) {
      const file = locateModule(taken.module, source.file, source.project)[0];
      const named = (node as ts.Declaration & { name?: ts.Node }).name ?? taken.nameNode;
      found.push({
        declaration: node as ts.Declaration,
        taken,
        local: named.getText(source.sourceFile),
        file,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source.sourceFile);
  imports.set(source, found);
  return found;
}

/** Every `x.name` of a project: those of this file first. */
export function accessesTo(source: Source, name: string): readonly RawReference[] {
  const others = crossingsOf(source.project).accesses.get(name) ?? [];
  return [
    ...accessesIn(source, name).map((node) => ({ source, node })),
    ...others.filter((other) => other.source.file !== source.file),
  ];
}

function accessesIn(source: Source, name: string): readonly ts.Identifier[] {
  return (source.identifiers.get(name) ?? []).filter(isAccess);
}

function isAccess(node: ts.Identifier): boolean {
  return typescript().isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

/** The other files that take something from this one, or pass it on. */
export function importersOf(source: Source): readonly Importer[] {
  const found = crossingsOf(source.project).importers.get(source.file) ?? [];
  return found.filter((other) => other.source.file !== source.file);
}

const known = new WeakMap<Project, Crossings>();

function crossingsOf(project: Project): Crossings {
  const memo = known.get(project);
  if (memo) return memo;
  const accesses = new Map<string, RawReference[]>();
  const importers = new Map<string, Importer[]>();
  for (const file of project.files) {
    const document = project.document(file);
    const source = document && sourceOf(document);
    if (!source) continue;
    for (const name of source.identifiers.keys())
      for (const node of accessesIn(source, name)) listFor(accesses, name).push({ source, node });
    for (const [target, importer] of takenFrom(source)) listFor(importers, target).push(importer);
  }
  const made = { accesses, importers };
  known.set(project, made);
  return made;
}

function listFor<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** What a file takes and passes on, by the file it comes from. */
function takenFrom(source: Source): ReadonlyMap<string, Importer> {
  const found = new Map<string, Importer>();
  const importerOf = (target: string): Importer => {
    const importer = found.get(target) ?? { source, imports: [], passed: [] };
    found.set(target, importer);
    return importer;
  };
  for (const item of importsOf(source)) if (item.file !== undefined) importerOf(item.file).imports.push(item);
  for (const item of exportsOf(source)) {
    const target = item.from && locateModule(item.from.module, source.file, source.project)[0];
    if (target !== undefined) importerOf(target).passed.push(item);
  }
  return found;
}
