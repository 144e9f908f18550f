import { posix } from 'node:path';
import type { DependencySite } from './dependency.js';
import type { SourceDocument } from './language.js';
import { languageOf } from './languages/index.js';
import { ecosystemOf } from './manifests/kinds.js';
import { listedFor } from './manifests/nearest.js';
import type { Keep, Project } from './project.js';

/** Where a project's texts come from. Paths are posix and relative to one directory. */
export interface Texts {
  /** The text of a file; undefined when there is none or it may not be read. */
  readonly read: (file: string) => string | undefined;
  readonly exists: (file: string) => boolean;
}

/** A shelf for what is made of texts alone; projects that read mostly the same texts share one. */
export function openShelf(): Keep {
  const shelf = new Map<string, Map<string, unknown>>();
  return <T>(file: string, text: string, make: () => T): T => {
    const versions = shelf.get(file) ?? new Map<string, unknown>();
    shelf.set(file, versions);
    if (!versions.has(text)) versions.set(text, make());
    return versions.get(text) as T; // a file has one front end, which makes one kind of thing
  };
}

/** A project over any set of texts; documents are opened when first asked for, once. */
export function openProject(files: readonly string[], texts: Texts, kept: Keep = openShelf()): Project {
  const documents = new Map<string, SourceDocument | undefined>();
  const known = new Map<string, boolean>();
  const manifests = new Map<string, string | undefined>();
  const listings = new Map<string, readonly DependencySite[] | undefined>();
  const exists = (file: string): boolean => {
    const memo = known.get(file) ?? texts.exists(file);
    known.set(file, memo);
    return memo;
  };
  const project: Project = {
    read: texts.read,
    exists,
    files,
    document: (file) => {
      if (!documents.has(file)) documents.set(file, openDocument(file, project));
      return documents.get(file);
    },
    embedded: (name, text) => languageOf(name)?.open(name, text, project),
    manifest: (file, name) => {
      const key = `${posix.dirname(file)}\n${name}`;
      if (!manifests.has(key)) manifests.set(key, nearest(file, name, exists));
      return manifests.get(key);
    },
    listed: (file) => {
      const key = `${posix.dirname(file)}\n${ecosystemOf(file)}`;
      if (!listings.has(key)) listings.set(key, listedFor(file, project));
      return listings.get(key);
    },
    kept,
    reads: (call) => project.document(call.at.file)?.language.reads?.(call) ?? [],
  };
  return project;
}

/** How far above the working directory a manifest is looked for. */
const MOST_LEVELS_UP = 12;

function openDocument(file: string, project: Project): SourceDocument | undefined {
  const language = languageOf(file);
  const text = language && project.read(file);
  return text === undefined ? undefined : language?.open(file, text, project);
}

function nearest(file: string, name: string, exists: Texts['exists']): string | undefined {
  let directory = posix.dirname(file);
  for (;;) {
    const candidate = posix.join(directory, name);
    if (exists(candidate)) return candidate;
    const above = posix.join(directory, '..');
    if (above === directory || above.split('/').filter((part) => part === '..').length > MOST_LEVELS_UP)
      return undefined;
    directory = above;
  }
}

/** The same project with some texts replaced. */
export function overlay(project: Project, texts: ReadonlyMap<string, string>): Project {
  return openProject(
    project.files,
    {
      read: (file) => texts.get(file) ?? project.read(file),
      exists: (file) => texts.has(file) || project.exists(file),
    },
    project.kept,
  );
}
