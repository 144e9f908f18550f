import { importedBy, type Project, runTogether } from '../../src/project.js';
import type { Change, Context, Draft, ImportSite } from '../../src/site.js';
import type { Value } from '../../src/value.js';
import type { Remark } from '../config.js';
import { isModule, MODULE } from '../records.js';
import { isPython, PYTHON_MODULE } from '../sdk.js';
import { hasOwnConfig } from './calls.js';
import type { Group } from './groups.js';
import { type ModuleUses, usesOfModule } from './uses.js';

/** Where a file that sets nothing on the module gets its client from. */
export interface Sharing {
  readonly changes: readonly Change[];
  readonly problems: readonly Remark[];
  /** What is done, for people; undefined: nothing. */
  readonly message: string | undefined;
  /** The import of the module itself stays, as that of the client. */
  readonly keepsImport?: true;
  /** The file in which the client is made. */
  readonly from?: string;
}

/** Nothing comes from elsewhere. */
export const NOTHING_SHARED: Sharing = { changes: [], problems: [], message: undefined };

/** The module was one for all files; a client is made once, where it was set up, and the others import it. */
export function sharingOf(uses: ModuleUses, groups: readonly Group[], context: Context): Sharing {
  if (groups.length || !uses.taken.length) return NOTHING_SHARED;
  const own = uses.taken.filter(({ holder }) => !holder || isImported(holder));
  const [first] = uses.taken;
  if (!own.length) return { ...NOTHING_SHARED, ...comesFrom(first?.holder, uses.file) };
  const [site] = uses.imports;
  if (!site) return NOTHING_SHARED;
  const all = settersFor(uses.file, context);
  if (!all.length) return makesItsOwn(uses);
  const setters = all.filter((setter) => runTogether(setter.file, uses.file, context.project));
  if (!setters.length) return { ...NOTHING_SHARED, problems: [{ at: site.at, message: APART, help: HELP }] };
  const whole = uses.imports.filter(({ name }) => name === '*');
  const [setter, ...others] = setters;
  const problem = setter && !others.length && whole.length ? cannotImport(setter, uses, context) : SEVERAL;
  if (!setter || problem)
    return { ...NOTHING_SHARED, problems: [{ at: site.at, message: problem ?? SEVERAL, help: HELP }] };
  const from = { module: setter.file, name: setter.name, isFile: true };
  const changes = whole.map(
    (one: ImportSite): Change => ({ do: 'reimport', at: one.at, local: one.local, from }),
  );
  return {
    changes,
    problems: [],
    keepsImport: true,
    from: setter.file,
    message: `the client is made in ${setter.file}, and comes from there`,
  };
}

/** Why the files that only use the module cannot get the client that is made here. */
export function consumersOf(file: string, context: Context): readonly Remark[] {
  return context.project.files.flatMap((other): readonly Remark[] => {
    if (other === file || !isPython(other, context.project)) return [];
    const uses = usesOfModule(other, context.project);
    if (!uses || uses.states.length || !runTogether(file, other, context.project)) return [];
    return settersFor(other, context).some((setter) => setter.file === file)
      ? sharingOf(uses, [], context).problems
      : [];
  });
}

/** Whether a file imports the module itself, as against taking it from another file of the project. */
function isImported(holder: Value): boolean {
  return holder.kind === 'name' && holder.origin !== undefined;
}

/** The file of the project that the module is taken from: the client there is taken in its place. */
function comesFrom(holder: Value | undefined, file: string): Pick<Sharing, 'from'> {
  const next = holder && 'target' in holder ? holder.target?.() : undefined;
  if (next && next.at.file !== file) return { from: next.at.file };
  return next ? comesFrom(next, file) : {};
}

const APART =
  'the module is set up in files of which it cannot be told whether they run together with this one';
const SEVERAL = 'the module is set up in several files, and it cannot be told which of them holds here';
const HELP = 'Make the client in one place, and import it here.';

interface Setter {
  readonly file: string;
  readonly name: string;
  readonly isGlobal: boolean;
}

const setting = new WeakMap<Project, readonly Setter[]>();

function settersFor(file: string, { project }: Context): readonly Setter[] {
  const all = setting.get(project) ?? project.files.flatMap((other) => setterIn(other, project));
  setting.set(project, all);
  return all.filter((setter) => setter.file !== file);
}

function setterIn(file: string, project: Project): Setter[] {
  if (!isPython(file, project)) return [];
  const states =
    usesOfModule(file, project)?.states.filter(({ key }) => key === 'config' || key === 'api_key') ?? [];
  const [state] = states;
  if (state?.holder.kind !== 'name') return [];
  const { holder, site } = state;
  const isOwn = holder.origin !== undefined && isModule(holder.origin.module);
  return [{ file, name: holder.name, isGlobal: isOwn && site.blocks?.length === 1 }];
}

function cannotImport(setter: Setter, uses: ModuleUses, context: Context): string | undefined {
  if (!setter.isGlobal)
    return `the module is set up in a function of ${setter.file}, which may not have run yet here`;
  if (importedBy(setter.file, context.project).has(uses.file))
    return `${setter.file} imports this file, and cannot be imported by it`;
  return undefined;
}

/** Where each call brings its config nothing has to be set: a client with the key of the environment will do. */
function makesItsOwn({ imports, taken }: ModuleUses): Sharing {
  const [site] = imports;
  if (!site) return NOTHING_SHARED;
  if (!taken.every(hasOwnConfig)) return { ...NOTHING_SHARED, problems: [{ at: site.at, ...NOT_SET }] };
  const name = imports.find((one) => one.name === '*')?.local ?? MODULE;
  const client: Draft = { kind: 'call', callee: { module: PYTHON_MODULE, name: 'Portkey' }, args: [] };
  const begin: Change = { do: 'begin', at: site.at, name, with: client };
  return {
    changes: [begin],
    problems: [],
    message: 'each call has its config: a client takes the place of the module',
  };
}

const NOT_SET: Omit<Remark, 'at'> = {
  message: 'nothing in sight sets the module up',
  help: 'Make a client where it is known what to give it: Portkey(api_key=..., config=...).',
};
