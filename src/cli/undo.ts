import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { JobError } from '../job-error.js';
import type { Io } from './io.js';

interface UndoOptions {
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** `undo [path]`: puts back what the last run changed, also one that was cut short. */
export function register(program: Command, io: Io): void {
  program
    .command('undo')
    .description('put back what the last run changed')
    .argument('[path]', 'a directory the run was about', '.')
    .option('-n, --dry-run', 'only say what would be put back')
    .option('--force', 'also put back files that were changed since')
    .option('-q, --quiet', 'print errors only')
    .action((path: string, options: UndoOptions) => undoRun(path, options, io));
}

async function undoRun(path: string, options: UndoOptions, io: Io): Promise<void> {
  const [{ undo }, { directoryOf }] = await Promise.all([
    import('../journal/undo.js'),
    import('../journal/home.js'),
  ]);
  const given = resolve(io.cwd, path);
  if (!existsSync(given)) throw new JobError('undo', 'a path that exists', `"${path}"`);
  const dry = options.dryRun ?? io.env.DRY_RUN === 'true';
  const undone = await undo(directoryOf(given), { force: options.force ?? false, dry });
  const print = options.quiet ? () => undefined : io.print;
  if (!undone) return print(`Nothing to undo: no run is written down for ${path}.\n`);
  for (const file of undone.restored) print(`${dry ? 'would put back' : 'put back'} ${file}\n`);
  for (const { path: file, why } of undone.refused) io.warn(`error: ${file} was left as it is: ${why}`);
  if (!undone.restored.length && !undone.refused.length)
    print('Every file is as it was before the run already.\n');
  if (undone.refused.length) io.exit(2);
}
