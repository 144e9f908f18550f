import { beforeAll, describe, expect, test } from 'vitest';
import { loadLanguages } from '../src/languages/index.js';
import { callsOf, parameterOf } from '../src/languages/python/functions.js';
import { declarationOf, mayHold } from '../src/languages/python/names.js';
import { referencesTo } from '../src/languages/python/references.js';
import { childAt, type Node, within } from '../src/languages/python/tree.js';
import { read } from '../src/languages/python/values.js';
import { followed, open, valueOfX } from './python-reading.js';

beforeAll(() => loadLanguages(['a.py']));

/** What `x` in the first file is followed to; `P()` is a client of a package. */
function standsFor(files: Record<string, string> | string): string {
  const texts = typeof files === 'string' ? { 'a.py': `from m import P\n${files}` } : files;
  const source = open(texts);
  return followed(valueOfX(source), source);
}

const P = 'new P<m|P>()';

describe('a name stands for', () => {
  test.each<[string, string, string]>([
    ['a variable', 'a = P()\nx = a', P],
    ['an alias', 'a = P()\nb = a\nx = b', P],
    ['an annotated variable', 'a: P = P()\nx = a', P],
    ['a chain of targets', 'a = b = P()\nx = b', P],
    ['the first of a chain', 'a = b = P()\nx = a', P],
    ['a pair', 'a, b = P(), 1\nx = a', P],
    ['a nested pair', '(a, (b, c)) = 1, (2, P())\nx = c', P],
    ['a list of targets', '[a, b] = [1, P()]\nx = b', P],
    ['a list with a rest', 'a, *b = P(), 1, 2\nx = a', P],
    ['a walrus', 'if (a := P()): pass\nx = a', P],
    ['a walrus in a comprehension', 'b = [a for c in d if (a := P())]\nx = a', P],
    ['the last of two assignments', 'a = 1\na = P()\nx = a', P],
    ['the one before it', 'a = P()\nx = a\na = 1', P],
    ['either branch', 'if c:\n  a = P()\nelse:\n  a = 1\nx = a', `${P} | 1`],
    ['what a branch may change', 'a = 1\nif c:\n  a = P()\nx = a', `1 | ${P}`],
    ['what its own branch sets', 'a = 1\nif c:\n  a = P()\n  x = a', P],
    ['what comes round in a loop', 'a = 1\nfor i in c:\n  x = a\n  a = P()', `1 | ${P}`],
    ['nothing but None at first', 'a = None\ndef f():\n  global a\n  a = P()\nx = a', P],
    ['a variable of the module, in a function', 'a = None\ndef f():\n  x = a\na = P()', P],
    ['a nonlocal', 'def f():\n  a = None\n  def g():\n    nonlocal a\n    a = P()\n  x = a', P],
    ['a variable around the function', 'def f():\n  a = P()\n  def g():\n    x = a', P],
    ['a context manager', 'with P() as a:\n  x = a', P],
    ['an async one among several', 'async def f():\n  async with b() as c, P() as a:\n    x = a', P],
    ['a context manager in parentheses', 'with (b as c, P() as a):\n  x = a', P],
    [
      'a generator made into one',
      'from contextlib import contextmanager\n@contextmanager\ndef f():\n  yield P()\nwith f() as a:\n  x = a',
      P,
    ],
    ['an item of a list', 'for a in [P(), 1]:\n  x = a', `${P} | 1`],
    ['an item of a list in a variable', 'c = [P()]\nfor a in c:\n  x = a', P],
    ['an item of pairs', 'for a, b in [(1, P())]:\n  x = b', P],
    ['a value of items()', 'c = {"k": P()}\nfor a, b in c.items():\n  x = b', P],
    ['an enumerated item', 'for a, b in enumerate([P()]):\n  x = b', P],
    ['a zipped item', 'for a, b in zip([1], [P()]):\n  x = b', P],
    ['a capture', 'match P():\n  case a:\n    x = a', P],
    ['a capture with as', 'match P():\n  case object() as a:\n    x = a', P],
    ['a wildcard is nothing', 'a = P()\nmatch b:\n  case c.d: pass\nx = a', P],
    ['a parenthesised, awaited one', 'async def f():\n  a = await (P())\n  x = a', P],
    ['an item of a dict', 'c = {"k": P()}\nx = c["k"]', P],
    ['an item looked up', 'c = {"k": P()}\nx = c.get("k")', P],
    ['an item of a dict by a variable', 'c = {"k": P()}\nx = c[i]', P],
    ['an item of a merged dict', 'c = {"k": P()}\nd = {**c, "l": 1}\nx = d["k"]', P],
    ['an item of a keyword dict', 'c = dict(k=P())\nx = c["k"]', P],
    ['an alias of the class', 'C = P\nx = C()', 'new C()'],
  ])('%s', (_name, code, expected) => expect(standsFor(code)).toBe(expected));

  test.each<[string, string, string]>([
    ['a name of a class body, in its methods', 'class A:\n  a = P()\n  def f(self):\n    x = a', 'a<|a>'],
    ['the variable of a comprehension', 'a = P()\nb = [a for a in c]\nx = a', P],
    ['a parameter of a lambda', 'a = P()\nb = lambda a: a\nx = a', P],
    ['a local of another function', 'def f():\n  a = P()\ndef g():\n  x = a', 'a<|a>'],
    ['an attribute of the name', 'b.a = P()\nx = a', 'a<|a>'],
    ['a keyword of the name', 'b(a=P())\nx = a', 'a<|a>'],
  ])('not %s', (_name, code, expected) => expect(standsFor(code)).toBe(expected));
});

