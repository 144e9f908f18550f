import { join } from 'node:path';
import { decode } from '../disk.js';
import { gitHome, type Home, homesAround, homesBelow, isInside, posixPath, real } from './home.js';
import { type Recorded, readJournal } from './record.js';

/** A file the last run replaced: its path relative to the directory asked about, and its text before. */
export interface JournalEntry {
  readonly path: string;
  readonly before: string;
  /** SHA-256 of what the run wrote, in hex. */
  readonly afterHash: string;
}

/** A run and where it is written down. */
export interface Found {
  readonly home: Home;
  readonly recorded: Recorded;
}

/**
 * The last run that concerns a directory: over its repository, around it, or started in it over trees below. One run over
 * several repositories has a journal in each.
 */
export function lastRecorded(directory: string): readonly Found[] {
  const start = real(directory);
  const around = homesAround(start)
    .flatMap(found)
    .filter((one) => concerns(one, start));
  const below = homesBelow(start)
    .flatMap(found)
    .filter(({ recorded }) => recorded.journal.cwd === start);
  const runs = [...around, ...below].filter(({ recorded }) => recorded.journal.entries.length);
  const last = runs
    .map(({ recorded }) => recorded.journal.id)
    .sort()
    .at(-1);
  const homes = new Map(runs.map((one) => [one.home.directory, one]));
  return [...homes.values()].filter(({ recorded }) => recorded.journal.id === last);
}

/** A repository has one last run; a journal further up may be about other directories. */
function concerns({ home, recorded }: Found, directory: string): boolean {
  if (home.directory === gitHome(directory)?.directory || recorded.journal.cwd === directory) return true;
  return recorded.journal.entries.some(({ path }) => isInside(directory, join(home.root, path)));
}

function found(home: Home): Found[] {
  const recorded = readJournal(home);
  return recorded ? [{ home, recorded }] : [];
}

/** The texts before the last run over a directory; undefined when there was none, or it was undone. */
export async function lastRun(directory: string): Promise<readonly JournalEntry[] | undefined> {
  const runs = lastRecorded(directory);
  if (!runs.length) return undefined;
  return runs.flatMap(({ home, recorded }) =>
    recorded.journal.entries.map((entry) => ({
      path: posixPath(real(directory), join(home.root, entry.path)),
      before: decode(Buffer.from(entry.before, 'base64')) ?? '',
      afterHash: entry.afterHash,
    })),
  );
}
