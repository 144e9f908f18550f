import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, batchLooker, noFindings, type Task } from './batch.js';

/** What the main thread says: files to look into, joined by NUL; undefined after the last. */
export type Order = { readonly names: string; readonly next: Batch['next'] } | undefined;

// What startHelper was given.
const task: Task = workerData;
const look = batchLooker(task);

parentPort?.on('message', (order: Order) => {
  if (!order) return parentPort?.close();
  const batch = { names: order.names.split('\0'), next: order.next };
  const findings = noFindings();
  while (look(batch, findings));
  parentPort?.postMessage(findings);
});
