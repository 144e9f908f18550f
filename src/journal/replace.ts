import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** New bytes for a file that is there, or was. */
export interface Staged {
  /** Absolute, links followed. */
  readonly file: string;
  /** The temporary file beside it. */
  readonly temporary: string;
  readonly bytes: Uint8Array;
  /** Permission bits the file has afterwards. */
  readonly mode: number;
  /** Who the file belongs to afterwards, where the system lets us say. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

/** The name of a temporary file beside `file`; a later run can tell it from the user's files. */
export function temporaryFor(file: string, id: string): string {
  const name = createHash('sha256').update(basename(file)).digest('hex').slice(0, 12);
  return join(dirname(file), `.portkey-migrate-${id}-${name}.tmp`);
}

/** How many files are written at the same time. */
const AT_ONCE = 16;

/** Writes every temporary file to the disk; nothing of the user's is touched yet. */
export async function stageAll(staged: readonly Staged[]): Promise<void> {
  for (let at = 0; at < staged.length; at += AT_ONCE) {
    await Promise.all(staged.slice(at, at + AT_ONCE).map(stage));
  }
}

async function stage({ temporary, bytes, mode, owner }: Staged): Promise<void> {
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    if (owner) await giveTo(handle, owner);
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Only the superuser may give files away; for everybody else the new file is theirs, as with any editor. */
async function giveTo(handle: FileHandle, owner: { uid: number; gid: number }): Promise<void> {
  const now = await handle.stat();
  if (now.uid === owner.uid && now.gid === owner.gid) return;
  await handle.chown(owner.uid, owner.gid).catch(() => undefined);
}

/** Puts a staged file in its place: at any moment the old one or the new one is there, whole. */
export async function settle({ temporary, file }: Staged): Promise<void> {
  await rename(temporary, file);
}

/** Makes renames in these directories last. */
export async function syncDirectories(files: readonly string[]): Promise<void> {
  for (const directory of new Set(files.map((file) => dirname(file)))) {
    const handle = await open(directory, 'r').catch(() => undefined);
    // Not every file system syncs a directory; the rename itself is whole either way.
    await handle?.sync().catch(() => undefined);
    await handle?.close();
  }
}

/** Writes a file of our own so that it is there whole, or not at all. */
export async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.new`;
  await rm(temporary, { force: true });
  const staged = { file, temporary, bytes, mode: 0o600, owner: undefined };
  await stage(staged);
  await settle(staged);
  await syncDirectories([file]);
}
