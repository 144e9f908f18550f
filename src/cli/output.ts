import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { JobError } from '../job-error.js';
import type { Io } from './io.js';

/** Throws a JobError when `--output` names what cannot be written: before any work is done. */
export function checkOutput(output: string | undefined, cwd: string): void {
  if (output === undefined) return;
  const path = resolve(cwd, output);
  if (!existsSync(dirname(path)))
    throw new JobError('--output', 'a file in a directory that exists', `"${output}"`);
  const isDirectory = existsSync(path) && statSync(path).isDirectory();
  if (isDirectory) throw new JobError('--output', 'a file', `the directory "${output}"`);
}

/** Writes a report to a file. */
export function writeOutput(output: string, text: string, io: Io): void {
  try {
    writeFileSync(resolve(io.cwd, output), text);
  } catch (error) {
    throw new JobError(`the report could not be written: ${error instanceof Error ? error.message : error}`);
  }
}
