import { beforeAll, describe, expect, test } from 'vitest';
import { loadLanguages } from '../src/languages/index.js';
import { within } from '../src/languages/python/tree.js';
import { memoryProject } from '../src/memory.js';
import { possibilities } from '../src/project.js';
import { followed, open, shown, valueOfX } from './python-reading.js';

beforeAll(() => loadLanguages(['a.py']));

function reading(code: string): string {
  const source = open(code);
  return shown(valueOfX(source), source);
}

describe('literals', () => {
  test.each<[string, string]>([
    ['x = "a"', '"a"'],
    ["x = 'it\\'s'", '"it\'s"'],
    ['x = r"a\\n"', '"a\\\\n"'],
    ['x = u"a"', '"a"'],
    ['x = b"a"', '"a"'],
    ['x = b"\\xff"', '(b"\\xff")'],
    ['x = """a\nb"""', '"a\\nb"'],
    ['x = """a\r\nb"""', '"a\\nb"'],
    ['x = "a\\\nb"', '"ab"'],
    ['x = "a\\\r\nb"', '"ab"'],
    ['x = "\\x41\\101\\u00e9\\U0001F600\\q\\t"', '"AAé😀\\\\q\\t"'],
    ['x = ""', '""'],
    ['x = "😀"', '"😀"'],
    ['x = 12', '12'],
    ['x = 1_000', '1000'],
    ['x = 0x1F', '31'],
    ['x = -1.5', '-1.5'],
    ['x = 1j', '(1j)'],
    ['x = True', 'true'],
    ['x = False', 'false'],
    ['x = None', 'null'],
    ['x = ...', '(...)'],
  ])('%s', (code, expected) => expect(reading(code)).toBe(expected));
});

describe('templates', () => {
  test.each<[string, string]>([
    ['x = f"a{b}c"', '`[a~a]{b<|b>}[c~c]`'],
    ['x = f"a"', '`[a~a]`'],
    ['x = f"{{a}}"', '`[{a}~{{a}}]`'],
    ['x = f"\\n{b!s}"', '`[\n~\\n]{b<|b>}`'],
    ['x = f"a{b!r}"', '`[a~a]{(b!r)}`'],
    ['x = f"a{b:>{w}}"', '`[a~a]{(b:>{w})}`'],
    ['x = f"{b=}"', '`{(b=)}`'],
    ['x = f"{b.c["d"]}"', '`{b<|b>.c<|b|c>.d<|b|c|d>}`'],
    ['x = f"a{f"b{c}"}"', '`[a~a]{`[b~b]{c<|c>}`}`'],
    ['x = rf"\\a{b}"', '`[\\a~\\a]{b<|b>}`'],
    ['x = f"""a\n{b}"""', '`[a\n~a\n]{b<|b>}`'],
    ['x = "a" "b"', '`[a~a][b~b]`'],
    ['x = a("a"  # one\n  f"{b}"\n  r"\\c")', 'a<|a>(`[a~a]{b<|b>}[\\c~\\c]`)'],
    ['x = "a" + b', '`[a~a]{b<|b>}`'],
    ['x = b + "a" + (c + "d")', '`{b<|b>}[a~a]{c<|c>}[d~d]`'],
    ["x = \"a\" + '''b''' + r\"c\"", '`[a~a][b~b][c~c]`'],
    ['x = "a/%s" % b', '`[a/~a/]{b<|b>}`'],
    ['x = "a/%s/%d%%" % (b, c)', '`[a/~a/]{b<|b>}[/~/]{c<|c>}[%~%%]`'],
    ['x = "%(a)s-%(b)5d" % {"a": c, "b": d}', '`{c<|c>}[-~-]{(%(b)5d)}`'],
    ['x = "%s %s" % b', '("%s %s" % b)'],
    ['x = "100%"', '"100%"'],
    ['x = "a/{}/b".format(c)', '`[a/~a/]{c<|c>}[/b~/b]`'],
    ['x = "{1}{0}{{}}".format(a, b)', '`{b<|b>}{a<|a>}[{}~{{}}]`'],
    ['x = "{a}{b:>3}".format(a=c, b=d)', '`{c<|c>}{({b:>3})}`'],
    ['x = "{a.b}".format(a=c)', '`{({a.b})}`'],
    ['x = "{" "}/x".format(a)', '`{a<|a>}[/x~/x]`'],
    ['x = "/".join(["a", b, "c"])', '`[a~a][/~/]{b<|b>}[/~/][c~c]`'],
    ['x = "".join(b)', '"".join(b<|b>)'],
  ])('%s', (code, expected) => expect(reading(code)).toBe(expected));

  test('an f-string knows where each chunk stands, after an escape and a BOM', () => {
    const source = open('\uFEFFx = f"é\\t{b}/v1"\n');
    const value = valueOfX(source);
    expect(
      value.kind === 'template' && value.parts.map(({ at }) => source.text.slice(at.span.start, at.span.end)),
    ).toEqual(['é\\t', 'b', '/v1']);
  });
});

