import { Command, CommanderError } from 'commander';
import { JobError } from '../job-error.js';
import { PARTS, type Parts } from '../parts.js';
import { toolVersion } from '../version.js';
import * as check from './check.js';
import * as config from './config.js';
import * as gateway from './gateway.js';
import { type ExitCode, type Io, processIo } from './io.js';
import * as migrate from './migrate.js';
import * as rules from './rules.js';
import * as undo from './undo.js';
import * as verify from './verify.js';

const MORE = `
Examples:
  portkey-migrate --dry-run ./repo    show what would change, as a diff
  portkey-migrate ./repo              change it
  portkey-migrate undo                put it back
  portkey-migrate migrate --help      all options of the default command

Exit codes:
  0  done, or nothing to do
  1  check, --dry-run: something old is left; --strict: something is left for a person; verify: a request differs
  2  the job could not be done`;

/** Runs a command line (without node and script) and returns the exit code. */
export function main(argv: readonly string[], parts: Parts = PARTS): Promise<ExitCode> {
  const { io, exitCode } = processIo();
  return runCommandLine(argv, io, exitCode, parts);
}

/** The same over any Io: what a command line does to the world outside is done through it. */
export async function runCommandLine(
  argv: readonly string[],
  io: Io,
  exitCode: () => ExitCode,
  parts: Parts = PARTS,
): Promise<ExitCode> {
  try {
    await programOf(io, parts).parseAsync([...argv], { from: 'user' });
    return exitCode();
  } catch (error) {
    return explain(error, io);
  }
}

function programOf(io: Io, parts: Parts): Command {
  const { name, version } = toolVersion();
  const program = new Command(name)
    .description('Moves a repository from the old Portkey SDKs, API and Configs 1.0 to the new ones.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({ writeOut: io.print, writeErr: (text) => io.warn(text.trimEnd()) })
    .addHelpText('after', MORE);
  migrate.register(program, io, parts);
  check.register(program, io, parts);
  config.register(program, io);
  verify.register(program, io, parts);
  gateway.register(program, io);
  rules.register(program, io);
  undo.register(program, io);
  return program;
}

/** Known errors are a message; unknown ones keep their stack. Both mean that the job was not done. */
function explain(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof JobError) io.warn(`error: ${error.message}`);
  else io.warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 2;
}
