import type { Binding, Value } from '../../value.js';
import { bindingFor } from './bindings.js';
import { fieldDeclaration, ownerOf } from './classes.js';
import { reaching } from './flow.js';
import type { Found } from './functions.js';
import { once } from './lazy.js';
import { importAt, importsOf, moduleDocument } from './modules.js';
import { moduleOf } from './namespaces.js';
import { isForeign } from './origins.js';
import { outsideWrites } from './references.js';
import { roleOf } from './roles.js';
import { type Variable, variableIn, variableOf } from './scopes.js';
import { placeOf, type Source, textOf } from './source.js';
import { sourceOf } from './sources.js';
import { boundValue } from './targets.js';
import { childAt, type Node } from './tree.js';
import { read, unwrapped } from './values.js';

/** What a name stands for in the project. */
export function nameTarget(source: Source, name: Node): Value | undefined {
  const variable = variableOf(source, name);
  if (!variable) return starTarget(source, textOf(source, name));
  if (importAt(source, name)) return isForeignAt(source, name) ? undefined : boundValue(source, name);
  const binders = roleOf(name) === 'binder' ? variable.binders : reaching(variable, name);
  const isAll = binders.length === variable.binders.length;
  return isAll ? wholeValue(source, variable) : reachedValue(source, name, variable, binders);
}

const wholes = new WeakMap<Source, Map<Variable, () => Value | undefined>>();

/** Everything a variable may be, worked out once: each of its bindings asks for it. */
function wholeValue(source: Source, variable: Variable): Value | undefined {
  const here = wholes.get(source) ?? new Map<Variable, () => Value | undefined>();
  wholes.set(source, here);
  const first = variable.binders[0] ?? variable.scope;
  const value = here.get(variable) ?? once(() => reachedValue(source, first, variable, variable.binders));
  here.set(variable, value);
  return value();
}

/** What some bindings of a variable may have given it. */
function reachedValue(
  source: Source,
  name: Node,
  variable: Variable,
  binders: readonly Node[],
): Value | undefined {
  const values = binders.flatMap((binder) => boundValue(source, binder) ?? []);
  const isWhole = binders.length === variable.binders.length;
  const outside = isWhole && variable.scope === source.root ? outsideWrites(source, variable.name) : [];
  const useful = [...values, ...outside].filter(({ kind }) => kind !== 'null');
  const foreign = useful.every(
    (value) => value.kind === 'name' && isForeignAt(source, binderOf(value, binders)),
  );
  if (useful.length && foreign) return undefined;
  return oneOf(source, name, useful.length ? useful : values);
}

/** The import among the bindings that a value is the name of. */
function binderOf(value: Value, binders: readonly Node[]): Node | undefined {
  return binders.find(({ start }) => start === value.at.span.start);
}

function isForeignAt(source: Source, binder: Node | undefined): boolean {
  const item = binder && importAt(source, binder);
  return item !== undefined && isForeign(item);
}

function starTarget(source: Source, name: string): Value | undefined {
  for (const { local, module } of importsOf(source)) {
    const value = local === '*' ? moduleDocument(source, module)?.exported(name) : undefined;
    if (value) return value;
  }
  return undefined;
}

/** The declaration an identifier means: of a variable, or of the member it names. */
export function declarationOf(source: Source, name: Node): Found | undefined {
  const { parent, field } = name;
  if (parent?.type === 'attribute' && field === 'attribute')
    return memberDeclaration(source, parent, textOf(source, name));
  const node = variableOf(source, name)?.binders[0];
  return node && { source, node };
}

function memberDeclaration(source: Source, access: Node, name: string): Found | undefined {
  const object = childAt(access, 'object');
  if (!object) return undefined;
  const owner = ownerOf(source, object);
  if (owner) return fieldDeclaration(owner, name);
  const document = moduleOf(read(source, object))?.document;
  const other = document && sourceOf(document);
  const node = other && variableIn(other, other.root, name)?.binders[0];
  return other && node && { source: other, node };
}

/** Whether a use of a variable may have what one of its bindings gave it: another assignment may stand between. */
export function mayHold(source: Source, binder: Node, use: Found): boolean {
  const variable = use.source === source ? variableOf(source, use.node) : undefined;
  if (!variable || variable !== variableOf(source, binder)) return true;
  return reaching(variable, use.node).includes(binder);
}

/** The variable behind a name; for an import from a file of the project, the variable there. */
export function bindingOf(source: Source, name: Node): Binding | undefined {
  const declaration = declarationOf(source, name);
  return declaration && bindingFor(declaration.source, declaration.node);
}

/** The variable whose first value an expression is. */
export function holderOf(source: Source, node: Node): Binding | undefined {
  let outer = node;
  while (outer.parent && unwrapped(outer.parent) === outer) outer = outer.parent;
  const { parent } = outer;
  const left = parent?.type === 'assignment' && outer.field === 'right' ? childAt(parent, 'left') : undefined;
  if (left?.type !== 'identifier') return undefined;
  const isFirst = variableOf(source, left)?.binders[0] === left;
  return isFirst ? bindingFor(source, left) : undefined;
}

/** One value as it is, several as a choice. */
export function oneOf(source: Source, node: Node, values: readonly Value[]): Value | undefined {
  const each = [...new Set(values)];
  if (each.length < 2) return each[0];
  return { kind: 'choice', options: each, at: placeOf(source, node) };
}
