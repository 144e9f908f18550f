import type { Command } from 'commander';
import { JobError } from '../job-error.js';
import { applyConfigFile } from './config-file.js';
import type { Io } from './io.js';
import type { Options } from './options.js';
import { checkOutput } from './output.js';

/** Everything a `migrate` or `check` was told, by command line, configuration file and environment. */
export interface Settings extends Options {
  readonly command: 'migrate' | 'check';
  /** Absolute. */
  readonly cwd: string;
  readonly paths: readonly string[];
  /** Writes nothing. */
  readonly isDry: boolean;
  readonly isForced: boolean;
  readonly isColoured: boolean;
}

/** Reads and checks all options of a command; throws a JobError for what does not fit together. */
export async function settingsOf(command: Command, paths: readonly string[], io: Io): Promise<Settings> {
  const name = command.name() === 'check' ? 'check' : 'migrate';
  applyConfigFile(command, command.opts<Options>().config, io);
  const options = command.opts<Options>();
  await checkRules([...options.only, ...options.skip]);
  checkOutput(options.output, io.cwd);
  checkInput(options, command);
  const isDry = name === 'check' || Boolean(options.dryRun || options.dry) || io.env.DRY_RUN === 'true';
  return {
    ...options,
    command: name,
    cwd: io.cwd,
    paths,
    isDry,
    isForced: Boolean(options.force || options.allowDirty),
    isColoured: options.output === undefined && isColoured(options.color, io),
  };
}

async function checkRules(named: readonly string[]): Promise<void> {
  if (!named.length) return;
  const { TRANSFORMS } = await import('../../transforms/index.js');
  const rules = TRANSFORMS.map(({ rule }) => rule);
  const unknown = named.find((rule) => !rules.includes(rule));
  if (unknown !== undefined) throw new JobError('unknown rule', `one of ${rules.join(', ')}`, `"${unknown}"`);
}

function checkInput(options: Options, command: Command): void {
  if (!options.stdin) {
    if (options.stdinFilename === undefined) return;
    throw new JobError(
      '--stdin-filename',
      'to stand beside --stdin',
      `"${options.stdinFilename}" without --stdin`,
    );
  }
  if (options.stdinFilename === undefined) {
    throw new JobError(
      '--stdin',
      '--stdin-filename NAME beside it, since the name tells the language',
      'none',
    );
  }
  if (command.args.length) throw new JobError('--stdin', 'no paths beside it', command.args.join(' '));
  if (options.interactive) throw new JobError('--stdin', 'no --interactive beside it', '--interactive');
}

/** Whether to use colours: NO_COLOR and FORCE_COLOR as their authors describe them; else colours are for terminals. */
export function isColoured(wanted: boolean, { env, terminal }: Io): boolean {
  if (!wanted || env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return terminal && env.TERM !== 'dumb';
}
