import type { Value } from '../../value.js';
import { importsOf, moduleDocument } from './modules.js';
import { oneOf } from './names.js';
import { baseOf, moduleAt } from './namespaces.js';
import { outsideWrites } from './references.js';
import { variableIn } from './scopes.js';
import type { Source } from './source.js';
import { childAt, type Node } from './tree.js';
import { read } from './values.js';

const asked = new WeakMap<Source, Set<string>>();

/** What another file gets when it imports that name; `*`: the module itself. */
export function exportedValue(source: Source, name: string): Value | undefined {
  if (name === '*') return moduleAt(source.project, baseOf(source.file));
  const binder = variableIn(source, source.root, name)?.binders[0];
  if (binder) return read(source, binder);
  const busy = asked.get(source) ?? new Set<string>();
  asked.set(source, busy);
  // Files that import everything from each other ask each other in turn.
  if (busy.has(name)) return undefined;
  busy.add(name);
  const value = fromStars(source, name) ?? oneOf(source, source.root, outsideWrites(source, name));
  busy.delete(name);
  return value;
}

function fromStars(source: Source, name: string): Value | undefined {
  const stars = importsOf(source).filter(({ local }) => local === '*');
  for (const { module } of stars) {
    const document = moduleDocument(source, module);
    const value = document && isPublic(name) ? document.exported(name) : undefined;
    if (value) return value;
  }
  const foreign = stars.filter(({ file }) => file === undefined);
  const [only, ...others] = foreign;
  return only && !others.length && isPublic(name)
    ? foreignName(source, only.node, only.module, name)
    : undefined;
}

function isPublic(name: string): boolean {
  return !name.startsWith('_');
}

/** A name that only a package can have. */
function foreignName(source: Source, node: Node, module: string, name: string): Value {
  const at = { file: source.file, span: { start: node.start, end: node.end } };
  const origin = { module, path: [name] };
  return { kind: 'name', name, origin, target: () => undefined, binding: () => undefined, at };
}

/** Whether an imported name is a name of this file for others: in Python each is that is imported at the top. */
export function passesOn(source: Source): boolean {
  return importsOf(source).some(({ statement, local }) => local === '*' || isAtTop(statement));
}

function isAtTop(statement: Node): boolean {
  let node = statement;
  while (node.parent && !/^(function|class)_definition$/.test(node.parent.type)) node = node.parent;
  return node.type === 'module';
}

/** The names `__all__` lists, when it is written as a list of texts. */
export function listedNames(source: Source): readonly string[] | undefined {
  const binder = variableIn(source, source.root, '__all__')?.binders[0];
  const right = binder?.parent?.type === 'assignment' ? childAt(binder.parent, 'right') : undefined;
  const value = right && read(source, right);
  if (value?.kind !== 'list') return undefined;
  return value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
}
