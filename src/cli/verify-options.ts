import { type Command, Option } from 'commander';
import { JobError } from '../job-error.js';
import { FORMATS } from '../verify/report/index.js';

/** The options of `verify`, as commander hands them over. */
export interface VerifyOptions {
  readonly base?: string;
  readonly onlyNew?: boolean;
  readonly strict?: boolean;
  readonly format: string;
  readonly output?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly ignore: boolean;
  readonly color: boolean;
  readonly gateway?: string;
  readonly header?: readonly string[];
  readonly host?: readonly string[];
  readonly blockNetwork?: boolean;
  readonly afterDeprecation?: boolean;
  readonly seed?: string;
}

/** Gives the command its options. */
export function addVerifyOptions(command: Command): Command {
  return command
    .option('--base <ref>', 'the commit with the text before (default: the last run, else HEAD)')
    .option('--only-new', 'compare with nothing: only say whether the new API takes every request')
    .option('--include <glob>', 'only files that match (repeatable)', repeated)
    .option('--exclude <glob>', 'no files that match (repeatable)', repeated)
    .option('--no-ignore', 'also look into files that .gitignore leaves out')
    .option(
      '--host <host>',
      'with --: a self-hosted gateway, led here too: localhost:8787 (repeatable)',
      repeated,
    )
    .option('--block-network', 'with --: no other machine is reached')
    .option('--after-deprecation', 'with --: old routes answer 410')
    .option('--seed <file>', 'with --: API keys, virtual keys, saved configs and prompts as JSON')
    .option('--gateway <url>', 'send new requests to this gateway instead: they leave the machine')
    .option("--header <'name: value'>", 'with --gateway: sent along, its key for one (repeatable)', repeated)
    .addOption(new Option('--format <format>', 'how to report').choices(Object.keys(FORMATS)).default('text'))
    .option('--output <file>', 'write the report to a file instead of standard output')
    .option('--no-color', 'no colours')
    .option('--strict', 'exit with 1 when something could not be read or is not migrated');
}

/** Without a default: the help would show it. */
function repeated(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

const FOR_TEXTS = ['base', 'onlyNew', 'include', 'exclude', 'ignore'] as const;
const FOR_PROGRAMS = ['host', 'blockNetwork', 'afterDeprecation', 'seed'] as const;

/** Throws a JobError for options that do not fit together. */
export function checkVerifyOptions(
  { base, onlyNew, gateway, header = [] }: VerifyOptions,
  paths: readonly string[],
  ran: readonly string[],
  command: Command,
): void {
  const said = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  const wrong = (ran.length ? FOR_TEXTS : FOR_PROGRAMS).find(said);
  if (wrong) {
    const flag = `--${wrong.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new JobError(
      flag === '--ignore' ? '--no-ignore' : flag,
      ran.length ? 'no command' : '-- and a command',
    );
  }
  if (ran.length && paths.length)
    throw new JobError('verify', 'paths or a command', `both: ${paths.join(' ')}`);
  if (onlyNew && base !== undefined)
    throw new JobError('--only-new', 'no --base beside it', `--base ${base}`);
  if (header.length && gateway === undefined) throw new JobError('--header', '--gateway beside it', 'none');
}
