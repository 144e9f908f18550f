import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeTemporaries } from '../journal.js';
import { type Home, isInside, posixPath, real } from './home.js';
import { type Found, lastRecorded } from './last.js';
import { type Entry, hashOf, type Journal, reopenJournal, rewriteJournal } from './record.js';
import { type Staged, settle, stageAll, syncDirectories, temporaryFor } from './replace.js';

/** What an undo did, with paths relative to the directory it was asked in. */
export interface Undone {
  readonly restored: readonly string[];
  /** Files that are as they were before the run already. */
  readonly untouched: readonly string[];
  readonly refused: readonly Refused[];
}

/** A file that was left as it is, and why. */
export interface Refused {
  readonly path: string;
  readonly why: string;
}

/** How an undo is done: over changes made since, or only looked at. */
export interface UndoOptions {
  readonly force: boolean;
  readonly dry: boolean;
}

/** Puts back the last run over a directory, also one that was cut short; undefined when there is none. */
export async function undo(directory: string, options: UndoOptions): Promise<Undone | undefined> {
  const found = lastRecorded(directory).filter(({ recorded }) => recorded.journal.entries.length);
  if (!found.length) return undefined;
  const undone: Undone[] = [];
  for (const one of found) undone.push(await undoIn(one, real(directory), options));
  return {
    restored: undone.flatMap(({ restored }) => restored),
    untouched: undone.flatMap(({ untouched }) => untouched),
    refused: undone.flatMap(({ refused }) => refused),
  };
}

async function undoIn({ home, recorded }: Found, directory: string, options: UndoOptions): Promise<Undone> {
  const { journal } = recorded;
  const states = journal.entries.map((entry) => ({ entry, state: stateOf(home, entry, options.force) }));
  const restorable = states.filter(({ state }) => state.kind === 'replaced').map(({ entry }) => entry);
  const refusals = states.flatMap(({ entry, state }) =>
    state.kind === 'refused' ? [{ entry, why: state.why }] : [],
  );
  if (!options.dry) {
    if (!recorded.unfinished) reopenJournal(home);
    removeTemporaries(home, journal);
    await restore(home, journal, restorable);
    await rewriteJournal(
      home,
      leftOf(
        journal,
        refusals.map(({ entry }) => entry),
      ),
    );
  }
  const shown = ({ path }: Entry): string => posixPath(directory, join(home.root, path));
  return {
    restored: restorable.map(shown),
    untouched: states.flatMap(({ entry, state }) => (state.kind === 'old' ? [shown(entry)] : [])),
    refused: refusals.map(({ entry, why }) => ({ path: shown(entry), why })),
  };
}

type State = { readonly kind: 'old' | 'replaced' } | { readonly kind: 'refused'; readonly why: string };

function stateOf(home: Home, entry: Entry, force: boolean): State {
  const file = join(home.root, entry.path);
  if (!existsSync(dirname(file))) return { kind: 'refused', why: 'its directory is gone' };
  if (!isInside(real(home.root), real(dirname(file))))
    return { kind: 'refused', why: 'it now lies outside the tree' };
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) return { kind: 'refused', why: 'it is no file any more' };
  const hash = stats && hashOf(readFileSync(file));
  if (hash === entry.beforeHash && stats && (stats.mode & 0o7777) === entry.mode) return { kind: 'old' };
  if (force || hash === entry.afterHash || hash === entry.beforeHash) return { kind: 'replaced' };
  const since = hash === undefined ? 'it was deleted since' : 'it was changed since';
  return { kind: 'refused', why: `${since} (--force puts the old text back all the same)` };
}

async function restore(home: Home, journal: Journal, entries: readonly Entry[]): Promise<void> {
  const staged = entries.map((entry) => stagedOld(home, journal, entry));
  await stageAll(staged);
  for (const one of staged) await settle(one);
  await syncDirectories(staged.map(({ file }) => file));
}

function stagedOld(home: Home, journal: Journal, entry: Entry): Staged {
  const file = join(home.root, entry.path);
  const owner = statSync(file, { throwIfNoEntry: false });
  const temporary = temporaryFor(file, journal.id);
  return { file, temporary, bytes: Buffer.from(entry.before, 'base64'), mode: entry.mode, owner };
}

/** What stays written down: refused files can still be put back, and earlier runs' changes stay known as our own. */
function leftOf(journal: Journal, entries: readonly Entry[]): Journal {
  return { ...journal, entries };
}