describe('objects, lists and choices', () => {
  test.each<[string, string]>([
    ['x = {"a": 1, **b, c: 2}', '{a: 1, ...b<|b>, ?: 2}'],
    ['KEY = "k"\nx = {KEY: 1}', '{k: 1}'],
    ['x = {"a": 1} | b', '{...{a: 1}, ...b<|b>}'],
    ['x = dict(a=1, **b)', '{a: 1, ...b<|b>}'],
    ['x = dict(b, a=1)', '{...b<|b>, a: 1}'],
    ['dict = f\nx = dict(a=1)', 'dict({a: 1})'],
    ['x = [1, *a]', '[1, ...a<|a>]'],
    ['x = (1, 2)', '[1, 2]'],
    ['x = 1, 2', '[1, 2]'],
    ['x = f(1),', '[f<|f>(1)]'],
    ['x = {1, 2}', '[1, 2]'],
    ['x = a if b else c', 'a<|a> | c<|c>'],
    ['x = a or "b"', 'a<|a> | "b"'],
    ['x = a and "b"', '"b"'],
    ['x = a < b', '(a < b)'],
    ['x = not a', '(not a)'],
    ['x = [a for a in b]', '([a for a in b])'],
    ['x = lambda a: a', '(lambda a: a)'],
    ['x = (a)', '((a))→'],
    ['x = await a', '(await a)→'],
    ['x = (y := a)', '((y := a))→'],
    ['from typing import cast\nx = cast(T, a)', '(cast(T, a))→'],
    ['x = cast(T, a)', 'cast<|cast>(T<|T>, a<|a>)'],
  ])('%s', (code, expected) => expect(reading(code)).toBe(expected));
});

describe('calls and members', () => {
  test.each<[string, string]>([
    ['x = f(1, *a, k=2, **b)', 'f<|f>(1, ...a<|a>, {k: 2, ...b<|b>})'],
    ['x = f()', 'f<|f>()'],
    ['x = f(a for a in b)', 'f<|f>(((a for a in b)))'],
    ['x = Foo(a=1)', 'new Foo<|Foo>({a: 1})'],
    ['from m import Foo as F\nx = F(1)', 'new F<m|Foo>(1)'],
    ['import m\nx = m.Foo.create(a=1)', 'm<m>.Foo<m|Foo>.create<m|Foo|create>({a: 1})'],
    ['import m as n\nx = n.Foo(a=1)', 'new n<m>.Foo<m|Foo>({a: 1})'],
    ['class foo: pass\nx = foo()', 'new foo()'],
    ['def Foo(): pass\nx = Foo()', 'Foo()'],
    ['import a.b.c\nx = a.b.c.D', 'a<a>.b<a.b>.c<a.b.c>.D<a.b.c|D>'],
    ['from . import q\nx = q', 'q<.|q>'],
    ['from ..a import q\nx = q', 'q<..a|q>'],
    ['import os\nx = os.environ["A"]', 'os<os>.environ<os|environ>.A<os|environ|A>'],
    ['x = a["b"][0][c]', 'a<|a>.b<|a|b>.?.?'],
    ['x = a[1:2]', 'a<|a>.?'],
    ['try:\n  import m\nexcept ImportError:\n  m = None\nx = m', 'm<m>'],
    ['try:\n  import m\nexcept ImportError:\n  import n as m\nx = m', 'm<m>'],
    ['from m import *\nx = Foo, dict', '[Foo<m|Foo>, dict<|dict>]'],
    ['def f():\n  from m import q\n  x = q', 'q<m|q>'],
    ['from m import q\ndef f(q):\n  x = q', 'q'],
  ])('%s', (code, expected) => expect(reading(code)).toBe(expected));

  test.each<[string, string]>([
    ['import os\nx = os.getenv("A", "b")', 'os<os>.getenv<os|getenv>.A<os|environ|A> | "b"'],
    ['from os import environ as e\nx = e.get("A")', 'e<os|environ>.get<os|environ|get>.A<os|environ|A>'],
    ['URL = "a/{}"\nx = URL.format(1)', '`[a/~a/]{1}`'],
    ['URL = "a/%s"\nx = URL % b', '`[a/~a/]{b<|b>}`'],
    ['BASE = "a"\nx = BASE + b', '`{BASE}{b<|b>}`'],
    ['A = {"a": 1}\nx = A | b', '{...A, ...b<|b>}'],
    ['A = {"a": 1}\nx = A.get("a", 2)', '1 | 2'],
    ['x = (await (a))', 'a<|a>'],
  ])('%s stands for', (code, expected) => {
    const source = open(code);
    expect(followed(valueOfX(source), source)).toBe(expected);
  });

  test('keywords reach from the first to the last', () => {
    const source = open('x = f(1,\n  a=1,  # one\n  **b,\n)');
    const value = valueOfX(source);
    const keywords = value.kind === 'call' ? value.args.at(-1) : undefined;
    expect(source.text.slice(keywords?.at.span.start, keywords?.at.span.end)).toBe('a=1,  # one\n  **b');
  });
});

