import { randomBytes } from 'node:crypto';
import { realpathSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Staged, settle, stageAll, syncDirectories, temporaryFor } from '../journal/replace.js';

/** Replaces files, links followed and modes kept; each is whole at any moment, and none is touched until all are on the disk. */
export async function replaceAll(
  files: readonly { readonly path: string; readonly text: string }[],
  directory: string,
): Promise<void> {
  const id = randomBytes(4).toString('hex');
  const staged = files.map(({ path, text }) => stagedFor(resolve(directory, path), text, id));
  try {
    await stageAll(staged);
    for (const one of staged) await settle(one);
    await syncDirectories(staged.map(({ file }) => file));
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

function stagedFor(path: string, text: string, id: string): Staged {
  const file = realpathSync(path);
  const { mode, uid, gid } = statSync(file);
  const temporary = temporaryFor(file, id);
  return { file, temporary, bytes: Buffer.from(text), mode: mode & 0o7777, owner: { uid, gid } };
}
