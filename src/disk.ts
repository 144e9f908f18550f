import { accessSync, constants, lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { gitBytes, gitFiles } from './git.js';
import type { Texts } from './open-project.js';

/** Why a file's text could not be had. */
export interface Unreadable {
  readonly path: string;
  readonly rule: 'encoding' | 'unreadable';
  readonly message: string;
}

/** A file's text with its byte order mark, or why there is none. */
export type ReadText = { readonly text: string } | { readonly unreadable: Unreadable };

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text the bytes stand for, byte order mark kept; undefined when they are not valid UTF-8. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Reads a file of the working tree; `path` is relative to the directory. */
export function readText(directory: string, path: string): ReadText {
  try {
    const text = decode(readFileSync(resolve(directory, path)));
    if (text !== undefined) return { text };
    const message = 'is not valid UTF-8, so it is left alone: convert it, or exclude it with --exclude';
    return { unreadable: { path, rule: 'encoding', message } };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { unreadable: { path, rule: 'unreadable', message: `cannot be read: ${why}` } };
  }
}

/** The working tree below (and around) a directory; every file is read once, and stays as it was when first read. */
export function diskTexts(directory: string): Texts {
  const texts = new Map<string, string | undefined>();
  return {
    read: (path) => {
      if (!texts.has(path)) {
        const said = readText(directory, path);
        texts.set(path, 'text' in said ? said.text : undefined);
      }
      return texts.get(path);
    },
    exists: (path) => statSync(resolve(directory, path), { throwIfNoEntry: false })?.isFile() ?? false,
  };
}

/** The files of a commit below a directory; undefined when git knows no such commit there. */
export function commitTexts(
  directory: string,
  ref: string,
): (Texts & { readonly files: readonly string[] }) | undefined {
  const files = gitFiles(directory, ref);
  if (!files) return undefined;
  const known = new Set(files);
  const texts = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    if (!known.has(path)) return undefined;
    if (!texts.has(path)) texts.set(path, gitText(directory, ref, path));
    return texts.get(path);
  };
  return { files, read, exists: (path) => known.has(path) };
}

/** The text of a file in a commit; undefined when it is not there or not UTF-8. `path` is relative to the directory. */
export function gitText(directory: string, ref: string, path: string): string | undefined {
  const bytes = gitBytes(directory, ref, path);
  return bytes && decode(bytes);
}

/** Why a file may not be replaced where it stands; undefined when it may. A missing file is nobody's to refuse. */
export function whyLocked(directory: string, path: string): string | undefined {
  const file = resolve(directory, path);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (!mayWrite(file) || (statSync(file).mode & 0o200) === 0) return `${path} is read-only`;
  return mayWrite(dirname(file)) ? undefined : `the directory of ${path} is read-only`;
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
