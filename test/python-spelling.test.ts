import { describe, expect, test } from 'vitest';
import type { Change, Draft } from '../src/site.js';
import {
  call,
  dict,
  entry,
  inPlace,
  item,
  keep,
  list,
  listed,
  lit,
  made,
  options,
  pair,
  put,
  python,
  type Read,
  results,
  same,
  spell,
} from './python-read.js';

type Make = (read: Read) => readonly Change[];
type Row = readonly [title: string, before: string, make: Make, after: string];

const rows = (name: string, table: readonly Row[]): void => {
  describe(name, () => {
    test.each(table)('%s', (_, before, make, after) => {
      expect(spell(before, make)).toBe(after);
    });
  });
};

const replace =
  (source: string, draft: Draft | ((read: Read) => Draft), nth = 0): Make =>
  (read) => [put(read.place(source, nth), typeof draft === 'function' ? draft(read) : draft)];
const rename =
  (source: string, to: string, nth = 0): Make =>
  ({ place }) => [{ do: 'rename', at: place(source, nth), to }];
const retext =
  (source: string, to: string): Make =>
  ({ literal }) => [{ do: 'retext', at: literal(source), to }];
const remove =
  (...sources: readonly string[]): Make =>
  ({ place }) =>
    sources.map((source) => ({ do: 'remove', at: place(source), whole: true }));
const append =
  (source: string, draft: Draft): Make =>
  ({ place }) => [{ do: 'append', at: place(source), with: draft }];
const reshape =
  (source: string, ...entries: readonly (string | readonly [string, Draft | string | number])[]): Make =>
  ({ object }) => {
    const base = object(source);
    return [
      inPlace(
        base,
        ...entries.map((one) => {
          if (typeof one !== 'string') return pair(one[0], one[1]);
          if (one.startsWith('**')) {
            const spread = base.entries.find(({ kind }) => kind === 'spread');
            if (!spread) throw new Error('no spread');
            return keep(spread);
          }
          const [key = '', to] = one.split('>');
          const own = entry(base, key);
          return to ? pair(to, same(own.value), own) : keep(own);
        }),
      ),
    ];
  };

rows('arguments by name', [
  ['one is added', 'f(a=1)', reshape('f(a=1)', 'a', ['b', 'x']), 'f(a=1, b="x")'],
  ['one goes', 'f(a=1, b=2)', reshape('f(a=1, b=2)', 'a'), 'f(a=1)'],
  ['the first goes', 'f(a=1, b=2)', reshape('f(a=1, b=2)', 'b'), 'f(b=2)'],
  ['all go', 'f(a=1, b=2)', reshape('f(a=1, b=2)'), 'f()'],
  ['all but those by place go', 'f(x, a=1)', reshape('f(x, a=1)'), 'f(x)'],
  ['one gets another name', 'f(a=1)', reshape('f(a=1)', 'a>b'), 'f(b=1)'],
  ['a name that is none', 'f(a=1)', reshape('f(a=1)', 'a>x-b'), 'f(**{"x-b": 1})'],
  ['a new name that is none', 'f(a=1)', reshape('f(a=1)', 'a', ['x-b', 2]), 'f(a=1, **{"x-b": 2})'],
  ['a word of Python', 'f(a=1)', reshape('f(a=1)', ['class', 2]), 'f(**{"class": 2})'],
  [
    'others by place stay',
    'f(x, *y, a=1, **k)',
    reshape('f(x, *y, a=1, **k)', '**', ['b', 2]),
    'f(x, *y, **k, b=2)',
  ],
  ['a star between them stays', 'f(a=1, *y, b=2)', reshape('f(a=1, *y, b=2)', 'b>c'), 'f(*y, c=2)'],
  ['order may change', 'f(a=1, b=2)', reshape('f(a=1, b=2)', 'b', 'a'), 'f(b=2, a=1)'],
  ['a trailing comma stays', 'f(a=1,)', reshape('f(a=1,)', 'a', ['b', 2]), 'f(a=1, b=2,)'],
  [
    'dense code stays so',
    "f(a=1,b='x')",
    reshape("f(a=1,b='x')", 'a', 'b', ['c', 'y']),
    "f(a=1,b='x',c='y')",
  ],
  ['spaces around the sign stay', 'f(a = 1)', reshape('f(a = 1)', 'a', ['b', 2]), 'f(a = 1, b = 2)'],
  [
    'one line each, added',
    'f(\n    a=1,\n    b=2,\n)\n',
    reshape('f(\n    a=1,\n    b=2,\n)', 'a', 'b', ['c', 3]),
    'f(\n    a=1,\n    b=2,\n    c=3,\n)\n',
  ],
  [
    'one line each, no comma at the end',
    'f(\n    a=1,\n    b=2\n)\n',
    reshape('f(\n    a=1,\n    b=2\n)', 'a', 'b', ['c', 3]),
    'f(\n    a=1,\n    b=2,\n    c=3\n)\n',
  ],
  [
    'one line each, one goes',
    'f(\n    a=1,\n    b=2,\n)\n',
    reshape('f(\n    a=1,\n    b=2,\n)', 'b'),
    'f(\n    b=2,\n)\n',
  ],
  [
    'a hanging indent stays',
    'foo(a=1,\n    b=2)\n',
    reshape('foo(a=1,\n    b=2)', 'a', 'b', ['c', 3]),
    'foo(a=1,\n    b=2,\n    c=3)\n',
  ],
  [
    'comments stay',
    'f(  # call\n    # first\n    a=1,  # one\n    # second\n    b=2,  # two\n    # end\n)\n',
    reshape(
      'f(  # call\n    # first\n    a=1,  # one\n    # second\n    b=2,  # two\n    # end\n)',
      'a>x',
      'b',
      ['c', 3],
    ),
    'f(  # call\n    # first\n    x=1,  # one\n    # second\n    b=2,  # two\n    c=3,\n    # end\n)\n',
  ],
  [
    'a comment of one that goes stays',
    'f(\n    a=1,  # one\n    b=2,\n)\n',
    reshape('f(\n    a=1,  # one\n    b=2,\n)', 'b'),
    'f(\n    # one\n    b=2,\n)\n',
  ],
  [
    'CRLF stays',
    'f(\r\n    a=1,\r\n)\r\n',
    reshape('f(\r\n    a=1,\r\n)', 'a', ['b', 2]),
    'f(\r\n    a=1,\r\n    b=2,\r\n)\r\n',
  ],
  [
    'tabs stay',
    'if x:\n\tf(\n\t\ta=1,\n\t)\n',
    reshape('f(\n\t\ta=1,\n\t)', 'a', ['b', 2]),
    'if x:\n\tf(\n\t\ta=1,\n\t\tb=2,\n\t)\n',
  ],
  [
    'the bases of a class',
    'class A(B, meta=1): pass',
    ({ place }) => [{ do: 'remove', at: place('meta=1') }],
    'class A(B): pass',
  ],
  [
    'a dict becomes one of them',
    'f(a={"b": 1}, c=2)',
    ({ object }) => {
      const base = object('f(a={"b": 1}, c=2)');
      const inner = entry(base, 'a').value;
      return [
        inPlace(
          base,
          pair(
            'a',
            {
              kind: 'object',
              base: inner.kind === 'object' ? inner : base,
              entries: [keep(entry(inner, 'b')), pair('d', 1)],
            },
            entry(base, 'a'),
          ),
        ),
      ];
    },
    'f(a={"b": 1, "d": 1})',
  ],
  [
    'they become an entry of a dict',
    'f(a=1, b="x")',
    ({ object }) => {
      const base = object('f(a=1, b="x")');
      return [
        inPlace(
          base,
          pair(
            'config',
            dict(keep(entry(base, 'a')), pair('c-d', same(entry(base, 'b').value), entry(base, 'b'))),
          ),
        ),
      ];
    },
    'f(config={"a": 1, "c-d": "x"})',
  ],
  [
    'on lines of their own they become a dict, and what is said between them stays',
    'f(\n    a=1,  # one\n    # two\n    b="x",\n)\n',
    ({ object }) => {
      const base = object('f(\n    a=1,  # one\n    # two\n    b="x",\n)');
      return [inPlace(base, pair('config', dict(keep(entry(base, 'a')), keep(entry(base, 'b')))))];
    },
    'f(\n    config={"a": 1, "b": "x"},  # one\n    # two\n)\n',
  ],
  [
    'all of them as a value',
    'f(a=1, **k)',
    ({ object }) => [put(object('f(a=1, **k)').at, options(pair('config', same(object('f(a=1, **k)')))))],
    'f(config={"a": 1, **k})',
  ],
  [
    'another object in their place',
    'f(x, a=1)',
    ({ object }) => [put(object('f(x, a=1)').at, options(pair('b', 2)))],
    'f(x, b=2)',
  ],
  [
    'a name in their place',
    'g = 1\nf(x, a=1)',
    ({ object, value }) => [put(object('f(x, a=1)').at, same(value('g')))],
    'g = 1\nf(x, **g)',
  ],
  ['options in the place of one by place', 'f(x)', replace('x', options(pair('b', 2))), 'f(b=2)'],
  ['data in the place of one by place', 'f(x)', replace('x', dict(pair('b', 2))), 'f({"b": 2})'],
]);