describe('functions', () => {
  test.each<[string, string, string]>([
    ['what it returns', 'def f():\n  return P()\nx = f()', P],
    ['any of its returns', 'def f():\n  if c:\n    return P()\n  return 1\nx = f()', `${P} | 1`],
    ['not those of functions in it', 'def f():\n  def g():\n    return 1\n  return P()\nx = f()', P],
    ['an async function', 'async def f():\n  return P()\nasync def g():\n  x = await f()', P],
    ['a decorated one', '@functools.lru_cache\ndef f():\n  return P()\nx = f()', P],
    ['a lambda', 'f = lambda: P()\nx = f()', P],
    ['a partial', 'import functools\ndef f(a):\n  return P()\ng = functools.partial(f, 1)\nx = g()', P],
    ['a returned argument', 'def f(a, b):\n  return b\nx = f(1, P())', P],
    ['a returned keyword', 'def f(a, b=1):\n  return b\nx = f(1, b=P())', P],
    [
      'a lazy singleton',
      'a = None\ndef f():\n  global a\n  if a is None:\n    a = P()\n  return a\nx = f()',
      P,
    ],
    ['a pair', 'def f():\n  return 1, P()\na, b = f()\nx = b', P],
    ['a type', 'def f() -> P: ...\nx = f()', '(P)<m|P>'],
    ['an argument', 'def f(a):\n  x = a\nf(P())', P],
    ['an argument by name', 'def f(b, a=None):\n  x = a\nf(1, a=P())', P],
    ['an argument after a star', 'def f(*b, a):\n  x = a\nf(1, 2, a=P())', P],
    ['a default', 'def f(a=P()):\n  x = a', P],
    ['all callers', 'def f(a):\n  x = a\nf(P())\nf(1)', `${P} | 1`],
    ['options that are spread', 'def f(a):\n  x = a\no = {"a": P()}\nf(**o)', P],
    ['a partial argument', 'from functools import partial\ndef f(a):\n  x = a\npartial(f, P())', P],
    ['its type', 'def f(a: P):\n  x = a', '(P)<m|P>'],
    ['an optional type', 'def f(a: Optional[P] = None):\n  x = a', '(P)<m|P>'],
    ['one of two types', 'def f(a: P | None = None):\n  x = a', '(P)<m|P>'],
    ['an annotated type', 'def f(a: Annotated[P, Depends(g)]):\n  x = a', '(P)<m|P>'],
    ['a qualified type', 'import n\ndef f(a: n.o.Q):\n  x = a', '(n.o.Q)<n|o|Q>'],
    ['a dependency', 'def f():\n  return P()\ndef g(a=Depends(f)):\n  x = a', P],
    ['a yielded dependency', 'def f():\n  yield P()\ndef g(a=Depends(f)):\n  x = a', P],
  ])('%s', (_name, code, expected) =>
    expect(standsFor(`from fastapi import Depends\n${code}`)).toBe(expected),
  );
});

