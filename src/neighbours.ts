import { languageOf } from './languages/index.js';
import { fileOf } from './plan.js';
import type { Project } from './project.js';
import type { Finding } from './site.js';

/** Finds, among files, those that contain one of the words. */
export interface WordSearch {
  readonly find: (files: readonly string[], words: readonly string[]) => Promise<readonly string[]>;
  /** Says what will be searched, if anything: a second thread can begin. */
  readonly expect: (files: readonly string[], words: readonly string[]) => void;
}

/** What is looked through for neighbours. */
export interface Neighbourhood {
  /** Makes a project of these candidates. */
  readonly open: (candidates: readonly string[]) => Project;
  /** Asks the transforms; only where something was found can something travel from. */
  readonly find: (project: Project) => readonly Finding[];
  /** Every file of the run, candidate or not. */
  readonly files: readonly string[];
  readonly search: WordSearch;
}

/**
 * The candidates together with every file that imports, or is imported by, a file with something old in it, directly or
 * through others: clients, headers and results travel.
 */
export async function withNeighbours(candidates: readonly string[], around: Neighbourhood): Promise<Project> {
  const known = new Set(candidates);
  const first = around.open([...known].sort());
  around.search.expect(readersAmong(around.files, known), wordsFor(candidates, first));
  const asked = new Set<string>();
  for (let project = first; ; project = around.open([...known].sort())) {
    const sources = spreading(project, around.find(project)).filter((file) => !asked.has(file));
    for (const file of sources) asked.add(file);
    const added = sources.length ? await neighboursOf(sources, project, around, known) : [];
    if (!added.length) return project;
    for (const file of added) known.add(file);
  }
}

/** Files with a finding, and files that only pass on what another exports. */
function spreading(project: Project, findings: readonly Finding[]): string[] {
  const found = new Set(findings.flatMap((finding) => [finding.at.file, ...finding.changes.map(fileOf)]));
  const passing = project.files.filter((file) => isBarrelOf(file, found, project));
  return [...new Set([...found, ...passing])].filter(
    (file) => project.document(file)?.dependencies !== undefined,
  );
}

function isBarrelOf(file: string, found: ReadonlySet<string>, project: Project): boolean {
  const document = project.document(file);
  if (!document || found.has(file)) return false;
  return importedBy(file, project).some((target) => found.has(target) && document.passesOn?.() === true);
}

function importedBy(file: string, project: Project): readonly string[] {
  const document = project.document(file);
  if (!document) return [];
  return document.dependencies().flatMap((specifier) => document.language.locate(specifier, file, project));
}

async function neighboursOf(
  sources: readonly string[],
  project: Project,
  around: Neighbourhood,
  known: ReadonlySet<string>,
): Promise<readonly string[]> {
  const wanted = new Set(sources);
  const all = new Set(around.files);
  const imported = sources.flatMap((file) => importedBy(file, project)).filter((file) => all.has(file));
  const others = readersAmong(around.files, known);
  const mentioning = others.length ? await around.search.find(others, wordsFor(sources, project)) : [];
  const importing = mentioning.filter((file) =>
    importedBy(file, project).some((target) => wanted.has(target)),
  );
  return [...new Set([...imported, ...importing])].filter((file) => !known.has(file));
}

/** Files nobody has opened yet that may import others, in the languages of those that have been. */
function readersAmong(files: readonly string[], known: ReadonlySet<string>): readonly string[] {
  const spoken = new Set([...known].map(languageOf));
  return files.filter((file) => {
    const language = languageOf(file);
    return language?.reads && spoken.has(language) && !known.has(file);
  });
}

/** Words one of which stands in every file that imports one of these. */
function wordsFor(sources: readonly string[], project: Project): readonly string[] {
  return [...new Set(sources.flatMap((file) => languageOf(file)?.mentions?.(file, project) ?? []))];
}
