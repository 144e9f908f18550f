import type { Project } from '../../project.js';

/** Words one of which stands in every file that imports this one. */
export function mentionsOf(_file: string, _project: Project): readonly string[] {
  return [];
}
