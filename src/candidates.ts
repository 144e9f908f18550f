import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { diskTexts, type ReadText, readText, type Unreadable } from './disk.js';
import { languageOf } from './languages/index.js';
import { positionsOf } from './lines.js';
import { lockedBy } from './manifests/commands.js';
import type { Marks } from './mark.js';
import { openProject, openShelf } from './open-project.js';
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
  const kept = openShelf();
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
      const exists = (path: string): boolean => reads.has(path) || around.exists(path);
      return openProject(readable, { read: textOf, exists }, kept);
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

/** Candidates by whether their language is spoken. */
export interface Sorted {
  readonly spoken: readonly string[];
  readonly others: readonly string[];
}

/** Tells candidates of languages that are spoken from the others. */
export function sortByLanguage(paths: readonly string[]): Sorted {
  const isSpoken = (path: string): boolean => languageOf(path) !== undefined;
  return { spoken: paths.filter(isSpoken), others: paths.filter((path) => !isSpoken(path)) };
}

/** What is said about candidates of languages that are not spoken: where they first carry a mark. */
export function skipUnspoken(directory: string, paths: readonly string[], marks: Marks): readonly Skipped[] {
  const words = marks.anywhere.map((mark) => mark.word);
  return paths.map((path) => unspoken(directory, path, words));
}

function unspoken(directory: string, path: string, words: readonly string[]): Skipped {
  const extension = /[^/](\.[^./]+)$/.exec(path)?.[1];
  const line = lineOfFirst(words, resolve(directory, path));
  const command = lockedBy(path);
  const reason = command
    ? `lock files are never edited: run ${command} once the manifest is up to date`
    : `${extension ?? 'such'} files are not read yet`;
  return { path, line, reason };
}

/** The line on which a file has the first of the words; 1 where it cannot be told. */
function lineOfFirst(words: readonly string[], file: string): number {
  try {
    const text = readFileSync(file).toString('latin1');
    const places = words.map((word) => text.indexOf(word)).filter((at) => at >= 0);
    return positionsOf(text)(places.length ? Math.min(...places) : 0).line;
  } catch {
    return 1;
  }
}
