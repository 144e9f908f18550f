import type { SourceDocument } from '../../language.js';
import { locateModule } from './locate.js';
import { type Source, textOf } from './source.js';
import { plainText } from './strings.js';
import { childAt, childrenAt, type Node, partsOf } from './tree.js';

/** One name a file takes from a module. */
export interface ImportOf {
  /** What stands for it in the statement: `a.b`, `a as b`, `*`. */
  readonly node: Node;
  readonly statement: Node;
  /** The module as it is written, without white space. */
  readonly module: string;
  /** `*` for the module itself, and for everything in it where `local` is `*` too. */
  readonly name: string;
  readonly local: string;
  /** The identifier that binds the local name. */
  readonly binder: Node | undefined;
  /** The file of the project it comes from. */
  readonly file: string | undefined;
}

const known = new WeakMap<Source, readonly ImportOf[]>();
const bound = new WeakMap<Source, ReadonlyMap<Node, ImportOf>>();

/** Every name a file takes from modules. */
export function importsOf(source: Source): readonly ImportOf[] {
  const memo = known.get(source);
  if (memo) return memo;
  const found: ImportOf[] = [];
  for (const node of source.imports) {
    if (node.type === 'import_statement') found.push(...wholeModules(source, node));
    else found.push(...takenNames(source, node));
  }
  known.set(source, found);
  return found;
}

/** The import that binds an identifier. */
export function importAt(source: Source, binder: Node): ImportOf | undefined {
  const memo = bound.get(source);
  const binders =
    memo ?? new Map(importsOf(source).flatMap((item) => (item.binder ? [[item.binder, item] as const] : [])));
  if (!memo) bound.set(source, binders);
  return binders.get(binder);
}

function wholeModules(source: Source, statement: Node): ImportOf[] {
  return childrenAt(statement, 'name').flatMap((node) => {
    const alias = childAt(node, 'alias');
    const name = childAt(node, 'name') ?? node;
    const binder = alias ?? name.children[0];
    if (!binder) return [];
    const module = written(source, name);
    const file = locateModule(module, source.file, source.project)[0];
    return [{ node, statement, module, name: '*', local: textOf(source, binder), binder, file }];
  });
}

function takenNames(source: Source, statement: Node): ImportOf[] {
  const moduleNode = childAt(statement, 'module_name');
  if (!moduleNode) return [];
  const module = written(source, moduleNode);
  const file = locateModule(module, source.file, source.project)[0];
  const star = statement.children.find(({ type }) => type === 'wildcard_import');
  if (star) return [{ node: star, statement, module, name: '*', local: '*', binder: undefined, file }];
  return childrenAt(statement, 'name').map((node) => {
    const name = written(source, childAt(node, 'name') ?? node);
    const binder = childAt(node, 'alias') ?? node.children[0];
    const local = binder ? textOf(source, binder) : name;
    const own = file ?? locateModule(submodule(module, name), source.file, source.project)[0];
    return { node, statement, module, name, local, binder, file: own };
  });
}

function written(source: Source, node: Node): string {
  return textOf(source, node).replaceAll(/\s|\\/g, '');
}

/** The name of a module in a package, both as they are written. */
export function submodule(module: string, name: string): string {
  return /^\.*$/.test(module) ? module + name : `${module}.${name}`;
}

/** The project's document a module name stands for; undefined for packages. */
export function moduleDocument(source: Source, module: string): SourceDocument | undefined {
  const file = locateModule(module, source.file, source.project)[0];
  return file === undefined ? undefined : source.project.document(file);
}

/** The modules a file imports from, as they are written (`.settings`, `app.config`), and what may be modules in them. */
export function specifiersOf(source: Source): readonly string[] {
  const found = new Set<string>();
  for (const { module, name } of importsOf(source)) {
    found.add(module);
    if (name !== '*') found.add(submodule(module, name));
  }
  for (const name of ['import_module', '__import__'])
    for (const node of source.identifiers.get(name) ?? []) {
      const module = importedBy(source, node);
      if (module !== undefined) found.add(module);
    }
  return [...found];
}

/** `importlib.import_module("a.b")`: a.b. */
function importedBy(source: Source, name: Node): string | undefined {
  const callee = name.parent?.type === 'attribute' ? name.parent : name;
  const list = callee.field === 'function' && callee.parent ? childAt(callee.parent, 'arguments') : undefined;
  return list && plainText(source, partsOf(list)[0]);
}
