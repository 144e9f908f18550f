import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { once, temporaryFolder } from '../install.js';
import { KEYS, type Outcome } from '../programs.js';

const ENVIRONMENTS = fileURLToPath(new URL('environments/', import.meta.url));
const RUNNER = fileURLToPath(new URL('run.py', import.meta.url));
const run = promisify(execFile);

/** An interpreter on this machine. */
interface Python {
  readonly command: string;
  /** Three numbers. */
  readonly version: string;
}

/** One file of pinned requirements in environments/. Each is installed by itself; a program runs on several, the first one wins. */
export type Environment = 'common' | 'openai-0' | 'openai-1' | Sdk;

/** A generation of portkey-ai. */
export type Sdk = 'sdk-0' | 'sdk-1' | 'sdk-1-last' | 'sdk-2';

/** The generations a migrated program must work with: the oldest and the newest it asks for, and the newest of all. */
export const NEW_SDKS: readonly Sdk[] = ['sdk-1', 'sdk-1-last', 'sdk-2'];

/** The pinned packages of that time are there as wheels for these; with a newer one they would have to be compiled. */
const NEEDED = /^3\.(9|10|11)\./;

/** The interpreter, or undefined: then the tests are skipped, except where `CI` is set. */
export const python: Python | undefined = ['python3', 'python3.11', 'python3.10', 'python3.9', 'python']
  .map(asked)
  .find((one) => one && NEEDED.test(one.version));

function asked(command: string): Python | undefined {
  try {
    const version = execFileSync(command, ['-c', 'import sys, venv, pip; print(sys.version.split()[0])'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return { command, version: version.trim() };
  } catch {
    return undefined;
  }
}

const MISSING = 'these tests need python3 (3.9 to 3.11) with venv and pip';

/** Tests that need Python: without it they say so and are counted as skipped; in CI they fail. */
export const describeWithPython = python || process.env.CI ? describe : describe.skip;
if (!python) console.warn(`${MISSING}: skipped`);

function interpreter(): Python {
  if (!python) throw new Error(MISSING);
  return python;
}

/** The site-packages folder of a virtual environment with these requirements, made once and kept outside git. Throws when pip does. */
async function packagesOf(environment: Environment): Promise<string> {
  const { command, version } = interpreter();
  const requirements = join(ENVIRONMENTS, `${environment}.txt`);
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = await once(`python-${version}-${environment}-${hash}`, async (target) => {
    await run(command, ['-m', 'venv', '--without-pip', target]);
    await fetched(command, ['--python', executable(target), 'install', ...PIP_OPTIONS, '-r', requirements]);
  });
  return sitePackages(folder);
}

/** All of a closure is pinned, so pip need not look for it; old sources are built only where there is no wheel. */
const PIP_OPTIONS = [
  '--quiet',
  '--no-deps',
  '--prefer-binary',
  '--no-compile',
  '--disable-pip-version-check',
];

function executable(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

function sitePackages(folder: string): string {
  if (process.platform === 'win32') return join(folder, 'Lib', 'site-packages');
  const [version = ''] = readdirSync(join(folder, 'lib'));
  return join(folder, 'lib', version, 'site-packages');
}

/** Milliseconds to wait before pip is asked again. */
const PAUSES = [2_000, 10_000, 30_000];

async function fetched(command: string, args: readonly string[]): Promise<void> {
  for (const pause of [...PAUSES, undefined]) {
    try {
      await run(command, ['-m', 'pip', ...args], { maxBuffer: 64 << 20 });
      return;
    } catch (error) {
      if (pause === undefined) throw error;
      await wait(pause);
    }
  }
}

/** What a run of Python is made of. */
export interface PythonRun {
  /** Texts by path; written to a folder of their own. */
  readonly files: Readonly<Record<string, string>>;
  readonly main: string;
  readonly environments: readonly Environment[];
  /** The origin that stands for https://api.portkey.ai. */
  readonly gateway: string;
  /** What the gateway calls in place of the provider. */
  readonly customHost?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a Python program to its end. */
export async function runPython({ files, main, environments, ...options }: PythonRun): Promise<Outcome> {
  const folder = layOut(files);
  try {
    const paths = await Promise.all(environments.map(packagesOf));
    const command = executable(environmentOf(await packagesOf('common')));
    const env = environmentFor(options, paths);
    return await new Promise((resolve) => {
      const args = ['-X', 'utf8', RUNNER, main];
      execFile(command, args, { cwd: folder, env, timeout: 300_000 }, (error, stdout, stderr) => {
        const exitCode = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        resolve({ stdout, stderr, exitCode });
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function environmentFor(
  { gateway, customHost, env }: Pick<PythonRun, 'gateway' | 'customHost' | 'env'>,
  paths: readonly string[],
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    PYTHONPATH: paths.join(delimiter),
    // Old packages warn about each other's age.
    PYTHONWARNINGS: 'ignore',
    REAL_GATEWAY: gateway,
    ...(customHost ? { REAL_CUSTOM_HOST: customHost } : {}),
    ...KEYS,
    ...env,
  };
}

/** The folder of the environment that a site-packages folder belongs to. */
function environmentOf(packages: string): string {
  let folder = dirname(packages);
  while (!existsSync(join(folder, 'pyvenv.cfg'))) folder = dirname(folder);
  return folder;
}

function layOut(files: PythonRun['files']): string {
  const folder = temporaryFolder('python');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** What CPython itself says about texts that it cannot parse, by path; empty when it can. */
export async function syntaxErrors(
  files: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const sources = Object.entries(files).filter(([path]) => /\.pyi?$/.test(path));
  const child = run(interpreter().command, ['-X', 'utf8', '-c', PARSE]);
  child.child.stdin?.end(JSON.stringify(Object.fromEntries(sources)));
  return JSON.parse((await child).stdout);
}

const PARSE = `
import ast, json, sys
errors = {}
for path, text in json.load(sys.stdin).items():
    try:
        ast.parse(text)
    except SyntaxError as error:
        errors[path] = str(error)
print(json.dumps(errors))
`;
