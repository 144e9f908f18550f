import { lookerFor } from './look.js';
import { searchesFor, type Wanted } from './search.js';

/** What to look for, and what names of files are relative to: a directory with a slash at its end, '' for the process's own. */
export interface Task {
  readonly root: string;
  readonly wanted: Wanted;
}

/** Files to look into. */
export interface Batch {
  readonly names: readonly string[];
  /** The index of the next file nobody has taken; shared between threads. */
  readonly next: Int32Array;
}

/** What looking into some files of a batch has given so far; files by their index. */
export interface Findings {
  readonly found: number[];
  readonly absent: number[];
  readonly problems: { readonly index: number; readonly message: string }[];
}

/** Findings of a thread that has not looked yet. */
export function noFindings(): Findings {
  return { found: [], absent: [], problems: [] };
}

/** Files taken at once: few enough that threads end together, enough that taking costs nothing. */
const HANDFUL = 32;

/** A batch of these files, nobody having looked into any. */
export function batchOf(names: readonly string[]): Batch {
  return { names, next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
}

/** Makes a function that takes a handful of a batch's files and looks into them; false: all have been taken, by this thread or another. */
export function batchLooker({ root, wanted }: Task): (batch: Batch, findings: Findings) => boolean {
  const look = lookerFor(searchesFor(wanted));
  return ({ names, next }, { found, absent, problems }) => {
    const from = Atomics.add(next, 0, HANDFUL);
    for (let index = from; index < Math.min(from + HANDFUL, names.length); index += 1) {
      const looked = look(root + (names[index] ?? ''));
      if (looked === 'nothing') continue;
      if (looked === 'found') found.push(index);
      else if (looked === 'absent') absent.push(index);
      else problems.push({ index, message: looked.problem });
    }
    return from < names.length;
  };
}