rows('append', [
  ['after the last', 'f(a)', append('a', lit(1)), 'f(a, 1)'],
  [
    'by name',
    'f(a)',
    append('a', options(pair('headers', dict(pair('x-y', 'z'))))),
    'f(a, headers={"x-y": "z"})',
  ],
  ['before a comma at the end', 'f(a, b,)', append('b', options(pair('c', 1))), 'f(a, b, c=1,)'],
  [
    'on a line of its own',
    'f(\n    a,\n    b=1,\n)',
    append('b=1', options(pair('c', 1))),
    'f(\n    a,\n    b=1,\n    c=1,\n)',
  ],
  ['after all that are named', 'f(a=1, b=2)', append('a=1, b=2', options(pair('c', 1))), 'f(a=1, b=2, c=1)'],
  [
    'to none',
    'f()',
    () => [
      { do: 'append', at: { file: 'app/main.py', span: { start: 2, end: 2 } }, with: options(pair('c', 1)) },
    ],
    'f(c=1)',
  ],
]);

rows('calls', [
  [
    'a new one',
    'h = x',
    replace('x', call('A', options(pair('b', 1), pair('c', 'd')))),
    'from portkey_ai import A\n\nh = A(b=1, c="d")',
  ],
  [
    'by place and by name',
    'h = x',
    replace('x', ({ value }) => call('A', same(value('x')), options(pair('b', 1)))),
    'from portkey_ai import A\n\nh = A(x, b=1)',
  ],
  [
    'a long one has a line for each',
    'h = x\n',
    replace('x', call('Client', options(pair('first', 'a'.repeat(40)), pair('second', 'b'.repeat(40))))),
    `from portkey_ai import Client\n\nh = Client(\n    first="${'a'.repeat(40)}",\n    second="${'b'.repeat(40)}",\n)\n`,
  ],
  [
    'the last dict opens on its line',
    'h = x\n',
    replace(
      'x',
      call(
        'Client',
        options(pair('config', dict(pair('first', 'a'.repeat(40)), pair('second', 'b'.repeat(40))))),
      ),
    ),
    `from portkey_ai import Client\n\nh = Client(config={\n    "first": "${'a'.repeat(40)}",\n    "second": "${'b'.repeat(40)}",\n})\n`,
  ],
  [
    'one becomes a dict',
    'x = A(a=1, b="c")',
    ({ place, object }) => {
      const base = object('A(a=1, b="c")');
      return [
        put(
          place('A(a=1, b="c")'),
          made(base, keep(entry(base, 'a')), pair('x-b', same(entry(base, 'b').value), entry(base, 'b'))),
        ),
      ];
    },
    'x = {"a": 1, "x-b": "c"}',
  ],
  [
    'one over several lines becomes a dict with its comments',
    'x = A(  # why\n    a=1,  # one\n    # two\n    b="c",  # three\n)  # end\n',
    ({ value, object }) => {
      const source = 'A(  # why\n    a=1,  # one\n    # two\n    b="c",  # three\n)';
      const base = object(source);
      return [
        put(
          value(source).at,
          made(
            base,
            keep(entry(base, 'a')),
            pair('e', dict(pair('b', same(entry(base, 'b').value))), entry(base, 'b')),
          ),
        ),
      ];
    },
    'x = {  # why\n    "a": 1,  # one\n    # two\n    "e": {"b": "c"},  # three\n}  # end\n',
  ],
  [
    'one of another name with arguments made of its own',
    'x = A(\n    a=1,  # one\n    b=2,\n)',
    ({ value, object }) => {
      const source = 'A(\n    a=1,  # one\n    b=2,\n)';
      const base = object(source);
      return [
        put(
          value(source).at,
          call(
            'B',
            made(
              base,
              pair('config', dict(pair('a', same(entry(base, 'a').value))), entry(base, 'a')),
              keep(entry(base, 'b')),
            ),
          ),
        ),
      ];
    },
    'from portkey_ai import B\n\nx = B(\n    config={"a": 1},  # one\n    b=2,\n)',
  ],
  [
    'a dict becomes the arguments of one',
    'f(headers={\n    "x-a": K,  # key\n    "x-b": "c",\n})\n',
    ({ value, object }) => {
      const source = '{\n    "x-a": K,  # key\n    "x-b": "c",\n}';
      const base = object(source);
      return [
        put(
          value(source).at,
          call(
            'B',
            made(
              base,
              pair('a', same(entry(base, 'x-a').value), entry(base, 'x-a')),
              keep(entry(base, 'x-b')),
            ),
          ),
        ),
      ];
    },
    'from portkey_ai import B\n\nf(headers=B(\n    a=K,  # key\n    **{"x-b": "c"},\n))\n',
  ],
  [
    'calls in a list become dicts where they stand',
    'x = [\n    # first\n    A(a=1),  # paid\n    (A(  # spare\n        b=2,\n    )),\n]\n',
    ({ value, object }) => {
      const whole = value('[\n    # first\n    A(a=1),  # paid\n    (A(  # spare\n        b=2,\n    )),\n]');
      const [one, two] = [object('A(a=1)'), object('A(  # spare\n        b=2,\n    )')];
      return [
        put(
          whole.at,
          listed(whole, made(one, keep(entry(one, 'a')), pair('c', 3)), made(two, keep(entry(two, 'b')))),
        ),
      ];
    },
    'x = [\n    # first\n    {"a": 1, "c": 3},  # paid\n    ({  # spare\n        "b": 2,\n    }),\n]\n',
  ],
  [
    'deeper than they stood',
    'f(\n    llms=[\n        A(a=1),\n        A(a=2),\n    ],\n)\n',
    ({ object, value }) => {
      const base = object('f(\n    llms=[\n        A(a=1),\n        A(a=2),\n    ],\n)');
      const [one, two] = [object('A(a=1)'), object('A(a=2)')];
      const items = value('[\n        A(a=1),\n        A(a=2),\n    ]');
      const targets = listed(items, made(one, keep(entry(one, 'a'))), made(two, keep(entry(two, 'a'))));
      return [inPlace(base, pair('config', dict(pair('targets', targets)), entry(base, 'llms')))];
    },
    'f(\n    config={\n        "targets": [\n            {"a": 1},\n            {"a": 2},\n        ],\n    },\n)\n',
  ],
  [
    'a method of a value',
    'x.create(a=1)',
    ({ place, value, object }) => [
      put(place('x'), {
        kind: 'method',
        of: value('x'),
        name: 'with_options',
        args: [options(keep(entry(object('x.create(a=1)'), 'a')))],
      }),
    ],
    'x.with_options(a=1).create(a=1)',
  ],
]);

