import { describe, expect, test } from 'vitest';
import type { Change, Draft, DraftEntry } from '../src/site.js';
import type { ObjectValue } from '../src/value.js';
import {
  entry,
  inPlace,
  keep,
  list,
  listOf,
  lit,
  object,
  pair,
  put,
  reshaped,
  same,
  spell,
} from './spelling.js';

/** What becomes of the entries of the first object: by key, in order; `+key` is new, `a>b` renamed, `...` a spread, a number its index. */
function plan(base: ObjectValue, wish: string): DraftEntry[] {
  return wish
    .split(' ')
    .filter(Boolean)
    .flatMap((word): DraftEntry[] => {
      const [, added] = /^\+(.+)$/.exec(word) ?? [];
      if (added) return [pair(added, 'new')];
      if (/^\d+$/.test(word)) return [keep(base.entries[Number(word)] ?? entry(base, word))];
      const [from = '', to] = word.split('>');
      const old = entry(base, from);
      return [to === undefined ? keep(old) : pair(to, same(old.value), old)];
    });
}

const reshape = (before: string, wish: string, file?: string): string =>
  spell(before, ({ objects: [base] }) => (base ? [inPlace(base, ...plan(base, wish))] : []), file);

describe('a line of entries', () => {
  test.each([
    ['first goes', 'f({ a: 1, b: 2, c: 3 })', 'b c', 'f({ b: 2, c: 3 })'],
    ['middle goes', 'f({ a: 1, b: 2, c: 3 })', 'a c', 'f({ a: 1, c: 3 })'],
    ['last goes', 'f({ a: 1, b: 2, c: 3 })', 'a b', 'f({ a: 1, b: 2 })'],
    ['two go', 'f({ a: 1, b: 2, c: 3 })', 'b', 'f({ b: 2 })'],
    ['all go', 'f({ a: 1, b: 2 })', '', 'f({})'],
    ['the only one goes', 'f({a: 1})', '', 'f({})'],
    ['dense, middle goes', 'f({a:1,b:2,c:3})', 'a c', 'f({a:1,c:3})'],
    ['dense, last goes', 'f({a:1,b:2,c:3})', 'a b', 'f({a:1,b:2})'],
    ['trailing comma, last goes', 'f({ a: 1, b: 2, })', 'a', 'f({ a: 1, })'],
    ['trailing comma, added', 'f({ a: 1, b: 2, })', 'a b +c', 'f({ a: 1, b: 2, c: "new", })'],
    ['added at the end', 'f({ a: 1 })', 'a +b', 'f({ a: 1, b: "new" })'],
    ['added at the start', 'f({ a: 1 })', '+b a', 'f({ b: "new", a: 1 })'],
    ['added between', 'f({ a: 1, c: 3 })', 'a +b c', 'f({ a: 1, b: "new", c: 3 })'],
    ['two added between', 'f({ a: 1, d: 3 })', 'a +b +c d', 'f({ a: 1, b: "new", c: "new", d: 3 })'],
    ['added, dense', 'f({a:1,c:3})', 'a +b c', 'f({a:1,b:"new",c:3})'],
    ['added at the start, dense', 'f({a:1})', '+b a', 'f({b:"new",a:1})'],
    ['in the place of one', 'f({ a: 1, b: 2, c: 3 })', 'a +x c', 'f({ a: 1, x: "new", c: 3 })'],
    ['in the place of the last', 'f({ a: 1, b: 2 })', 'a +x +y', 'f({ a: 1, x: "new", y: "new" })'],
    ['into nothing', 'f({})', '+a', 'f({ a: "new" })'],
    ['into white space', 'f({ })', '+a', 'f({ a: "new" })'],
    ['into a comment', 'f({ /* none */ })', '+a', 'f({ /* none */ a: "new" })'],
    ['renamed', 'f({ a: 1, "b": 2, \'c\': 3 })', 'a>x b>y c>z', 'f({ x: 1, "y": 2, \'z\': 3 })'],
    ['renamed to what needs quotes', "f({ a: 'v' })", 'a>x-y', "f({ 'x-y': 'v' })"],
    ['shorthand renamed', 'f({ a, b })', 'a>x b', 'f({ x: a, b })'],
    [
      'computed key stays',
      'f({ [k]: 1, a: 2, ...rest, m() {}, get g() { return 1 } })',
      '0 2 3 4',
      'f({ [k]: 1, ...rest, m() {}, get g() { return 1 } })',
    ],
    ['method renamed', 'f({ m() { return 1 } })', 'm>n', 'f({ n() { return 1 } })'],
    ['order changed', 'f({ a: 1, b: 2, c: 3 })', 'c a b', 'f({ c: 3, a: 1, b: 2 })'],
    [
      'comments stay',
      'f({ /* 1 */ a: 1 /* 2 */, /* 3 */ b: 2 /* 4 */ })',
      'b',
      'f({ /* 1 */ /* 2 */ /* 3 */ b: 2 /* 4 */ })',
    ],
    ['quoted keys', 'f({ "a": 1 })', 'a +b', 'f({ "a": 1, "b": "new" })'],
    [
      'single quotes',
      "f({ a: 'x' }, 'y', \"z\")",
      'a +b',
      "f({ a: 'x', b: 'new' })".replace(' })', ' }, \'y\', "z")'),
    ],
    ['odd white space', 'f({   a : 1   ,   b : 2   })', 'b +c', 'f({   b : 2, c : "new"   })'],
  ])('%s', (_, before, wish, after) => {
    expect(reshape(before, wish)).toBe(after);
  });
});

