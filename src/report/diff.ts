import type { FileResult } from '../result.js';

/** Makes unified diffs that `git apply` and `patch -p1` take; loaded when first needed. */
export async function loadDiff(): Promise<(file: FileResult) => string> {
  const { structuredPatch } = await import('diff');
  return ({ path, before, after }) => {
    if (before === after) return '';
    const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context: 3 });
    const lines = hunks.flatMap((hunk) => [hunkHeader(hunk), ...hunk.lines]);
    return [`--- ${nameOf(`a/${path}`)}`, `+++ ${nameOf(`b/${path}`)}`, ...lines, ''].join('\n');
  };
}

interface Range {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
}

/** An empty side is said to begin one line earlier. */
function hunkHeader({ oldStart, oldLines, newStart, newLines }: Range): string {
  const old = `${oldLines === 0 ? oldStart - 1 : oldStart},${oldLines}`;
  const now = `${newLines === 0 ? newStart - 1 : newStart},${newLines}`;
  return `@@ -${old} +${now} @@`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** As git writes names: quoted where they hold quotes or control characters, closed by a tab where they hold blanks. */
function nameOf(path: string): string {
  if (/["\\\t\n\r]/.test(path))
    return `"${path.replace(/["\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)}"`;
  return path.includes(' ') ? `${path}\t` : path;
}
