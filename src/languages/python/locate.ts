import type { Project } from '../../project.js';

/** The files a module name written in a file may stand for, most likely first. */
export function locateModule(_specifier: string, _file: string, _project: Project): readonly string[] {
  return [];
}
