import { covers, possibilities, resolve } from '../../src/project.js';
import type { Change, Context, Site } from '../../src/site.js';
import type { Binding, Entry, Place, Text, Value } from '../../src/value.js';
import { readMode } from './provider.js';
import { inCaseOf } from './write.js';

/** The change that renames a header in the constant its name comes from, where all that is sent by that name moves with it. */
export function renamedName(name: Value, to: string, context: Context): Change | undefined {
  const text = resolve(name);
  if (text.kind !== 'text' || text === name) return undefined;
  const uses = usesOf(name);
  if (!uses?.length || !uses.every((at) => sendsProvider(at, context))) return undefined;
  return { do: 'retext', at: text, to: inCaseOf(text.text, to) };
}

/** Every place that reads the constant; undefined where they cannot be known. */
function usesOf(name: Value): readonly Place[] | undefined {
  if (name.kind === 'name') return placesOf(name.binding(), []);
  if (name.kind !== 'member' || name.name === undefined) return undefined;
  const owner = resolve(name.of);
  return owner.kind === 'object' ? placesOf(owner.holder?.(), [name.name]) : undefined;
}

function placesOf(binding: Binding | undefined, path: readonly string[]): readonly Place[] | undefined {
  const uses = binding?.references().filter((use) => use.how !== 'export') ?? [];
  const isKnown = uses.every((use) => use.path.length >= path.length && use.how !== 'memberWrite');
  const own = uses.filter((use) => path.every((step, index) => use.path[index] === step));
  return isKnown ? own.map(({ at }) => at) : undefined;
}

/** Whether a use of a header's name sends a mode that names its provider: as a key, or to a method that puts a header. */
function sendsProvider(at: Place, { project }: Context): boolean {
  const sites = project.document(at.file)?.sites() ?? [];
  return sites.some((site) => sentAt(site, at).some((value) => readMode(value).says === 'provider'));
}

function sentAt(site: Site, at: Place): readonly Value[] {
  if (site.kind === 'object') {
    const entries = site.value.entries.filter((entry): entry is Entry => entry.kind === 'entry');
    return entries.flatMap((entry) => (covers(entry.keyAt, at) ? [entry.value] : []));
  }
  if (site.kind !== 'call') return [];
  const [name, value] = site.call.args;
  return name && value && value.kind !== 'spread' && covers(name.at, at) ? [value] : [];
}

/** The text a name may be a constant for. */
export function textNamed(name: Value): Text | undefined {
  const [only, ...others] = possibilities(name);
  return only?.kind === 'text' && !others.length ? only : undefined;
}
