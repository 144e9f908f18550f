import type { RunResult, Skipped } from '../result.js';
import { countsOf } from './counts.js';
import type { View } from './format.js';
import type { Paint } from './paint.js';

/** The end of a report: counts, what was skipped and why, notices, and the commands to run next. */
export function summary(result: RunResult, view: View, paint: Paint): string {
  const lines = [
    paint.bold(headline(result, view)),
    scanned(result),
    ...skippedLines(result.skipped, view),
    ...result.notices.map(({ message }) => `${paint.yellow('note')}: ${message}`),
  ];
  const next = nextCommands(result, view);
  const steps = next.length ? ['', 'Next:', ...next.map((command) => `  ${paint.cyan(command)}`)] : [];
  return `${[...lines, ...steps].join('\n')}\n`;
}

function headline(result: RunResult, { command }: View): string {
  const { changedFiles, applied, manual, errors } = countsOf(result);
  const left = [manual ? `${manual} left for a person` : '', errors ? count(errors, 'error') : ''].filter(
    Boolean,
  );
  if (!applied && !left.length) return command === 'check' ? 'Nothing old is left.' : 'Nothing to migrate.';
  const made = result.dry ? 'could be made' : 'made';
  const changes = applied ? [`${count(applied, 'change')} in ${count(changedFiles, 'file')} ${made}`] : [];
  return `${[...changes, ...left].join(', ')}.`;
}

function scanned({ scannedFiles, candidateFiles, durationMs }: RunResult): string {
  const looked = `${count(scannedFiles, 'file')} scanned, ${candidateFiles} looked into`;
  return `${looked}, ${(durationMs / 1000).toFixed(2)} s.`;
}

/** Reasons with how often; every place only when asked. */
function skippedLines(skipped: readonly Skipped[], { verbose }: View): string[] {
  if (!skipped.length) return [];
  const heading = `Skipped, as no use of the old surface or not read: ${count(skipped.length, 'place')}`;
  if (verbose)
    return [`${heading}.`, ...skipped.map(({ path, line, reason }) => `  ${path}:${line} ${reason}`)];
  const reasons = new Map<string, number>();
  for (const { reason } of skipped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return [`${heading} (-v lists them).`, ...[...reasons].map(([reason, times]) => `  ${times} × ${reason}`)];
}

/** What a person types next, ready to be copied. */
export function nextCommands(result: RunResult, { paths, choice }: View): readonly string[] {
  const { changedFiles } = countsOf(result);
  if (!changedFiles) return [];
  if (result.dry) return [`npx portkey-migrate${choice} ${paths}`];
  return [
    ...result.commands,
    `npx portkey-migrate verify ${paths}`,
    'npx portkey-migrate undo   # puts everything back',
  ];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
