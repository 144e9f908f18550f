import { type Span, within } from '../../edit.js';
import type { Imported } from '../../site.js';
import { locateModule } from './locate.js';
import { type Source, textOf } from './source.js';
import { dottedText, freeName, meantAt } from './spell-names.js';
import { scopeAround } from './spell-nodes.js';
import { around, childAt, childrenAt, type Node } from './tree.js';

/** One name that a statement takes from a module, and the node that says so. */
export interface Held {
  /** The name in the module; `*` for the whole module, or all that is in it. */
  readonly name: string;
  readonly local: string;
  readonly node: Node;
}

/** A statement that takes something from one module: `from m import a, b`, or one name of `import m, n`. */
export interface Holder {
  readonly module: string;
  readonly statement: Node;
  readonly held: readonly Held[];
  /** `from m import …` rather than `import m`. */
  readonly isFrom: boolean;
  /** The function, class or file that gets the names. */
  readonly scope: Node;
  /** It is only read by type checkers. */
  readonly isTyping: boolean;
}

/** How a name that must be imported is known at a place; `isNew` when an import must still be written. */
export interface Known {
  readonly local: string;
  readonly isNew: boolean;
}

const known = new WeakMap<Node, readonly Holder[]>();

/** Every statement of a file that takes names from modules, in order. */
export function holdersOf(source: Source): readonly Holder[] {
  const memo = known.get(source.root);
  if (memo) return memo;
  const found: Holder[] = [];
  const open: Node[] = [source.root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (/^(?:import|import_from)_statement$/.test(node.type)) found.push(...holdersIn(node, source));
    else if (/_statement$|_clause$|^block$|^module$|_definition$/.test(node.type))
      open.push(...[...node.children].reverse());
  }
  known.set(source.root, found);
  return found;
}

function holdersIn(statement: Node, source: Source): Holder[] {
  const scope = scopeAround(statement) ?? source.root;
  const isTyping = typingOnly(statement, source);
  const base = { statement, scope, isTyping };
  if (statement.type === 'import_statement') {
    return childrenAt(statement, 'name').map((node) => {
      const name = childAt(node, 'name') ?? node;
      const module = dottedText(name, source);
      const alias = childAt(node, 'alias');
      const local = alias ? textOf(source, alias) : (module.split('.')[0] ?? module);
      return { ...base, module, isFrom: false, held: [{ name: '*', local, node }] };
    });
  }
  const from = childAt(statement, 'module_name');
  const names = childrenAt(statement, 'name').map((node): Held => {
    const name = childAt(node, 'name') ?? node;
    const alias = childAt(node, 'alias');
    return { name: textOf(source, name), local: textOf(source, alias ?? name), node };
  });
  const star = statement.children.find(({ type }) => type === 'wildcard_import');
  const held = star ? [{ name: '*', local: '', node: star }] : names;
  return from ? [{ ...base, module: dottedText(from, source), isFrom: true, held }] : [];
}

function typingOnly(statement: Node, source: Source): boolean {
  const condition = around(statement, 'if_statement');
  const test = condition && childAt(condition, 'condition');
  return test !== undefined && /\bTYPE_CHECKING$/.test(textOf(source, test));
}

/** The name under which an import is, or will be, known at a place. It depends on the file alone, so all findings agree. */
export function knownAt(imported: Imported, at: Span, source: Source): Known {
  const open = holdersOf(source).filter(
    (holder) => isOf(holder, imported, source) && !holder.isTyping && reaches(holder, at),
  );
  for (const { held, isFrom, scope } of open) {
    const own = held.find(({ name, local }) => local && name === imported.name && isFrom === (name !== '*'));
    if (own && meantAt(own.local, at, source) === scope) return { local: own.local, isNew: false };
  }
  const whole = open.find((holder) => !holder.isFrom);
  const isListed = open.some((holder) => holder.isFrom && holder.statement.parent === source.root);
  if (whole && !isListed && imported.name !== '*') {
    const [held] = whole.held;
    const local = held?.node.type === 'aliased_import' ? held.local : whole.module;
    if (held && meantAt(held.local, at, source) === whole.scope)
      return { local: `${local}.${imported.name}`, isNew: false };
  }
  return { local: newName(imported, source), isNew: true };
}

function newName(imported: Imported, source: Source): string {
  const own = new Set(
    holdersOf(source)
      .filter((holder) => isOf(holder, imported, source))
      .flatMap(({ held }) => held.filter(({ name }) => name === imported.name).map(({ node }) => node)),
  );
  const isOwn = (name: Node): boolean => [...own].some((node) => within(name, node));
  const last = imported.module.split('.').at(-1) ?? imported.module;
  return freeName(imported.name === '*' ? last : imported.name, isOwn, source);
}

/** Whether a statement takes from the module that is meant; `import os.path` gives `os`. */
export function isOf(holder: Holder, { module, name, isFile }: Imported, source: Source): boolean {
  if (isFile) return locateModule(holder.module, source.file, source.project).includes(module);
  if (holder.module === module) return true;
  const isPlain = !holder.isFrom && holder.held[0]?.node.type === 'dotted_name';
  return isPlain && name === '*' && holder.module.startsWith(`${module}.`);
}

/** Whether a statement's names can be read at a place: in its scope, and not before it was run. */
export function reaches({ statement, scope }: Holder, at: Span): boolean {
  if (!within(at, scope)) return false;
  return statement.end <= at.start || isDeferred(scope, at);
}

/** A function runs later than the statements before which it stands. */
export function isDeferred(scope: Node, at: Span): boolean {
  const open = [...scope.children];
  for (let node = open.pop(); node; node = open.pop()) {
    if (!within(at, node)) continue;
    if (node.type === 'function_definition' || node.type === 'lambda') return true;
    open.push(...node.children);
  }
  return false;
}
