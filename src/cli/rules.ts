import type { Command } from 'commander';
import { JobError } from '../job-error.js';
import type { Transform } from '../site.js';
import type { Io } from './io.js';

/** `rules [ID]`: every rule with its before and after. */
export function register(program: Command, io: Io): void {
  const command = program.command('rules').argument('[id]', 'one rule');
  command.description('print every rule with its before and after').action(async (id: string | undefined) => {
    const { TRANSFORMS } = await import('../../transforms/index.js');
    io.print(chosen(TRANSFORMS, id).map(describe).join('\n'));
  });
}

function chosen(transforms: readonly Transform[], id: string | undefined): readonly Transform[] {
  const matching = transforms.filter(({ rule }) => id === undefined || rule === id);
  if (matching.length) return matching;
  throw new JobError('unknown rule', `one of ${transforms.map(({ rule }) => rule).join(', ')}`, `"${id}"`);
}

function describe({ rule, summary, before, after }: Transform): string {
  return [`${rule}: ${summary}`, '', '  before', indented(before), '', '  after', indented(after), ''].join(
    '\n',
  );
}

function indented(source: string): string {
  return source.trimEnd().replace(/^(?=.)/gm, '    ');
}
