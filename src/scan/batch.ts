import { type Looked, lookerFor } from './look.js';
import { searchesFor, type Wanted } from './search.js';

/** What to look for, and what names of files are relative to: a directory with a slash at its end, '' for the process's own. */
export interface Task {
  readonly root: string;
  readonly wanted: Wanted;
}

/** Files to look into. */
export interface Batch {
  readonly names: readonly string[];
  /** How many handfuls have been taken; shared between threads. */
  readonly taken: Int32Array;
}

/** What looking into some files of a batch has given so far; files by their index. */
export interface Findings {
  readonly found: number[];
  readonly absent: number[];
  readonly problems: { readonly index: number; readonly message: string }[];
}

/** One thread's share of a batch. */
export interface Share {
  readonly findings: Findings;
  /** Takes a handful of files and looks into them; false: all have been taken. */
  readonly step: () => boolean;
}

/** Where a thread begins. Two that work side by side in one directory wait for each other in the kernel: a third more time. */
export type Side = 'front' | 'back';

/** Files taken at once: few enough that threads end together, enough that taking costs nothing. */
const HANDFUL = 32;

/** A batch of these files, nobody having looked into any. */
export function batchOf(names: readonly string[]): Batch {
  return { names, taken: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
}

/** Makes a function that gives a thread its share of a batch. */
export function sharer({ root, wanted }: Task, side: Side): (batch: Batch) => Share {
  const look = lookerFor(searchesFor(wanted));
  return ({ names, taken }) => {
    const findings: Findings = { found: [], absent: [], problems: [] };
    const handfuls = Math.ceil(names.length / HANDFUL);
    let own = 0;
    const step = (): boolean => {
      if (Atomics.add(taken, 0, 1) >= handfuls) return false;
      const from = HANDFUL * (side === 'front' ? own : handfuls - 1 - own);
      own += 1;
      for (let index = from; index < Math.min(from + HANDFUL, names.length); index += 1) {
        note(findings, index, look(root + (names[index] ?? '')));
      }
      return true;
    };
    return { findings, step };
  };
}

function note({ found, absent, problems }: Findings, index: number, looked: Looked): void {
  if (looked === 'nothing') return;
  if (looked === 'found') found.push(index);
  else if (looked === 'absent') absent.push(index);
  else problems.push({ index, message: looked.problem });
}
