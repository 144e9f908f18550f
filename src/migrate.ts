import type { Project } from './project.js';
import type { Migration } from './result.js';

/** Which rules take part: all, or those named, less those skipped. */
export interface RuleChoice {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/**
 * Migrates every candidate of the project in memory; pure. Findings come back with the texts before and after, checked as
 * check.ts says; nothing is read but through the project and nothing is written.
 */
export function migrate(project: Project, _rules: RuleChoice): Migration {
  return { files: project.files.map(() => { throw new Error('not yet') }), skipped: [], notices: [], commands: [] };
}
