import type { Project } from '../src/project.js';
import { DEPENDENCIES, letsOldIn } from './dependencies.js';

/** Whether a file belongs to a project that may import packages. */
export function hasManifest(file: string, project: Project): boolean {
  return project.listed(file) !== undefined;
}

/** Whether the project of a file may run a version of the SDK below 1; yes when nothing says which. */
export function usesOldSdk(file: string, project: Project): boolean {
  const listed = (project.listed(file) ?? []).filter(
    ({ installs, range }) => installs && range !== undefined,
  );
  const own = listed.flatMap((site) =>
    DEPENDENCIES.filter((row) => row.package === site.name).map((row) => ({ row, site })),
  );
  const [first] = own;
  return first === undefined || letsOldIn(first.site, first.row) !== false;
}