describe('classes', () => {
  test.each<[string, string, string]>([
    ['a field', 'class A:\n  def __init__(self):\n    self.a = P()\n  def f(self):\n    x = self.a', P],
    [
      'a field set in another method',
      'class A:\n  a = None\n  def g(me):\n    me.a = P()\n  def f(self):\n    x = self.a',
      P,
    ],
    [
      'a field among targets',
      'class A:\n  def g(self):\n    self.a, self.b = 1, P()\n  def f(self):\n    x = self.b',
      P,
    ],
    ['a class attribute', 'class A:\n  a = P()\n  def f(self):\n    x = self.a', P],
    ['through the class', 'class A:\n  a = P()\nx = A.a', P],
    ['of an object', 'class A:\n  def __init__(self):\n    self.a = P()\nx = A().a', P],
    [
      'a property',
      'class A:\n  @property\n  def a(self):\n    return P()\n  def f(self):\n    x = self.a',
      P,
    ],
    [
      'a cached property',
      'class A:\n  @functools.cached_property\n  def a(self):\n    return P()\nx = A().a',
      P,
    ],
    ['a method', 'class A:\n  def a(self):\n    return P()\nx = A().a()', P],
    ['a static method', 'class A:\n  @staticmethod\n  def a(b):\n    return b\nx = A.a(P())', P],
    ['a class method', 'class A:\n  @classmethod\n  def a(cls, b):\n    return b\nx = A.a(P())', P],
    ['an argument of a method', 'class A:\n  def f(self, a):\n    x = a\nb = A()\nb.f(P())', P],
    [
      'an argument of the constructor',
      'class A:\n  def __init__(self, a):\n    self.a = a\n  def f(self):\n    x = self.a\nA(P())',
      P,
    ],
    [
      'an argument by name',
      'class A:\n  def __init__(self, *, a=None):\n    self.a = a\n  def f(self):\n    x = self.a\nA(a=P())',
      P,
    ],
    [
      'the constructor above',
      'class A:\n  def __init__(self, a):\n    x = a\nclass B(A):\n  def __init__(self):\n    super().__init__(P())',
      P,
    ],
    [
      'the constructor that is inherited',
      'class A:\n  def __init__(self, a):\n    x = a\nclass B(A): pass\nB(P())',
      P,
    ],
    ['a field that is inherited', 'class A:\n  a = P()\nclass B(A):\n  def f(self):\n    x = self.a', P],
    [
      'the method above',
      'class A:\n  def a(self):\n    return P()\nclass B(A):\n  def a(self):\n    x = super().a()',
      P,
    ],
    ['a typed field', 'class A:\n  a: P\n  def f(self):\n    x = self.a', '(P)<m|P>'],
    [
      'a field of a dataclass',
      '@dataclass\nclass A:\n  b: int\n  a: P\n  def f(self):\n    x = self.a\nA(1, P())',
      P,
    ],
    ['a field of a model', 'class A(BaseModel):\n  a: P\nb = A(a=P())\nx = b.a', P],
    ['an object of the project', 'class A:\n  a = P()\ndef f(b: A):\n  x = b.a', P],
    [
      'None at first',
      'class A:\n  def __init__(self):\n    self.a = None\n  def g(self):\n    self.a = P()\n  def f(self):\n    x = self.a',
      P,
    ],
    ['an enum', 'class A(Enum):\n  B = "b"\nx = A.B', '"b"'],
  ])('%s', (_name, code, expected) => expect(standsFor(code)).toBe(expected));
});

