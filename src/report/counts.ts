import type { FileResult, RunResult } from '../result.js';
import type { Level } from '../site.js';

/** How many there are of everything the summary of a report names. */
export interface Counts {
  readonly scannedFiles: number;
  readonly candidateFiles: number;
  readonly changedFiles: number;
  readonly applied: number;
  readonly manual: number;
  readonly errors: number;
}

/** Counts a result. */
export function countsOf({ files, scannedFiles, candidateFiles }: RunResult): Counts {
  const at = (level: Level): number => findingsAt(files, level).length;
  return {
    scannedFiles,
    candidateFiles,
    changedFiles: files.filter(isChanged).length,
    applied: at('applied'),
    manual: at('manual'),
    errors: at('error'),
  };
}

/** Whether the run changed a file, or would have. */
export function isChanged(file: FileResult): boolean {
  return file.before !== file.after;
}

/** All findings of a level. */
export function findingsAt(files: readonly FileResult[], level: Level) {
  return files.flatMap(({ findings }) => findings).filter((finding) => finding.level === level);
}
