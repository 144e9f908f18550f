import type { RunResult } from '../result.js';
import { findingsAt } from './counts.js';

/** What a run ends with, in every format: 2 for errors, 1 for what is left where somebody wants to know, else 0. */
export function exitCodeOf(result: RunResult, { strict }: { readonly strict: boolean }): 0 | 1 | 2 {
  if (findingsAt(result.files, 'error').length) return 2;
  const manual = findingsAt(result.files, 'manual');
  if (strict && manual.length) return 1;
  // An ignore without use is untidy, but nothing old.
  const old = [
    ...findingsAt(result.files, 'applied'),
    ...manual.filter(({ rule }) => rule !== 'unused-ignore'),
  ];
  return result.dry && old.length ? 1 : 0;
}
