import type { Command } from 'commander';
import type { Parts } from '../parts.js';
import type { Io } from './io.js';
import { addRunOptions } from './options.js';

/** `check`: for CI; writes nothing and exits with 1 when something old is left. */
export function register(program: Command, io: Io, parts: Parts): void {
  const command = program.command('check');
  command.description('tell what is left of the old surface, writing nothing');
  addRunOptions(command).action(async (paths: string[]) => {
    const { runMigration } = await import('./run-migration.js');
    await runMigration(command, paths, io, parts);
  });
}
