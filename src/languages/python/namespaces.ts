import { posix } from 'node:path';
import type { SourceDocument } from '../../language.js';
import type { Project } from '../../project.js';
import { resolve } from '../../project.js';
import type { Value } from '../../value.js';
import { filesAt } from './locate.js';

/** A module or package of the project; a package may have no file of its own. */
export interface Module {
  readonly project: Project;
  /** Its path without ending. */
  readonly base: string;
  readonly document: SourceDocument | undefined;
}

const modules = new WeakMap<Value, Module>();
const known = new WeakMap<Project, Map<string, Value>>();

/** A module of the project as a value, by its path without ending. */
export function moduleAt(project: Project, base: string): Value {
  const here = known.get(project) ?? new Map<string, Value>();
  known.set(project, here);
  const memo = here.get(base);
  if (memo) return memo;
  const file = filesAt(base, project)[0];
  const value: Value = { kind: 'opaque', at: { file: file ?? base, span: { start: 0, end: 0 } } };
  here.set(base, value);
  modules.set(value, { project, base, document: file === undefined ? undefined : project.document(file) });
  return value;
}

/** The package that `import a.b.c` binds: a. Those between become known, though they may have no file. */
export function packageAt(project: Project, base: string, module: string): Value {
  const steps = base.split('/');
  const above = module.split('.').length - 1;
  const bases = Array.from({ length: above + 1 }, (_, index) =>
    steps.slice(0, steps.length - index).join('/'),
  );
  for (const one of bases) moduleAt(project, one);
  return moduleAt(project, bases.at(-1) ?? base);
}

/** The path of a file's module: without its ending, for a package its folder. */
export function baseOf(file: string): string {
  const stem = file.replace(/\.pyi?$/, '');
  return posix.basename(stem) === '__init__' ? posix.dirname(stem) : stem;
}

/** The module a value stands for. */
export function moduleOf(value: Value): Module | undefined {
  return modules.get(resolve(value));
}

/** What a module has under a name: what its file says, or a module in it. */
export function moduleMember({ project, base, document }: Module, name: string): Value | undefined {
  return document?.exported(name) ?? submoduleAt(project, base, name);
}

function submoduleAt(project: Project, base: string, name: string): Value | undefined {
  const path = posix.join(base, name);
  const isKnown = filesAt(path, project).length > 0 || known.get(project)?.has(path);
  return isKnown ? moduleAt(project, path) : undefined;
}
