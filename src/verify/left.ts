import type { Project } from '../project.js';
import type { Migration } from '../result.js';
import type { Verdict, VerifiedSite } from './result.js';

/** Migrates a project in memory. */
export type Migrate = (project: Project) => Migration | Promise<Migration>;

const STILL_OLD: Verdict = {
  is: 'differs',
  differences: [{ field: 'API', old: 'old', new: 'still the old one, though a migration would change it' }],
};

/**
 * What is as old as it was is left for a person only when the migration has nothing to change there any more; else it was missed,
 * or put back.
 */
export async function judgeLeft(
  sites: readonly VerifiedSite[],
  after: Project,
  migrate: Migrate,
): Promise<readonly VerifiedSite[]> {
  if (!sites.some(({ verdict }) => verdict.is === 'left')) return sites;
  const { files } = await migrate(after);
  const open = new Set(files.filter((file) => file.before !== file.after).map(({ path }) => path));
  return sites.map((site) =>
    site.verdict.is === 'left' && isOpen(site, open) ? { ...site, verdict: STILL_OLD } : site,
  );
}

/** Whether a file is to be changed that says what the site sends. */
function isOpen({ at, readIn }: VerifiedSite, open: ReadonlySet<string>): boolean {
  return open.has(at.file) || [...(readIn ?? [])].some((file) => open.has(file));
}