describe('across files', () => {
  test.each<[string, Record<string, string>, string]>([
    ['from a module', { 'a.py': 'from b import c\nx = c', 'b.py': 'from m import P\nc = P()' }, P],
    ['under another name', { 'a.py': 'from b import c as d\nx = d', 'b.py': 'from m import P\nc = P()' }, P],
    ['through the module', { 'a.py': 'import b\nx = b.c', 'b.py': 'from m import P\nc = P()' }, P],
    [
      'through the module by another name',
      { 'a.py': 'import p.b as d\nx = d.c', 'p/b.py': 'from m import P\nc = P()' },
      P,
    ],
    [
      'through a package',
      { 'a.py': 'import p.b\nx = p.b.c', 'p/__init__.py': '', 'p/b.py': 'from m import P\nc = P()' },
      P,
    ],
    [
      'a module of a package',
      { 'a.py': 'from p import b\nx = b.c', 'p/__init__.py': '', 'p/b.py': 'from m import P\nc = P()' },
      P,
    ],
    [
      'a package without a file',
      { 'a.py': 'import p.q.b\nx = p.q.b.c', 'p/q/b.py': 'from m import P\nc = P()' },
      P,
    ],
    [
      'what a package passes on',
      {
        'a.py': 'from p import c\nx = c',
        'p/__init__.py': 'from .b import c',
        'p/b.py': 'from m import P\nc = P()',
      },
      P,
    ],
    [
      'what it passes on with all else',
      {
        'a.py': 'from p import c\nx = c',
        'p/__init__.py': 'from .b import *',
        'p/b.py': 'from m import P\nc = P()',
      },
      P,
    ],
    ['a sibling', { 'p/a.py': 'from .b import c\nx = c', 'p/b.py': 'from m import P\nc = P()' }, P],
    [
      'a sibling as a module',
      { 'p/a.py': 'from . import b\nx = b.c', 'p/b.py': 'from m import P\nc = P()' },
      P,
    ],
    ['an aunt', { 'p/q/a.py': 'from ..b import c\nx = c', 'p/b.py': 'from m import P\nc = P()' }, P],
    [
      'from the root of the package',
      {
        'app/q/a.py': 'from q.b import c\nx = c',
        'app/q/__init__.py': '',
        'app/q/b.py': 'from m import P\nc = P()',
      },
      P,
    ],
    [
      'from src',
      {
        'tests/a.py': 'from q.b import c\nx = c',
        'src/q/__init__.py': '',
        'src/q/b.py': 'from m import P\nc = P()',
      },
      P,
    ],
    ['everything', { 'a.py': 'from b import *\nx = c', 'b.py': 'from m import P\nc = P()' }, P],
    [
      'a function',
      { 'a.py': 'from b import f\nx = f()', 'b.py': 'from m import P\ndef f():\n  return P()' },
      P,
    ],
    ['a class', { 'a.py': 'from b import A\nx = A().a', 'b.py': 'from m import P\nclass A:\n  a = P()' }, P],
    ['a caller', { 'a.py': 'def f(a):\n  x = a', 'b.py': 'from m import P\nfrom a import f\nf(P())' }, P],
    [
      'a caller through the module',
      { 'a.py': 'def f(a):\n  x = a', 'b.py': 'from m import P\nimport a\na.f(P())' },
      P,
    ],
    [
      'what is assigned from outside',
      { 'a.py': 'c = None\ndef f():\n  x = c', 'b.py': 'from m import P\nimport a\na.c = P()' },
      P,
    ],
    [
      'what is only assigned from outside',
      { 'a.py': 'import b\nx = b.c', 'b.py': '', 'c.py': 'from m import P\nimport b\nb.c = P()' },
      P,
    ],
    ['a package passed on', { 'a.py': 'from b import P\nx = P()', 'b.py': 'from m import P' }, 'new P()'],
    ['a cycle', { 'a.py': 'from b import c\nx = c', 'b.py': 'from a import c' }, 'c'],
    ['a cycle of stars', { 'a.py': 'from b import *\nx = c', 'b.py': 'from a import *' }, 'c<|c>'],
    [
      'a package that a file is named like',
      { 'p/openai.py': 'import openai\nx = openai.Q()' },
      'new openai<openai>.Q<openai|Q>()',
    ],
    [
      'a package that a sibling is named like',
      { 'p/a.py': 'import openai\nx = openai.Q()', 'p/openai.py': 'import openai' },
      'new openai<openai>.Q<openai|Q>()',
    ],
  ])('%s', (_name, files, expected) => expect(standsFor(files)).toBe(expected));

  test('a class passed on keeps its origin', () => {
    const source = open({ 'a.py': 'import b\nx = b.P()', 'b.py': 'from m import P' });
    const value = valueOfX(source);
    expect(value.kind === 'call' && value.origin).toEqual({ module: 'm', path: ['P'] });
  });
});

