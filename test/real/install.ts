import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/portkey-migrate/', import.meta.url));
const PACKAGES = fileURLToPath(new URL('packages/', import.meta.url));
const run = promisify(execFile);

/** A lock whose owner has not shown itself for so long (milliseconds) is nobody's. */
const STALE = 60_000;

/**
 * The node_modules folder with what test/real/packages/<name> pins, installed once per lock file and kept outside git. Several
 * processes may ask at the same time. Throws when npm does.
 */
export async function installed(name: 'clients' | 'gateway'): Promise<string> {
  const lock = readFileSync(join(PACKAGES, name, 'package-lock.json'));
  const manifest = readFileSync(join(PACKAGES, name, 'package.json'));
  const hash = createHash('sha256').update(lock).update(manifest).digest('hex').slice(0, 12);
  const modules = await once(`real-${name}-${hash}`, async (folder) => {
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(join(PACKAGES, name, file), join(folder, file));
    await fetched(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  });
  return join(modules, 'node_modules');
}

/** The folder an npm package unpacks to, exactly as published; fetched once. `spec` is `name@version`. */
export async function unpacked(spec: string): Promise<string> {
  const folder = await once(`real-pack-${spec.replaceAll('/', '+')}`, async (target) => {
    const { stdout } = await fetched(['pack', '--silent', '--ignore-scripts', spec], target);
    await run('tar', ['-xzf', stdout.trim().split('\n').at(-1) ?? ''], { cwd: target });
  });
  return join(folder, 'package');
}

/** Runs npm with nothing inherited from the npm that may have started this process. */
export function npm(args: readonly string[], cwd: string): Promise<{ stdout: string; stderr: string }> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_(local_)?prefix|lifecycle|package)/i.test(name),
    ),
  );
  const [command, first] =
    process.platform === 'win32' ? [process.env.ComSpec ?? 'cmd.exe', ['/c', 'npm']] : ['npm', []];
  return run(command, [...first, ...args], { cwd, env, maxBuffer: 64 << 20 });
}

/** Milliseconds to wait before npm is asked again. */
const PAUSES = [2_000, 10_000, 30_000];

/** Runs an npm command that may need the network, again when it fails. Throws with what npm said last. */
export async function fetched(
  args: readonly string[],
  cwd: string,
): Promise<{ stdout: string; stderr: string }> {
  for (const pause of PAUSES) {
    try {
      return await npm(args, cwd);
    } catch {
      await wait(pause);
    }
  }
  return npm(args, cwd).catch((error: { stderr?: string }) => {
    const command = `npm ${args.join(' ')}`;
    throw new Error(`${command} failed ${PAUSES.length + 1} times; is the registry there?\n${error.stderr}`);
  });
}

/** Makes a folder of the cache once, however many processes want it: whole or not at all. */
export async function once(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const done = join(CACHE, name);
  const lock = `${done}.lock`;
  mkdirSync(CACHE, { recursive: true });
  while (!existsSync(done)) {
    if (take(lock)) return build(done, lock, make);
    await wait(250);
  }
  return done;
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    if (ageOf(lock) > STALE) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

async function build(done: string, lock: string, make: (folder: string) => Promise<void>): Promise<string> {
  const alive = setInterval(() => touch(lock), STALE / 10);
  const folder = mkdtempSync(join(CACHE, 'making-'));
  try {
    if (!existsSync(done)) {
      await make(folder);
      settle(folder, done);
    }
    return done;
  } finally {
    clearInterval(alive);
    rmSync(folder, { recursive: true, force: true });
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Whoever was kept from touching its lock for too long has lost it, which only means that two of them install. */
function touch(lock: string): void {
  try {
    utimesSync(lock, new Date(), new Date());
  } catch {}
}

function settle(folder: string, done: string): void {
  try {
    renameSync(folder, done);
  } catch (error) {
    if (!existsSync(done)) throw error;
  }
}

/** A new empty folder outside the repository; the caller removes it. */
export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `portkey-migrate-${name}-`));
}
