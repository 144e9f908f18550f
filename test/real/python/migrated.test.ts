import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { commitAll } from '../../tree.js';
import { findingsIn, portkeyMigrate, type SaidFinding } from '../command-line.js';
import { temporaryFolder } from '../install.js';
import { filesUnder } from '../programs.js';
import { type PythonProgram, pythonPrograms } from './programs.js';

/**
 * Programs the tool does not bring to what was written by hand yet. Equal files need not run again: the ones written by hand do, in
 * programs.test.ts.
 */
const PENDING: readonly string[] = [];

interface Migrated {
  readonly code: number;
  readonly files: PythonProgram['after'];
  readonly findings: readonly SaidFinding[];
  readonly again: { readonly code: number; readonly files: PythonProgram['after'] };
}

async function migrate({ name, before }: PythonProgram): Promise<Migrated> {
  const folder = temporaryFolder(`migrate ${name}`);
  try {
    for (const [path, text] of Object.entries(before)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    commitAll(folder);
    const { code, out } = await portkeyMigrate(folder, '--format', 'json', '.');
    const files = filesUnder(folder);
    const again = await portkeyMigrate(folder, '--format', 'json', '.');
    return { code, files, findings: findingsIn(out), again: { code: again.code, files: filesUnder(folder) } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const done = pythonPrograms().filter(({ name }) => !PENDING.includes(name));

describe.each(done)('$name', (program) => {
  let migrated: Migrated;

  beforeAll(async () => {
    migrated = await migrate(program);
  });

  test('becomes what was written by hand', () => {
    expect(migrated.files).toEqual(program.after);
    expect(migrated.code).toBe(0);
  });

  test('leaves nothing for a person', () => {
    expect(migrated.findings.filter(({ level }) => level !== 'applied')).toEqual([]);
    expect(migrated.findings).not.toEqual([]);
  });

  test('is finished after one run', () => {
    expect(migrated.again).toEqual({ code: 0, files: migrated.files });
  });
});

test('every pending program exists', () => {
  expect(PENDING.filter((name) => !pythonPrograms().some((program) => program.name === name))).toEqual([]);
});
