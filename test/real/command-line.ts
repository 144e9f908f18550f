import type { ExitCode, Io } from '../../src/cli/io.js';
import { runCommandLine } from '../../src/cli/main.js';

/** What a command said and ended with. */
export interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs the tool in a folder as a user would, but in this process. */
export async function portkeyMigrate(cwd: string, ...argv: readonly string[]): Promise<Said> {
  let out = '';
  let err = '';
  let code: ExitCode = 0;
  const io: Io = {
    cwd,
    env: {},
    print: (text) => {
      out += text;
    },
    warn: (line) => {
      err += `${line}\n`;
    },
    readInput: async () => Buffer.alloc(0),
    terminal: false,
    ask: undefined,
    exit: (next) => {
      if (next > code) code = next;
    },
  };
  const ended = await runCommandLine(argv, io, () => code);
  return { code: ended, out, err };
}

/** One finding of `--format json`. */
export interface SaidFinding {
  readonly path: string;
  readonly rule: string;
  readonly level: string;
  readonly message: string;
  readonly line: number;
}

/** The findings of a report in JSON, of all files. */
export function findingsIn(json: string): readonly SaidFinding[] {
  const { files }: { files: { path: string; findings: Omit<SaidFinding, 'path'>[] }[] } = JSON.parse(json);
  return files.flatMap(({ path, findings }) => findings.map((finding) => ({ ...finding, path })));
}
