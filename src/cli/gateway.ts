import { type Command, Option } from 'commander';
import { JobError } from '../job-error.js';
import type { Io } from './io.js';

interface GatewayCommand {
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
  readonly fail: readonly string[];
  readonly afterDeprecation?: boolean;
  readonly keep: number;
  readonly quiet?: boolean;
}

/** Where the real open-source gateway listens, too. */
const PORT = 8787;
const LARGEST_PORT = 65_535;
const KEEP = 1000;

const MORE = `
Point an SDK at http://127.0.0.1:${PORT} (portkey-ai below 1) or http://127.0.0.1:${PORT}/v1 (everything else).
GET /_portkey-migrate/recordings says what the providers would have received; DELETE forgets it.`;

/** `gateway`: the reference gateway on its own. */
export function register(program: Command, io: Io): void {
  program
    .command('gateway')
    .description(
      'serve the reference gateway: the old API and the new one, providers that are stubs, nothing sent anywhere',
    )
    .addOption(
      new Option('-p, --port <port>', 'where to listen; 0: any free port')
        .default(PORT)
        .argParser(wholeUpTo(LARGEST_PORT)),
    )
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option(
      '--seed <file>',
      'API keys, virtual keys, saved configs and prompts as JSON (default: all are made up)',
    )
    .option(
      '--fail <fault>',
      'what goes wrong: provider=openai,status=429,times=2; latency=500 (ms); cut (repeatable)',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--after-deprecation', 'old routes answer 410 and name the new one')
    .addOption(
      new Option('--keep <count>', 'how many recordings are kept')
        .default(KEEP)
        .argParser(wholeUpTo(Number.MAX_SAFE_INTEGER)),
    )
    .option('-q, --quiet', 'no line for every request')
    .addHelpText('after', MORE)
    .action((options: GatewayCommand) => serveGateway(options, io));
}

function wholeUpTo(most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number <= most) return number;
    throw new JobError('gateway', `a whole number up to ${most}`, `"${text}"`);
  };
}

async function serveGateway(options: GatewayCommand, io: Io): Promise<void> {
  const [{ createReferenceGateway }, { readSeed }, { readFault }, { resolve }] = await Promise.all([
    import('../gateway/index.js'),
    import('../gateway/seed-file.js'),
    import('../gateway/faults.js'),
    import('node:path'),
  ]);
  const faults = options.fail.map((text) => {
    const fault = readFault(text);
    if (!fault) throw new JobError('--fail', 'provider=openai,status=429,times=2', `"${text}"`);
    return fault;
  });
  const gateway = createReferenceGateway({
    seed: options.seed === undefined ? {} : await readSeed(resolve(io.cwd, options.seed)),
    faults,
    afterDeprecation: options.afterDeprecation ?? false,
    keep: options.keep,
    log: options.quiet ? undefined : (line) => io.print(`${line}\n`),
  });
  const { port, host } = options;
  const server = await gateway.listen({ port, host }).catch((error: NodeJS.ErrnoException) => {
    throw new JobError(`${host}:${port} could not be listened on (${error.code ?? error.message})`);
  });
  io.print(`The reference gateway listens on ${server.url}\n`);
  if (!isLoopback(host)) io.warn(`warning: ${host} can be reached from other machines`);
  await interrupted();
  await server.close();
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

/** Until somebody ends the process. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
