import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Home, isInGit, leaveHome, makeHome } from './home.js';
import { writeDurably } from './replace.js';

/** One file that a run replaces: what stood there, and how to know what stands there now. */
export interface Entry {
  /** Relative to the home's root, with slashes. */
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  /** The bytes before, in base64. */
  readonly before: string;
  readonly beforeHash: string;
  readonly afterHash: string;
}

/** One run, written down before the first file is touched. */
export interface Journal {
  readonly version: 1;
  /** Grows with time; the journals of one run over several trees share it. */
  readonly id: string;
  readonly cwd: string;
  readonly entries: readonly Entry[];
  /** What this run and those before it wrote: hashes by path. Such changes are the tool's own. */
  readonly own: Readonly<Record<string, string>>;
}

/** The journal of a run that has not said that it is done. */
const OPEN = 'run.open';
/** The journal of the last whole run. */
const DONE = 'run.done';

/** The last run written down here, and whether it was cut short. */
export interface Recorded {
  readonly journal: Journal;
  readonly unfinished: boolean;
}

/** The last run of a home; undefined when there is none. A journal that cannot be read is as good as none. */
export function readJournal(home: Home): Recorded | undefined {
  const open = parseJournal(join(home.directory, OPEN));
  if (open) return { journal: open, unfinished: true };
  const done = parseJournal(join(home.directory, DONE));
  return done && { journal: done, unfinished: false };
}

/** Writes a journal down for good, before its run touches a file. */
export async function openJournal(home: Home, journal: Journal): Promise<void> {
  makeHome(home);
  await writeDurably(join(home.directory, OPEN), Buffer.from(JSON.stringify(journal)));
}

/** Says that the open run is done. */
export function closeJournal(home: Home): void {
  renameSync(join(home.directory, OPEN), join(home.directory, DONE));
}

/** Says that the last run is being worked on again: an undo can be cut short as well. */
export function reopenJournal(home: Home): void {
  renameSync(join(home.directory, DONE), join(home.directory, OPEN));
}

/** Forgets the open run: nothing of it is left in the tree. */
export function dropOpenJournal(home: Home): void {
  rmSync(join(home.directory, OPEN), { force: true });
}

/** Replaces the last run by what is left of it; what earlier runs wrote themselves only matters to git. */
export async function rewriteJournal(home: Home, journal: Journal): Promise<void> {
  const isKept = journal.entries.length > 0 || isInGit(home);
  if (isKept) await writeDurably(join(home.directory, DONE), Buffer.from(JSON.stringify(journal)));
  else rmSync(join(home.directory, DONE), { force: true });
  dropOpenJournal(home);
  if (!isKept) leaveHome(home);
}

/** The hash that tells one text from another. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function parseJournal(path: string): Journal | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isJournal(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isJournal(value: unknown): value is Journal {
  return (
    isRecord(value) &&
    value.version === 1 &&
    typeof value.id === 'string' &&
    /^[\w-]+$/.test(value.id) &&
    typeof value.cwd === 'string' &&
    isRecord(value.own) &&
    Array.isArray(value.entries) &&
    value.entries.every(isEntry)
  );
}

function isEntry(value: unknown): value is Entry {
  const texts = ['path', 'before', 'beforeHash', 'afterHash'];
  return (
    isRecord(value) &&
    texts.every((key) => typeof value[key] === 'string') &&
    typeof value.mode === 'number' &&
    isWithin(String(value.path))
  );
}

/** A journal that came with a stranger's tree must not lead out of it. */
function isWithin(path: string): boolean {
  return !/^([/\\]|[A-Za-z]:)/.test(path) && !path.split(/[/\\]/).includes('..');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
