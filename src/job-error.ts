/** Why the job could not be done (exit code 2): bad usage, a missing path, a file that cannot be written. Unknown errors are anything else. */
export class JobError extends Error {
  override readonly name = 'JobError';

  /** `what` went wrong, and where it helps what was expected and what was received instead. */
  constructor(what: string, expected?: string, received?: string) {
    const wanted = expected === undefined ? '' : `: expected ${expected}`;
    const got = received === undefined ? '' : `${wanted ? ',' : ':'} received ${received}`;
    super(what + wanted + got);
  }
}