const LINES = `f({
\ta: 1, // one
\t// above two
\tb: 2, /* two */

\t/** about three */
\tc: 3
})
`;

describe('entries on lines', () => {
  test.each([
    ['nothing changes', LINES, 'a b c', LINES],
    [
      'a commented one goes, its comments stay',
      LINES,
      'a c',
      'f({\n\ta: 1, // one\n\t// above two\n\t/* two */\n\n\t/** about three */\n\tc: 3\n})\n',
    ],
    [
      'the last goes with the comma before it',
      LINES,
      'a b',
      'f({\n\ta: 1, // one\n\t// above two\n\tb: 2 /* two */\n\n\t/** about three */\n})\n',
    ],
    [
      'all go, comments stay',
      LINES,
      '',
      'f({\n\t// one\n\t// above two\n\t/* two */\n\n\t/** about three */\n})\n',
    ],
    [
      'added after a commented line',
      LINES,
      'a +x b c +y',
      'f({\n\ta: 1, // one\n\tx: "new",\n\t// above two\n\tb: 2, /* two */\n\n\t/** about three */\n\tc: 3,\n\ty: "new"\n})\n',
    ],
    [
      'added first',
      LINES,
      '+x +y a b c',
      'f({\n\tx: "new",\n\ty: "new",\n\ta: 1, // one\n\t// above two\n\tb: 2, /* two */\n\n\t/** about three */\n\tc: 3\n})\n',
    ],
    [
      'in the place of one that goes',
      LINES,
      'a +x +y c',
      'f({\n\ta: 1, // one\n\t// above two\n\tx: "new",\n\ty: "new", /* two */\n\n\t/** about three */\n\tc: 3\n})\n',
    ],
    ['plain lines go whole', 'f({\n  a: 1,\n  b: {\n    x: 1,\n  },\n  c: 3,\n});', 'a', 'f({\n  a: 1,\n});'],
    ['CRLF', 'f({\r\n  a: 1,\r\n  b: 2\r\n});', 'a +c', 'f({\r\n  a: 1,\r\n  c: "new"\r\n});'],
    ['CRLF, added last', 'f({\r\n  a: 1\r\n});', 'a +c', 'f({\r\n  a: 1,\r\n  c: "new"\r\n});'],
    [
      'mixed line ends follow the neighbour',
      'f({\n  a: 1,\r\n  b: 2\n});',
      'a +x b',
      'f({\n  a: 1,\r\n  x: "new",\r\n  b: 2\n});',
    ],
    ['no comma and a comment', 'f({\n  a: 1 // one\n});', 'a +b', 'f({\n  a: 1, // one\n  b: "new"\n});'],
    ['into empty lines', 'const x = {\n    y: {\n    }\n};', 'y', 'const x = {\n    y: {\n    }\n};'],
    [
      'into lines with a comment',
      '{\n\tf({\n\t\t// todo\n\t});\n}',
      '+a',
      '{\n\tf({\n\t\t// todo\n\t\ta: "new"\n\t});\n}',
    ],
    ['two on a line', 'f({\n  a: 1, b: 2,\n  c: 3\n})', 'b c', 'f({\n  b: 2,\n  c: 3\n})'],
    ['last of a line', 'f({\n  a: 1, b: 2,\n  c: 3\n})', 'a c', 'f({\n  a: 1,\n  c: 3\n})'],
    ['both of a line', 'f({\n  a: 1, b: 2,\n  c: 3\n})', 'c', 'f({\n  c: 3\n})'],
    ['bracket on the last line', 'f({ a: 1,\n    b: 2 })', 'a b +c', 'f({ a: 1,\n    b: 2,\n    c: "new" })'],
    ['blank lines close up', 'f({\n  a: 1,\n\n  b: 2,\n\n  c: 3\n})', 'a c', 'f({\n  a: 1,\n\n  c: 3\n})'],
    ['non-ASCII', 'f({\n  ключ: "ü😀", // 😀\n  b: 2\n})', 'ключ', 'f({\n  ключ: "ü😀" // 😀\n})'],
    ['a comma on its own line', 'f({\n  a: 1\n  ,\n  b: 2\n})', 'b', 'f({\n  b: 2\n})'],
    [
      'moved to another place',
      'f({\n  a: {\n    x: 1\n  }, // a\n  b: 2\n})',
      'b a',
      'f({\n  // a\n  b: 2,\n  a: {\n    x: 1\n  }\n})',
    ],
  ])('%s', (_, before, wish, after) => {
    expect(reshape(before, wish)).toBe(after);
  });
});

