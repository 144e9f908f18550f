import { entryOf, type Project, possibilities, samePlace } from '../../src/project.js';
import type { Place, Value } from '../../src/value.js';
import { isConstruction } from '../sdk.js';
import { meaningOf } from './keys.js';

const known = new WeakMap<Project, readonly Place[]>();

/** Whether a list of options is what a client of the project is made with: then the object that hands it on is nobody's config. */
export function isReadByClient({ at }: Value, project: Project): boolean {
  const lists = known.get(project) ?? listsOfClients(project);
  known.set(project, lists);
  return lists.some((list) => samePlace(list, at));
}

/** Every list that a client's options, or the config in them, name as options or targets. */
function listsOfClients(project: Project): readonly Place[] {
  const sites = project.files.flatMap((file) => project.document(file)?.sites() ?? []);
  const options = sites.flatMap((site) =>
    site.kind === 'call' && isConstruction(site.call) ? objectsIn(site.call.args[0]) : [],
  );
  const configs = options.flatMap((object) => {
    const entry = entryOf(object, 'config');
    return entry?.kind === 'entry' ? objectsIn(entry.value) : [];
  });
  return [...options, ...configs].flatMap(({ entries }) =>
    entries.flatMap((entry) => {
      const meaning = entry.kind === 'entry' && meaningOf(entry.key ?? '');
      if (entry.kind !== 'entry' || (meaning !== 'options' && meaning !== 'targets')) return [];
      return possibilities(entry.value).map(({ at }) => at);
    }),
  );
}

function objectsIn(value: Parameters<typeof possibilities>[0] | { readonly kind: 'spread' } | undefined) {
  if (!value || value.kind === 'spread') return [];
  return possibilities(value).filter((option) => option.kind === 'object');
}
