import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const CACHE = `${ROOT}node_modules/.cache/portkey-migrate/`;
const LOCK = `${CACHE}build.lock`;
const BUILT = `${ROOT}dist/src/edit.js`;

/** A lock this old (milliseconds) was left by a build that was killed. */
const ABANDONED = 300_000;

/** Child processes run dist/: `npm test` has built it; after an edit it is built again, by one test file at a time. */
export async function built(): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  while (isStale()) {
    if (!takeLock()) {
      await setTimeout(200);
      continue;
    }
    try {
      if (isStale()) build();
    } finally {
      rmSync(LOCK, { recursive: true, force: true });
    }
    return;
  }
}

/** Builds aside and renames file by file: what other test files run at this moment finds each file whole. */
function build(): void {
  const started = new Date();
  const aside = mkdtempSync(`${CACHE}dist-`);
  const run = (...args: string[]): void => {
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'ignore' });
  };
  try {
    run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', aside);
  } catch {
    // Types are another test's business: tsc emits all the same.
  }
  run('scripts/assets.mjs', aside);
  run('scripts/compiled.mjs', aside);
  replaceTree(aside, join(ROOT, 'dist'));
  rmSync(aside, { recursive: true, force: true });
  // An edit made while tsc was reading is newer than what it read.
  utimesSync(BUILT, started, started);
}

function replaceTree(from: string, to: string): void {
  const emitted = filesIn(from);
  for (const file of emitted) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    renameSync(join(from, file), join(to, file));
  }
  const known = new Set(emitted);
  for (const file of filesIn(to)) if (!known.has(file)) rmSync(join(to, file), { force: true });
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    const taken = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - taken > ABANDONED) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

function isStale(): boolean {
  const emitted = statSync(BUILT, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ['src', 'transforms'].some((directory) => newest(join(ROOT, directory)) > emitted);
}

function newest(directory: string): number {
  const changed = (file: string): number =>
    statSync(join(directory, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.max(0, ...filesIn(directory).map(changed));
}

/** The files below a directory, relative to it. */
function filesIn(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)));
}
