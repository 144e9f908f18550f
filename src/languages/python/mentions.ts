import { posix } from 'node:path';
import type { Project } from '../../project.js';

/** Words one of which stands in every file that imports this one. */
export function mentionsOf(file: string, _project: Project): readonly string[] {
  const stem = posix.basename(file).replace(/\.pyi?$/, '');
  if (stem !== '__init__') return [stem];
  const folder = posix.basename(posix.dirname(file));
  const named = /^\.*$/.test(folder) ? [] : [folder];
  return [...named, 'from . import', 'from .. import', 'from ... import'];
}
