import { posix } from 'node:path';
import type { Project } from '../../project.js';
import { aliasesFor } from './locate.js';

const QUOTES = ["'", '"', '`'];

/** What may follow a module's name in a specifier, up to where it ends or says too much to be anything else. */
const ENDS = [...QUOTES, '.js', '.ts', '.mjs', '.mts', '.cjs', '.cts'];

/** Specifiers that mean the index of a directory without naming it. */
const UNNAMED = ['.', './', '..', '../'];

/** Words one of which stands in every file that imports this one. */
export function mentionsOf(file: string, project: Project): readonly string[] {
  const stem = posix.basename(file).replace(/\.d\.[cm]?ts$|\.[^.]+$/, '');
  const aliases = aliasesFor(file, project).flatMap((alias) => QUOTES.map((quote) => quote + alias + quote));
  const packages = packageNames(file, project).flatMap((name) =>
    QUOTES.flatMap((quote) => [quote + name + quote, `${quote + name}/`]),
  );
  const named = (name: string): readonly string[] => ENDS.map((end) => name + end);
  if (stem !== 'index') return [...named(stem), ...aliases, ...packages];
  const directory = posix.dirname(file);
  // The directory above counts too: `packages/api/src/index.ts` may be mapped to `@packages/api`.
  const folders = [directory, posix.dirname(directory)]
    .map((path) => posix.basename(path))
    .filter((folder) => !/^\.*$/.test(folder));
  const asFolder = folders.flatMap((folder) =>
    QUOTES.flatMap((quote) => [folder + quote, `${folder}/${quote}`]),
  );
  const asFile = ['.', ...folders].flatMap((folder) => named(`${folder}/${stem}`));
  const unnamed = UNNAMED.flatMap((path) =>
    QUOTES.flatMap((quote) => [quote + path + quote, `/${path}${quote}`]),
  );
  return [...asFile, ...asFolder, ...unnamed, ...aliases, ...packages];
}

/** The name of the package a file belongs to: the other packages of its repository may import it by that. */
function packageNames(file: string, project: Project): readonly string[] {
  const manifest = project.manifest(file, 'package.json');
  const text = manifest === undefined ? '' : (project.read(manifest) ?? '');
  return [...text.matchAll(/"name"\s*:\s*"([^"]+)"/g)].flatMap(([, name]) => name ?? []).slice(0, 1);
}
