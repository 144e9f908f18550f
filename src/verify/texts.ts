import { resolve } from 'node:path';
import { errorFile, readerOf } from '../candidates.js';
import { commitTexts } from '../disk.js';
import { repositoryOf } from '../git.js';
import { ignoreBook } from '../ignore.js';
import { JobError } from '../job-error.js';
import { lastRun } from '../journal/last.js';
import { languageOf } from '../languages/index.js';
import { withNeighbours } from '../neighbours.js';
import { openProject, overlay, type Texts } from '../open-project.js';
import type { Parts } from '../parts.js';
import type { Project } from '../project.js';
import type { FileResult } from '../result.js';
import type { ScanResult } from '../scan.js';
import { searchIn } from '../widen.js';

/** What is compared, and where from. Paths and globs are relative to `cwd`. */
export interface TextsRequest {
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly ignore: boolean;
  /** The commit whose text is the one before; undefined: the last run's journal, else HEAD. */
  readonly base: string | undefined;
}

/** Two texts of one set of files. */
export interface BothTexts {
  readonly before: Project;
  readonly after: Project;
  /** What the two texts are, for people. */
  readonly compared: string;
  /** Files that could not be read. */
  readonly unreadable: readonly FileResult[];
}

/** Reads the text before and the text after; when they are the same, the text after is what a migration would write. */
export async function readBothTexts(request: TextsRequest, parts: Parts): Promise<BothTexts> {
  const scanned = await parts.scan({ ...request, since: undefined });
  const old = await textsBefore(request);
  const within = new Set(scanned.files);
  const changed = old.changed.filter((file) => within.has(file));
  const spoken = [...new Set([...scanned.candidates, ...changed])].filter(languageOf);
  const reader = readerOf(request.cwd);
  const now = await withNeighbours(spoken, {
    open: reader.open,
    find: everyFile,
    files: scanned.files,
    search: searchIn(request.cwd),
  });
  const before = openProject(now.files, {
    read: (file) => old.texts.read(file) ?? now.read(file),
    exists: (file) => old.texts.exists(file) || now.exists(file),
  });
  const unreadable = [...reader.unreadable(), ...problemsOf(scanned)];
  const isChanged = [...now.files, ...old.changed].some((file) => before.read(file) !== now.read(file));
  if (isChanged) return { before, after: now, compared: `${old.name} → the working tree`, unreadable };
  const after = await migrated(now, scanned, parts);
  return { before: now, after, compared: 'the working tree → what a migration would write', unreadable };
}

/** What is sent may travel from every candidate, not only from those with something old in them. */
function everyFile(project: Project) {
  return project.files.map((file) => ({
    rule: 'verify',
    at: { file, span: { start: 0, end: 0 } },
    message: 'a candidate',
    changes: [],
  }));
}

function problemsOf({ problems }: ScanResult): readonly FileResult[] {
  return problems.map(({ path, message }) => errorFile({ path, message, rule: 'unreadable' }));
}

interface OldTexts {
  readonly name: string;
  readonly texts: Texts;
  /** Files that are known to differ. */
  readonly changed: readonly string[];
}

const NO_TEXTS: Texts = { read: () => undefined, exists: () => false };

async function textsBefore({ cwd, paths, base }: TextsRequest): Promise<OldTexts> {
  if (base !== undefined) return fromCommit(cwd, base);
  const places = [cwd, ...paths.map((path) => resolve(cwd, path))];
  for (const place of new Set(places)) {
    const run = await lastRun(place);
    if (run?.length) return fromRun(run, place, cwd);
  }
  return repositoryOf(cwd) ? fromHead(cwd) : { name: 'the working tree', texts: NO_TEXTS, changed: [] };
}

async function fromRun(
  run: NonNullable<Awaited<ReturnType<typeof lastRun>>>,
  place: string,
  cwd: string,
): Promise<OldTexts> {
  const { posixPath } = await import('../journal/home.js');
  const texts = new Map(run.map(({ path, before }) => [posixPath(cwd, resolve(place, path)), before]));
  return {
    name: 'the text before the last run',
    texts: { read: (file) => texts.get(file), exists: (file) => texts.has(file) },
    changed: [...texts.keys()],
  };
}

function fromCommit(cwd: string, ref: string): OldTexts {
  const texts = commitTexts(cwd, ref);
  if (!texts) throw new JobError('--base', 'a commit of the repository', `"${ref}"`);
  return { name: ref, texts, changed: [] };
}

/** A repository without a commit has no text before. */
function fromHead(cwd: string): OldTexts {
  return commitTexts(cwd, 'HEAD')
    ? fromCommit(cwd, 'HEAD')
    : { name: 'the working tree', texts: NO_TEXTS, changed: [] };
}

async function migrated(project: Project, scanned: ScanResult, parts: Parts): Promise<Project> {
  const within = new Set(scanned.files);
  const { files } = await parts.migrate(project, {
    only: [],
    skip: [],
    accepted: ignoreBook().accepts,
    writable: (file) => within.has(file),
  });
  return overlay(project, new Map(files.map(({ path, after }) => [path, after])));
}
