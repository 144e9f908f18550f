import { posix } from 'node:path';
import { languageOf } from './languages/index.js';
import { fileOf } from './plan.js';
import type { Project } from './project.js';
import type { Finding } from './site.js';

/** Finds, among files, those that contain one of the words. */
export type WordSearch = (files: readonly string[], words: readonly string[]) => Promise<readonly string[]>;

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
  const asked = new Set<string>();
  for (;;) {
    const project = around.open([...known].sort());
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
  const imported = sources
    .flatMap((file) => importedBy(file, project))
    .filter((file) => around.files.includes(file));
  const others = around.files.filter((file) => !known.has(file) && languageOf(file)?.reads);
  const mentioning = others.length ? await around.search(others, wordsFor(sources, project)) : [];
  const importing = mentioning.filter((file) =>
    importedBy(file, project).some((target) => wanted.has(target)),
  );
  return [...new Set([...imported, ...importing])].filter((file) => !known.has(file));
}

/** The words by which other files mention modules, or the packages they belong to. */
function wordsFor(sources: readonly string[], project: Project): readonly string[] {
  const manifests = new Set(sources.flatMap((file) => project.manifest(file, 'package.json') ?? []));
  const names = [...manifests].flatMap(
    (file) => /"name"\s*:\s*"([^"]+)"/.exec(project.read(file) ?? '')?.[1] ?? [],
  );
  return [...new Set([...sources.map(moduleWord), ...names])];
}

/** The word by which another file must mention a module: its name, or its folder's when it is an index. */
function moduleWord(file: string): string {
  const stem = posix.basename(file).replace(/\.d\.ts$|\.[^.]+$/, '');
  return stem === 'index' ? posix.basename(posix.dirname(file)) : stem;
}
