import { diskTexts, type ReadText, readText, type Unreadable } from './disk.js';
import { languageOf } from './languages/index.js';
import { openProject } from './open-project.js';
import type { Project } from './project.js';
import type { FileResult, Skipped } from './result.js';

/** Reads candidates as projects, each file once, and remembers those that could not be read. */
export interface Reader {
  /** A project of these candidates; those that cannot be read are left out. */
  readonly open: (paths: readonly string[]) => Project;
  /** The candidates that could not be read, as the report has them. */
  readonly unreadable: () => readonly FileResult[];
}

/** A reader of the files below a directory. */
export function readerOf(directory: string): Reader {
  const reads = new Map<string, ReadText>();
  const around = diskTexts(directory);
  const read = (path: string): ReadText => {
    const said = reads.get(path) ?? readText(directory, path);
    reads.set(path, said);
    return said;
  };
  const textOf = (path: string): string | undefined => {
    const said = reads.get(path);
    return said && 'text' in said ? said.text : around.read(path);
  };
  return {
    open: (paths) => {
      const readable = paths.filter((path) => 'text' in read(path));
      return openProject(readable, {
        read: textOf,
        exists: (path) => reads.has(path) || around.exists(path),
      });
    },
    unreadable: () =>
      [...reads.values()].flatMap((said) => ('unreadable' in said ? [errorFile(said.unreadable)] : [])),
  };
}

/** A file that could not be read, as the report has it. */
export function errorFile({ path, rule, message }: Unreadable): FileResult {
  const finding = { rule, level: 'error', message, span: { start: 0, end: 0 } } as const;
  return { path, language: languageOf(path)?.name ?? '', before: '', after: '', findings: [finding] };
}

/** The candidates of languages that are spoken, and what is said about the others. */
export function sortByLanguage(paths: readonly string[]): {
  spoken: readonly string[];
  skipped: readonly Skipped[];
} {
  const isSpoken = (path: string): boolean => languageOf(path) !== undefined;
  return { spoken: paths.filter(isSpoken), skipped: paths.filter((path) => !isSpoken(path)).map(unspoken) };
}

function unspoken(path: string): Skipped {
  const extension = /[^/](\.[^./]+)$/.exec(path)?.[1];
  return { path, line: 1, reason: `${extension ?? 'such'} files are not read yet` };
}
