import { relative } from 'node:path';
import { readerOf } from './candidates.js';
import { positionsOf } from './lines.js';
import type { MigrateOptions, RuleChoice } from './migrate.js';
import { overlay } from './open-project.js';
import { PARTS } from './parts.js';
import type { Project } from './project.js';
import { redact } from './report/redact.js';
import type { FileResult, Migration, Reported } from './result.js';

/** A file as jscodeshift hands it over. */
export interface FileInfo {
  /** Absolute, or relative to the working directory. */
  readonly path: string;
  readonly source: string;
}

/** What is used of jscodeshift's API. */
export interface Api {
  readonly report: (message: string) => void;
}

/** The options of its command line that mean something here. */
export interface ShiftOptions {
  readonly only?: string;
  readonly skip?: string;
}

/**
 * The migrated text of one file, or undefined when nothing of it changes. The files around it are read and never written:
 * what can only be changed together with them is reported, and so is what a person must decide.
 */
export async function migrateFile(
  file: FileInfo,
  api: Api,
  options: ShiftOptions,
): Promise<string | undefined> {
  const path = relative(process.cwd(), file.path).replaceAll('\\', '/');
  const rules = { only: listed(options.only), skip: listed(options.skip) };
  const repository = await surroundings(options, rules);
  const project = await repository.around(path);
  const unreadable = repository.unreadable(path);
  if (unreadable !== undefined) api.report(unreadable);
  if (!project || unreadable !== undefined) return undefined;
  const current =
    project.read(path) === file.source ? project : overlay(project, new Map([[path, file.source]]));
  return migrateIn(current, path, rules, api);
}

function listed(rules: string | undefined): readonly string[] {
  return (rules ?? '').split(',').flatMap((rule) => rule.trim() || []);
}

/** The repository around the files of one run of jscodeshift. */
interface Repository {
  /** The file and the candidates it is connected with, as a project; undefined when the file is none. */
  readonly around: (path: string) => Promise<Project | undefined>;
  /** Why a file cannot be read. */
  readonly unreadable: (path: string) => string | undefined;
}

/** By the options object, which is another one for every run: what one run has read is not true for the next. */
const repositories = new WeakMap<object, Promise<Repository>>();

function surroundings(options: ShiftOptions, rules: RuleChoice): Promise<Repository> {
  const known = repositories.get(options) ?? openRepository(rules);
  repositories.set(options, known);
  return known;
}

async function openRepository(rules: RuleChoice): Promise<Repository> {
  const cwd = process.cwd();
  const reader = readerOf(cwd);
  const { files, candidates } = await PARTS.scan({
    cwd,
    paths: ['.'],
    include: [],
    exclude: [],
    ignore: true,
    since: undefined,
  });
  const open = (from: readonly string[], all: readonly string[]): Promise<Project> =>
    PARTS.widen(from, { cwd, files: all, reader, rules });
  const whole = await open(candidates, files);
  const seen = new Set(files);
  return {
    around: async (path) => {
      const project = seen.has(path) ? whole : await open([path], [...files, path]);
      return project.files.includes(path) ? { ...project, files: connected(path, project) } : undefined;
    },
    unreadable: (path) => {
      const result = reader.unreadable().find((file) => file.path === path);
      return result?.findings[0]?.message;
    },
  };
}

/** The file, what it imports and what imports it, directly or through others, as far as something old may be in them. */
function connected(path: string, project: Project): readonly string[] {
  const imports = new Map(project.files.map((file) => [file, importedBy(file, project)]));
  const found = new Set([path]);
  for (const file of found) {
    for (const target of imports.get(file) ?? []) if (imports.has(target)) found.add(target);
    for (const [importer, targets] of imports) if (targets.includes(file)) found.add(importer);
  }
  return [...found].sort();
}

function importedBy(file: string, project: Project): readonly string[] {
  const document = project.document(file);
  if (!document) return [];
  return document.dependencies().flatMap((specifier) => document.language.locate(specifier, file, project));
}

async function migrateIn(
  project: Project,
  path: string,
  rules: RuleChoice,
  api: Api,
): Promise<string | undefined> {
  const { ignoreBook } = await import('./ignore.js');
  const options: MigrateOptions = { ...rules, writable: () => false, accepted: ignoreBook().accepts };
  const locked = (file: string) =>
    file === path ? undefined : `${file} must change with it: npx portkey-migrate does`;
  const alone = await PARTS.migrate(project, { ...options, locked });
  const together = alone.files.some(isRefused) ? await PARTS.migrate(project, options) : alone;
  const result = fileIn(alone, path);
  for (const message of messages(result, fileIn(together, path))) api.report(redact(message));
  for (const { message } of alone.notices) api.report(message);
  return result && result.after !== result.before ? result.after : undefined;
}

function fileIn({ files }: Migration, path: string): FileResult | undefined {
  return files.find((file) => file.path === path);
}

function isRefused({ findings }: FileResult): boolean {
  return findings.some(({ level }) => level === 'error');
}

/** What was not done in a file: left for a person, refused, or only possible together with other files. */
function messages(alone: FileResult | undefined, together: FileResult | undefined): string[] {
  const said = alone?.findings ?? [];
  const before = (alone ?? together)?.before ?? '';
  const positions = positionsOf(before);
  const missing = (together?.findings ?? []).filter(
    (finding) => finding.level === 'applied' && !said.some((other) => isSame(other, finding)),
  );
  const left = said.filter(({ level }) => level !== 'applied');
  return [
    ...left.map((finding) => ({ finding, why: finding.help ?? '' })),
    ...missing.map((finding) => ({ finding, why: TOGETHER })),
  ].map(({ finding, why }) => {
    const { line, column } = positions(finding.span.start);
    return [`${line}:${column} ${finding.message} (${finding.rule})`, why].filter(Boolean).join('; ');
  });
}

const TOGETHER = 'not changed, since other files must change with it: npx portkey-migrate does';

function isSame(a: Reported, b: Reported): boolean {
  return (
    a.rule === b.rule && a.span.start === b.span.start && (a.message === b.message || a.level === 'error')
  );
}