rows('dicts', [
  ['an entry is added', 'x = {"a": 1}', reshape('{"a": 1}', 'a', ['b', 'c']), 'x = {"a": 1, "b": "c"}'],
  ['single quotes stay', "x = {'a': 1}", reshape("{'a': 1}", 'a', ['b', 'c']), "x = {'a': 1, 'b': 'c'}"],
  [
    'dense stays dense',
    "x = {'a':1,'b':2}",
    reshape("{'a':1,'b':2}", 'a', 'b', ['c', 3]),
    "x = {'a':1,'b':2,'c':3}",
  ],
  ['padding stays', 'x = { "a": 1 }', reshape('{ "a": 1 }', 'a', ['b', 2]), 'x = { "a": 1, "b": 2 }'],
  [
    'an entry goes',
    'x = {"a": 1, **y, "b": 2}',
    reshape('{"a": 1, **y, "b": 2}', '**', 'b'),
    'x = {**y, "b": 2}',
  ],
  ['a key is another', "x = {'a': 1}", reshape("{'a': 1}", 'a>b'), "x = {'b': 1}"],
  ['an empty one is filled', 'x = {}', reshape('{}', ['a', 1]), 'x = {"a": 1}'],
  [
    'lines and comments stay',
    'x = {\n    "a": 1,  # one\n    # two\n    "b": 2\n}\n',
    reshape('{\n    "a": 1,  # one\n    # two\n    "b": 2\n}', 'a>c', 'b', ['d', 3]),
    'x = {\n    "c": 1,  # one\n    # two\n    "b": 2,\n    "d": 3\n}\n',
  ],
  [
    'one in a function',
    'def f():\n  return {\n    "a": 1,\n  }\n',
    reshape('{\n    "a": 1,\n  }', 'a', ['b', 2]),
    'def f():\n  return {\n    "a": 1,\n    "b": 2,\n  }\n',
  ],
  [
    'a list in it',
    'x = {"a": [1, 2]}',
    ({ value }) => [put(value('[1, 2]').at, listed(value('[1, 2]'), same(item(value('[1, 2]'), 1)), lit(3)))],
    'x = {"a": [2, 3]}',
  ],
  [
    'a tuple keeps its comma',
    'x = (1, 2)',
    ({ value }) => [put(value('(1, 2)').at, listed(value('(1, 2)'), same(item(value('(1, 2)'), 0))))],
    'x = (1,)',
  ],
  [
    'a tuple without parentheses',
    'x = 1, 2',
    ({ value }) => [put(value('1, 2').at, listed(value('1, 2'), same(item(value('1, 2'), 1))))],
    'x = 2,',
  ],
  [
    'a tuple by accident',
    'x = A(a=1),\n',
    ({ place, object }) => [
      put(place('A(a=1),'), made(object('A(a=1)'), keep(entry(object('A(a=1)'), 'a')))),
    ],
    'x = {"a": 1}\n',
  ],
  [
    'a set stays one',
    'x = {1, 2}',
    ({ value }) => [put(value('{1, 2}').at, listed(value('{1, 2}')))],
    'unspellable: an empty set cannot be written in braces',
  ],
]);

