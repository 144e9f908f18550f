import { covers, type Project, samePlace } from '../../../src/project.js';
import type { CallSite, Context } from '../../../src/site.js';
import type { Binding, Call, Entry, ObjectValue, Place, Value } from '../../../src/value.js';
import { isHeaderConfig } from './table.js';

/** A call that is given the headers of `Portkey.Config(...)`. */
export interface HeaderUse {
  readonly site: CallSite;
  /** Its named arguments. */
  readonly options: ObjectValue;
  /** The argument that holds the headers. */
  readonly entry: ObjectValue['entries'][number];
  readonly configs: readonly Call[];
  /** Every value on the way from the argument to the configs. */
  readonly trail: readonly Value[];
}

/** Arguments that hold headers, and those that hold arguments in their turn. */
const HEADERS: ReadonlySet<string> = new Set(['headers', 'default_headers', 'extra_headers']);
const HOLDERS: ReadonlySet<string> = new Set(['model_kwargs']);

/** Every call of the project that is given such headers, by name, in model_kwargs, or in what is unpacked. */
export function headerUsesIn(sites: readonly CallSite[]): readonly HeaderUse[] {
  return sites.flatMap((site): HeaderUse[] => {
    const options = site.call.args.at(-1);
    if (options?.kind !== 'object') return [];
    return options.entries.flatMap((entry): HeaderUse[] => {
      const trail = entry.kind === 'spread' ? followAll(entry.of) : held(entry);
      const configs = trail.filter((value): value is Call => value.kind === 'call' && isHeaderConfig(value));
      return configs.length ? [{ site, options, entry, configs, trail }] : [];
    });
  });
}

function held(entry: Entry): readonly Value[] {
  const key = entry.key ?? '';
  return HEADERS.has(key) || HOLDERS.has(key) ? followAll(entry.value) : [];
}

/** Everything a value is made of that may be headers. */
function followAll(value: Value, seen: Set<Value> = new Set()): readonly Value[] {
  if (seen.has(value)) return [];
  seen.add(value);
  const next = 'target' in value ? value.target?.() : undefined;
  const inner =
    value.kind === 'choice'
      ? value.options
      : value.kind === 'object'
        ? value.entries.flatMap((entry) => (entry.kind === 'spread' ? [entry.of] : heldIn(entry)))
        : next
          ? [next]
          : [];
  return [value, ...inner.flatMap((one) => followAll(one, seen))];
}

function heldIn({ key, value }: Entry): readonly Value[] {
  return HEADERS.has(key ?? '') || HOLDERS.has(key ?? '') ? [value] : [];
}

/** Where the headers go beside the calls that are known to take them. */
export function otherUses(uses: readonly HeaderUse[]): readonly Place[] {
  const known = uses.flatMap(({ site, trail }) => [site.at, ...trail.map(({ at }) => at)]);
  const bindings = uses.flatMap(({ trail }) => trail.flatMap(bindingOf));
  const once = bindings.filter(
    (one, index) => bindings.findIndex((other) => samePlace(one.at, other.at)) === index,
  );
  const references = once.flatMap((binding) => binding.references());
  return references
    .filter(({ how }) => how === 'read' || how === 'pass' || how === 'unknown')
    .map(({ at }) => at)
    .filter((at) => !known.some((place) => covers(place, at)));
}

function bindingOf(value: Value): readonly Binding[] {
  const name = value.kind === 'call' ? value.callee : value;
  const binding = name.kind === 'name' ? name.binding() : undefined;
  return binding ? [binding] : [];
}

/** All calls of the Python files of a run. */
export function pythonCalls({ project }: Pick<Context, 'project'>): readonly CallSite[] {
  const calls = called.get(project) ?? project.files.flatMap((file) => callsIn(file, project));
  called.set(project, calls);
  return calls;
}

const called = new WeakMap<Project, readonly CallSite[]>();

function callsIn(file: string, project: Project): readonly CallSite[] {
  const document = project.document(file);
  if (document?.language.name !== 'python') return [];
  return document.sites().filter((site): site is CallSite => site.kind === 'call');
}
