import type { RunResult } from '../result.js';
import { loadDiff } from './diff.js';

/** Exactly the change, credentials and all: for `git apply` and `patch -p1` in the working directory. */
export async function patch(result: RunResult): Promise<string> {
  const diff = await loadDiff();
  return result.files.map(diff).join('');
}