describe('commas first', () => {
  const FIRST = 'f({\n    a: 1\n  , b: 2 // two\n  , c: 3\n})';
  test.each([
    ['first goes', 'b c', 'f({\n  b: 2 // two\n  , c: 3\n})'],
    ['middle goes', 'a c', 'f({\n    a: 1\n  // two\n  , c: 3\n})'],
    ['last goes', 'a b', 'f({\n    a: 1\n  , b: 2 // two\n})'],
    ['added last', 'a b c +x', 'f({\n    a: 1\n  , b: 2 // two\n  , c: 3\n  , x: "new"\n})'],
    ['added between', 'a +x b c', 'f({\n    a: 1\n  , x: "new"\n  , b: 2 // two\n  , c: 3\n})'],
    ['replaced', 'a +x c', 'f({\n    a: 1\n  , x: "new" // two\n  , c: 3\n})'],
  ])('%s', (_, wish, after) => {
    expect(reshape(FIRST, wish)).toBe(after);
  });
});

describe('JSON', () => {
  test.each([
    ['added', '{\n    "a": 1\n}\n', 'a +b', '{\n    "a": 1,\n    "b": "new"\n}\n'],
    ['last goes', '{\n    "a": 1,\n    "b": 2\n}', 'a', '{\n    "a": 1\n}'],
    ['trailing comma stays', '{\n    "a": 1,\n    "b": 2, // x\n}', 'a', '{\n    "a": 1,\n    // x\n}'],
    ['dense', '{"a":1,"b":2}', 'b +c', '{"b":2,"c":"new"}'],
    ['renamed', '{"a":1,"b":2}', 'a>ä"b b', '{"ä\\"b":1,"b":2}'],
    ['BOM', '\uFEFF{\r\n\t"a": 1\r\n}', 'a +b', '\uFEFF{\r\n\t"a": 1,\r\n\t"b": "new"\r\n}'],
  ])('%s', (_, before, wish, after) => {
    expect(reshape(before, wish, 'a.json')).toBe(after);
  });

  test.each<[string, Draft, string]>([
    ['imported', { kind: 'imported', from: { module: 'm', name: 'N' } }, 'JSON cannot import a name'],
    ['environment', { kind: 'environment', name: 'X' }, 'JSON cannot read the environment'],
    ['call', { kind: 'call', callee: { module: 'm', name: 'f' }, args: [] }, 'JSON cannot call a function'],
  ])('cannot say %s', (_, draft, why) => {
    const said = spell(
      '{"a": 1}',
      ({ objects: [base] }) => (base ? [inPlace(base, pair('a', draft))] : []),
      'a.json',
    );
    expect(said).toBe(`unspellable: ${why}`);
  });

  test('encodes', () => {
    const encoded: Draft = {
      kind: 'encoded',
      of: object(pair('mode', 'single'), pair('n', list(lit(1), lit(null)))),
    };
    const said = spell(
      '{"a": 1}',
      ({ objects: [base] }) => (base ? [put(entry(base, 'a').value.at, encoded)] : []),
      'a.json',
    );
    expect(said).toBe('{"a": "{\\"mode\\":\\"single\\",\\"n\\":[1,null]}"}');
  });
});

