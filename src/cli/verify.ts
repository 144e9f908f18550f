import { type Command, Option } from 'commander';
import { JobError } from '../job-error.js';
import type { Parts } from '../parts.js';
import { toolVersion } from '../version.js';
import type { Io } from './io.js';
import { isColoured } from './settings.js';

interface VerifyOptions {
  readonly base?: string;
  readonly onlyNew?: boolean;
  readonly strict?: boolean;
  readonly format: 'text' | 'json';
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly ignore: boolean;
  readonly color: boolean;
}

/** `verify`: old and new requests side by side on the reference gateway. */
export function register(program: Command, io: Io, parts: Parts): void {
  program
    .command('verify')
    .description('test requests: old and new side by side on the reference gateway')
    .argument('[paths...]', 'files, directories and globs', ['.'])
    .option('--base <ref>', 'the commit with the text before (default: the last run, else HEAD)')
    .option('--only-new', 'compare with nothing: only say whether the new API takes every request')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .option('--include <glob>', 'only files that match (repeatable)', repeated, [])
    .option('--exclude <glob>', 'no files that match (repeatable)', repeated, [])
    .option('--no-ignore', 'also look into files that .gitignore leaves out')
    .option('--no-color', 'no colours')
    .option('--strict', 'exit with 1 when something could not be read or is not migrated')
    .action((paths: string[], options: VerifyOptions) => verify(paths, options, io, parts));
}

function repeated(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

async function verify(paths: readonly string[], options: VerifyOptions, io: Io, parts: Parts): Promise<void> {
  const [{ verifyFiles, verifyNewFiles }, { countVerdicts, exitCodeOf }, { reportJson, reportText }] =
    await Promise.all([
      import('../verify/files.js'),
      import('../verify/counts.js'),
      import('../verify/report.js'),
    ]);
  const { base, include, exclude, ignore, onlyNew } = options;
  if (onlyNew && base !== undefined)
    throw new JobError('--only-new', 'no --base beside it', `--base ${base}`);
  const judge = onlyNew ? verifyNewFiles : verifyFiles;
  const result = await judge({ cwd: io.cwd, paths, include, exclude, ignore, base }, parts);
  io.exit(exitCodeOf(countVerdicts(result), options.strict ?? false));
  const isJson = options.format === 'json';
  io.print(
    isJson ? reportJson(result, toolVersion()) : await reportText(result, isColoured(options.color, io)),
  );
  const [problem] = result.unreadable.flatMap(({ path, findings }) =>
    findings.map(({ message }) => `${path}: ${message}`),
  );
  if (problem) throw new JobError(problem);
}