rows('literals and values', [
  ['true', 'x = y', replace('y', lit(true)), 'x = True'],
  ['false', 'x = y', replace('y', lit(false)), 'x = False'],
  ['nothing', 'x = y', replace('y', lit(null)), 'x = None'],
  ['a number', 'x = y', replace('y', lit(1.5)), 'x = 1.5'],
  ['quotes of the file', "a = 'b'\nx = y", replace('y', lit('c')), "a = 'b'\nx = 'c'"],
  ['fewer escapes', 'x = y', replace('y', lit('say "a"')), 'x = \'say "a"\''],
  ['bytes stay bytes', 'x = b"a"', replace('b"a"', lit('c')), 'x = b"c"'],
  ['bytes of more than ASCII', 'x = b"a"', replace('b"a"', lit('ä')), 'x = "ä".encode()'],
  ['a list', 'x = y', replace('y', list(lit(1), lit('a'), lit(null))), 'x = [1, "a", None]'],
  [
    'a list in a dict',
    'x = y',
    replace('y', dict(pair('a', list(dict(pair('b', true)))))),
    'x = {"a": [{"b": True}]}',
  ],
  [
    'a member',
    'x = y',
    replace('y', ({ value }) => ({ kind: 'member', of: value('y'), name: 'z' })),
    'x = y["z"]',
  ],
  [
    'an item',
    'x = y',
    replace('y', ({ value }) => ({ kind: 'member', of: value('y'), name: 'a-b' })),
    'x = y["a-b"]',
  ],
  [
    'a member of a sum',
    'x = a + b',
    replace('a + b', ({ value }) => ({ kind: 'member', of: value('a + b'), name: 'z' })),
    'x = (a + b)["z"]',
  ],
  [
    'the environment',
    'x = y',
    replace('y', { kind: 'environment', name: 'KEY' }),
    'import os\n\nx = os.environ.get("KEY")',
  ],
  [
    'encoded',
    'x = y',
    replace('y', ({ value }) => ({ kind: 'encoded', of: dict(pair('a', same(value('y')))) })),
    'import json\n\nx = json.dumps({"a": y})',
  ],
  [
    'encoded, all literal',
    'x = y',
    replace('y', { kind: 'encoded', of: dict(pair('a', 1)) }),
    'import json\n\nx = json.dumps({"a": 1})',
  ],
  [
    'encoded where a text stood',
    "x = '{}'",
    replace("'{}'", { kind: 'encoded', of: dict(pair('a', 'b')) }),
    'x = \'{"a":"b"}\'',
  ],
  [
    'a template',
    'x = y',
    replace('y', ({ value }) => ({ kind: 'template', parts: ['a{', same1(value('y')), '"'] })),
    'x = f"a{{{y}\\""',
  ],
  [
    'a template with quotes in a hole',
    'x = y["a"]',
    replace('y["a"]', ({ value }) => ({ kind: 'template', parts: ['b', same1(value('y["a"]'))] })),
    'x = f\'b{y["a"]}\'',
  ],
  [
    'a template with both quotes in a hole',
    'x = y["a"][\'b\']',
    replace('y["a"][\'b\']', ({ value }) => ({
      kind: 'template',
      parts: ['{c}', same1(value('y["a"][\'b\']'))],
    })),
    'x = "{{c}}{}".format(y["a"][\'b\'])',
  ],
  [
    'a template with a dict in a hole',
    'x = {"a": 1}',
    replace('{"a": 1}', ({ value }) => ({ kind: 'template', parts: ['b', same1(value('{"a": 1}'))] })),
    'x = f\'b{ {"a": 1}}\'',
  ],
  [
    'a template with a choice in a hole',
    'x = a if b else c',
    replace('a if b else c', ({ value }) => ({
      kind: 'template',
      parts: ['b', same1(value('a if b else c'))],
    })),
    'x = f"b{(a if b else c)}"',
  ],
  ['in a hole', 'x = f"a{b}"', replace('b', lit('c')), 'x = f"a{\'c\'}"'],
  [
    'parentheses where a value needs them',
    'x = a or b\ny = c.d',
    replace('c', ({ value }) => same(value('a or b'))),
    'x = a or b\ny = (a or b).d',
  ],
  [
    'parentheses around what ends lines',
    'f(\n    a\n    + b\n)\ny = c\n',
    replace('c', ({ value }) => same(value('a\n    + b'))),
    'f(\n    a\n    + b\n)\ny = (a\n+ b)\n',
  ],
]);

function same1<T>(value: T): T {
  return value;
}