/** What the first object becomes. */
const become = (before: string, make: (base: ObjectValue) => readonly Change[], file?: string): string =>
  spell(before, ({ objects: [base] }) => (base ? make(base) : []), file);

describe('entries that move', () => {
  test('into a new object, verbatim', () => {
    const before = 'f({ mode: "single", n: 0x10 });';
    const after = become(before, (base) => [
      inPlace(base, pair('strategy', object(keep(entry(base, 'mode')))), keep(entry(base, 'n'))),
    ]);
    expect(after).toBe('f({ strategy: { mode: "single" }, n: 0x10 });');
  });

  test('onto the place of the object they stood in, the comments along', () => {
    const before =
      'f({\n  key, // key\n  llms: [{\n    // first\n    provider: "openai", // kept too\n    virtual_key: vk(\n      1,\n    ),\n  }],\n});';
    const after = become(before, (base) => {
      const llm = listOf(entry(base, 'llms').value).items[0];
      return llm?.kind === 'object'
        ? [
            inPlace(
              base,
              keep(entry(base, 'key')),
              pair('virtualKey', same(entry(llm, 'virtual_key').value), entry(llm, 'virtual_key')),
              keep(entry(llm, 'provider')),
            ),
          ]
        : [];
    });
    expect(after).toBe(
      'f({\n  key, // key\n  virtualKey: vk(\n    1,\n  ),\n  // first\n  provider: "openai", // kept too\n});',
    );
  });

  test('into an object of their own take comments along', () => {
    const before = 'f({\n  llm: {\n    // the model\n    model: "m", // best\n    key: 1\n  }\n});';
    const after = become(before, (base) => {
      const llm = entry(base, 'llm');
      return [
        inPlace(
          base,
          pair(
            'llm',
            object(keep(entry(llm.value, 'key')), pair('params', object(keep(entry(llm.value, 'model'))))),
            llm,
          ),
        ),
      ];
    });
    expect(after).toBe(
      'f({\n  llm: {\n    key: 1,\n    params: {\n      // the model\n      model: "m" // best\n    }\n  }\n});',
    );
  });

  test('templates inside keep their lines', () => {
    const before = 'f({\n  a: {\n    b: `x\n  y`,\n    c: [\n      1\n    ]\n  }\n});';
    const after = become(before, (base) => {
      const inner = entry(base, 'a').value;
      return [inPlace(base, keep(entry(inner, 'b')), keep(entry(inner, 'c')))];
    });
    expect(after).toBe('f({\n  b: `x\n  y`,\n  c: [\n    1\n  ]\n});');
  });

  test('comments that nobody takes along stay', () => {
    const before = 'f({\n  a: { /* in */ x: 1, // after\n    y: 2 },\n  b: 1,\n});';
    expect(reshape(before, 'b')).toBe('f({\n  /* in */\n  // after\n  b: 1,\n});');
    expect(reshape('g(); f({ a: { /* in */ x: 1 }, b: 1 });', 'b')).toBe('/* in */\ng(); f({ b: 1 });');
  });

  test('comments in a replaced value go above it', () => {
    const before = 'f({\n  a: { // why\n    x: 1 },\n  b: 1\n});';
    const after = become(before, (base) => [
      inPlace(base, pair('a', 2, entry(base, 'a')), keep(entry(base, 'b'))),
    ]);
    expect(after).toBe('f({\n  // why\n  a: 2,\n  b: 1\n});');
  });

  test('and are edited on the way', () => {
    const before = 'f({ list: [{ a: 1, b: 2 }, { a: 3 }] });';
    const after = become(before, (base) => {
      const { items } = listOf(entry(base, 'list').value);
      const drafts = items.flatMap((item) =>
        item.kind === 'object'
          ? [reshaped(item, pair('z', same(entry(item, 'a').value), entry(item, 'a')))]
          : [],
      );
      return [inPlace(base, pair('wrap', object(pair('targets', list(...drafts)))))];
    });
    expect(after).toBe('f({ wrap: { targets: [{ z: 1 }, { z: 3 }] } });');
  });

  test('lists are edited item by item', () => {
    const before = 'f({ list: [\n  { a: 1 }, // one\n  x,\n  { a: 3 },\n] });';
    const after = become(before, (base) => {
      const target = listOf(entry(base, 'list').value);
      const [first, second] = target.items;
      if (first?.kind !== 'object' || second?.kind !== 'name') return [];
      return [put(target.at, { kind: 'list', base: target, items: [same(first), lit('new'), same(second)] })];
    });
    expect(after).toBe('f({ list: [\n  { a: 1 }, // one\n  "new",\n  x,\n] });');
  });
});