/** The uses of a binding of `a` in the first file: what kind of use, with the path, the value and the file. */
function usesOfA(files: Record<string, string> | string): string[] {
  const source = open(files);
  const node = source.identifiers.get('a')?.[0];
  const value = node && read(source, node);
  const references = value?.kind === 'name' ? (value.binding()?.references() ?? []) : [];
  return references.map(({ how, path, value: given, at, statement }) => {
    const file = at.file === source.file ? '' : `${at.file}:`;
    const of = given
      ? `=${source.project.read(given.at.file)?.slice(given.at.span.start, given.at.span.end)}`
      : '';
    return `${file}${how}${path.map((step) => `.${step}`).join('')}${of}${statement ? ';' : ''}`;
  });
}

describe('uses', () => {
  test.each<[string, string[]]>([
    ['a = 1\nb = a', ['read']],
    ['a = 1\nf(a, c=a, *a)', ['pass', 'pass', 'pass']],
    ['a = 1\na.b.c()', ['member.b.c']],
    ['a = {}\na["b"] = 1', ['memberWrite.b=1;']],
    ['a = {}\na.b.c = 1', ['memberWrite.b.c=1;']],
    ['a = []\na[0]["b"] = 1', ['memberWrite.0.b=1;']],
    ['a = []\na.append(1)', ['push=1;']],
    ['a = []\na.extend([1, 2])', ['push=1;', 'push=2;']],
    ['a = []\na += [1]', ['push=1;']],
    ['a = []\na.insert(0, 1)', ['push=1;']],
    ['a = []\na += b', ['unknown=b;']],
    ['a = {}\na.update({"b": 1}, c=2)', ['memberWrite.b=1;', 'memberWrite.c=2;']],
    ['a = {}\na.update(b)', ['unknown;']],
    ['a = {}\na.setdefault("b", 1)', ['memberWrite.b=1;']],
    ['a = {}\na["b"], c = 1, 2', ['memberWrite.b=1']],
    ['a = {}\ndel a["b"]', ['unknown.b']],
    ['a = 1\na = 2', ['write=2;']],
    ['a = 1\ndef f(a): return a\nb = [a for a in c]', []],
    ['a = 1\ndef f():\n  global a\n  a = 2', ['write=2;']],
    ['def f(a):\n  return a', ['read']],
    [
      'class C:\n  a = 1\n  b = a\n  def f(self):\n    self.a.d = 2\nC().a',
      ['read', 'memberWrite.d=2;', 'read'],
    ],
  ])('%j', (code, expected) => expect(usesOfA(code)).toEqual(expected));

  test.each<[string, Record<string, string>, string[]]>([
    [
      'another file',
      { 'b.py': 'a = {}', 'c.py': 'from b import a as d\nd["e"] = 1\nf(d)' },
      ['c.py:memberWrite.e=1;', 'c.py:pass'],
    ],
    [
      'through the module',
      { 'b.py': 'a = {}', 'c.py': 'import b\nb.a["e"] = 1\nb.a = 2' },
      ['c.py:memberWrite.e=1;', 'c.py:write=2;'],
    ],
    [
      'through a package',
      { 'p/b.py': 'a = 1', 'p/__init__.py': 'from .b import a', 'c.py': 'from p import a\nf(a)' },
      ['c.py:pass'],
    ],
    ['everything', { 'b.py': 'a = 1', 'c.py': 'from b import *\nf(a)' }, ['c.py:pass']],
    ['everything listed', { 'b.py': '__all__ = ["c"]\na = 1', 'c.py': 'from b import *\nf(a)' }, []],
    ['a variable of the same name', { 'b.py': 'a = 1', 'c.py': 'from b import a\ndef g(a):\n  f(a)' }, []],
  ])('in %s', (_name, files, expected) => expect(usesOfA(files)).toEqual(expected));
});