rows('rename', [
  [
    'a member',
    'p.ChatCompletions.create()',
    rename('ChatCompletions', 'chat.completions'),
    'p.chat.completions.create()',
  ],
  ['an item', 'p["a"]()', rename('"a"', 'b.c'), 'p["b"]["c"]()'],
  ['an item with its brackets', "p['a']()", rename("['a']", 'b.c'), "p['b']['c']()"],
  ['inside an item', 'p["a"]', rename('a', 'it"s'), 'p["it\\"s"]'],
  ['an argument', 'f(a=1)', rename('a', 'b'), 'f(b=1)'],
  ['an argument that cannot be named', 'f(a=1)', rename('a', 'x-b'), 'f(**{"x-b": 1})'],
  ['a key', "x = {'a': 1}", rename("'a'", 'b'), "x = {'b': 1}"],
  ['in a string', "f('x/proxy/y')", rename('/proxy', "'"), "f('x\\'/y')"],
  ['in an f-string', 'f(f"{a}/proxy/{b}")', rename('/proxy', '/{"'), 'f(f"{a}/{{\\"/{b}")'],
  ['in a raw string', 'f(r"a\\d/proxy")', rename('proxy', 'v1'), 'f(r"a\\d/v1")'],
  [
    'in a raw string that cannot hold it',
    'f(r"a/proxy")',
    rename('proxy', 'a"b'),
    'unspellable: a literal of this kind cannot hold that text',
  ],
  ['in triple quotes', 'f("""a/proxy\n""")', rename('proxy', 'v"1'), 'f("""a/v"1\n""")'],
  ['in a hole of an f-string', 'f(f"{a.proxy}")', rename('proxy', 'v1'), 'f(f"{a.v1}")'],
  ['a module', 'import portkey  # noqa', rename('portkey', 'portkey_ai'), 'import portkey_ai  # noqa'],
  ['a name in quotes', 'def f(x: "A"): pass', rename('A', 'dict'), 'def f(x: "dict"): pass'],
  ['a name in a decorator', '@a.b\ndef f(): pass', rename('b', 'c'), '@a.c\ndef f(): pass'],
  ['a comment between stays', '(p\n  .A  # a\n  .b)', rename('A', 'c.d'), '(p\n  .c.d  # a\n  .b)'],
]);

rows('retext', [
  ['in its quotes', "f('a')", retext("'a'", 'it\'s "b"\n'), "f('it\\'s \"b\"\\n')"],
  [
    'what stays keeps its escapes',
    'f("\\x41\\u002fproxy")',
    retext('"\\x41\\u002fproxy"', 'A/v1'),
    'f("\\x41\\u002fv1")',
  ],
  ['in triple quotes', 'f("""a\nb""")', retext('"""a\nb"""', 'a\nc\n"'), 'f("""a\nc\n\\"""")'],
  [
    'in triple quotes with CRLF',
    'f("""a\r\nb""")\r\n',
    retext('"""a\r\nb"""', 'a\nc\nd'),
    'f("""a\r\nc\r\nd""")\r\n',
  ],
  ['raw stays raw', 'f(r"a\\d")', retext('r"a\\d"', 'b\\d'), 'f(r"b\\d")'],
  ['raw no more where it cannot be', 'f(r"a\\d")', retext('r"a\\d"', 'a"\\'), 'f("a\\"\\\\")'],
  ['bytes', 'f(b"a")', retext('b"a"', 'b\n'), 'f(b"b\\n")'],
  [
    'bytes that cannot hold it',
    'f(b"a")',
    retext('b"a"', 'ä'),
    'unspellable: a literal of this kind cannot hold that text',
  ],
  ['an f-string without holes', 'f(f"a{{b}}")', retext('f"a{{b}}"', 'a{c}'), 'f(f"a{{c}}")'],
  [
    'an f-string with holes',
    'f(f"a{b}")',
    retext('f"a{b}"', 'a'),
    'unspellable: the text is not written as one literal here',
  ],
  [
    'several pieces',
    'f("a" "b")',
    retext('"a" "b"', 'a'),
    'unspellable: the text is not written as one literal here',
  ],
  ['one of several pieces', 'f("a" \'b\')', retext("'b'", "c'"), "f(\"a\" 'c\\'')"],
  ['a piece on another line', 'f("a"\n  "b")', retext('"b"', 'c'), 'f("a"\n  "c")'],
  ['half a pair', 'f("😀")', retext('"😀"', '\ud83d'), 'f("\\ud83d")'],
  ['a short octal escape', 'f("\\1a")', retext('"\\1a"', '\x012'), 'f("\\x012")'],
  ['a named character', 'f("\\N{DASH}a")', retext('"\\N{DASH}a"', 'a'), 'f("a")'],
  ['u strings', "f(u'a')", retext("u'a'", 'b'), "f(u'b')"],
]);

rows('remove', [
  ['an argument', 'f(a, b, c)', remove('b'), 'f(a, c)'],
  ['the last argument', 'f(a, b)', remove('b'), 'f(a)'],
  ['an argument by name', 'f(a, b=1)', remove('b=1'), 'f(a)'],
  ['all by name', 'f(a, b=1, c=2)', remove('b=1, c=2'), 'f(a)'],
  ['an item', 'x = [a, b]', remove('a'), 'x = [b]'],
  ['one of a tuple', 'x = (a, b)', remove('a'), 'x = (b,)'],
  [
    'an entry',
    'x = {\n    "a": 1,  # one\n    "b": 2,\n}\n',
    remove('"a": 1'),
    'x = {\n    # one\n    "b": 2,\n}\n',
  ],
  ['a parameter', 'def f(a, b=1): pass', remove('b=1'), 'def f(a): pass'],
  ['a line', 'a = 1\nb = 2\nc = 3\n', remove('b = 2'), 'a = 1\nc = 3\n'],
  ['the last line', 'a = 1\nb = 2', remove('b = 2'), 'a = 1'],
  ['a line with a comment', 'a = 1  # one\nb = 2\n', remove('a = 1'), '# one\nb = 2\n'],
  ['the only line of a block', 'if x:\n    a = 1\nb = 2\n', remove('a = 1'), 'if x:\n    pass\nb = 2\n'],
  ['all lines of a block', 'if x:\n    a = 1\n    b = 2\n', remove('a = 1', 'b = 2'), 'if x:\n    pass\n'],
  ['one of a line', 'a = 1; b = 2\n', remove('a = 1'), 'b = 2\n'],
  ['the last of a line', 'a = 1; b = 2\n', remove('b = 2'), 'a = 1\n'],
  ['two of a line', 'a = 1; b = 2; c = 3\n', remove('b = 2', 'c = 3'), 'a = 1\n'],
  ['all of a line', 'a = 1; b = 2;\nc = 3\n', remove('a = 1', 'b = 2'), 'c = 3\n'],
  ['behind a colon', 'if x: a = 1\n', remove('a = 1'), 'if x: pass\n'],
  ['one of two behind a colon', 'if x: a = 1; b = 2\n', remove('b = 2'), 'if x: a = 1\n'],
  ['over several lines', 'a = (\n    1\n)\nb = 2\n', remove('a = (\n    1\n)'), 'b = 2\n'],
  ['over a backslash', 'a = \\\n    1\nb = 2\n', remove('a = \\\n    1'), 'b = 2\n'],
  ['with CRLF', 'a = 1\r\nb = 2\r\n', remove('a = 1'), 'b = 2\r\n'],
  ['one name of an import', 'from m import a, b, c\n', remove('b'), 'from m import a, c\n'],
  [
    'one name of several lines',
    'from m import (\n    a,\n    b,\n)\n',
    remove('b'),
    'from m import (\n    a,\n)\n',
  ],
  ['the only name of an import', 'from m import xx\ny = 1\n', remove('xx'), 'y = 1\n'],
  ['one module', 'import a, bb\n', remove('bb'), 'import a\n'],
  [
    'the only import of a try',
    'try:\n    import mm\nexcept ImportError:\n    mm = None\n',
    remove('import mm'),
    'try:\n    pass\nexcept ImportError:\n    mm = None\n',
  ],
  ['beside a docstring', 'def f():\n    """D."""\n    a = 1\n', remove('a = 1'), 'def f():\n    """D."""\n'],
]);

