import type { Span } from './edit.js';
import type { Level } from './site.js';

/** One finding as it is reported: `span` is in the text before. */
export interface Reported {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly help?: string;
  readonly span: Span;
}

/** What became of one file. `before` and `after` are equal when nothing was (or would be) changed. */
export interface FileResult {
  /** As the run knows it: relative to the working directory, posix. */
  readonly path: string;
  readonly language: string;
  readonly before: string;
  readonly after: string;
  readonly findings: readonly Reported[];
}

/** Something that looked old and is not a use, or could not be looked into. Lines count from 1. */
export interface Skipped {
  readonly path: string;
  readonly line: number;
  readonly reason: string;
}

/** A package that a manifest needs, and why the tool did not write it itself (outside the paths, no manifest). */
export interface Notice {
  readonly message: string;
}

/** The whole of a migration in memory, before anything is written. */
export interface Migration {
  readonly files: readonly FileResult[];
  readonly skipped: readonly Skipped[];
  readonly notices: readonly Notice[];
  /** Commands a person runs next (`npm install`), each once. */
  readonly commands: readonly string[];
}

/** What a run has to say at its end. */
export interface RunResult extends Migration {
  readonly scannedFiles: number;
  readonly candidateFiles: number;
  readonly durationMs: number;
  /** True when nothing was written on purpose (`check`, `--dry-run`). */
  readonly dry: boolean;
}
