import { decide } from './decide.js';
import { chosen } from './migrate.js';
import { type WordSearch, withNeighbours } from './neighbours.js';
import type { Surroundings } from './parts.js';
import type { Project } from './project.js';

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

/** Searches files below a directory for words. */
export function searchIn(directory: string): WordSearch {
  return async (files, words) => (await import('./scan.js')).searchFiles(directory, files, words);
}