const assign =
  (source: string, to: string): Make =>
  ({ place }) => [{ do: 'assign', at: place(source), to }];

rows('assign', [
  ['at the top', 'p.config = 1\n', assign('p.config', 'p'), 'p = 1\n'],
  ['in parentheses', '(p.config) = 1\n', assign('p.config', 'p'), '(p) = 1\n'],
  ['in a block of the file', 'if x:\n    p.config = 1\n', assign('p.config', 'p'), 'if x:\n    p = 1\n'],
  [
    'in a function',
    'import p\ndef f():\n    p.config = 1\n',
    assign('p.config', 'p'),
    'import p\ndef f():\n    global p\n    p = 1\n',
  ],
  [
    'after a docstring',
    'def f():\n    """D."""\n    p.config = 1\n',
    assign('p.config', 'p'),
    'def f():\n    """D."""\n    global p\n    p = 1\n',
  ],
  [
    'after a docstring and a blank line',
    'def f():\n    """D."""\n\n    p.config = 1\n',
    assign('p.config', 'p'),
    'def f():\n    """D."""\n\n    global p\n    p = 1\n',
  ],
  ['behind a colon', 'def f(): p.config = 1\n', assign('p.config', 'p'), 'def f(): global p; p = 1\n'],
  [
    'where it is said already',
    'def f():\n    global p\n    p.config = 1\n',
    assign('p.config', 'p'),
    'def f():\n    global p\n    p = 1\n',
  ],
  [
    'in a class',
    'class A:\n    """D."""\n\n    p.config = 1\n',
    assign('p.config', 'p'),
    'class A:\n    """D."""\n\n    global p\n    p = 1\n',
  ],
  [
    'in a method',
    'class A:\n    def f(self):\n        p.config = 1\n',
    assign('p.config', 'p'),
    'class A:\n    def f(self):\n        global p\n        p = 1\n',
  ],
  [
    'where the function imports it',
    'def f():\n    import p\n    p.config = 1\n',
    assign('p.config', 'p'),
    'def f():\n    import p\n    p = 1\n',
  ],
  [
    'where the function around imports it',
    'def f():\n    import p\n    def g():\n        p.config = 1\n',
    assign('p.config', 'p'),
    'def f():\n    import p\n    def g():\n        nonlocal p\n        p = 1\n',
  ],
  [
    'a parameter',
    'def f(p):\n    p.config = 1\n',
    assign('p.config', 'p'),
    "unspellable: p is a name of the function's own there",
  ],
  [
    'with a type in a function',
    'def f():\n    p.config: int = 1\n',
    assign('p.config', 'p'),
    'unspellable: a global name cannot have a type of its own',
  ],
  [
    'with CRLF and tabs',
    'def f():\r\n\tp.config = 1\r\n',
    assign('p.config', 'p'),
    'def f():\r\n\tglobal p\r\n\tp = 1\r\n',
  ],
  [
    'twice in one function',
    'def f():\n    p.a = 1\n    p.config = 1\n    p.config = 2\n',
    ({ place }) => [
      { do: 'remove', at: place('p.a = 1'), whole: true },
      { do: 'assign', at: place('p.config'), to: 'p' },
      { do: 'assign', at: place('p.config', 1), to: 'p' },
    ],
    'def f():\n    global p\n    p = 1\n    p = 2\n',
  ],
]);

const attribute =
  (...cuts: readonly (readonly [cut: string, name: string])[]): Make =>
  ({ place }) =>
    cuts.map(([cut, name]) => ({ do: 'attribute', at: place(cut), name }));

