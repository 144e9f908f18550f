import { posix, resolve } from 'node:path';
import { decode, diskTexts } from '../disk.js';
import { ignoreBook } from '../ignore.js';
import { JobError } from '../job-error.js';
import { posixPath } from '../journal/home.js';
import { languageOf, loadLanguages } from '../languages/index.js';
import { openProject } from '../open-project.js';
import type { Parts } from '../parts.js';
import { findingsAt } from '../report/counts.js';
import { exitCodeOf } from '../report/exit-code.js';
import { paintFor } from '../report/paint.js';
import { redact } from '../report/redact.js';
import { findingsOf } from '../report/text.js';
import type { Migration, Reported, RunResult } from '../result.js';
import type { Io } from './io.js';
import { publish } from './run-migration.js';
import type { Settings } from './settings.js';

/** `--stdin`: one text in, one text out, for editors. The files around it are read, never written. */
export async function runInput(settings: Settings, io: Io, parts: Parts): Promise<void> {
  const started = performance.now();
  const path = posix.normalize(posixPath(io.cwd, resolve(io.cwd, settings.stdinFilename ?? '')));
  const text = decode(await io.readInput());
  if (text === undefined) throw new JobError('standard input is not valid UTF-8');
  const migration = languageOf(path) ? await migrateText(path, text, settings, parts) : NOTHING;
  const counts = { scannedFiles: 1, candidateFiles: 1, durationMs: performance.now() - started };
  const result: RunResult = { ...migration, ...counts, dry: settings.isDry };
  if (settings.isDry) return publish(result, settings, io);
  io.exit(exitCodeOf(result, { strict: settings.strict ?? false }));
  await tellFindings(result, settings, io);
  if (findingsAt(result.files, 'error').length) return;
  io.print(result.files.find((file) => file.path === path)?.after ?? text);
}

const NOTHING = { files: [], skipped: [], notices: [], commands: [] };

async function migrateText(path: string, text: string, settings: Settings, parts: Parts): Promise<Migration> {
  await loadLanguages([path]);
  const around = diskTexts(settings.cwd);
  const project = openProject([path], {
    read: (file) => (file === path ? text : around.read(file)),
    exists: (file) => file === path || around.exists(file),
  });
  const migration = await parts.migrate(project, {
    only: settings.only,
    skip: settings.skip,
    accepted: ignoreBook().accepts,
    writable: () => false,
    locked: (file) => (file === path ? undefined : `${ELSEWHERE} (in ${file})`),
  });
  const files = migration.files.map((file) => ({ ...file, findings: file.findings.map(elsewhereIsManual) }));
  return { ...migration, files };
}

const ELSEWHERE = 'it also needs changes outside of standard input';

/** Nothing failed: the whole repository can still be migrated. */
function elsewhereIsManual(finding: Reported): Reported {
  const isElsewhere = finding.level === 'error' && finding.message.includes(ELSEWHERE);
  return isElsewhere ? { ...finding, level: 'manual' } : finding;
}

/** Standard output is the text's: what asks for something goes to standard error. */
async function tellFindings({ files }: RunResult, settings: Settings, io: Io): Promise<void> {
  const isTold = ({ level }: Reported): boolean =>
    level === 'error' || (level === 'manual' && !settings.quiet);
  const told = files.map((file) => ({ ...file, findings: file.findings.filter(isTold) }));
  const text = findingsOf(told, await paintFor(false)).trimEnd();
  if (text) io.warn(redact(text));
}
