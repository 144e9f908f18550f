import { beforeAll, describe, expect, test } from 'vitest';
import { loadLanguages } from '../src/languages/index.js';
import { memoryProject } from '../src/memory.js';

beforeAll(() => loadLanguages(['a.py']));

function openText(text: string) {
  const document = memoryProject({ 'a.py': text }).document('a.py');
  if (!document) throw new Error('a.py is not there');
  return document;
}

describe('what is no Python', () => {
  test.each([
    ['try:\n    f()\nexcept ValueError, e:\n    pass\n', 'Python 2'],
    ['print "a"\n', 'Python 2'],
    [
      'x = 1\n!pip install x\n',
      'not Python as this tool reads it: lines that begin with % or ! are of notebooks',
    ],
    [
      'x = 1\n%load_ext x\n',
      'not Python as this tool reads it: lines that begin with % or ! are of notebooks',
    ],
  ])('%j is said to be %s', (text, message) => {
    expect(openText(text).problems.map((problem) => problem.message)).toContain(message);
  });

  test.each([
    'try:\n    f()\nexcept (A, B):\n    pass\n',
    'try:\n    f()\nexcept A as e:\n    pass\n',
    'try:\n    f()\nexcept A, B:\n    pass\n',
  ])('%j is Python', (text) => {
    expect(openText(text).problems).toEqual([]);
  });
});

describe('values that need themselves', () => {
  test.each([
    'def f(a):\n    return f(a.b).c(a.b.d)\n',
    'def f(a):\n    x = a\n    while x:\n        x = x.next\n    return f(x.next.other())\n',
    'class A:\n    def f(self, other):\n        self.a = other.a.b\n        self.a.b.c()\n        return A().f(self.a.b)\n',
  ])('of %j have no origin, and no end of the stack', (text) => {
    const calls = openText(text)
      .sites()
      .flatMap((site) => (site.kind === 'call' ? [site] : []));
    expect(calls.length).toBeGreaterThan(0);
    for (const site of calls) expect([site.call.origin, site.receivers]).toEqual([undefined, []]);
  });
});
