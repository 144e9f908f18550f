import { closeSync, constants, openSync, readSync } from 'node:fs';
import { ANY, type Search, type Searches } from './search.js';

/** What became of a look into one file: `absent` is what is not there as a file (deleted, a link, a submodule). */
export type Looked = 'found' | 'nothing' | 'absent' | { readonly problem: string };

/** Read at once; larger files take several turns. */
const STRETCH = 1 << 20;

/** Where git looks for a NUL to tell binary files from text. */
const BINARY_WITHIN = 8000;

/** Links are not followed, and a pipe does not make the process wait. Windows has neither flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Codes of errors that mean that there is no file of that name to look into. */
const ABSENT: ReadonlySet<string | undefined> = new Set([
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ELOOP',
  'EMLINK',
  'ENXIO',
]);

/** Makes a function that looks into files, one after the other, through one buffer of its own. */
export function lookerFor(searches: Searches): (path: string) => Looked {
  const buffer = Buffer.allocUnsafeSlow(STRETCH);
  return (path) => {
    try {
      const file = openSync(path, FLAGS);
      try {
        return holds(file, searches.of(path), buffer, searches.overlap) ? 'found' : 'nothing';
      } finally {
        closeSync(file);
      }
    } catch (error) {
      return explain(path, error);
    }
  };
}

/** Whether a text file holds what is searched. */
function holds(file: number, { find, enough }: Search, buffer: Buffer, overlap: number): boolean {
  let bits = 0;
  let kept = 0;
  let wide: string | undefined;
  for (let first = true; ; first = false) {
    const size = kept + readSync(file, buffer, kept, STRETCH - kept, null);
    if (first) wide = wideEncoding(buffer, size);
    const text = wide ? Buffer.from(new TextDecoder(wide).decode(buffer.subarray(0, size))) : undefined;
    bits |= text ? find(text, text.length, ANY) : find(buffer, size, ANY);
    const found = bits !== 0 && enough.some((set) => (bits & set) === set);
    const last = size < STRETCH;
    if (first && !text && (found || !last) && isBinary(buffer, size)) return false;
    if (found || last) return found;
    buffer.copyWithin(0, STRETCH - overlap);
    kept = overlap;
  }
}

/** UTF-16 says so in its first two bytes; it is full of NULs and text all the same. */
function wideEncoding(bytes: Buffer, size: number): string | undefined {
  if (size < 2) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function isBinary(bytes: Buffer, size: number): boolean {
  return bytes.subarray(0, Math.min(size, BINARY_WITHIN)).includes(0);
}

function explain(path: string, error: unknown): Looked {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  if (path.includes('\uFFFD') && code === 'ENOENT') {
    return { problem: 'cannot be opened: its name is not valid UTF-8, rename it' };
  }
  if (ABSENT.has(code)) return 'absent';
  return { problem: `cannot be read: ${error instanceof Error ? error.message : code}` };
}
