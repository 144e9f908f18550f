// biome-ignore-all lint/suspicious/noTemplateCurlyInString: source code in strings
import { describe, expect, test } from 'vitest';
import type { Change, Draft } from '../src/site.js';
import { entry, inPlace, keep, lit, object, pair, put, type Read, same, spell } from './spelling.js';

const rename = (before: string, source: string, to: string, nth = 0, file?: string): string =>
  spell(before, ({ place }) => [{ do: 'rename', at: place(source, nth), to }], file);

describe('rename', () => {
  test.each([
    [
      'a member',
      'p.chatCompletions.create()',
      'chatCompletions',
      'chat.completions',
      'p.chat.completions.create()',
    ],
    [
      'a quoted member',
      'p["chatCompletions"].create()',
      '"chatCompletions"',
      'chat.completions',
      'p["chat"]["completions"].create()',
    ],
    ['a member in single quotes', "p?.['a']()", "'a'", 'b', "p?.['b']()"],
    ['inside a quoted member', 'p["a"]()', 'a', 'it"s', 'p["it\\"s"]()'],
    ['inside a string', "f('x/proxy/y')", '/proxy', "'", "f('x\\'/y')"],
    ['inside a template', 'f(`${a}/proxy/${b}`)', '/proxy', '/`${', 'f(`${a}/\\`\\${/${b}`)'],
    ['a shorthand', 'f({ a, b })', 'a', 'x-y', 'f({ "x-y": a, b })'],
    ['a bound name', 'const { a, ...b } = f()', 'a', 'x', 'const { x: a, ...b } = f()'],
    ['a bound key', 'const { a: c } = f()', 'a', 'x', 'const { x: c } = f()'],
    ['a pattern', 'const { data } = await f()', '{ data }', 'data', 'const data = await f()'],
    ['a key', 'f({ a: 1 })', 'a', 'x-y', 'f({ "x-y": 1 })'],
    ['a quoted key', "f({ 'a': 1 })", "'a'", 'b', "f({ 'b': 1 })"],
    [
      'a type',
      'let x: LLMOptions[] = []',
      'LLMOptions',
      'Record<string, any>',
      'let x: Record<string, any>[] = []',
    ],
    ['nothing', 'f({ a })', 'a', 'a', 'f({ a })'],
  ])('%s', (_, before, source, to, after) => {
    expect(rename(before, source, to)).toBe(after);
  });

  test('a key and a stretch in JSON', () => {
    expect(rename('{"a": "x/y"}', '"a"', 'ä"', 0, 'a.json')).toBe('{"ä\\"": "x/y"}');
    expect(rename('{"a": "x/y"}', '/y', '\\', 0, 'a.json')).toBe('{"a": "x\\\\"}');
  });
});

const retext = (before: string, source: string, to: string, file?: string): string =>
  spell(
    before,
    ({ value }) => {
      const at = value(source);
      return at.kind === 'text' ? [{ do: 'retext', at, to }] : [];
    },
    file,
  );

describe('retext', () => {
  test.each([
    ['in its quotes', "f('a')", "'a'", 'it\'s "b"\n', "f('it\\'s \"b\"\\n')"],
    ['in backticks', 'f(`a`)', '`a`', '`${b}', 'f(`\\`\\${b}`)'],
    [
      'escapes of what stays stay',
      'f("\\u0041\\x2fproxy/\\\n😀\\u{1F600}")',
      '"\\u0041\\x2fproxy/\\\n😀\\u{1F600}"',
      'A/😀😀',
      'f("\\u0041\\x2f\\\n😀\\u{1F600}")',
    ],
    ['to nothing', 'f("abc")', '"abc"', '', 'f("")'],
    ['repeated letters', 'f("aaa")', '"aaa"', 'aa', 'f("aa")'],
    ['longer', 'f("aa")', '"aa"', 'aaaa', 'f("aaaa")'],
    ['half a pair', 'f("\\ud83d\\ude00")', '"\\ud83d\\ude00"', '😁', 'f("\\ud83d\\ude01")'],
    ['a CRLF in a template', 'f(`a\r\nb`)', '`a\r\nb`', 'a\nc', 'f(`a\r\nc`)'],
  ])('%s', (_, before, source, to, after) => {
    expect(retext(before, source, to)).toBe(after);
  });

  test('in JSON', () => {
    expect(retext('{"a": "\\u00e4/\\/b"}', '"\\u00e4/\\/b"', 'ä//"c', 'a.json')).toBe(
      '{"a": "\\u00e4/\\/\\"c"}',
    );
  });
});

