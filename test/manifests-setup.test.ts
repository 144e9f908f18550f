import { beforeAll, describe, expect, test } from 'vitest';
import { loadLanguages } from '../src/languages/index.js';
import { planManifests } from '../src/manifest.js';
import { memoryProject } from '../src/memory.js';
import { migrate } from '../src/migrate.js';
import { applyPlans, planFinding } from '../src/plan.js';

beforeAll(() => loadLanguages(['setup.py']));

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

function migrated(text: string): string {
  return (
    migrate(memoryProject({ 'setup.py': text })).files.find(({ path }) => path === 'setup.py')?.after ?? text
  );
}

const RAISED: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    'lists in the call, with the quotes they have',
    lines(
      'from setuptools import setup',
      'setup(',
      '\tname="portkey-ai",',
      "\tinstall_requires=['openai', 'portkey-ai[x]==0.1.44; python_version < \"3.9\"'],  # é",
      '\tsetup_requires=["portkey-ai"],',
      ')',
    ),
    lines(
      'from setuptools import setup',
      'setup(',
      '\tname="portkey-ai",',
      "\tinstall_requires=['openai', 'portkey-ai[x]>=1.11.2,<2; python_version < \"3.9\"'],  # é",
      '\tsetup_requires=["portkey-ai>=1.11.2,<2"],',
      ')',
    ),
  ],
  [
    'lists in variables, and those of extras',
    lines(
      'import setuptools',
      'REQUIRES = [',
      '    "portkey-ai",',
      ']',
      'EXTRAS = {"all": ["Portkey_AI>=0.1"]}',
      'setuptools.setup(install_requires=REQUIRES, extras_require=EXTRAS)',
    ),
    lines(
      'import setuptools',
      'REQUIRES = [',
      '    "portkey-ai>=1.11.2,<2",',
      ']',
      'EXTRAS = {"all": ["Portkey_AI>=1.11.2,<2"]}',
      'setuptools.setup(install_requires=REQUIRES, extras_require=EXTRAS)',
    ),
  ],
  [
    'lists that are put together, where they name a range',
    lines(
      'from setuptools import setup',
      'base = ["portkey-ai<1"]',
      'base.append("portkey-ai==0.1.44")',
      'setup(install_requires=base + ["a"])',
    ),
    lines(
      'from setuptools import setup',
      'base = ["portkey-ai>=1.11.2,<2"]',
      'base.append("portkey-ai>=1.11.2,<2")',
      'setup(install_requires=base + ["a"])',
    ),
  ],
];

const ALONE: readonly (readonly [what: string, text: string])[] = [
  [
    'new ranges, other packages, names and comments',
    lines(
      'from setuptools import setup',
      '# portkey-ai==0.1.44',
      'setup(name="portkey-ai", keywords=["portkey-ai"], install_requires=["portkey-ai>=1.4", "portkey-ai-utils==0.1"])',
    ),
  ],
  ['other calls', lines('from jig import prepare', 'prepare(install_requires=["portkey-ai"])')],
];

describe('setup.py', () => {
  test.each(RAISED)('has raised: %s', (_what, before, after) => {
    expect(migrated(before)).toBe(after);
    expect(migrated(after)).toBe(after);
    expect(migrated(before.replaceAll('\n', '\r\n'))).toBe(after.replaceAll('\n', '\r\n'));
  });

  test.each(ALONE)('is left alone: %s', (_what, text) => {
    expect(migrated(text)).toBe(text);
  });
});

describe('noxfile.py', () => {
  test('has raised what names a range', () => {
    const before = lines(
      'def tests(session):',
      '    session.install("portkey-ai<1", "pytest")',
      '    session.run("portkey-ai")',
    );
    const files = migrate(memoryProject({ 'noxfile.py': before })).files;
    expect(files[0]?.after).toBe(before.replace('portkey-ai<1', 'portkey-ai>=1.11.2,<2'));
  });
});

function added(text: string) {
  const project = memoryProject({ 'setup.py': text, 'app/main.py': '' });
  const need = { do: 'require', file: 'app/main.py', package: 'portkey-ai', range: '>=1.11.2,<2' } as const;
  const { findings, notices } = planManifests([need], project, () => true);
  const plans = findings.map((finding) => planFinding(finding, project));
  const { texts } = applyPlans(plans, project);
  return { text: texts.get('setup.py'), notices, unspellable: plans.flatMap((plan) => plan.unspellable) };
}

describe('a package is added to setup.py', () => {
  const CASES: readonly (readonly [string, string, string])[] = [
    [
      'in its list',
      lines(
        'from setuptools import setup',
        'setup(',
        '    install_requires=[',
        "        'openai>=1',",
        "        'zope',",
        '    ],',
        ')',
      ),
      lines(
        'from setuptools import setup',
        'setup(',
        '    install_requires=[',
        "        'openai>=1',",
        "        'portkey-ai>=1.11.2,<2',",
        "        'zope',",
        '    ],',
        ')',
      ),
    ],
    [
      'in the variable that holds the list',
      lines('from setuptools import setup', 'needs = ["zope", "openai"]', 'setup(install_requires=needs)'),
      lines(
        'from setuptools import setup',
        'needs = ["zope", "openai", "portkey-ai>=1.11.2,<2"]',
        'setup(install_requires=needs)',
      ),
    ],
    [
      'with a list of its own',
      lines('from setuptools import setup', 'setup(', '    name="a",', ')'),
      lines(
        'from setuptools import setup',
        'setup(',
        '    name="a",',
        '    install_requires=["portkey-ai>=1.11.2,<2"],',
        ')',
      ),
    ],
  ];

  test.each(CASES)('%s', (_what, before, after) => {
    expect(added(before)).toEqual({ text: after, notices: [], unspellable: [] });
  });

  test('by a person, where the list is computed', () => {
    const { text, notices } = added(
      lines('from setuptools import setup', 'setup(install_requires=open("r.txt").read().split())'),
    );
    expect(text).toBeUndefined();
    expect(notices).toEqual([
      'setup.py cannot be edited here: add portkey-ai>=1.11.2,<2 to its dependencies',
    ]);
  });
});
