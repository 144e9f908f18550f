import { isAbsolute, posix, relative, sep } from 'node:path';
import { bytesOf, wildmatchSource } from './wildmatch.js';

/** Whether a name (relative to the working directory) is meant. */
export type Filter = (name: string) => boolean;

/** Whether a path is written as a glob. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** How a path is called from a directory: posix, '.' for the directory itself. */
export function asName(path: string, directory: string): string {
  return posix.normalize((isAbsolute(path) ? relative(directory, path) : path).split(sep).join('/'));
}

/** The directory a glob cannot lead out of. */
export function baseOf(glob: string): string {
  const parts = glob.split('/');
  return parts.slice(0, parts.findIndex(isGlob)).join('/') || '.';
}

/** What a glob given as a path means: files it matches, and all files in directories it matches. */
export function pathFilter(glob: string): Filter {
  return filterOf(expandBraces(glob).map((pattern) => ({ pattern, anchored: true })));
}

/** What one of the globs means; as in ignore files, one without a slash before its end matches at any depth. Undefined: there are no globs. */
export function anyFilter(globs: readonly string[], directory: string): Filter | undefined {
  if (!globs.length) return undefined;
  return filterOf(
    globs.flatMap((glob) =>
      expandBraces(asName(glob, directory)).map((pattern) => ({
        pattern,
        anchored: /\/./.test(pattern) || glob.startsWith('./'),
      })),
    ),
  );
}

function filterOf(patterns: readonly { readonly pattern: string; readonly anchored: boolean }[]): Filter {
  const sources = patterns.flatMap(({ pattern, anchored }) => {
    if (/^\.\/?$/.test(pattern)) return ['.*'];
    const source = wildmatchSource(bytesOf(pattern.replace(/\/$/, '')));
    const below = pattern.endsWith('/') ? '/.*' : '(?:/.*)?';
    return source === undefined ? [] : [`${anchored ? '' : '(?:.*/)?'}${source}${below}`];
  });
  const expression = new RegExp(`^(?:${sources.length ? sources.join('|') : '(?!)'})$`, 's');
  return (name) => expression.test(bytesOf(name));
}

/** `a.{js,ts}` means `a.js` and `a.ts`; braces may stand in braces. */
function expandBraces(pattern: string): readonly string[] {
  const innermost = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (!innermost) return [pattern];
  const before = pattern.slice(0, innermost.index);
  const after = pattern.slice(innermost.index + innermost[0].length);
  return (innermost[1] ?? '').split(',').flatMap((choice) => expandBraces(before + choice + after));
}
