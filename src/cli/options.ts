import { type Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS } from '../report/index.js';

/** The options of `migrate` and `check`, as commander hands them over and as a configuration file names them. */
export interface Options {
  readonly dryRun?: boolean;
  readonly dry?: boolean;
  readonly format: string;
  readonly output?: string;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly ignore: boolean;
  readonly since?: string;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
  readonly force?: boolean;
  readonly allowDirty?: boolean;
  readonly interactive?: boolean;
  readonly yes?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
  readonly jobs?: number;
  readonly config?: string;
  readonly strict?: boolean;
}

/** Gives a command the options that `migrate` and `check` share. */
export function addRunOptions(command: Command): Command {
  return command
    .argument('[paths...]', 'files, directories and globs', ['.'])
    .addOption(formatOption())
    .option('--output <file>', 'write the report to a file instead of standard output')
    .option('--only <rule>', 'only these rules (repeatable, or separated by commas)', listed, [])
    .option('--skip <rule>', 'not these rules (likewise)', listed, [])
    .option('--include <glob>', 'only files that match (repeatable)', repeated, [])
    .option('--exclude <glob>', 'no files that match (repeatable)', repeated, [])
    .option('--no-ignore', 'also look into files that .gitignore leaves out')
    .option('--since <ref>', 'only files that differ from a commit')
    .option('--stdin', 'read one text from standard input and write it to standard output')
    .option('--stdin-filename <name>', 'what the text on standard input would be called')
    .option('-q, --quiet', 'print errors only')
    .option('-v, --verbose', 'also list what was skipped')
    .option('--no-color', 'no colours')
    .option('-j, --jobs <number>', 'how many threads look into files (more than 2 are not used)', positive)
    .option('--config <file>', 'read options from a JSON file (default: .portkey-migrate.json, if there)')
    .option('--strict', 'exit with 1 when something is left for a person');
}

/** Gives a command the options that only make sense where something is written. */
export function addWriteOptions(command: Command): Command {
  return command
    .option('-n, --dry-run', 'write nothing, show a diff')
    .addOption(new Option('-d, --dry', 'the same as --dry-run').hideHelp())
    .option('--force', 'also write to files with uncommitted changes')
    .addOption(new Option('--allow-dirty', 'the same as --force').hideHelp())
    .option('-i, --interactive', 'ask about every file')
    .option('-y, --yes', 'answer every question with yes');
}

function formatOption(): Option {
  return new Option('--format <format>', 'how to report').choices(Object.keys(FORMATS)).default('text');
}

function listed(value: string, before: readonly string[]): string[] {
  return [...before, ...value.split(',').map((rule) => rule.trim())].filter(Boolean);
}

function repeated(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function positive(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('Expected a whole number from 1.');
  return Number(value);
}
