import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, batchLooker, type Task } from './batch.js';

/** What the main thread says: files to look into, joined by NUL; undefined after the last. */
export type Order = { readonly names: string; readonly next: Batch['next'] } | undefined;

// What startHelper was given.
const task: Task = workerData;
const look = batchLooker(task);

parentPort?.on('message', (order: Order) => {
  if (!order) return parentPort?.close();
  const { names, next } = order;
  parentPort?.postMessage(look({ names: names.split('\0'), next }));
});
