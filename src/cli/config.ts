import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { JobError } from '../job-error.js';
import type { Converted } from './config-convert.js';
import type { Io } from './io.js';

interface ConvertOptions {
  readonly write?: boolean;
  readonly check?: boolean;
}

/** `config convert F…|-`: Configs 1.0 → 2.0 in JSON and JSONC. */
export function register(program: Command, io: Io): void {
  const config = program.command('config').description('work with gateway configs');
  config
    .command('convert')
    .description('rewrite Configs 1.0 as Configs 2.0; comments, key order and formatting stay')
    .argument('<files...>', 'JSON or JSONC files, or - for standard input')
    .option(
      '-w, --write',
      'write the files instead of printing the result; one that cannot be converted: none is written',
    )
    .option('--check', 'only say which files are old (exit 1 when one is)')
    .action((files: string[], options: ConvertOptions) => convert([...new Set(files)], options, io));
}

async function convert(files: readonly string[], options: ConvertOptions, io: Io): Promise<void> {
  refuseBadUsage(files, options);
  const { convertFile } = await import('./config-convert.js');
  const all: Converted[] = [];
  for (const file of files) all.push(await convertFile(file, io));
  for (const line of all.flatMap(({ notes, errors }) => [
    ...notes,
    ...errors.map((error) => `error: ${error}`),
  ])) {
    io.warn(line);
  }
  const failed = all.filter(({ errors }) => errors.length);
  if (failed.length) io.exit(2);
  if (options.check) sayOld(all, io);
  else if (failed.length) sayNothingDone(failed, all, options, io);
  else if (options.write) await write(all, io);
  else for (const { after } of all) io.print(after);
}

function refuseBadUsage(files: readonly string[], { write, check }: ConvertOptions): void {
  if (write && check) throw new JobError('config convert', 'either --write or --check', 'both');
  if (write && files.includes('-')) {
    throw new JobError('config convert --write', 'files to write to', '- (standard input)');
  }
  if (files.length < 2 || write || check) return;
  throw new JobError('config convert', 'one file, or --write or --check', `${files.length} files`);
}

function sayOld(all: readonly Converted[], io: Io): void {
  for (const { name, errors, isOld } of all) {
    if (!isOld || errors.length) continue;
    io.print(`${name} is a Config 1.0\n`);
    io.exit(1);
  }
}

function sayNothingDone(
  failed: readonly Converted[],
  all: readonly Converted[],
  { write }: ConvertOptions,
  io: Io,
): void {
  if (!write || all.length < 2) return;
  io.warn(`Nothing was written: ${failed.length} of ${all.length} files cannot be converted.`);
}

async function write(all: readonly Converted[], io: Io): Promise<void> {
  const changed = all.filter(({ before, after }) => before !== after);
  const { replaceFiles } = await import('../journal.js');
  // A file and a link to it are one file.
  const files = new Map(changed.map((one) => [realpathSync(resolve(io.cwd, one.path)), one]));
  await replaceFiles([...files.values()], { cwd: io.cwd, paths: changed.map(({ path }) => path) });
  for (const { name } of changed) io.warn(`converted ${name}`);
}
