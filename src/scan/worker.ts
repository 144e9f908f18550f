import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, sharer, type Task } from './batch.js';

/** What the main thread says: files to look into, joined by NUL; undefined after the last. */
export type Order = { readonly names: string; readonly taken: Batch['taken'] } | undefined;

// What startHelper was given.
const task: Task = workerData;
const share = sharer(task, 'back');

parentPort?.on('message', (order: Order) => {
  if (!order) return parentPort?.close();
  const { findings, step } = share({ names: order.names.split('\0'), taken: order.taken });
  while (step());
  parentPort?.postMessage(findings);
});
