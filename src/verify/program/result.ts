import type { Verdict } from '../result.js';
import type { Exit } from './child.js';

/** Where in the program a request was made. */
export interface CallPlace {
  /** Relative to the working directory, posix. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One request the program made, and what became of it. */
export interface ProgramRequest {
  readonly method: string;
  /** Without query: it may hold what is nobody's business. */
  readonly url: string;
  readonly api: 'old' | 'new';
  readonly verdict: Verdict;
  /** Undefined where no stack trace gave it. */
  readonly place: CallPlace | undefined;
}

/** All that is known of a run. */
export interface ProgramResult {
  readonly command: readonly string[];
  readonly exit: Exit;
  /** In the order in which they were answered. */
  readonly requests: readonly ProgramRequest[];
}
