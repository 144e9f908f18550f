import { describe, expect, test } from 'vitest';
import { installCommands, planManifests } from '../src/manifest.js';
import { memoryProject } from '../src/memory.js';
import { applyPlans, planFinding } from '../src/plan.js';

type Files = Readonly<Record<string, string>>;

const RANGE = '>=1.11.2,<2';

/** What becomes of a project's manifests when a Python file needs the package. */
function added(files: Files, needs = 'app/main.py', writable: (file: string) => boolean = () => true) {
  const project = memoryProject(files);
  const need = { do: 'require', file: needs, package: 'portkey-ai', range: RANGE } as const;
  const { findings, notices } = planManifests([need, need], project, writable);
  const plans = findings.map((finding) => planFinding(finding, project));
  const { texts } = applyPlans(plans, project);
  const unspellable = plans.flatMap((plan) => plan.unspellable.map(({ why }) => why));
  return { texts: Object.fromEntries(texts), notices, unspellable };
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const ADDED: readonly (readonly [what: string, file: string, before: string, after: string])[] = [
  [
    'requirements in order',
    'requirements.txt',
    lines('flask==3.0', 'openai>=1', 'requests'),
    lines('flask==3.0', 'openai>=1', 'portkey-ai>=1.11.2,<2', 'requests'),
  ],
  [
    'requirements in no order',
    'requirements.txt',
    lines('requests', 'flask  # web', 'openai \\', '    >=1'),
    lines('requests', 'flask  # web', 'openai \\', '    >=1', 'portkey-ai>=1.11.2,<2'),
  ],
  [
    'requirements with options and comments',
    'requirements.txt',
    lines('# what we use', '-r base.txt', 'Zope  # last'),
    lines('# what we use', '-r base.txt', 'portkey-ai>=1.11.2,<2', 'Zope  # last'),
  ],
  [
    'requirements without a final line break',
    'requirements.txt',
    'flask\nopenai',
    'flask\nopenai\nportkey-ai>=1.11.2,<2',
  ],
  [
    'requirements with spaces',
    'requirements.txt',
    lines('openai >= 1.0, < 2'),
    lines('openai >= 1.0, < 2', 'portkey-ai >= 1.11.2, < 2'),
  ],
  [
    'requirements of Windows',
    'requirements.txt',
    'flask\r\nzope\r\n',
    'flask\r\nportkey-ai>=1.11.2,<2\r\nzope\r\n',
  ],
  ['requirements that are first', 'requirements.txt', lines('zope'), lines('portkey-ai>=1.11.2,<2', 'zope')],
  [
    'requirements with a byte order mark',
    'requirements.txt',
    '\uFEFFzope\n',
    '\uFEFFportkey-ai>=1.11.2,<2\nzope\n',
  ],
  ['no requirements at all', 'requirements.txt', '', lines('portkey-ai>=1.11.2,<2')],
  [
    'nothing but a comment',
    'requirements.txt',
    lines('# nothing yet'),
    lines('# nothing yet', 'portkey-ai>=1.11.2,<2'),
  ],
  ['a comment of Windows', 'requirements.txt', '# nothing\r\n', '# nothing\r\nportkey-ai>=1.11.2,<2\r\n'],
  [
    'an array over lines',
    'pyproject.toml',
    lines(
      '[project]',
      'name = "app"',
      'dependencies = [',
      '  "flask", # web',
      '  "openai>=1",',
      '  "zope",',
      ']',
    ),
    lines(
      '[project]',
      'name = "app"',
      'dependencies = [',
      '  "flask", # web',
      '  "openai>=1",',
      '  "portkey-ai>=1.11.2,<2",',
      '  "zope",',
      ']',
    ),
  ],
  [
    'an array over lines without a last comma',
    'pyproject.toml',
    lines('[project]', 'dependencies = [', "\t'flask',", "\t'openai' # models", ']'),
    lines(
      '[project]',
      'dependencies = [',
      "\t'flask',",
      "\t'openai', # models",
      "\t'portkey-ai>=1.11.2,<2'",
      ']',
    ),
  ],
  [
    'an array on one line',
    'pyproject.toml',
    lines('[project]', 'dependencies = ["openai>=1"]'),
    lines('[project]', 'dependencies = ["openai>=1", "portkey-ai>=1.11.2,<2"]'),
  ],
  [
    'an empty array',
    'pyproject.toml',
    lines('[project]', 'dependencies = []'),
    lines('[project]', 'dependencies = ["portkey-ai>=1.11.2,<2"]'),
  ],
  [
    'ranges in brackets, as Poetry 2 writes them',
    'pyproject.toml',
    lines('[project]', 'dependencies = [', '    "openai (>=1.0,<2.0)"', ']'),
    lines(
      '[project]',
      'dependencies = [',
      '    "openai (>=1.0,<2.0)",',
      '    "portkey-ai (>=1.11.2,<2)"',
      ']',
    ),
  ],
  [
    'a project that had no dependencies',
    'pyproject.toml',
    lines('[project]', 'name = "app"  # so', '', '[project.scripts]', 'app = "app:main"', '', '[tool.black]'),
    lines(
      '[project]',
      'name = "app"  # so',
      'dependencies = ["portkey-ai>=1.11.2,<2"]',
      '',
      '[project.scripts]',
      'app = "app:main"',
      '',
      '[tool.black]',
    ),
  ],
  [
    'Poetry in order',
    'pyproject.toml',
    lines(
      '[tool.poetry.dependencies]',
      'python = "^3.9"',
      'openai = "^1"',
      'requests = "*"',
      '',
      '[tool.poetry.scripts]',
      'a = "b:c"',
    ),
    lines(
      '[tool.poetry.dependencies]',
      'python = "^3.9"',
      'openai = "^1"',
      'portkey-ai = ">=1.11.2,<2"',
      'requests = "*"',
      '',
      '[tool.poetry.scripts]',
      'a = "b:c"',
    ),
  ],
  [
    'Poetry in no order, with tables of their own',
    'pyproject.toml',
    lines(
      '[tool.poetry.dependencies]',
      "requests='*'",
      "openai='^1'  # models",
      '',
      '[tool.poetry.dependencies.boto3]',
      "version='1'",
    ),
    lines(
      '[tool.poetry.dependencies]',
      "requests='*'",
      "openai='^1'  # models",
      "portkey-ai='>=1.11.2,<2'",
      '',
      '[tool.poetry.dependencies.boto3]',
      "version='1'",
    ),
  ],
  [
    'Poetry 2, whose packages stand with Poetry',
    'pyproject.toml',
    lines('[project]', 'name = "app"', '', '[tool.poetry.dependencies]', 'openai = "^1"'),
    lines(
      '[project]',
      'name = "app"',
      '',
      '[tool.poetry.dependencies]',
      'openai = "^1"',
      'portkey-ai = ">=1.11.2,<2"',
    ),
  ],
  [
    'a Pipfile',
    'Pipfile',
    lines(
      '[packages]',
      'openai = "*"',
      'zope = {extras = ["x"], version = "*"}',
      '',
      '[dev-packages]',
      'pytest = "*"',
    ),
    lines(
      '[packages]',
      'openai = "*"',
      'portkey-ai = ">=1.11.2,<2"',
      'zope = {extras = ["x"], version = "*"}',
      '',
      '[dev-packages]',
      'pytest = "*"',
    ),
  ],
  [
    'a Pipfile with nothing in it',
    'Pipfile',
    lines('[packages]', '', '[dev-packages]'),
    lines('[packages]', 'portkey-ai = ">=1.11.2,<2"', '', '[dev-packages]'),
  ],
  [
    'setup.cfg',
    'setup.cfg',
    lines('[options]', 'install_requires =', '\tflask', '\tzope', 'packages = find:'),
    lines(
      '[options]',
      'install_requires =',
      '\tflask',
      '\tportkey-ai>=1.11.2,<2',
      '\tzope',
      'packages = find:',
    ),
  ],
  [
    'setup.cfg with a list on one line',
    'setup.cfg',
    lines('[options]', 'install_requires = zope; openai>=1', 'packages = find:'),
    lines(
      '[options]',
      'install_requires =',
      '    zope',
      '    openai>=1',
      '    portkey-ai>=1.11.2,<2',
      'packages = find:',
    ),
  ],
  [
    'setup.cfg without a list',
    'setup.cfg',
    lines('[options]', 'packages = find:', '', '[flake8]', 'x = 1'),
    lines(
      '[options]',
      'packages = find:',
      'install_requires =',
      '    portkey-ai>=1.11.2,<2',
      '',
      '[flake8]',
      'x = 1',
    ),
  ],
  [
    'a conda environment with a list for pip',
    'environment.yml',
    lines('dependencies:', '  - python=3.11', '  - pip:', '    - flask # web', '    - zope'),
    lines(
      'dependencies:',
      '  - python=3.11',
      '  - pip:',
      '    - flask # web',
      '    - portkey-ai>=1.11.2,<2',
      '    - zope',
    ),
  ],
  [
    'a conda environment without one',
    'environment.yml',
    lines('name: app', 'dependencies:', '  - python=3.11', '  - pip', 'prefix: /opt'),
    lines(
      'name: app',
      'dependencies:',
      '  - python=3.11',
      '  - pip',
      '  - pip:',
      '      - portkey-ai>=1.11.2,<2',
      'prefix: /opt',
    ),
  ],
];

describe('a package is added to', () => {
  test.each(ADDED)('%s', (_what, file, before, after) => {
    expect(added({ [file]: before, 'app/main.py': '' })).toEqual({
      texts: { [file]: after },
      notices: [],
      unspellable: [],
    });
  });

  test.each(ADDED)('%s, and CRLF stays', (_what, file, before, after) => {
    const windows = (text: string): string => text.replace(/\r?\n/g, '\r\n');
    const { texts } = added({ [file]: windows(before), 'app/main.py': '' });
    if (/\n/.test(before)) expect(texts).toEqual({ [file]: windows(after) });
  });
});

describe('the manifest that is added to', () => {
  const REQUIREMENTS = lines('openai>=1');
  const WITH = lines('openai>=1', 'portkey-ai>=1.11.2,<2');
  const CASES: readonly (readonly [string, Files, Files])[] = [
    [
      'is the nearest',
      { 'requirements.txt': REQUIREMENTS, 'app/requirements.txt': REQUIREMENTS },
      { 'app/requirements.txt': WITH },
    ],
    [
      'is none that only sets tools up',
      { 'app/pyproject.toml': lines('[tool.black]'), 'requirements.txt': REQUIREMENTS },
      { 'requirements.txt': WITH },
    ],
    [
      'is the one that lists packages',
      {
        'pyproject.toml': lines('[project]', 'name = "a"', 'dynamic = ["dependencies"]'),
        'requirements.txt': REQUIREMENTS,
      },
      { 'requirements.txt': WITH },
    ],
    [
      'is none where one lists the package already',
      { 'requirements.txt': REQUIREMENTS, 'requirements-llm.txt': lines('Portkey.AI>=1.4') },
      {},
    ],
    [
      'is none where a folder of requirements lists it',
      { 'requirements.txt': REQUIREMENTS, 'requirements/llm.txt': lines('portkey-ai>=1.4') },
      {},
    ],
    [
      'may be beside one that only bounds it',
      { 'requirements.txt': REQUIREMENTS, 'constraints.txt': lines('portkey-ai<2') },
      { 'requirements.txt': WITH },
    ],
    [
      'is the source of what is compiled',
      {
        'requirements.txt': lines(
          '# This file is autogenerated by pip-compile with Python 3.11',
          '# by the following command:',
          '#',
          '#    pip-compile',
          '#',
          'openai==1',
        ),
        'requirements.in': REQUIREMENTS,
      },
      { 'requirements.in': WITH },
    ],
    [
      'is of the same language',
      { 'app/package.json': '{}', 'requirements.txt': REQUIREMENTS },
      { 'requirements.txt': WITH },
    ],
    ['may be in a folder', { 'requirements/base.txt': REQUIREMENTS }, { 'requirements/base.txt': WITH }],
  ];

  test.each(CASES)('%s', (_what, files, after) => {
    const result = added({ ...files, 'app/main.py': '' });
    expect(result).toEqual({ texts: after, notices: [], unspellable: [] });
  });

  test('is none where there is none', () => {
    expect(added({ 'app/main.py': '', 'package.json': '{}' })).toEqual({
      texts: {},
      notices: [],
      unspellable: [],
    });
    expect(memoryProject({ 'app/main.py': '', 'package.json': '{}' }).listed('app/main.py')).toBeUndefined();
  });

  test('is named where it lies outside the paths', () => {
    const { texts, notices } = added({ 'requirements.txt': REQUIREMENTS }, 'app/main.py', () => false);
    expect(texts).toEqual({});
    expect(notices).toEqual([
      'requirements.txt is outside the given paths: add portkey-ai>=1.11.2,<2 to its dependencies',
    ]);
  });

  test('is named where it lists the package too old outside the paths', () => {
    const { notices } = added({ 'requirements.txt': lines('portkey-ai<1') }, 'app/main.py', () => false);
    expect(notices).toEqual([
      'requirements.txt is outside the given paths: make it portkey-ai>=1.11.2,<2 (it lists "<1")',
    ]);
  });

  test('is named where nothing can be added', () => {
    const { notices } = added({
      'pyproject.toml': lines('[project]', 'dynamic = ["dependencies"]', 'optional-dependencies.x = ["a"]'),
    });
    expect(notices).toEqual([
      'pyproject.toml cannot be edited here: add portkey-ai>=1.11.2,<2 to its dependencies',
    ]);
  });
});

describe('the commands after a change of', () => {
  const POETRY = lines('[tool.poetry.dependencies]', 'portkey-ai = "*"');
  const CASES: readonly (readonly [string, Files, readonly string[]])[] = [
    ['requirements.txt', {}, ['pip install -r requirements.txt']],
    ['constraints.txt', {}, ['pip install -r requirements.txt -c constraints.txt']],
    ['requirements.in', {}, ['pip-compile requirements.in']],
    [
      'requirements.in',
      {
        'requirements.txt':
          '# This file was autogenerated by uv via the following command:\n#    uv pip compile requirements.in -o requirements.txt\na==1\n',
      },
      ['uv pip compile requirements.in -o requirements.txt'],
    ],
    ['pyproject.toml', {}, ['pip install .']],
    ['pyproject.toml', { 'pyproject.toml': POETRY }, ['poetry install']],
    ['pyproject.toml', { 'pyproject.toml': POETRY, 'poetry.lock': '' }, ['poetry lock']],
    ['pyproject.toml', { 'uv.lock': '' }, ['uv lock']],
    ['pyproject.toml', { 'pdm.lock': '' }, ['pdm lock']],
    ['api/pyproject.toml', { 'uv.lock': '' }, ['(cd api && uv lock)']],
    [
      'pyproject.toml',
      {
        'requirements.txt':
          '#\n# This file is autogenerated by pip-compile\n#\n#    pip-compile pyproject.toml\n',
      },
      ['pip-compile pyproject.toml'],
    ],
    ['Pipfile', {}, ['pipenv install']],
    ['Pipfile', { 'Pipfile.lock': '' }, ['pipenv lock']],
    ['setup.cfg', {}, ['pip install .']],
    ['environment.yml', {}, ['conda env update --file environment.yml']],
    ['package.json', {}, ['npm install']],
    ['package.json', { 'yarn.lock': '' }, ['yarn install']],
    ['app/main.py', {}, []],
  ];

  test.each(CASES)('%s %j', (file, around, commands) => {
    const project = memoryProject({ [file]: '', ...around });
    expect(installCommands([file], project)).toEqual(commands);
  });
});