rows('attribute', [
  ['an item', 'x = r["a"]', attribute(['["a"]', 'a']), 'x = r.a'],
  ['items of items', 'x = r["a"][0]["b"]', attribute(['["a"]', 'a'], ['["b"]', 'b']), 'x = r.a[0].b'],
  ['apart', "x = r ['a'] [0]", attribute(["['a']", 'a']), 'x = r .a [0]'],
  ['a lookup', 'x = r.get("a")', attribute(['.get("a")', 'a']), 'x = r.a'],
  [
    'a lookup that falls back to nothing',
    'x = r.get("a", None)',
    attribute(['.get("a", None)', 'a']),
    'x = r.a',
  ],
  ['a lookup that falls back', 'x = r.get("a", "")', attribute(['.get("a", "")', 'a']), 'x = r.a or ""'],
  [
    'a lookup that falls back, as an argument',
    'f(r.get("a", ""), end="")',
    attribute(['.get("a", "")', 'a']),
    'f(r.a or "", end="")',
  ],
  [
    'a lookup that falls back, read further',
    'x = r.get("a", {}).b',
    attribute(['.get("a", {})', 'a']),
    'x = (r.a or {}).b',
  ],
  [
    'a lookup that falls back, in a sum',
    'x = y + r.get("a", "")',
    attribute(['.get("a", "")', 'a']),
    'x = y + (r.a or "")',
  ],
  [
    'one in another',
    'x = r.get("a", {}).get("b", "")',
    attribute(['.get("a", {})', 'a'], ['.get("b", "")', 'b']),
    'x = (r.a or {}).b or ""',
  ],
  [
    'to a choice',
    'x = r.get("a", b if c else d)',
    attribute(['.get("a", b if c else d)', 'a']),
    'x = r.a or (b if c else d)',
  ],
  ['in a hole with the same quotes', "x = f'{r['a']}'", attribute(["['a']", 'a']), "x = f'{r.a}'"],
  [
    'over lines',
    'x = (r\n  ["a"]  # a\n  ["b"])',
    attribute(['["a"]', 'a'], ['["b"]', 'b']),
    'x = (r\n  .a  # a\n  .b)',
  ],
  ['nothing of the kind', 'x = r.a', attribute(['.a', 'b']), 'unspellable: no item is read here'],
]);

const unwrap =
  (source: string, kept?: string): Make =>
  ({ place }) => [{ do: 'unwrap', at: place(source), keep: kept === undefined ? undefined : place(kept) }];

rows('unwrap', [
  [
    'a branch',
    'if r:\n    a = 1\n    b = 2\nelse:\n    c = 3\nd = 4\n',
    unwrap('if r:\n    a = 1\n    b = 2\nelse:\n    c = 3', 'a = 1\n    b = 2'),
    'a = 1\nb = 2\nd = 4\n',
  ],
  [
    'with comments',
    'def f():\n    if r:\n        # told\n        a = 1\n        # then\n        b = 2\n',
    unwrap(
      'if r:\n        # told\n        a = 1\n        # then\n        b = 2',
      'a = 1\n        # then\n        b = 2',
    ),
    'def f():\n    # told\n    a = 1\n    # then\n    b = 2\n',
  ],
  [
    'the other branch',
    'if not r:\n    a = 1\nelse:\n    b = 2\n',
    unwrap('if not r:\n    a = 1\nelse:\n    b = 2', 'b = 2'),
    'b = 2\n',
  ],
  [
    'deeper ones',
    'if r:\n    if s:\n        a = 1\n',
    unwrap('if r:\n    if s:\n        a = 1', 'if s:\n        a = 1'),
    'if s:\n    a = 1\n',
  ],
  [
    'texts keep their lines',
    'if r:\n    a = """\n    b\n"""\n',
    unwrap('if r:\n    a = """\n    b\n"""', 'a = """\n    b\n"""'),
    'a = """\n    b\n"""\n',
  ],
  ['behind a colon', 'if r: a = 1\n', unwrap('if r: a = 1', 'a = 1'), 'a = 1\n'],
  [
    'two behind a colon',
    'if r: a = 1; b = 2\n',
    unwrap('if r: a = 1; b = 2', 'a = 1; b = 2'),
    'a = 1; b = 2\n',
  ],
  [
    'nothing stays',
    'a = 1\nif not r:\n    raise x\nb = 2\n',
    unwrap('if not r:\n    raise x'),
    'a = 1\nb = 2\n',
  ],
  [
    'nothing stays in a block',
    'def f():\n    if not r:\n        raise x\n',
    unwrap('if not r:\n        raise x'),
    'def f():\n    pass\n',
  ],
  [
    'an elif',
    'if q:\n    a = 1\nelif r:\n    b = 2\n',
    unwrap('elif r:\n    b = 2', 'b = 2'),
    'unspellable: an elif cannot be resolved on its own',
  ],
  ['a choice', 'x = a if r else b', unwrap('a if r else b', 'a'), 'x = a'],
  [
    'a choice of a choice',
    'x = (a or c) + (a if r else b)',
    unwrap('a if r else b', 'a'),
    'x = (a or c) + (a)',
  ],
  [
    'with tabs and CRLF',
    'if r:\r\n\ta = 1\r\n\tb = 2\r\n',
    unwrap('if r:\r\n\ta = 1\r\n\tb = 2', 'a = 1\r\n\tb = 2'),
    'a = 1\r\nb = 2\r\n',
  ],
]);

const reimport =
  (source: string, local: string, name = 'client', module = 'new'): Make =>
  ({ place }) => [{ do: 'reimport', at: place(source), local, from: { module, name } }];

rows('reimport', [
  ['a module', 'import old as x\n', reimport('old as x', 'x'), 'from new import client as x\n'],
  [
    'a module under its own name',
    'import client  # noqa\n',
    reimport('client', 'client'),
    'from new import client  # noqa\n',
  ],
  ['the statement', 'import old as x\n', reimport('import old as x', 'x'), 'from new import client as x\n'],
  ['another module', 'import old as x\n', reimport('old as x', 'x', '*'), 'import new as x\n'],
  [
    'one of several modules',
    'import a, old as x\n',
    reimport('old as x', 'x'),
    'from new import client as x\nimport a\n',
  ],
  ['a name', 'from old import a\n', reimport('a', 'a', 'client', 'new'), 'from new import client as a\n'],
  [
    'one of several names',
    'from old import a, b, c\n',
    reimport('b', 'b', 'b', 'new'),
    'from new import b\nfrom old import a, c\n',
  ],
  [
    'one of several lines',
    'from old import (\n    a,  # a\n    b,\n)\n',
    reimport('b', 'b', 'b'),
    'from new import b\nfrom old import (\n    a,  # a\n)\n',
  ],
  [
    'in a function',
    'def f():\n    import old\n    old.a()\n',
    reimport('old', 'old'),
    'def f():\n    from new import client as old\n    old.a()\n',
  ],
  [
    'behind a colon',
    'if x: import old, b\n',
    reimport('old', 'old'),
    'if x: from new import client as old; import b\n',
  ],
  [
    'in a try',
    'try:\n    import old\nexcept ImportError:\n    old = None\n',
    reimport('old', 'old'),
    'try:\n    from new import client as old\nexcept ImportError:\n    old = None\n',
  ],
]);

