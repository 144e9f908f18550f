import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { JobError } from './job-error.js';
import {
  directoryOf,
  type Home,
  homeOf,
  isInGit,
  leaveHome,
  posixPath,
  real,
  type Where,
} from './journal/home.js';
import {
  closeJournal,
  dropOpenJournal,
  type Entry,
  hashOf,
  type Journal,
  openJournal,
  type Recorded,
  readJournal,
} from './journal/record.js';
import { type Staged, settle, stageAll, syncDirectories, temporaryFor } from './journal/replace.js';

/** A file to write: its path relative to the working directory, its text as it was read and as it shall be. */
export interface Replacement {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A replacement with its place in the journal of its home. */
interface Planned {
  readonly home: Home;
  readonly entry: Entry;
  readonly staged: Staged;
  readonly before: Uint8Array;
}

/**
 * Replaces files so that a kill at any moment leaves each of them old or new and `undo` can put all of them back: first the
 * journals are on the disk, then the new texts beside the old ones, then each is renamed into place. When one cannot be written,
 * none is. Throws a JobError when a file is no longer as it was read.
 */
export async function replaceFiles(replacements: readonly Replacement[], where: Where): Promise<void> {
  if (!replacements.length) return;
  const id = `${Date.now().toString(36).padStart(9, '0')}-${randomBytes(4).toString('hex')}`;
  const plans = replacements.map((replacement) => plan(replacement, id, where));
  const homes = byHome(plans);
  await replaceAll(plans, homes, { id, cwd: where.cwd });
  for (const { home } of homes) closeJournal(home);
}

function plan({ path, before, after }: Replacement, id: string, where: Where): Planned {
  const file = real(resolve(where.cwd, path));
  const home = homeOf(file, where);
  const bytes = readFileSync(file);
  if (!bytes.equals(Buffer.from(before)))
    throw new JobError(`${path} changed while it was being migrated: run again`);
  const { mode, uid, gid } = statSync(file);
  const afterBytes = Buffer.from(after);
  const entry = {
    path: posixPath(home.root, file),
    mode: mode & 0o7777,
    before: bytes.toString('base64'),
    beforeHash: hashOf(bytes),
    afterHash: hashOf(afterBytes),
  };
  const temporary = temporaryFor(file, id);
  return {
    home,
    entry,
    before: bytes,
    staged: { file, temporary, bytes: afterBytes, mode: entry.mode, owner: { uid, gid } },
  };
}

/** What a run changes in one tree, and the run before it there. */
interface Share {
  readonly home: Home;
  readonly planned: readonly Planned[];
  readonly last: Recorded | undefined;
}

function byHome(plans: readonly Planned[]): readonly Share[] {
  const homes = new Map(plans.map(({ home }) => [home.directory, home]));
  return [...homes.values()].map((home) => ({
    home,
    planned: plans.filter((one) => one.home.directory === home.directory),
    last: readJournal(home),
  }));
}

interface Run {
  readonly id: string;
  readonly cwd: string;
}

async function writeDown({ home, planned, last }: Share, run: Run): Promise<void> {
  if (last?.unfinished) removeTemporaries(home, last.journal);
  await openJournal(home, journalOf({ home, planned, last }, run));
}

/** What is written down: this run, and what an interrupted run before it had already replaced. */
function journalOf({ home, planned, last }: Share, { id, cwd }: Run): Journal {
  const kept = last?.unfinished ? last.journal.entries.filter((entry) => wasReplaced(home, entry)) : [];
  const keptAt = new Map(kept.map((entry) => [entry.path, entry]));
  const written = planned.map(({ entry }) => ({ ...entry, ...originOf(keptAt.get(entry.path)) }));
  const paths = new Set(written.map(({ path }) => path));
  const entries = [...written, ...kept.filter(({ path }) => !paths.has(path))];
  return { version: 1, id, cwd: real(cwd), entries, own: { ...last?.journal.own, ...hashesOf(entries) } };
}

function originOf(entry: Entry | undefined): Pick<Entry, 'before' | 'beforeHash' | 'mode'> | undefined {
  return entry && { before: entry.before, beforeHash: entry.beforeHash, mode: entry.mode };
}

function wasReplaced(home: Home, entry: Entry): boolean {
  const file = join(home.root, entry.path);
  return (
    statSync(file, { throwIfNoEntry: false }) === undefined || hashOf(readFileSync(file)) !== entry.beforeHash
  );
}

function hashesOf(entries: readonly Entry[]): Record<string, string> {
  return Object.fromEntries(entries.map(({ path, afterHash }) => [path, afterHash]));
}

async function replaceAll(plans: readonly Planned[], homes: readonly Share[], run: Run): Promise<void> {
  const settled: Planned[] = [];
  try {
    for (const share of homes) await writeDown(share, run);
    await stageAll(plans.map(({ staged }) => staged));
    for (const one of plans) {
      await settle(one.staged);
      settled.push(one);
    }
    await syncDirectories(plans.map(({ staged }) => staged.file));
  } catch (error) {
    await takeBack(plans, settled);
    // A journal that cannot be taken back tells of files that are as they were: undo finds nothing to do.
    for (const share of homes) await forget(share).catch(() => undefined);
    const why = error instanceof Error ? error.message : String(error);
    throw new JobError(`nothing was changed, since a file could not be written: ${why}`);
  }
}

async function forget({ home, last }: Share): Promise<void> {
  if (last?.unfinished) return openJournal(home, last.journal);
  dropOpenJournal(home);
  if (!last && !isInGit(home)) leaveHome(home);
}

/** When one file cannot be written, the others go back: changes are made together or not at all. */
async function takeBack(plans: readonly Planned[], settled: readonly Planned[]): Promise<void> {
  for (const { staged } of plans) rmSync(staged.temporary, { force: true });
  const old = settled.map(({ staged, before }) => ({ ...staged, bytes: before }));
  await stageAll(old);
  for (const one of old) await settle(one);
}

/** Removes what a killed run left beside the files it was about to replace. */
export function removeLeftovers(where: Where): void {
  const given = [where.cwd, ...where.paths.map((path) => resolve(where.cwd, path))];
  for (const directory of new Set(given.map(directoryOf))) {
    const home = homeOf(join(real(directory), 'any'), where);
    const last = readJournal(home);
    if (last?.unfinished) removeTemporaries(home, last.journal);
  }
}

/** Removes the temporary files of a run. */
export function removeTemporaries(home: Home, { id, entries }: Journal): void {
  for (const { path } of entries) rmSync(temporaryFor(join(home.root, path), id), { force: true });
}