describe('calls and parameters', () => {
  function node(
    files: Record<string, string>,
    type: string,
  ): { source: ReturnType<typeof open>; node: Node } {
    const source = open(files);
    const [found] = within(source.root, type);
    if (!found) throw new Error(`no ${type}`);
    return { source, node: found };
  }

  test.each<[string, Record<string, string>, string[]]>([
    ['a function', { 'a.py': 'def f(): pass\nf(1)', 'b.py': 'from a import f\nf(2)\nf' }, ['f(1)', 'f(2)']],
    [
      'a method',
      { 'a.py': 'class A:\n  def f(self):\n    self.f(1)\nA().f(2)\nB().f(3)' },
      ['self.f(1)', 'A().f(2)'],
    ],
    ['a partial', { 'a.py': 'def f(): pass\npartial(f, 1)' }, ['partial(f, 1)']],
  ])('of %s', (_name, files, expected) => {
    const found = node(files, 'function_definition');
    const calls = callsOf(found.source, found.node);
    expect(calls.map((call) => call.source.text.slice(call.node.start, call.node.end))).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['by place', 'c(1, v)\ndef c(a, b): pass', 'b'],
    ['by name', 'c(b=v)\ndef c(a, b): pass', 'b'],
    ['of a constructor', 'C(v)\nclass C:\n  def __init__(self, a): pass', 'a'],
    ['of a dataclass', 'C(1, v)\n@dataclass\nclass C:\n  a: int\n  b: int', 'b'],
    ['of nothing known', 'c(v)', ''],
  ])('an argument goes to its parameter %s', (_name, code, expected) => {
    const { source, node: call } = node({ 'a.py': code }, 'call');
    const list = childAt(call, 'arguments');
    const argument = list?.children.find((child) => source.text.slice(child.start, child.end).endsWith('v'));
    const parameter = argument && parameterOf(source, call, argument);
    expect(parameter ? source.text.slice(parameter.node.start, parameter.node.end) : '').toBe(expected);
  });

  test('a binding holds until the next', () => {
    const source = open('a = 1\nb(a)\na = 2\nc(a)\n');
    const [first, use, second, other] = source.identifiers.get('a') ?? [];
    if (!first || !use || !second || !other) throw new Error('four names are written');
    expect(mayHold(source, first, { source, node: use })).toBe(true);
    expect(mayHold(source, first, { source, node: other })).toBe(false);
    expect(mayHold(source, second, { source, node: other })).toBe(true);
  });

  test('a field is declared where it is first set', () => {
    const source = open('class A:\n  def f(self):\n    self.a = 1\n  def g(self):\n    return self.a\n');
    const uses = source.identifiers.get('a') ?? [];
    const declaration = uses[1] && declarationOf(source, uses[1]);
    expect(declaration?.node).toBe(uses[0]);
    expect(
      declaration && referencesTo(declaration.source, declaration.node).map((found) => found.node),
    ).toEqual([uses[1]]);
  });
});
