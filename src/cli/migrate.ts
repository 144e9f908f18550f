import type { Command } from 'commander';
import type { Parts } from '../parts.js';
import type { Io } from './io.js';
import { addRunOptions, addWriteOptions } from './options.js';

/** `migrate`, and no command at all: rewrites in place, or shows what it would write. */
export function register(program: Command, io: Io, parts: Parts): void {
  const command = program.command('migrate', { isDefault: true });
  command.description('rewrite in place (the default command)');
  addRunOptions(addWriteOptions(command)).action(async (paths: string[]) => {
    const { runMigration } = await import('./run-migration.js');
    await runMigration(command, paths, io, parts);
  });
}