rows('ugly formatting', [
  [
    'spaces everywhere',
    'x = f ( a = 1 , b = 2 , )',
    reshape('f ( a = 1 , b = 2 , )', 'a', ['c', 3]),
    'x = f ( a = 1 , c = 3,  )',
  ],
  ['form feeds', '\f\nx = f(a=1)\n\f\ny = 1\n', reshape('f(a=1)', 'a>b'), '\f\nx = f(b=1)\n\f\ny = 1\n'],
  ['a line removed after a form feed', '\f\na = 1\nb = 2\n', remove('a = 1'), '\f\nb = 2\n'],
  ['semicolons', 'a = 1; x = f(a=1); b = 2', reshape('f(a=1)', ['c', 2]), 'a = 1; x = f(c=2); b = 2'],
  ['backslashes', 'x = \\\n    f(a=1)\n', reshape('f(a=1)', 'a', ['b', 2]), 'x = \\\n    f(a=1, b=2)\n'],
  [
    'a backslash before a value that goes',
    'x = \\\n    old\n',
    replace('old', lit('new')),
    'x = \\\n    "new"\n',
  ],
  ['a condition behind a colon', 'if x: f(a=1)', reshape('f(a=1)', 'a', ['b', 2]), 'if x: f(a=1, b=2)'],
  ['a decorator', '@f(a=1)\ndef g(): pass', reshape('f(a=1)', 'a>b'), '@f(b=1)\ndef g(): pass'],
  [
    'a class body',
    'class A:\n    x = f(\n        a=1,\n    )\n',
    reshape('f(\n        a=1,\n    )', 'a', ['b', 2]),
    'class A:\n    x = f(\n        a=1,\n        b=2,\n    )\n',
  ],
  [
    'a stub',
    'x: int = ...\ndef f(a: A = ...) -> A: ...\n',
    rename('A', 'B', 1),
    'x: int = ...\ndef f(a: A = ...) -> B: ...\n',
  ],
  [
    'no line end',
    'x = f(\n    a=1\n)',
    reshape('f(\n    a=1\n)', 'a', ['b', 2]),
    'x = f(\n    a=1,\n    b=2\n)',
  ],
  ['a byte order mark', '\uFEFFx = f(a=1)\n', reshape('f(a=1)', 'a', ['b', 2]), '\uFEFFx = f(a=1, b=2)\n'],
  ['a byte order mark before what goes', '\uFEFFx = 1\ny = 2\n', remove('x = 1'), '\uFEFFy = 2\n'],
  [
    'after wide characters',
    's = "😀"; x = f(a="ä")\n',
    reshape('f(a="ä")', 'a', ['b', '😀']),
    's = "😀"; x = f(a="ä", b="😀")\n',
  ],
  [
    'a comment in an empty call',
    'f(  # why\n)\n',
    () => [
      { do: 'append', at: { file: 'app/main.py', span: { start: 2, end: 2 } }, with: options(pair('a', 1)) },
    ],
    'f(  # why\n    a=1,\n)\n',
  ],
  ['brackets around brackets', 'x = ((f)((a)))', replace('(a)', options(pair('b', 1))), 'x = ((f)(b=1))'],
  ['an argument of a generator', 'f(x for x in y)', rename('y', 'z'), 'f(x for x in z)'],
  [
    'a match',
    'match x:\n    case {"a": b}:\n        f(a=1)\n',
    reshape('f(a=1)', 'a>b'),
    'match x:\n    case {"a": b}:\n        f(b=1)\n',
  ],
  [
    'await',
    'async def f():\n    x = await g(a=1)\n',
    reshape('g(a=1)', 'a>b'),
    'async def f():\n    x = await g(b=1)\n',
  ],
  [
    'a text over lines that moves',
    'f(\n    a="""\n  x\n""",\n    b=2,\n)\n',
    ({ object }) => {
      const base = object('f(\n    a="""\n  x\n""",\n    b=2,\n)');
      return [inPlace(base, pair('c', dict(keep(entry(base, 'a')), keep(entry(base, 'b')))))];
    },
    'f(\n    c={\n        "a": """\n  x\n""",\n        "b": 2,\n    },\n)\n',
  ],
  [
    'a comma before the next line',
    'f(a=1\n  , b=2\n  )\n',
    reshape('f(a=1\n  , b=2\n  )', 'a', 'b', ['c', 3]),
    'f(a=1\n  , b=2\n  , c=3\n  )\n',
  ],
  [
    'a lambda',
    'f(key=lambda x: x, b=1)',
    reshape('f(key=lambda x: x, b=1)', 'b', 'key>k'),
    'f(b=1, k=lambda x: x)',
  ],
  ['a choice as a value', 'f(a=b if c else d)', reshape('f(a=b if c else d)', 'a>e'), 'f(e=b if c else d)'],
  ['a star argument alone', 'f(**k)', reshape('f(**k)', '**', ['a', 1]), 'f(**k, a=1)'],
  [
    'a call that goes with all it has',
    'f(\n    a,\n    # why\n    b=1,\n)\n',
    remove('b=1'),
    'f(\n    a,\n    # why\n)\n',
  ],
]);

test('all of them are Python', () => {
  expect(results.length).toBeGreaterThan(150);
  const program = [
    'import ast, json, sys',
    'for text in json.load(sys.stdin):',
    '    try: ast.parse(text.encode())',
    '    except SyntaxError as error: print(repr(text), error)',
  ].join('\n');
  const said = python(program, JSON.stringify(results));
  if (said !== undefined) expect(said).toBe('');
});
