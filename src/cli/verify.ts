import type { Command } from 'commander';
import { JobError } from '../job-error.js';
import type { Parts } from '../parts.js';
import type { Remote } from '../verify/remote.js';
import type { Report, View } from '../verify/report/report.js';
import { toolVersion } from '../version.js';
import type { Io } from './io.js';
import { checkOutput, writeOutput } from './output.js';
import { isColoured } from './settings.js';
import { addVerifyOptions, checkVerifyOptions, type VerifyOptions } from './verify-options.js';

const MORE = `
Examples:
  portkey-migrate verify ./repo                   old and new requests of every call site, compared
  portkey-migrate verify --only-new ./repo        only whether the new API takes what is sent
  portkey-migrate verify -- npm test              the requests of a program that runs, through the gateway
  portkey-migrate verify --gateway http://localhost:8787 --header 'x-portkey-api-key: KEY' ./repo

Before the options of a program stands --. What runs needs the package mockttp beside this one. The program's exit code is told,
and decides nothing: 0 is that the new API takes every request, 1 that it refuses one or that one goes to the old API.`;

/** `verify`: old and new requests side by side on the reference gateway, or those of a program that runs. */
export function register(program: Command, io: Io, parts: Parts): void {
  const command = program
    .command('verify')
    .description(
      'test requests: old and new side by side on the reference gateway, or those of a program that runs',
    )
    .usage('[options] [paths...] | [options] -- COMMAND...')
    .argument('[paths...]', 'files, directories and globs (default: .)');
  addVerifyOptions(command)
    .addHelpText('after', MORE)
    .action((words: string[], options: VerifyOptions) => verify(words, options, { command, io, parts }));
}

interface Around {
  readonly command: Command;
  readonly io: Io;
  readonly parts: Parts;
}

async function verify(words: readonly string[], options: VerifyOptions, around: Around): Promise<void> {
  const { io } = around;
  const ran = commandIn(around.command);
  const paths = words.slice(0, words.length - ran.length);
  checkVerifyOptions(options, paths, ran, around.command);
  checkOutput(options.output, io.cwd);
  const { remote, secrets } = await remoteOf(options);
  const report = ran.length
    ? await runCommand(ran, options, io, remote)
    : await compareTexts(paths, options, around, remote);
  await publish(report, options, io, { remote: remote?.name, secrets });
}

/** What stands behind the first `--`, which commander itself forgets. */
function commandIn(command: Command): readonly string[] {
  const program = command.parent ?? command;
  const words: unknown = 'rawArgs' in program ? program.rawArgs : [];
  if (!Array.isArray(words)) return [];
  const at = words.indexOf('--');
  return at < 0 ? [] : words.slice(at + 1).map(String);
}

async function remoteOf({
  gateway,
  header = [],
}: VerifyOptions): Promise<{ remote?: Remote; secrets: string[] }> {
  if (gateway === undefined) return { secrets: [] };
  const { readHeader, remoteGateway } = await import('../verify/remote.js');
  const headers = header.map(readHeader);
  const secrets = headers.flatMap(([, value]) => [value, value.replace(/^(?:Bearer|Basic) /, '')]);
  return { remote: remoteGateway(gateway, headers), secrets };
}

async function compareTexts(
  paths: readonly string[],
  options: VerifyOptions,
  { io, parts }: Around,
  remote: Remote | undefined,
): Promise<Report> {
  const [{ verifyFiles, verifyNewFiles }, { elsewhereAt }, { reportOfSites }] = await Promise.all([
    import('../verify/files.js'),
    import('../verify/elsewhere.js'),
    import('../verify/report/rows.js'),
  ]);
  const { base, include = [], exclude = [], ignore, onlyNew } = options;
  const judge = onlyNew ? verifyNewFiles : verifyFiles;
  const request = { cwd: io.cwd, paths: paths.length ? paths : ['.'], include, exclude, ignore, base };
  const result = await judge(request, parts, remote && elsewhereAt(remote));
  const [problem] = result.unreadable.flatMap(({ path, findings }) =>
    findings.map(({ message }) => `${path}: ${message}`),
  );
  return { ...reportOfSites(result), problem };
}

async function runCommand(
  command: readonly string[],
  { host = [], seed, blockNetwork, afterDeprecation, format, output }: VerifyOptions,
  { cwd, env }: Io,
  remote: Remote | undefined,
): Promise<Report> {
  const [{ runProgram }, { readHost }, { reportOfProgram }, { readSeed }, { resolve }] = await Promise.all([
    import('../verify/program/run.js'),
    import('../verify/program/hosts.js'),
    import('../verify/report/rows.js'),
    import('../gateway/seed-file.js'),
    import('node:path'),
  ]);
  const result = await runProgram({
    command,
    cwd,
    env,
    hosts: host.map(readHost),
    isBlocked: blockNetwork ?? false,
    isAside: format !== 'text' && output === undefined,
    gateway: {
      seed: seed === undefined ? {} : await readSeed(resolve(cwd, seed)),
      afterDeprecation: afterDeprecation ?? false,
    },
    remote,
  });
  return reportOfProgram(result);
}

async function publish(
  report: Report,
  { format, output, color, strict = false }: VerifyOptions,
  io: Io,
  asked: Pick<View, 'remote' | 'secrets'>,
): Promise<void> {
  const [{ exitCodeOf }, { writeReport }] = await Promise.all([
    import('../verify/counts.js'),
    import('../verify/report/index.js'),
  ]);
  io.exit(exitCodeOf(report.counts, strict));
  const colour = output === undefined && isColoured(color, io);
  const text = await writeReport(format, report, { ...asked, tool: toolVersion(), colour, isStrict: strict });
  if (output === undefined) io.print(text);
  else writeOutput(output, text, io);
  if (report.problem) throw new JobError(report.problem);
}
