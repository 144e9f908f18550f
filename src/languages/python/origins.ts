import { resolve } from '../../project.js';
import type { Origin, Value } from '../../value.js';
import { isBuiltin } from './builtins.js';
import { reaching } from './flow.js';
import { type ImportOf, importAt, importsOf, moduleDocument } from './modules.js';
import { roleOf } from './roles.js';
import { variableOf } from './scopes.js';
import { type Source, textOf } from './source.js';
import type { Node } from './tree.js';

/** Where a name comes from: a package or the language; undefined for names of the project. */
export function originOfName(source: Source, name: Node): Origin | undefined {
  const variable = variableOf(source, name);
  if (!variable) return isVariable(name) ? originOfFree(source, textOf(source, name)) : undefined;
  const binders = roleOf(name) === 'binder' ? [name] : reaching(variable, name);
  const imports = binders.flatMap((binder) => importAt(source, binder) ?? []);
  const foreign = imports.find(isForeign);
  return foreign && originOfImport(foreign);
}

function isVariable({ parent, field }: Node): boolean {
  return (
    !(parent?.type === 'attribute' && field === 'attribute') &&
    !(parent?.type === 'keyword_argument' && field === 'name')
  );
}

/** Whether an import leaves the project. */
export function isForeign({ file }: ImportOf): boolean {
  return file === undefined;
}

/** What an import of a package gives. `import a.b` gives a. */
export function originOfImport({ module, name, node, local }: ImportOf): Origin {
  if (name !== '*') return { module, path: [name] };
  return { module: node.type === 'dotted_name' ? local : module, path: [] };
}

/** A name that no scope of the file binds: out of a package's `*`, or the language's. */
function originOfFree(source: Source, name: string): Origin | undefined {
  if (isBuiltin(name)) return { module: '', path: [name] };
  const stars = importsOf(source).filter(({ local }) => local === '*');
  if (stars.some(({ module }) => moduleDocument(source, module)?.exported(name))) return undefined;
  const foreign = stars.find(({ file }) => file === undefined);
  return foreign ? { module: foreign.module, path: [name] } : { module: '', path: [name] };
}

/** `X.y` where X comes from a package or the language. */
export function originOfMember(source: Source, of: Value, name: string | undefined): Origin | undefined {
  const origin = name === undefined ? undefined : resolvedOrigin(of);
  if (!origin || name === undefined) return undefined;
  const module = `${origin.module}.${name}`;
  const isModule = !origin.path.length && importsOf(source).some((item) => isPlain(item, module));
  return isModule ? { module, path: [] } : { module: origin.module, path: [...origin.path, name] };
}

/** `import a.b.c` makes a.b a module, and a.b.c. */
function isPlain({ node, module, name }: ImportOf, wanted: string): boolean {
  return name === '*' && node.type === 'dotted_name' && `${module}.`.startsWith(`${wanted}.`);
}

/** The origin of what a value stands for. */
export function resolvedOrigin(value: Value): Origin | undefined {
  const resolved = resolve(value);
  return resolved.kind === 'name' || resolved.kind === 'member' ? resolved.origin : undefined;
}
