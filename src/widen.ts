import { decide } from './decide.js';
import { chosen } from './migrate.js';
import { type WordSearch, withNeighbours } from './neighbours.js';
import type { Surroundings } from './parts.js';
import type { Project } from './project.js';
import { searchAhead, searchFiles } from './scan.js';

/** The candidates as a project, together with every file that imports, or is imported by, one with something old in it. */
export function widen(candidates: readonly string[], around: Surroundings): Promise<Project> {
  const transforms = chosen(around.rules);
  return withNeighbours(candidates, {
    open: around.reader.open,
    find: (project) => {
      const readable = project.files.filter((file) => !project.document(file)?.problems.length);
      return decide(project, readable, transforms).findings;
    },
    files: around.files,
    search: searchIn(around.cwd),
  });
}

/** Searches files below a directory for words. What is expected is searched in a second thread, where there are many files. */
export function searchIn(directory: string): WordSearch {
  let ahead:
    | { readonly words: ReadonlySet<string>; readonly found: () => Promise<readonly string[]> }
    | undefined;
  return {
    expect: (files, words) => {
      ahead = { words: new Set(words), found: searchAhead(directory, files, words) };
    },
    find: async (files, words) => {
      if (!ahead || !words.every((word) => ahead?.words.has(word)))
        return searchFiles(directory, files, words);
      const among = new Set(files);
      const found = await ahead.found();
      return searchFiles(
        directory,
        found.filter((file) => among.has(file)),
        words,
      );
    },
  };
}
