import type { Project } from '../../src/project.js';
import { covers, possibilities, samePlace } from '../../src/project.js';
import type { AssignmentSite, CallSite, ImportSite, MemberSite, Site, Step } from '../../src/site.js';
import type { Member, Name, Place, Value } from '../../src/value.js';
import { ENUMS, isModule, isOfModule, RECORDS } from '../records.js';
import { MODULE_METHODS } from './table.js';

/** `portkey.config = …`: state of the module, set on what stands for it. */
export interface State {
  readonly key: string;
  readonly value: Value;
  readonly holder: Value;
  readonly member: Member;
  readonly site: AssignmentSite;
}

/** A member of the module that is called or read: `ChatCompletions.create`. */
export interface Taken {
  readonly site: CallSite | MemberSite;
  /** From the module on. */
  readonly path: readonly string[];
  /** As far as it is written on the module: less than `path` where a class was imported by its name. */
  readonly steps: readonly Step[];
  /** What stands for the module; undefined where a class was imported by its name. */
  readonly holder: Value | undefined;
  /** The name the member path begins with. */
  readonly root: Name;
}

/** Everything a file does with the old module. */
export interface ModuleUses {
  readonly file: string;
  readonly imports: readonly ImportSite[];
  readonly states: readonly State[];
  readonly taken: readonly Taken[];
  /** Constructions of its Config. */
  readonly configs: readonly CallSite[];
  /** Statements that only give the module another name: `client = portkey`. */
  readonly aliases: readonly Place[];
  /** Names of its classes and enums that stand for data. */
  readonly data: readonly Place[];
  /** Members of the module that a client does not have: its version, its state. */
  readonly strays: readonly MemberSite[];
  /** Uses of the module itself that say nothing about what is done with it. */
  readonly lost: readonly Place[];
}

const known = new WeakMap<Project, Map<string, ModuleUses | undefined>>();

/** What a file does with the old module, read once; undefined when it does not import it. */
export function usesOfModule(file: string, project: Project): ModuleUses | undefined {
  const files = known.get(project) ?? new Map<string, ModuleUses | undefined>();
  known.set(project, files);
  if (!files.has(file)) files.set(file, readUses(file, project));
  return files.get(file);
}

function readUses(file: string, project: Project): ModuleUses | undefined {
  const sites = project.document(file)?.sites() ?? [];
  const imports = sites.filter(
    (site): site is ImportSite => site.kind === 'import' && isModule(site.module) && !isOwn(site, project),
  );
  const states = sites.flatMap(stateOf);
  const taken = sites.flatMap(takenOf);
  if (!imports.length && !states.length && !taken.length) return undefined;
  const configs = sites.filter((site): site is CallSite => site.kind === 'call' && isConfig(site));
  const data = sites.flatMap(dataPlaces);
  const strays = sites
    .filter(isStray)
    .filter(({ at }) => !states.some(({ member }) => samePlace(member.at, at)));
  const lost = lostUses(imports, [...states, ...taken], [...data, ...strays.map(({ at }) => at)]);
  const aliases = aliasStatements(imports, states, sites);
  return { file, imports, states, taken, configs, aliases, data, strays, lost };
}

/** A file of the project that goes by the name of the module. */
export function isOwn({ module, at }: ImportSite, project: Project): boolean {
  return (project.document(at.file)?.language.locate(module, at.file, project) ?? []).length > 0;
}

const CONFIG = [{ from: 'Config', see: 'PyPI portkey-ai 0.1.53: portkey/api_resources/utils.py' }];

function isConfig({ call }: CallSite): boolean {
  return isOfModule(call.origin, CONFIG);
}

/** Whether a value is a construction of the old Config. */
export function isConfigCall(value: Value): boolean {
  return value.kind === 'call' && isOfModule(value.origin, CONFIG);
}

/** Whether a value is the module itself. */
export function isModuleValue(value: Value): boolean {
  return possibilities(value).some(
    (option) =>
      option.kind === 'name' &&
      option.origin !== undefined &&
      isModule(option.origin.module) &&
      !option.origin.path.length,
  );
}

function stateOf(site: Site): State[] {
  if (site.kind !== 'assignment' || !site.member) return [];
  const { member, value } = site;
  if (member.name === undefined || !isModuleValue(member.of)) return [];
  return [{ key: member.name, value, holder: member.of, member, site }];
}

const CLASSES = new Set(MODULE_METHODS.map(({ from }) => from.split('.')[0]));

function takenOf(site: Site): Taken[] {
  if (site.kind !== 'call' && site.kind !== 'member') return [];
  const whole = site.kind === 'call' ? site.call.callee : site.value;
  const members = mayBeTaken(whole) ? membersOf(whole) : [];
  const holder = members.length ? members[0]?.of : undefined;
  const root = holder && rootOf(holder);
  if (!holder || !root) return [];
  const names = members.map(({ name }) => name ?? '[]');
  const steps = site.path.slice(-members.length);
  if (isModuleValue(holder)) {
    const isOurs = CLASSES.has(names[0]) || (site.kind === 'call' && names.at(-1) === 'create');
    return isOurs ? [{ site, path: names, steps, holder, root }] : [];
  }
  const [taken, ...deeper] = root.origin && isModule(root.origin.module) ? root.origin.path : [];
  if (taken === undefined || deeper.length || holder !== root || !CLASSES.has(taken)) return [];
  return [{ site, path: [taken, ...names], steps, holder: undefined, root }];
}

