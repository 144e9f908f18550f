import { languageOf } from './languages/index.js';
import { openProject } from './open-project.js';
import type { Project } from './project.js';

/** A project over texts in memory; every file of a spoken language is a candidate. */
export function memoryProject(files: Readonly<Record<string, string>>): Project {
  const names = Object.keys(files).filter((file) => languageOf(file));
  return openProject(names, {
    read: (file) => files[file],
    exists: (file) => Object.hasOwn(files, file),
  });
}