const replace = (
  before: string,
  source: string,
  make: Draft | ((read: Read) => Draft),
  file?: string,
  nth = 0,
): string =>
  spell(
    before,
    (read) => [put(read.place(source, nth), typeof make === 'function' ? make(read) : make)],
    file,
  );

describe('replace', () => {
  const name: Draft = { kind: 'environment', name: 'X' };
  const some = object(pair('a', 1));
  test.each<[string, string, string, Draft | ((read: Read) => Draft), string]>([
    ['an argument', 'f(x)', 'x', some, 'f({ a: 1 })'],
    ['an arrow body', 'const g = () => old', 'old', some, 'const g = () => ({ a: 1 })'],
    ['the start of an arrow body', 'const g = () => old.x', 'old', some, 'const g = () => ({ a: 1 }).x'],
    ['a statement', 'old;', 'old', some, '({ a: 1 });'],
    ['a shorthand value', 'f({ old })', 'old', lit('x'), 'f({ old: "x" })'],
    [
      'by itself in an object',
      'f(old)',
      'old',
      ({ value }) => ({ kind: 'object', entries: [{ spread: same(value('old')) }] }),
      'f({ ...old })',
    ],
    [
      'by a ternary in an operand',
      'f(old + 1, p ? q : r)',
      'old',
      ({ value }) => same(value('p ? q : r')),
      'f((p ? q : r) + 1, p ? q : r)',
    ],
    [
      'by a ternary in an argument',
      'f(old, p ? q : r)',
      'old',
      ({ value }) => same(value('p ? q : r')),
      'f(p ? q : r, p ? q : r)',
    ],
    ['by a sequence', 'f(old, (p, q))', 'old', ({ value }) => same(value('(p, q)')), 'f((p, q), (p, q))'],
    ['by the environment', 'f("x")', '"x"', name, 'f(process.env.X)'],
    [
      'a template by a template',
      'f(`${base()}/v1/proxy`)',
      '`${base()}/v1/proxy`',
      ({ value }) => {
        const template = value('`${base()}/v1/proxy`');
        const hole = template.kind === 'template' ? template.parts[0] : undefined;
        return { kind: 'template', parts: hole && hole.kind !== 'chunk' ? [hole, '/v1'] : [] };
      },
      'f(`${base()}/v1`)',
    ],
    [
      'a sum by a template',
      'f(base + "/v1/" + tail)',
      'base + "/v1/" + tail',
      ({ value }) => {
        const template = value('base + "/v1/" + tail');
        const holes =
          template.kind === 'template'
            ? template.parts.flatMap((part) => (part.kind === 'chunk' ? [] : [part]))
            : [];
        return { kind: 'template', parts: holes.flatMap((hole) => [hole, '/']) };
      },
      'f(`${base}/${tail}/`)',
    ],
  ])('%s', (_, before, source, make, after) => {
    expect(replace(before, source, make)).toBe(after);
  });

  test('in JSX', () => {
    const before = "const a = <C url='x' b={{ c: 1 }}>it's</C>;";
    expect(replace(before, "'x'", name, 'a.tsx')).toBe(
      "const a = <C url={process.env.X} b={{ c: 1 }}>it's</C>;",
    );
    expect(replace(before, "'x'", lit('y'), 'a.tsx')).toBe('const a = <C url="y" b={{ c: 1 }}>it\'s</C>;');
    expect(replace(before, "'x'", lit('"&'), 'a.tsx')).toBe(
      "const a = <C url={'\"&'} b={{ c: 1 }}>it's</C>;",
    );
  });

  test('a header that was encoded is edited inside its call', () => {
    const before = 'f({ h: JSON.stringify({ mode: "single", b }) });';
    const after = spell(before, ({ objects: [base] }) => {
      const header = entry(base, 'h').value;
      const inner = header.kind === 'call' ? header.args[0] : undefined;
      if (inner?.kind !== 'object') return [];
      const of: Draft = {
        kind: 'object',
        base: inner,
        entries: [pair('x', 'y', entry(inner, 'mode')), keep(entry(inner, 'b'))],
      };
      return [put(header.at, { kind: 'encoded', of })];
    });
    expect(after).toBe('f({ h: JSON.stringify({ x: "y", b }) });');
  });

  test('values of other files are copied when they mean the same everywhere', () => {
    const at = { file: 'b.ts', span: { start: 0, end: 1 } };
    const text = { kind: 'text', text: "it's", at } as const;
    const list = { kind: 'list', items: [text, { kind: 'number', value: 1, at }], at } as const;
    const opaque = { kind: 'opaque', at } as const;
    const member = {
      kind: 'member',
      of: opaque,
      name: 'K',
      nameAt: at,
      origin: { module: '', path: ['process', 'env', 'K'] },
      target: () => undefined,
    } as const;
    expect(replace("f('x')", "'x'", same(list))).toBe('f(["it\'s", 1])');
    expect(replace('f(x)', 'x', same({ ...member, at }))).toBe('f(process.env.K)');
    expect(replace('f(x)', 'x', same(opaque))).toBe(
      'unspellable: its value stands in b.ts and means something only there',
    );
  });

  test('several in one finding', () => {
    const before = 'f({ a: 1, b: { c: "x", d: "y" } });';
    const after = spell(before, ({ objects: [base], value }) => {
      const text = value('"x"');
      return base && text.kind === 'text'
        ? [
            inPlace(
              base,
              pair(
                'z',
                object(pair('inner', same(text)), pair('n', same(entry(base, 'a').value))),
                entry(base, 'b'),
              ),
            ),
            { do: 'retext', at: text, to: 'X' },
            put(entry(base, 'a').value.at, lit(2)),
          ]
        : [];
    });
    expect(after).toBe('f({ z: { inner: "X", n: 2 } });');
  });
});

