import { execFile } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { once } from '../install.js';

const run = promisify(execFile);

/** Milliseconds to wait before pip is asked again. */
const PAUSES = [2_000, 10_000, 30_000];

/** The folder a package of PyPI unpacks to, exactly as published; fetched once, nothing of it is run by us. `spec` is `name==version`. */
export function unpackedPython(spec: string): Promise<string> {
  return once(`real-pip-${spec.replace('==', '-')}`, async (target) => {
    await downloaded(spec, target);
    const [archive = ''] = readdirSync(target);
    await unpack(join(target, archive), target);
    rmSync(join(target, archive));
  });
}

async function downloaded(spec: string, folder: string): Promise<void> {
  const args = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '-d',
    folder,
    spec,
  ];
  for (const pause of [...PAUSES, undefined]) {
    try {
      await run('python3', args, { maxBuffer: 64 << 20 });
      return;
    } catch (error) {
      if (pause === undefined) throw error;
      await wait(pause);
    }
  }
}

/** A wheel is a zip; a source distribution has a folder of its own inside. */
async function unpack(archive: string, folder: string): Promise<void> {
  if (archive.endsWith('.whl')) await run('python3', ['-m', 'zipfile', '-e', archive, folder]);
  else await run('tar', ['-xzf', archive, '--strip-components=1', '-C', folder]);
}
