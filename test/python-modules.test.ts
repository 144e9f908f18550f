import { beforeAll, describe, expect, test } from 'vitest';
import { loadLanguages } from '../src/languages/index.js';
import { importsOf } from '../src/languages/python/modules.js';
import { within } from '../src/languages/python/tree.js';
import { read } from '../src/languages/python/values.js';
import { memoryProject } from '../src/memory.js';
import { open } from './python-reading.js';

beforeAll(() => loadLanguages(['a.py']));

describe('imports', () => {
  test.each<[string, string[]]>([
    ['import a', ['a * a']],
    ['import a.b, c as d', ['a.b * a', 'c * d']],
    ['from a import b, c as d', ['a b b', 'a c d']],
    ['from a.b import (\n  c,  # one\n  d,\n)', ['a.b c c', 'a.b d d']],
    ['from . import a', ['. a a']],
    ['from ..a.b import c', ['..a.b c c']],
    ['from . \\\n  import a', ['. a a']],
    ['from a import *', ['a * *']],
    ['from __future__ import annotations', []],
    ['try:\n  import a\nexcept ImportError:\n  a = None', ['a * a']],
    ['def f():\n  import a', ['a * a']],
    ['if TYPE_CHECKING:\n  from a import b', ['a b b']],
  ])('%j', (code, expected) => {
    const found = importsOf(open(code));
    expect(found.map(({ module, name, local }) => `${module} ${name} ${local}`)).toEqual(expected);
  });

  test('depend on modules, and on what may be modules', () => {
    const document = memoryProject({
      'a.py':
        'import a.b\nfrom c import d\nfrom . import e\nimportlib.import_module("f.g")\n__import__("h")\nimport_module(i)',
    }).document('a.py');
    expect(document?.dependencies()).toEqual(['a.b', 'c', 'c.d', '.', '.e', 'f.g', 'h']);
  });

  test.each<[string, boolean]>([
    ['from a import b', true],
    ['try:\n  import a\nexcept ImportError: pass', true],
    ['def f():\n  import a', false],
    ['a = 1', false],
  ])('%j passes on: %s', (code, expected) => {
    expect(memoryProject({ 'a.py': code }).document('a.py')?.passesOn?.()).toBe(expected);
  });
});

describe('modules are found', () => {
  const files = [
    'main.py',
    'settings.py',
    'app/__init__.py',
    'app/config.py',
    'app/config.pyi',
    'app/core/__init__.py',
    'app/core/llm.py',
    'app/openai.py',
    'src/lib/__init__.py',
    'src/lib/x.py',
    'services/api/main.py',
    'services/api/settings.py',
    'stubs/only.pyi',
    'both.py',
    'both/__init__.py',
  ];
  const project = memoryProject(
    Object.fromEntries(files.map((file) => [file, file === 'app/openai.py' ? 'from openai import x' : ''])),
  );
  test.each<[string, string, string[]]>([
    ['settings', 'main.py', ['settings.py']],
    ['settings', 'services/api/main.py', ['services/api/settings.py']],
    ['settings', 'app/core/llm.py', ['settings.py']],
    ['app', 'main.py', ['app/__init__.py']],
    ['app.config', 'main.py', ['app/config.py']],
    ['app.core.llm', 'app/config.py', ['app/core/llm.py']],
    ['config', 'app/openai.py', ['app/config.py']],
    ['openai', 'app/config.py', []],
    ['openai', 'app/openai.py', []],
    ['.config', 'app/openai.py', ['app/config.py']],
    ['..config', 'app/core/llm.py', ['app/config.py']],
    ['.', 'app/core/llm.py', ['app/core/__init__.py']],
    ['..', 'app/core/llm.py', ['app/__init__.py']],
    ['lib.x', 'main.py', ['src/lib/x.py']],
    ['lib', 'src/lib/x.py', ['src/lib/__init__.py']],
    ['only', 'stubs/a.py', ['stubs/only.pyi']],
    ['both', 'main.py', ['both/__init__.py']],
    ['requests', 'main.py', []],
    ['.nothing', 'main.py', []],
    ['main', 'main.py', []],
  ])('%s in %s', (specifier, file, expected) => {
    const language = project.document('main.py')?.language;
    expect(language?.locate(specifier, file, project)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['app/config.py', 'config'],
    ['app/core/__init__.py', 'core'],
    ['stubs/only.pyi', 'only'],
  ])('%s is mentioned as %s', (file, expected) => {
    expect(project.document(file)?.language.mentions?.(file, project)).toContain(expected);
  });
});

test.each<[string, string]>([
  ['f(1)', ''],
  ['def g():\n  f(1)', 'g'],
  ['class A:\n  async def g(self):\n    def h():\n      f(1)', 'A.g.h'],
  ['g = lambda: f(1)', 'g'],
  ['@f(1)\ndef g(): pass', ''],
])('the call in %j stands in %j', (code, expected) => {
  const source = open(code);
  const [node] = within(source.root, 'call');
  const call = node && read(source, node);
  const enclosing = source.project.document('a.py')?.language.enclosing;
  expect(call?.kind === 'call' && enclosing?.(call)).toBe(expected);
});
