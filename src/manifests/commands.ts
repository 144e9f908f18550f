import { posix } from 'node:path';
import type { Project } from '../project.js';
import { compiledBy } from './compiled.js';
import { kindOf } from './kinds.js';
import { rootOf, valuesAt } from './sites.js';

/** Lock files that stand beside (or above) a manifest, and what brings them up to date. */
type Locks = readonly (readonly [lock: string, command: string])[];

const NPM_LOCKS: Locks = [
  ['pnpm-lock.yaml', 'pnpm install'],
  ['yarn.lock', 'yarn install'],
  ['bun.lockb', 'bun install'],
  ['bun.lock', 'bun install'],
];

const PYPROJECT_LOCKS: Locks = [
  ['poetry.lock', 'poetry lock'],
  ['uv.lock', 'uv lock'],
  ['pdm.lock', 'pdm lock'],
  ['pixi.lock', 'pixi install'],
];

const LOCKS: ReadonlyMap<string, string> = new Map([
  ...NPM_LOCKS,
  ...PYPROJECT_LOCKS,
  ['package-lock.json', 'npm install'],
  ['Pipfile.lock', 'pipenv lock'],
  ['conda-lock.yml', 'conda-lock'],
]);

/** The command that makes a lock file, by its name; undefined for any other file. */
export function lockedBy(file: string): string | undefined {
  return LOCKS.get(posix.basename(file));
}

/** The commands that bring lock files and environments up to date with changed manifests; lock files themselves are never edited. */
export function installCommands(changed: readonly string[], project: Project): readonly string[] {
  const commands = changed.flatMap((file) =>
    commandsFor(file, project).map((command) => {
      const directory = posix.dirname(file);
      return directory === '.' ? command : `(cd ${quoted(directory)} && ${command})`;
    }),
  );
  return [...new Set(commands)];
}

function commandsFor(file: string, project: Project): readonly string[] {
  const name = posix.basename(file);
  if (name === 'package.json') return [locked(file, NPM_LOCKS, project) ?? 'npm install'];
  if (kindOf(file)?.ecosystem !== 'PyPI') return [];
  const compile = compiling(file, project);
  if (compile.length) return compile;
  return [pythonCommand(file, name, project)];
}

function pythonCommand(file: string, name: string, project: Project): string {
  if (name === 'pyproject.toml')
    return locked(file, PYPROJECT_LOCKS, project) ?? pyprojectInstall(file, project);
  if (name === 'Pipfile') return locked(file, [['Pipfile.lock', 'pipenv lock']], project) ?? 'pipenv install';
  if (/^(?:uv|hatch|pixi)\.toml$/.test(name))
    return name === 'uv.toml' ? 'uv lock' : `${name.split('.')[0]} run true`;
  if (/\.ya?ml$/.test(name)) return `conda env update --file ${quoted(name)}`;
  if (name === 'tox.ini') return 'tox --recreate';
  if (/\.(?:cfg|py)$/.test(name)) return 'pip install .';
  if (name.endsWith('.in')) return `pip-compile ${quoted(name)}`;
  return `pip install ${name.includes('constraint') ? '-r requirements.txt -c' : '-r'} ${quoted(name)}`;
}

function locked(file: string, locks: Locks, project: Project): string | undefined {
  return locks.find(([lock]) => project.manifest(file, lock) !== undefined)?.[1];
}

function pyprojectInstall(file: string, project: Project): string {
  const document = project.document(file);
  const root = document && rootOf(document);
  return root && valuesAt(root, ['tool', 'poetry', 'dependencies']).length
    ? 'poetry install'
    : 'pip install .';
}

/** The commands that requirements compiled from a file say they were made by. */
function compiling(file: string, project: Project): readonly string[] {
  const name = posix.basename(file);
  const directory = posix.dirname(file);
  const made = [name.replace(/\.(?:in|toml|cfg)$/, '.txt'), 'requirements.txt', 'requirements-dev.txt']
    .map((other) => project.read(posix.join(directory, other)))
    .flatMap((text) => compiledBy(text ?? '') ?? []);
  const pattern = new RegExp(`(?:^|[\\s/=])${name.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')}(?:\\s|$)`);
  return [...new Set(made)].filter((command) => pattern.test(command));
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
