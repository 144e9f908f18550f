import type { Ecosystem } from '../version-range.js';

/** How packages are listed: as pip's requirements, as conda's, as keys with ranges (or tables with a `version`), as npm does. */
export type Form = 'requirement' | 'conda' | 'table' | 'npm';

/** Where in a manifest packages are listed: keys from the root on; `*` stands for anything in a key. */
export interface PackageList {
  readonly path: readonly string[];
  readonly form: Form;
  /** It bounds or replaces what others install. */
  readonly bounds?: true;
}

/** Where in a manifest a package is added, if what stands at `within` is there. */
export interface Home {
  readonly within: readonly string[];
  /** The key of the list in it; undefined where it is the list itself. */
  readonly key: string | undefined;
  readonly form: Form;
}

/** One kind of file that lists packages. */
export interface ManifestKind {
  readonly ecosystem: Ecosystem;
  /** Matched against the lower-case path. */
  readonly files: RegExp;
  /** Names it is sought under beside the code that needs a package, most usual first. */
  readonly names: readonly string[];
  readonly lists: readonly PackageList[];
  /** Most usual first. */
  readonly homes: readonly Home[];
}

function lists(form: Form, ...paths: readonly string[]): readonly PackageList[] {
  return paths.map((path) => ({ path: path.split('/'), form }));
}

function bounding(rows: readonly PackageList[]): readonly PackageList[] {
  return rows.map((row) => ({ ...row, bounds: true }));
}

const NPM_LISTS: readonly PackageList[] = [
  ...lists('npm', 'dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'),
  // Deno's, then those that are for dependencies of dependencies.
  ...bounding(lists('npm', 'imports', 'overrides', 'resolutions', 'pnpm/overrides', 'pnpm/resolutions')),
];

/** Every kind of manifest that is read. In one directory, what stands first here is added to first. */
export const MANIFEST_KINDS: readonly ManifestKind[] = [
  {
    ecosystem: 'npm',
    files: /(?:^|\/)package\.json$/,
    names: ['package.json'],
    lists: NPM_LISTS,
    homes: [{ within: [], key: 'dependencies', form: 'npm' }],
  },
  {
    ecosystem: 'npm',
    files: /(?:^|\/)(?:deno\.jsonc?|import_map\.json)$/,
    names: [],
    lists: NPM_LISTS,
    homes: [],
  },
  {
    ecosystem: 'PyPI',
    files: /(?:^|\/)pyproject\.toml$/,
    names: ['pyproject.toml'],
    lists: [
      ...lists(
        'requirement',
        'project/dependencies',
        'project/optional-dependencies/*',
        'dependency-groups/*',
      ),
      ...lists('requirement', 'tool/uv/dev-dependencies', 'tool/pdm/dev-dependencies/*'),
      ...lists('requirement', 'tool/hatch/envs/*/dependencies', 'tool/hatch/envs/*/extra-dependencies'),
      ...lists(
        'table',
        'tool/poetry/dependencies',
        'tool/poetry/dev-dependencies',
        'tool/poetry/group/*/dependencies',
      ),
      ...lists('table', 'tool/pixi/pypi-dependencies', 'tool/pixi/feature/*/pypi-dependencies'),
      ...bounding(lists('requirement', 'build-system/requires', 'tool/uv/constraint-dependencies')),
      ...bounding(
        lists('requirement', 'tool/uv/override-dependencies', 'tool/uv/build-constraint-dependencies'),
      ),
      ...bounding(lists('table', 'tool/uv/sources', 'tool/pdm/resolution/overrides')),
    ],
    homes: [
      { within: ['project'], key: 'dependencies', form: 'requirement' },
      { within: ['tool', 'poetry', 'dependencies'], key: undefined, form: 'table' },
      { within: ['tool', 'poetry'], key: 'dependencies', form: 'table' },
    ],
  },
  {
    ecosystem: 'PyPI',
    files: /(?:^|\/)pipfile$/,
    names: ['Pipfile'],
    lists: lists('table', 'packages', 'dev-packages', '*'),
    homes: [{ within: ['packages'], key: undefined, form: 'table' }],
  },
  {
    ecosystem: 'PyPI',
    files: /(?:^|\/)[^/]*constraints[^/]*\.(?:txt|in|pip)$|(?:^|\/)constraints\/[^/]+\.(?:txt|in)$/,
    names: [],
    lists: [{ path: [], form: 'requirement', bounds: true }],
    homes: [],
  },
  {
    ecosystem: 'PyPI',
    files: /(?:^|\/)(?:[^/]*requirements[^/]*\.(?:txt|in|pip)|(?:requirements|reqs)\/[^/]+\.(?:txt|in))$/,
    names: ['requirements.in', 'requirements.txt', 'requirements/base.in', 'requirements/base.txt'],
    lists: [{ path: [], form: 'requirement' }],
    homes: [{ within: [], key: undefined, form: 'requirement' }],
  },
  {
    ecosystem: 'PyPI',
    files: /(?:^|\/)setup\.cfg$/,
    names: ['setup.cfg'],
    lists: [
      ...lists(
        'requirement',
        'options/install_requires',
        'options/tests_require',
        'options.extras_require/*',
      ),
      ...bounding(lists('requirement', 'options/setup_requires')),
    ],
    homes: [{ within: ['options'], key: 'install_requires', form: 'requirement' }],
  },
  {
    ecosystem: 'PyPI',
    files: /(?:^|\/)setup\.py$/,
    names: ['setup.py'],
    lists: [
      ...lists('requirement', 'install_requires', 'tests_require', 'extras_require/*'),
      ...bounding(lists('requirement', 'setup_requires')),
    ],
    homes: [{ within: [], key: 'install_requires', form: 'requirement' }],
  },
  {
    ecosystem: 'PyPI',
    // What it installs stands in calls, between what it runs.
    files: /(?:^|\/)noxfile\.py$/,
    names: [],
    lists: [],
    homes: [],
  },
  {
    ecosystem: 'PyPI',
    files: /(?:^|\/)tox\.ini$/,
    names: [],
    lists: lists('requirement', 'testenv*/deps'),
    homes: [],
  },
  {
    ecosystem: 'PyPI',
    files: /(?:^|\/)(?![^/]*lock)(?:[^/]*environment[^/]*|conda(?:[-_][^/]*)?|env)\.ya?ml$/,
    names: ['environment.yml', 'environment.yaml'],
    lists: [...lists('conda', 'dependencies'), ...lists('requirement', 'dependencies/*/pip')],
    homes: [{ within: ['dependencies'], key: 'pip', form: 'requirement' }],
  },
  {
    ecosystem: 'PyPI',
    files: /(?:^|\/)(?:uv|hatch|pixi)\.toml$/,
    names: [],
    lists: [
      ...lists('requirement', 'dev-dependencies', 'envs/*/dependencies', 'envs/*/extra-dependencies'),
      ...lists('table', 'pypi-dependencies', 'feature/*/pypi-dependencies'),
      ...bounding(lists('requirement', 'constraint-dependencies', 'override-dependencies')),
    ],
    homes: [],
  },
];

/** The kind of a manifest by its name; undefined for any other file. */
export function kindOf(file: string): ManifestKind | undefined {
  const lower = file.toLowerCase();
  return MANIFEST_KINDS.find(({ files }) => files.test(lower));
}

/** Where the packages that code imports come from, by its file's name. */
export function ecosystemOf(file: string): Ecosystem {
  return /\.(?:pyi?|ipynb)$/i.test(file) ? 'PyPI' : 'npm';
}
