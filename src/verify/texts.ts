import { resolve } from 'node:path';
import { errorFile, readerOf } from '../candidates.js';
import { commitTexts } from '../disk.js';
import { directoryOf, git, repositoryOf } from '../git.js';
import { ignoreBook } from '../ignore.js';
import { JobError } from '../job-error.js';
import { lastRun } from '../journal/last.js';
import { languageOf, loadLanguages } from '../languages/index.js';
import { withNeighbours } from '../neighbours.js';
import { openProject, overlay, type Texts } from '../open-project.js';
import type { Parts } from '../parts.js';
import type { Project } from '../project.js';
import type { FileResult } from '../result.js';
import type { ScanResult } from '../scan.js';
import type { Finding } from '../site.js';
import { searchIn } from '../widen.js';
import { sendingSites } from './sites.js';

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
  const old = await textsBefore(request);
  const { project: now, scanned, unreadable } = await readTree(request, parts, old.changed);
  const before = openProject(
    now.files,
    {
      read: (file) => old.texts.read(file) ?? now.read(file),
      exists: (file) => old.texts.exists(file) || now.exists(file),
    },
    now.kept,
  );
  const isChanged = [...now.files, ...old.changed].some((file) => before.read(file) !== now.read(file));
  if (isChanged) return { before, after: now, compared: `${old.name} → the working tree`, unreadable };
  const after = await migrated(now, scanned, parts);
  return { before: now, after, compared: 'the working tree → what a migration would write', unreadable };
}

/** The working tree as a project. */
export interface Tree {
  readonly project: Project;
  readonly scanned: ScanResult;
  /** Files that could not be read. */
  readonly unreadable: readonly FileResult[];
}

/** Reads the candidates of the working tree, those files, and whatever is sent from elsewhere through them. */
export async function readTree(
  request: TextsRequest,
  parts: Parts,
  changed: readonly string[] = [],
): Promise<Tree> {
  const scanned = await parts.scan({ ...request, since: undefined });
  const within = new Set(scanned.files);
  const own = [...scanned.candidates, ...changed.filter((file) => within.has(file))];
  const reader = readerOf(request.cwd);
  await loadLanguages(own);
  const project = await withNeighbours([...new Set(own)].filter(languageOf), {
    open: reader.open,
    find: (found) => carriers(found, own),
    files: scanned.files,
    search: searchIn(request.cwd),
  });
  return { project, scanned, unreadable: [...reader.unreadable(), ...problemsOf(scanned)] };
}

/** Clients and headers travel from the candidates, and from files that send something to the gateway. */
function carriers(project: Project, candidates: readonly string[]): readonly Finding[] {
  const sending = sendingSites(project, 'after').sites.filter(({ isOurs }) => isOurs);
  const files = new Set([...candidates, ...sending.map(({ at }) => at.file)]);
  const message = 'something may travel from here';
  return [...files].map((file) => ({
    rule: 'verify',
    at: { file, span: { start: 0, end: 0 } },
    message,
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
  const places = [cwd, ...paths.map((path) => directoryOf(resolve(cwd, path)))];
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

/** The files that differ from a commit as they stand there; all others are as they are. */
function fromCommit(cwd: string, ref: string): OldTexts {
  const texts = commitTexts(cwd, ref);
  const differing = git(cwd, ['diff', '--name-only', '--no-renames', '--relative', '-z', ref, '--', '.']);
  if (!texts || !differing) throw new JobError('--base', 'a commit of the repository', `"${ref}"`);
  const changed = new Set(differing.toString('utf8').split('\0').filter(Boolean));
  const read = (file: string): string | undefined => (changed.has(file) ? texts.read(file) : undefined);
  return { name: ref, texts: { read, exists: texts.exists }, changed: [...changed] };
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
