/** 0: done, or nothing to do; 1: something old is left, or differs; 2: the job could not be done. */
export type ExitCode = 0 | 1 | 2;

/** What a command may touch of the world outside: terminal, environment, exit code. */
export interface Io {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output as it is: the report and nothing else. */
  readonly print: (text: string) => void;
  /** Writes a line to standard error: progress and errors. */
  readonly warn: (line: string) => void;
  /** All of standard input. */
  readonly readInput: () => Promise<Buffer>;
  /** Whether standard output is a terminal. */
  readonly terminal: boolean;
  /** Asks a person yes or no; undefined when nobody can be asked (no terminal, or CI). */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** Says what the process ends with; the highest code said counts. */
  readonly exit: (code: ExitCode) => void;
}

/** The running process as an Io, and the exit code it was told. */
export function processIo(): { readonly io: Io; readonly exitCode: () => ExitCode } {
  let code: ExitCode = 0;
  quietOnBrokenPipe();
  const io: Io = {
    cwd: process.cwd(),
    env: process.env,
    print: (text) => void process.stdout.write(text),
    warn: (line) => void process.stderr.write(`${line}\n`),
    readInput,
    terminal: process.stdout.isTTY === true,
    ask: process.stdin.isTTY && process.stderr.isTTY && !isCi(process.env) ? askPerson : undefined,
    exit: (next) => {
      if (next > code) code = next;
    },
  };
  return { io, exitCode: () => code };
}

/** Whether the environment says that no person is watching. */
export function isCi(env: Io['env']): boolean {
  return Boolean(env.CI) && env.CI !== 'false' && env.CI !== '0';
}

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function askPerson(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // The end of the input (Ctrl-D) answers nothing: that is no yes.
  const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([reader.question(`${question} [y/N] `), ended]);
    return /^\s*y(es)?\s*$/i.test(answer);
  } finally {
    reader.close();
  }
}

/** `| head` closes the pipe early: the job goes on and ends with its own exit code. */
function quietOnBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount('error') > 0) continue;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