describe('files that are no Python 3', () => {
  test.each<[string, boolean]>([
    ['x = 1\n', false],
    ['\uFEFFx = 1\n', false],
    ['\tx = 1\n', false],
    ['x = 1\r\n\r\ndef f():\r\n\treturn 1\r\n', false],
    ['x = 1\n\f\ndef f(): pass\n', false],
    ['x = 1 + \\\n  2\n', false],
    ['match x:\n  case {"a": [b, *_]} | None if (y := b): pass\n', false],
    ['async def f[T](a: T, /, *, b=1) -> T:\n  async with a as b, c: await b\n', false],
    ['type X = int\n', false],
    ['print("a", end="")\n', false],
    ['print "a"\n', true],
    ['exec "a"\n', true],
    ['if a <> b: pass\n', true],
    ['%matplotlib inline\n', true],
    ['!pip install x\n', true],
    ['x = (\n', true],
    ['x = "a\n', true],
    ['def f(:\n  pass\n', true],
    ['x = 1\ry = 2\n', true],
    ['x = "\0"\n', true],
  ])('%j', (code, isBroken) => {
    const source = open(code);
    expect(source.problems.length > 0).toBe(isBroken);
    expect(source.problems.every(({ span }) => span.start >= 0 && span.end <= code.length)).toBe(true);
  });

  test('a sum of ten thousand texts is one template', () => {
    const source = open(`x = ${Array.from({ length: 10_000 }, (_, index) => `"${index}"`).join(' + ')}\n`);
    const value = valueOfX(source);
    expect(value.kind === 'template' && value.parts.length).toBe(10_000);
  });

  test.each<[string, string]>([
    ['calls', `x = a${'.b()'.repeat(3000)}\n`],
    ['alternatives', `x = ${'a or '.repeat(3000)}b\n`],
    ['brackets', `x = ${'['.repeat(3000)}${']'.repeat(3000)}\n`],
    ['dicts', `x = ${'{"a": '.repeat(3000)}1${'}'.repeat(3000)}\n`],
    ['sums of itself', `x = a\n${'x = x + b\n'.repeat(3000)}`],
    [
      'functions that call the next',
      `${Array.from({ length: 3000 }, (_, index) => `def f${index}(a):\n  return f${index + 1}(a)\n`).join('')}x = f0(1)\n`,
    ],
  ])('three thousand %s do not overflow the stack', (_name, code) => {
    const value = valueOfX(open(code));
    expect(possibilities(value).length).toBeGreaterThan(0);
  });

  test('a megabyte of strings is read', () => {
    const line = 'x = f("https://example.com/v1", {"a": 1, **b}, c=f"d{e}") or g("h" "i")\n';
    const source = open(line.repeat(Math.ceil(1e6 / line.length)));
    const sites = memoryProject({ 'a.py': source.text }).document('a.py');
    expect(sites?.problems).toEqual([]);
    expect([...within(source.root, 'call')].length).toBeGreaterThan(20_000);
    expect(shown(valueOfX(source), source)).toBe(
      'f<|f>("https://example.com/v1", {a: 1, ...b<|b>}, {c: `[d~d]{e<|e>}`}) | g<|g>(`[h~h][i~i]`)',
    );
  });
});