/** Whether a member path names what the module has, or starts at what comes from it: all others need not be followed. */
function mayBeTaken(value: Value): boolean {
  if (value.kind !== 'member') return false;
  if (value.name === 'create') return true;
  let inner: Value = value;
  for (; inner.kind === 'member'; inner = inner.of) if (CLASSES.has(inner.name)) return true;
  const origin = inner.kind === 'name' ? inner.origin : undefined;
  return origin !== undefined && isModule(origin.module);
}

/** The members of a path, from the one read off what is not a member, or is the module, on. */
function membersOf(value: Value): readonly Member[] {
  if (value.kind !== 'member') return [];
  return isModuleValue(value.of) ? [value] : [...membersOf(value.of), value];
}

function rootOf(value: Value): Name | undefined {
  if (value.kind === 'member') return rootOf(value.of);
  if (value.kind === 'opaque') {
    const inner = value.target?.();
    return inner && rootOf(inner);
  }
  return value.kind === 'name' ? value : undefined;
}

/** Uses of the module that are no member of it that is understood. */
function lostUses(
  imports: readonly ImportSite[],
  understood: readonly (State | Taken)[],
  data: readonly Place[],
): readonly Place[] {
  const whole = imports.filter(({ name }) => name === '*').flatMap(({ uses }) => uses);
  const places = [...understood.map((use) => use.site.at), ...data, ...aliases(whole, understood)];
  return whole.map(({ at }) => at).filter((at) => !places.some((place) => covers(place, at)));
}

/** `client = portkey`, where what is done with the name is understood. */
function aliases(uses: ImportSite['uses'], understood: readonly (State | Taken)[]): readonly Place[] {
  const values = understood.flatMap((use) => (use.holder ? [use.holder] : []));
  const followed = values.flatMap((value) => trailOf(value));
  return uses.filter(({ at }) => followed.some((place) => covers(place, at))).map(({ at }) => at);
}

/** The statements in which the module gets another name, where what is done with that name is understood. */
function aliasStatements(
  imports: readonly ImportSite[],
  understood: readonly State[],
  sites: readonly Site[],
): readonly Place[] {
  const uses = imports.filter(({ name }) => name === '*').flatMap((site) => site.uses);
  const own = aliases(uses, understood);
  const written = sites.flatMap((site) =>
    site.kind === 'assignment' && own.some((at) => samePlace(at, site.value.at)) ? [site.statement] : [],
  );
  const names = understood.flatMap(({ holder }) => (holder ? declarationsOf(holder) : []));
  const declared = own.flatMap((at) =>
    names
      .filter((name) => name.file === at.file && name.span.end < at.span.start)
      .slice(-1)
      .map((name) => ({ file: at.file, span: { start: name.span.start, end: at.span.end } })),
  );
  const isWritten = ({ file, span }: Place): boolean =>
    written.some((place) => place.file === file && place.span.end === span.end);
  return [...written, ...declared.filter((place) => !isWritten(place))];
}

/** Where the names on the way to the module are declared, imports apart. */
function declarationsOf(value: Value): readonly Place[] {
  const binding = value.kind === 'name' ? value.binding() : undefined;
  const next = 'target' in value ? value.target?.() : undefined;
  return [...(binding?.kind === 'variable' ? [binding.at] : []), ...(next ? declarationsOf(next) : [])];
}

function trailOf(value: Value): readonly Place[] {
  const next = 'target' in value ? value.target?.() : undefined;
  return next ? [next.at, ...trailOf(next)] : [];
}

function innerOrigin({ of }: Member) {
  return of.kind === 'member' ? of.origin : undefined;
}

/** A member of the module itself that is read, and no class, enum or method of it. */
function isStray(site: Site): site is MemberSite {
  if (site.kind !== 'member') return false;
  const [own] = membersOf(site.value);
  if (!own || !isModuleValue(own.of)) return false;
  const known = [...RECORDS, ...ENUMS, ...CONFIG].some(({ from }) => from === own.name);
  return !known && !CLASSES.has(own.name);
}

/** Classes and enums of the module that stand for data. */
function dataPlaces(site: Site): readonly Place[] {
  const known = [...RECORDS, ...ENUMS, ...CONFIG];
  if (site.kind === 'call') return isOfModule(site.call.origin, known) ? [site.call.callee.at] : [];
  if (site.kind !== 'member') return [];
  const { value } = site;
  return isOfModule(value.origin, known) || isOfModule(innerOrigin(value), known) ? [site.at] : [];
}
