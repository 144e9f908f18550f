import { spawn } from 'node:child_process';
import { JobError } from '../../job-error.js';

/** How a program ended: a code, or the signal that ended it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A program to run. */
export interface Program {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Its standard output goes to standard error: ours is the report's. */
  readonly isAside: boolean;
}

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Runs a program to its end, with our standard streams and every signal we get. Throws a JobError when it cannot be started. */
export function runChild({ command, cwd, env, isAside }: Program): Promise<Exit> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd,
    env: { ...env },
    stdio: ['inherit', isAside ? 2 : 'inherit', 'inherit'],
    // npm, npx and their like are scripts there, which only a shell runs.
    shell: process.platform === 'win32',
  });
  const forward = (signal: NodeJS.Signals): void => {
    // A terminal has told the child already, as it has told us.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  return new Promise<Exit>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(new JobError(`${file} could not be started (${error.code ?? error.message})`));
    });
    child.once('exit', (code, signal) => resolve({ code, signal }));
  }).finally(() => {
    for (const signal of FORWARDED) process.off(signal, forward);
  });
}
