import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { anyFilter, asName, type Filter } from './globs.js';
import type { Place } from './places.js';

/** Picks what is meant; each file once. */
export interface Chooser {
  /** Of files named one by one. */
  readonly chooseNamed: (names: readonly string[]) => readonly string[];
  /** Of what is listed in the places. */
  readonly choose: (names: readonly string[]) => readonly string[];
  /** Globs given as paths that nothing matched. */
  readonly unmatched: () => readonly { readonly path: string; readonly message: string }[];
}

/** A chooser for files of these places; `overlap`: a file may be listed more than once. */
export function chooserOf(
  globs: { readonly include: readonly string[]; readonly exclude: readonly string[] },
  places: readonly Place[],
  overlap: boolean,
  cwd: string,
): Chooser {
  const included = anyFilter(globs.include, cwd);
  const excluded = anyFilter(globs.exclude, cwd);
  const matched = new Set<Place>();
  const isMeant = placeFilter(places, cwd, matched);
  const seen = new Set<string>();
  const isNew = (name: string): boolean => !seen.has(name) && Boolean(seen.add(name));
  const always = [included, excluded && ((name: string) => !excluded(name)), overlap ? isNew : undefined];
  return {
    chooseNamed: all(always),
    choose: all([isMeant, ...always]),
    unmatched: () =>
      places
        .filter((place) => place.accepts && !matched.has(place))
        .map(({ written }) => ({ path: written, message: 'matches no file' })),
  };
}

function all(filters: readonly (Filter | undefined)[]): (names: readonly string[]) => readonly string[] {
  const given = filters.filter((filter) => filter !== undefined);
  if (!given.length) return (names) => names;
  return (names) => names.filter((name) => given.every((filter) => filter(name)));
}

/** Undefined where all that is listed is meant. Notes which globs matched something. */
function placeFilter(places: readonly Place[], cwd: string, matched: Set<Place>): Filter | undefined {
  if (!places.some(({ accepts }) => accepts)) return undefined;
  const filters = places.map((place) => ({ place, accepts: place.accepts ?? below(place.directory, cwd) }));
  return (name) => {
    const accepting = filters.filter(({ accepts }) => accepts(name));
    for (const { place } of accepting) matched.add(place);
    return accepting.length > 0;
  };
}

function below(directory: string, cwd: string): Filter {
  const name = asName(directory, cwd);
  return (file) => name === '.' || file.startsWith(`${name}/`);
}

/** Whether a file (relative to the directory) really stands where its name says, with no link on the way. */
export function staysIn(cwd: string): Filter {
  const known = new Map<string, boolean>();
  return (name) => {
    const directory = resolve(cwd, dirname(name));
    const stays = known.get(directory) ?? realpathSync.native(directory) === directory;
    known.set(directory, stays);
    return stays;
  };
}
