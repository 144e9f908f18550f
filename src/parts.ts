import type { Reader } from './candidates.js';
import type { Marks } from './mark.js';
import type { MigrateOptions, RuleChoice } from './migrate.js';
import type { Project } from './project.js';
import type { Migration } from './result.js';
import type { ScanRequest, ScanResult } from './scan.js';

/** What the search for neighbours needs to know of a run. */
export interface Surroundings {
  readonly cwd: string;
  /** Every file of the run, candidate or not. */
  readonly files: readonly string[];
  readonly reader: Reader;
  readonly rules: RuleChoice;
}

/** The stages of a run that do the work, each loaded when there is some. */
export interface Parts {
  /** What makes a file a candidate. */
  readonly marks: () => Promise<Marks>;
  readonly scan: (request: Omit<ScanRequest, 'marks'>) => Promise<ScanResult>;
  /** The candidates as a project, together with the files that old things travel to and from. */
  readonly widen: (candidates: readonly string[], around: Surroundings) => Promise<Project>;
  readonly migrate: (project: Project, options: MigrateOptions) => Promise<Migration>;
}

/** The stages as they are. */
export const PARTS: Parts = {
  marks: async () => (await import('../transforms/marks.js')).MARKS,
  scan: async (request) => {
    const [{ scan }, marks] = await Promise.all([import('./scan.js'), PARTS.marks()]);
    return scan({ ...request, marks, onFound: loadFor });
  },
  widen: async (candidates, around) => (await import('./widen.js')).widen(candidates, around),
  migrate: async (project, options) => (await import('./migrate.js')).migrate(project, options),
};

/** Loads what a file needs as soon as one is found, while the second thread goes on looking; true when that was a parser. */
async function loadFor(path: string): Promise<boolean> {
  const [{ languageOf }] = await Promise.all([
    import('./languages/index.js'),
    import('./look.js'),
    import('./widen.js'),
    import('./migrate.js'),
  ]);
  const language = languageOf(path);
  await language?.load?.();
  return language?.load !== undefined;
}