test('what is said about code that goes does not matter', () => {
  const before = 'if (r.data.ok) {\n  use(r.data.x);\n} else {\n  fail(r.data.y);\n}\n';
  const after = spell(before, ({ place }): Change[] => [
    { do: 'remove', at: place('.data', 0) },
    { do: 'remove', at: place('.data', 1) },
    { do: 'rename', at: place('data', 2), to: 'body' },
    { do: 'unwrap', at: place(before.trimEnd()), keep: place('{\n  use(r.data.x);\n}') },
  ]);
  expect(after).toBe('use(r.x);\n');
});

describe('remove', () => {
  const remove = (before: string, source: string, whole = false, file?: string, nth = 0): string =>
    spell(before, ({ place }) => [{ do: 'remove', at: place(source, nth), whole }], file);

  test.each([
    ['a step', 'r.data.choices', '.data', false, 'r.choices'],
    ['a statement with its line', 'a();\n  b();\nc();\n', 'b();', true, 'a();\nc();\n'],
    ['a statement of CRLF lines', 'a();\r\nb();\r\nc();\r\n', 'b();', true, 'a();\r\nc();\r\n'],
    ['the last statement', 'a();\nb();', 'b();', true, 'a();'],
    ['a commented statement', 'a();\nb(); // why\nc();', 'b();', true, 'a();\n // why\nc();'],
    ['a statement beside another', 'a(); b();', 'b();', true, 'a(); '],
    ['an entry', 'f({ a: 1, b: 2 })', 'b: 2', false, 'f({ a: 1 })'],
    ['an item', 'f([a, b, c])', 'b', false, 'f([a, c])'],
    ['an argument', 'f(x, y)', 'y', false, 'f(x)'],
    ['the only argument', 'f( y )', 'y', false, 'f()'],
    ['a bound name', 'const { a, b } = f()', 'a', false, 'const { b } = f()'],
    ['an annotation', 'let x: T[] = []', ': T[]', false, 'let x = []'],
  ])('%s', (_, before, source, whole, after) => {
    expect(remove(before, source, whole)).toBe(after);
  });

  test('in JSON', () => {
    expect(remove('{"a": 1, "b": [2, 3]}', '3', false, 'a.json')).toBe('{"a": 1, "b": [2]}');
    expect(remove('{\n "a": 1,\n "b": 2\n}', '"b": 2', true, 'a.json')).toBe('{\n "a": 1\n}');
  });
});

