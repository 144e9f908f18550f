import { type Batch, batchOf, type Findings, sharer, type Task } from './batch.js';
import { type Helper, startHelper } from './helper.js';

/** What looking into all files gave, by name. */
export interface Found {
  readonly found: readonly string[];
  /** How many files were there to be looked into. */
  readonly looked: number;
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/** Looks into files, with a second thread where there are many. */
export interface Pool {
  /** Says that about so many files will come, so that help is there in time. */
  readonly expect: (files: number) => void;
  readonly add: (names: readonly string[]) => void;
  /** Looks into what has been added and nobody has taken. */
  readonly work: () => Promise<void>;
  /** Works until everything that was added is done. */
  readonly finish: () => Promise<Found>;
}

/** Below this many files a second thread costs more than it brings: one thread looks into them in the time another needs to start. */
const WORTH_HELP = 3000;

/** How a pool works. */
export interface Ways {
  /** 1: no second thread. */
  readonly threads?: number | undefined;
  /** Told of a find now and then, until it says that it has heard enough; the second thread goes on meanwhile. */
  readonly onFound?: ((name: string) => Promise<boolean>) | undefined;
}

/** A pool with nothing to do yet. */
export function openPool(task: Task, { threads = 2, onFound }: Ways = {}): Pool {
  const share = sharer(task, 'front');
  const batches: Batch[] = [];
  const own: Findings[] = [];
  let helper: Helper | undefined;
  let tell = onFound;
  const expect = (files: number): void => {
    if (helper || threads < 2 || files < WORTH_HELP) return;
    helper = startHelper(task);
    for (const batch of batches) helper?.add(batch);
  };
  const work = async (): Promise<void> => {
    for (const batch of batches.slice(own.length)) {
      const { findings, step } = share(batch);
      own.push(findings);
      for (let told = 0; step(); ) {
        const last = findings.found.at(-1);
        if (!tell || last === undefined || findings.found.length === told) continue;
        told = findings.found.length;
        if (await tell(batch.names[last] ?? '')) tell = undefined;
      }
    }
  };
  return {
    expect,
    work,
    add: (names) => {
      if (!names.length) return;
      expect(batches.reduce((count, batch) => count + batch.names.length, names.length));
      const batch = batchOf(names);
      batches.push(batch);
      helper?.add(batch);
    },
    finish: async () => {
      await work();
      return sum(batches, [own, (await helper?.finish()) ?? []]);
    },
  };
}

/** Joins what the threads found; each of them has (or has not) looked into the batches in their order. */
function sum(batches: readonly Batch[], threads: readonly (readonly Findings[])[]): Found {
  const parts = threads.flatMap((thread) =>
    thread.map((findings, index) => ({ findings, batch: batches[index] })),
  );
  const absent = parts.reduce((count, { findings }) => count + findings.absent.length, 0);
  const nameAt = (batch: Batch | undefined, index: number): string => batch?.names[index] ?? '';
  return {
    found: parts.flatMap(({ findings, batch }) => findings.found.map((index) => nameAt(batch, index))),
    looked: batches.reduce((count, { names }) => count + names.length, 0) - absent,
    problems: parts.flatMap(({ findings, batch }) =>
      findings.problems.map(({ index, message }) => ({ path: nameAt(batch, index), message })),
    ),
  };
}
