import { errorFile, type Reader, readerOf, skipUnspoken, sortByLanguage } from './candidates.js';
import { whyLocked } from './disk.js';
import { type IgnoreBook, ignoreBook } from './ignore.js';
import { languageOf, loadLanguages } from './languages/index.js';
import type { Parts } from './parts.js';
import type { Project } from './project.js';
import type { FileResult, Migration, Reported } from './result.js';
import type { RunRequest } from './run.js';
import type { ScanResult } from './scan.js';

/** What a run found, and how many files it looked into. */
export interface Looked {
  readonly migration: Migration;
  readonly candidateFiles: number;
}

/** Everything between the scan and the disk: reads the candidates, migrates them in memory, and asks a person if there is one to ask. */
export async function look(scanned: ScanResult, request: RunRequest, parts: Parts): Promise<Looked> {
  const { spoken, others } = sortByLanguage(scanned.candidates);
  const skipped = skipUnspoken(request.cwd, others, await parts.marks());
  const reader = readerOf(request.cwd);
  const problems = scanned.problems.map(({ path, message }) =>
    errorFile({ path, message, rule: 'unreadable' }),
  );
  const read = spoken.length ? await migrateFiles(spoken, scanned, { request, reader, parts }) : NONE;
  const files = [...read.migration.files, ...reader.unreadable(), ...problems];
  return {
    migration: { ...read.migration, files: inOrder(files), skipped: [...read.migration.skipped, ...skipped] },
    candidateFiles: read.candidateFiles + skipped.length,
  };
}

const NONE: Looked = {
  migration: { files: [], skipped: [], notices: [], commands: [] },
  candidateFiles: 0,
};

interface Means {
  readonly request: RunRequest;
  readonly reader: Reader;
  readonly parts: Parts;
}

async function migrateFiles(spoken: readonly string[], scanned: ScanResult, means: Means): Promise<Looked> {
  const { request, reader, parts } = means;
  await loadLanguages(spoken);
  const { cwd, confirm } = request;
  const project = await parts.widen(spoken, { cwd, files: scanned.files, reader, rules: request });
  const book = ignoreBook();
  const within = new Set(scanned.files);
  const migrateWithout = (declined: ReadonlySet<string>): Promise<Migration> =>
    parts.migrate(project, {
      only: request.only,
      skip: request.skip,
      accepted: book.accepts,
      writable: (file) => within.has(file),
      locked: (file) => (declined.has(file) ? `${DECLINED} ${file} as it is` : whyLocked(cwd, file)),
    });
  const migration = await migrateWithout(new Set());
  const settled = confirm ? await withPerson(migration, migrateWithout, confirm) : migration;
  const unused = request.only.length || request.skip.length ? [] : unusedIgnores(project, book);
  const candidateFiles = new Set([...spoken, ...project.files]).size;
  return { migration: { ...settled, files: withFindings(settled.files, unused) }, candidateFiles };
}

const DECLINED = 'you chose to leave';

/** Asks about every file that would change; files a person declines take their groups along. */
async function withPerson(
  migration: Migration,
  migrateWithout: (declined: ReadonlySet<string>) => Promise<Migration>,
  confirm: (file: FileResult) => Promise<boolean>,
): Promise<Migration> {
  const declined = new Set<string>();
  for (const file of migration.files) {
    if (file.before !== file.after && !(await confirm(file))) declined.add(file.path);
  }
  if (!declined.size) return migration;
  const rest = await migrateWithout(declined);
  return {
    ...rest,
    files: rest.files.map((file) => ({ ...file, findings: file.findings.map(declinedIsManual) })),
  };
}

/** What a person said no to is theirs to do, not a failure. */
function declinedIsManual(finding: Reported): Reported {
  const isDeclined = finding.level === 'error' && finding.message.includes(DECLINED);
  return isDeclined ? { ...finding, level: 'manual' } : finding;
}

type OpenFile = Omit<FileResult, 'after'>;

function unusedIgnores(project: Project, book: IgnoreBook): readonly OpenFile[] {
  return project.files.flatMap((path) => {
    const before = project.read(path) ?? '';
    const findings = book.unused(before);
    const language = findings.length ? languageOf(path)?.name : undefined;
    return language === undefined ? [] : [{ path, language, before, findings }];
  });
}

/** Adds findings to the files that have some, and files for those that have none. */
function withFindings(files: readonly FileResult[], added: readonly OpenFile[]): readonly FileResult[] {
  const more = new Map(added.map((file) => [file.path, file]));
  const known = new Set(files.map(({ path }) => path));
  const grown = files.map((file) => {
    const findings = [...file.findings, ...(more.get(file.path)?.findings ?? [])];
    return { ...file, findings: findings.sort((a, b) => a.span.start - b.span.start) };
  });
  const fresh = added.filter(({ path }) => !known.has(path)).map((file) => ({ ...file, after: file.before }));
  return [...grown, ...fresh];
}

function inOrder(files: readonly FileResult[]): readonly FileResult[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
