import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const LOCK = `${ROOT}node_modules/.portkey-migrate-build`;

/** Child processes run dist/: `npm test` has built it; after an edit it is built again, by one test file at a time. */
export async function built(): Promise<void> {
  while (isStale()) {
    if (!takeLock()) {
      await setTimeout(200);
      continue;
    }
    try {
      build();
    } finally {
      rmSync(LOCK, { recursive: true, force: true });
    }
    return;
  }
}

function build(): void {
  const run = (...args: string[]): void => {
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'ignore' });
  };
  try {
    run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
  } catch {
    // Types are another test's business: tsc emits all the same.
  }
  run('scripts/assets.mjs');
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    return false;
  }
}

function isStale(): boolean {
  const emitted = statSync(`${ROOT}dist/src/edit.js`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ['src', 'transforms'].some((directory) => newest(join(ROOT, directory)) > emitted);
}

function newest(directory: string): number {
  const entries = readdirSync(directory, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(0, ...entries.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}
