import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Batch, Findings, Task } from './batch.js';
import type { Order } from './worker.js';

/** A second thread that looks into files. */
export interface Helper {
  readonly add: (batch: Batch) => void;
  /** What it has looked into, batch by batch, once it is done with all of them. */
  readonly finish: () => Promise<readonly Findings[]>;
}

/** Starts a second thread; undefined where the program runs from its sources. */
export function startHelper(task: Task): Helper | undefined {
  const code = new URL('./worker.js', import.meta.url);
  if (!existsSync(fileURLToPath(code))) return undefined;
  const worker = new Worker(code, { workerData: task, execArgv: [] });
  const findings: Findings[] = [];
  worker.on('message', (answer: Findings) => findings.push(answer));
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  // It is waited for in finish(); until then a failure must not count as unhandled, nor keep the process from ending.
  ended.catch(() => undefined);
  worker.unref();
  const say = (order: Order): void => worker.postMessage(order);
  return {
    add: ({ names, taken }) => say({ names: names.join('\0'), taken }),
    finish: async () => {
      worker.ref();
      say(undefined);
      await ended;
      return findings;
    },
  };
}
