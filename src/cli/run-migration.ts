import type { Command } from 'commander';
import { JobError } from '../job-error.js';
import type { Parts } from '../parts.js';
import { exitCodeOf } from '../report/exit-code.js';
import type { View } from '../report/format.js';
import { report } from '../report/index.js';
import { quoted } from '../report/shell.js';
import type { FileResult, RunResult } from '../result.js';
import { type RunRequest, run } from '../run.js';
import { toolVersion } from '../version.js';
import type { Io } from './io.js';
import { writeOutput } from './output.js';
import { type Settings, settingsOf } from './settings.js';

/** What `migrate` and `check` do: options → run → report → exit code. */
export async function runMigration(
  command: Command,
  paths: readonly string[],
  io: Io,
  parts: Parts,
): Promise<void> {
  const settings = await settingsOf(command, paths, io);
  if (settings.stdin) {
    const { runInput } = await import('./run-input.js');
    return runInput(settings, io, parts);
  }
  const result = await run(requestOf(settings, io), parts);
  await publish(result, settings, io);
}

/** Reports a result and says what the process ends with. */
export async function publish(result: RunResult, settings: Settings, io: Io): Promise<void> {
  io.exit(exitCodeOf(result, { strict: settings.strict ?? false }));
  const text = await report(settings.format, result, viewOf(settings));
  if (settings.output === undefined) io.print(text);
  else writeOutput(settings.output, text, io);
  if (settings.format !== 'text' && !settings.quiet) await tellTheRest(result, settings, io);
}

function requestOf(settings: Settings, io: Io): RunRequest {
  const { paths, include, exclude, ignore, since, jobs, only, skip, isDry, isForced } = settings;
  const confirm = settings.interactive && !settings.yes && !isDry ? askAbout(settings, io) : undefined;
  const scan = { cwd: io.cwd, paths, include, exclude, ignore, since, jobs };
  return { ...scan, only, skip, dry: isDry, force: isForced, confirm };
}

function askAbout(settings: Settings, { ask, warn }: Io): (file: FileResult) => Promise<boolean> {
  if (!ask) throw new JobError('--interactive', 'a terminal to ask on (or --yes)', 'none');
  return async (file) => {
    const [{ loadDiff }, { coloured }, { paintFor }, { redact }] = await Promise.all([
      import('../report/diff.js'),
      import('../report/text.js'),
      import('../report/paint.js'),
      import('../report/redact.js'),
    ]);
    const paint = await paintFor(settings.isColoured);
    warn(coloured(redact((await loadDiff())(file)), paint));
    return ask(`Change ${file.path}?`);
  };
}

function viewOf(settings: Settings): View {
  const { command, isColoured, quiet = false, verbose = false } = settings;
  const paths = settings.paths.map(quoted).join(' ');
  return {
    tool: toolVersion(),
    command,
    paths,
    choice: choiceOf(settings),
    colour: isColoured,
    quiet,
    verbose,
  };
}

/** The options without which the proposed command would migrate something else. */
function choiceOf({ only, skip, include, exclude, ignore, since, config, isForced }: Settings): string {
  const lists = { only, skip, include, exclude, since: since ? [since] : [], config: config ? [config] : [] };
  const said = Object.entries(lists).flatMap(([name, words]) =>
    words.map((word) => ` --${name} ${quoted(word)}`),
  );
  return [...said, ignore ? '' : ' --no-ignore', isForced ? ' --force' : ''].join('');
}

/** What machine formats have no place for goes to the person watching. */
async function tellTheRest(result: RunResult, settings: Settings, io: Io): Promise<void> {
  const { nextCommands } = await import('../report/summary.js');
  for (const { message } of result.notices) io.warn(`note: ${message}`);
  for (const command of nextCommands(result, viewOf(settings))) io.warn(`next: ${command}`);
}
