import { readerOf } from '../candidates.js';
import type { RuleChoice } from '../migrate.js';
import { PARTS } from '../parts.js';
import type { Project } from '../project.js';

/** The repository around the files that jscodeshift hands over, as it was when a run began. */
export interface Repository {
  readonly rules: RuleChoice;
  /** The file and the candidates it is connected with, as a project; undefined when the file is none. */
  readonly around: (path: string) => Promise<Project | undefined>;
  /** Why a file cannot be read. */
  readonly unreadable: (path: string) => string | undefined;
}

/** Looks through the working directory for what may be old. */
export async function openRepository(rules: RuleChoice): Promise<Repository> {
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
    rules,
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