describe('unwrap', () => {
  const unwrap = (before: string, statement: string, keep?: string): string =>
    spell(before, ({ place }): Change[] => [
      { do: 'unwrap', at: place(statement), keep: keep === undefined ? undefined : place(keep) },
    ]);

  test('a block in a block is dedented', () => {
    const branch = '{\n\t\t// use it\n\t\tuse(`a\n\t\tb`);\n\n\t\treturn r; // done\n\t}';
    const before = `function f() {\n\tif (r.success) ${branch} else {\n\t\tfail();\n\t}\n}\n`;
    expect(unwrap(before, before.slice(before.indexOf('if'), -3), branch)).toBe(
      'function f() {\n\t// use it\n\tuse(`a\n\t\tb`);\n\n\treturn r; // done\n}\n',
    );
  });

  test.each([
    [
      'goes with its line',
      'a();\nif (!ok) { fail(); }\nb();\n',
      'if (!ok) { fail(); }',
      undefined,
      'a();\nb();\n',
    ],
    ['an empty block goes', 'a();\nif (ok) {}\nb();\n', 'if (ok) {}', '{}', 'a();\nb();\n'],
    ['a lone statement', 'if (ok)\n  use();\nb();\n', 'if (ok)\n  use();', 'use();', 'use();\nb();\n'],
    ['one line', 'if (ok) { a(); b(); }', 'if (ok) { a(); b(); }', '{ a(); b(); }', 'a(); b();'],
    [
      'a comment at the end',
      'if (ok) { a(); // x\n} b();',
      'if (ok) { a(); // x\n}',
      '{ a(); // x\n}',
      'a(); // x\n b();',
    ],
    [
      'names that collide keep the block',
      'const x = 1;\nif (ok) { const x = 2; f(x); }',
      'if (ok) { const x = 2; f(x); }',
      '{ const x = 2; f(x); }',
      'const x = 1;\n{ const x = 2; f(x); }',
    ],
    [
      'names that do not collide',
      'const y = 1;\nif (ok) { const x = 2; f(x, y); }',
      'if (ok) { const x = 2; f(x, y); }',
      '{ const x = 2; f(x, y); }',
      'const y = 1;\nconst x = 2; f(x, y);',
    ],
    [
      'the branch of a loop keeps its block',
      'for (;;) if (ok) { a(); }',
      'if (ok) { a(); }',
      '{ a(); }',
      'for (;;) { a(); }',
    ],
    [
      'else if',
      'if (a) { b(); } else if (!ok) { c(); }\nd();',
      'if (!ok) { c(); }',
      undefined,
      'if (a) { b(); }\nd();',
    ],
    [
      'else if, kept',
      'if (a) { b(); } else if (ok) { c(); }',
      'if (ok) { c(); }',
      '{ c(); }',
      'if (a) { b(); } else { c(); }',
    ],
    ['a loop body', 'while (a) if (!ok) c();', 'if (!ok) c();', undefined, 'while (a) {}'],
    [
      'a case',
      'switch (a) {\n  case 1:\n    if (ok) {\n      b();\n    }\n}',
      'if (ok) {\n      b();\n    }',
      '{\n      b();\n    }',
      'switch (a) {\n  case 1:\n    b();\n}',
    ],
    [
      'CRLF',
      '{\r\n\tif (ok) {\r\n\t\ta();\r\n\t\tb();\r\n\t}\r\n}',
      'if (ok) {\r\n\t\ta();\r\n\t\tb();\r\n\t}',
      '{\r\n\t\ta();\r\n\t\tb();\r\n\t}',
      '{\r\n\ta();\r\n\tb();\r\n}',
    ],
  ])('%s', (_, before, statement, keepSource, after) => {
    expect(unwrap(before, statement, keepSource)).toBe(after);
  });
});