describe('new text', () => {
  const write = (before: string, draft: Draft, file?: string): string =>
    become(before, (base) => [inPlace(base, ...base.entries.map(keep), pair('x', draft))], file);

  test('is broken into lines when it is long', () => {
    const long = object(
      pair('strategy', object(pair('mode', 'fallback'))),
      pair('targets', list(lit('a'.repeat(40)), lit('b'.repeat(40)))),
    );
    expect(write('f({\n\ta: 1,\n});', long)).toBe(
      `f({\n\ta: 1,\n\tx: {\n\t\tstrategy: { mode: "fallback" },\n\t\ttargets: [\n\t\t\t"${'a'.repeat(40)}",\n\t\t\t"${'b'.repeat(40)}",\n\t\t],\n\t},\n});`,
    );
  });

  test.each<[string, string, Draft, string]>([
    ['quotes of the neighbours', "f({ a: 'b' });", lit('it'), "f({ a: 'b', x: 'it' });"],
    ['quotes that need no escapes', "f({ a: 'b' });", lit("it's"), "f({ a: 'b', x: \"it's\" });"],
    ['escapes', 'f({ a: "b" });', lit('a\n\u2028\0"\\\''), 'f({ a: "b", x: "a\\n\\u2028\\x00\\"\\\\\'" });'],
    ['environment', 'f({ a: 1 });', { kind: 'environment', name: 'KEY' }, 'f({ a: 1, x: process.env.KEY });'],
    [
      'odd environment',
      'f({ a: 1 });',
      { kind: 'environment', name: 'a-b' },
      'f({ a: 1, x: process.env["a-b"] });',
    ],
    ['numbers', 'f({ a: 1 });', lit(-0.5), 'f({ a: 1, x: -0.5 });'],
    ['null', 'f({ a: 1 });', lit(null), 'f({ a: 1, x: null });'],
    [
      'encoded literals',
      'f({ a: 1 });',
      { kind: 'encoded', of: object(pair('k', 'v')) },
      'f({ a: 1, x: JSON.stringify({ k: "v" }) });',
    ],
    [
      'keys',
      'f({ a: 1 });',
      object(pair('ok', 1), pair('x-y', 2), pair('0', 3), pair('__proto__', 4)),
      'f({ a: 1, x: { ok: 1, "x-y": 2, 0: 3, ["__proto__"]: 4 } });',
    ],
    [
      'template without holes',
      'f({ a: 1 });',
      { kind: 'template', parts: ['a', 'b'] },
      'f({ a: 1, x: "ab" });',
    ],
    ['empty', 'f({ a: 1 });', object(), 'f({ a: 1, x: {} });'],
  ])('%s', (_, before, draft, after) => {
    expect(write(before, draft)).toBe(after);
  });

  test('made of values', () => {
    const before = 'f({ a: p ? q : r, b: (s, t), c: new K, d: 5, e: u.v() });';
    const after = become(before, (base) => {
      const value = (key: string) => entry(base, key).value;
      const member = (key: string, name: string): Draft => ({ kind: 'member', of: value(key), name });
      return [
        inPlace(
          base,
          pair('a', member('a', 'x')),
          pair('b', { kind: 'template', parts: ['`${', value('b'), '}\\'] }),
          pair('c', member('c', 'x-y')),
          pair('d', member('d', 'x')),
          pair('e', { kind: 'encoded', of: object(pair('k', member('e', 'x'))) }),
        ),
      ];
    });
    expect(after).toBe(
      'f({ a: (p ? q : r).x, b: `\\`\\${${(s, t)}}\\\\`, c: (new K)["x-y"], d: (5).x, e: JSON.stringify({ k: u.v().x }) });',
    );
  });
});
