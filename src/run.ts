import { JobError } from './job-error.js';
import type { Looked } from './look.js';
import type { RuleChoice } from './migrate.js';
import { PARTS, type Parts } from './parts.js';
import type { FileResult, RunResult } from './result.js';
import type { ScanProblem, ScanRequest, ScanResult } from './scan.js';

/** What to migrate, and how. Paths, globs and everything reported are relative to `cwd`. */
export interface RunRequest extends RuleChoice, Omit<ScanRequest, 'marks'> {
  /** Writes nothing. */
  readonly dry: boolean;
  /** Also writes to files with uncommitted changes. */
  readonly force: boolean;
  /** Asks a person about each file that would change. */
  readonly confirm?: (file: FileResult) => Promise<boolean>;
}

/** Scans, migrates in memory, and (unless it is a dry run) writes. Throws a JobError when the job as a whole cannot be done. */
export async function run(request: RunRequest, parts: Parts = PARTS): Promise<RunResult> {
  const started = performance.now();
  if (!request.dry) await cleanUp(request);
  const scanned = await parts.scan(request);
  refuseMissing(scanned.problems, request.paths);
  const { migration, candidateFiles } = await lookInto(scanned, request, parts);
  if (!request.dry) await write(migration.files, request);
  const { scannedFiles } = scanned;
  return {
    ...migration,
    scannedFiles,
    candidateFiles,
    durationMs: performance.now() - started,
    dry: request.dry,
  };
}

/** What was named must be there: a misspelt path is no repository without findings. */
function refuseMissing(problems: readonly ScanProblem[], paths: readonly string[]): void {
  const named = problems.filter(({ path }) => paths.includes(path));
  if (named.length)
    throw new JobError(named.map(({ path, message }) => `${path}: ${message}`).join('\nerror: '));
}

/** A clean repository costs the scan and nothing else: no language is loaded. */
async function lookInto(scanned: ScanResult, request: RunRequest, parts: Parts): Promise<Looked> {
  if (!scanned.candidates.length && !scanned.problems.length) return NOTHING;
  const { look } = await import('./look.js');
  return look(scanned, request, parts);
}

const NOTHING: Looked = {
  migration: { files: [], skipped: [], notices: [], commands: [] },
  candidateFiles: 0,
};

async function cleanUp(request: RunRequest): Promise<void> {
  const { removeLeftovers } = await import('./journal.js');
  removeLeftovers(request);
}

async function write(files: readonly FileResult[], request: RunRequest): Promise<void> {
  const changed = files.filter(({ before, after }) => before !== after);
  if (!changed.length) return;
  const { refuseForeignChanges } = await import('./uncommitted.js');
  if (!request.force)
    refuseForeignChanges(
      changed.map(({ path }) => path),
      request.cwd,
    );
  const { replaceFiles } = await import('./journal.js');
  await replaceFiles(changed, request);
}
