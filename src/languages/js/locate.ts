import { posix } from 'node:path';
import type { Project } from '../../project.js';
import { workspaceBases } from './workspaces.js';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
/** What a written extension may stand for: TypeScript sources are imported under their output's name. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx', '.js'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

const located = new WeakMap<Project, Map<string, readonly string[]>>();

/** The project files a specifier written in `file` may stand for; [] when it leaves the project. */
export function locateModule(specifier: string, file: string, project: Project): readonly string[] {
  const known = located.get(project) ?? new Map<string, readonly string[]>();
  located.set(project, known);
  const key = `${posix.dirname(file)}\n${specifier}`;
  const memo = known.get(key) ?? findModule(specifier, file, project);
  known.set(key, memo);
  return memo;
}

function findModule(specifier: string, file: string, project: Project): readonly string[] {
  for (const base of basesOf(specifier, file, project)) {
    const found = candidatesOf(base).find((candidate) => project.exists(candidate));
    if (found !== undefined) return [found];
  }
  return [];
}

function basesOf(specifier: string, file: string, project: Project): readonly string[] {
  if (/^\.\.?(\/|$)/.test(specifier)) return [posix.join(posix.dirname(file), specifier)];
  if (specifier.startsWith('/')) return [];
  return [...aliasesOf(specifier, file, project), ...workspaceBases(specifier, project)];
}

function candidatesOf(base: string): readonly string[] {
  const extension = posix.extname(base);
  const stem = extension ? base.slice(0, -extension.length) : base;
  const written = (WRITTEN[extension] ?? []).map((other) => stem + other);
  const plain = EXTENSIONS.map((other) => base + other);
  const index = EXTENSIONS.map((other) => posix.join(base, `index${other}`));
  return extension === '.json' || EXTENSIONS.includes(extension)
    ? [...written, base, ...plain, ...index]
    : [...plain, ...index];
}

/** `paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json. */
function aliasesOf(specifier: string, file: string, project: Project): readonly string[] {
  const config = project.manifest(file, 'tsconfig.json') ?? project.manifest(file, 'jsconfig.json');
  if (config === undefined) return [];
  const options = optionsOf(project.read(config) ?? '');
  const root = posix.join(posix.dirname(config), options.baseUrl ?? '.');
  const mapped = Object.entries(options.paths ?? {}).flatMap(([pattern, targets]) => {
    const rest = matchPattern(pattern, specifier);
    return rest === undefined
      ? []
      : targets.map((target) =>
          posix.join(
            root,
            target.replace('*', () => rest),
          ),
        );
  });
  return options.baseUrl === undefined ? mapped : [...mapped, posix.join(root, specifier)];
}

/** Names that `paths` gives to a file alone, as whole specifiers. */
export function aliasesFor(file: string, project: Project): readonly string[] {
  const config = project.manifest(file, 'tsconfig.json') ?? project.manifest(file, 'jsconfig.json');
  const options = config === undefined ? {} : optionsOf(project.read(config) ?? '');
  const root = posix.join(posix.dirname(config ?? ''), options.baseUrl ?? '.');
  return Object.entries(options.paths ?? {}).flatMap(([pattern, targets]) => {
    const isMeant = targets.some((target) => candidatesOf(posix.join(root, target)).includes(file));
    return isMeant && !pattern.includes('*') ? [pattern] : [];
  });
}

interface PathOptions {
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
}

/** Reads only `baseUrl` and `paths`, leniently: a broken tsconfig just has none. */
function optionsOf(text: string): PathOptions {
  const baseUrl = /"baseUrl"\s*:\s*"([^"]*)"/.exec(text)?.[1];
  const block = /"paths"\s*:\s*\{([^}]*)\}/.exec(text)?.[1] ?? '';
  const paths: Record<string, string[]> = {};
  for (const [, key, list] of block.matchAll(/"([^"]+)"\s*:\s*\[([^\]]*)\]/g)) {
    if (key && list) paths[key] = [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
  }
  return { baseUrl, paths };
}

function matchPattern(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === specifier ? '' : undefined;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (!specifier.startsWith(head) || !specifier.endsWith(tail)) return undefined;
  return specifier.slice(head.length, specifier.length - tail.length);
}
