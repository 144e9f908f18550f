import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Draft } from '../src/site.js';
import { drawn } from './drawn.js';
import { lit, put, python, type Read, same, spell } from './python-read.js';

/** An expression that was written, and what it must mean. */
interface Meant {
  readonly source: string;
  readonly means: unknown;
}

const CHECK = `
import json, sys
wrong = []
for one in json.loads(sys.stdin.buffer.read()):
    scope = {"json": json, "a": "x", "b": {"k": "y"}, "c": 3}
    try: got = eval(one["source"], scope)
    except Exception as error: got = repr(error)
    if got != one["means"]: wrong.append((one["source"], got, one["means"]))
print(ascii(wrong[:3]), end="")
`;

/** Python evaluates what was written, all at once. */
function checkAll(meant: readonly Meant[]): void {
  expect(meant.length).toBeGreaterThan(100);
  const said = python(CHECK, JSON.stringify(meant));
  if (said !== undefined) expect(said).toBe('[]');
}

const piece = fc.oneof(
  fc.constantFrom(
    '"',
    "'",
    '\\',
    '\n',
    '\r',
    '\t',
    '{',
    '}',
    '{{',
    '%',
    '$',
    '\0',
    '\x7f',
    '#',
    '"""',
    "'''",
    '\\N{',
  ),
  fc.constantFrom(
    'ä',
    '😀',
    '\u2028',
    '\ufeff',
    '\ud83d',
    '\ude00',
    '\x85',
    '1',
    'a',
    'x41',
    'u0041',
    '\\1',
    ' ',
  ),
  fc.string({ maxLength: 3 }),
);
const anyText = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const ascii = anyText.map((text) => text.replace(/[^\0-\x7f]/g, '?'));

/** The expression that a draft becomes in the place of a name. */
const written = (before: string, make: (read: Read) => Draft, place = 'old'): string =>
  spell(before, (read) => [put(read.place(place), make(read))])
    .replace(/^import \w+\n\n/, '')
    .replace(/^[\s\S]*?x = /, '');

test('a text means what it should', () => {
  const meant: Meant[] = [];
  fc.assert(
    fc.property(anyText, fc.constantFrom('', "q = 'r'\n"), (text, before) => {
      meant.push({ source: written(`${before}x = old`, () => lit(text)), means: text });
    }),
    drawn(600),
  );
  checkAll(meant);
});

test('a template means what it should, whatever its holes hold', () => {
  const meant: Meant[] = [];
  const holes = {
    a: 'x',
    "b['k']": 'y',
    'b["k"]': 'y',
    '(a if c else b)': 'x',
    '"q\\n"': 'q\n',
    "a + 'z'": 'xz',
  };
  const hole = fc.constantFrom(...Object.entries(holes));
  fc.assert(
    fc.property(fc.array(fc.tuple(anyText, hole), { minLength: 1, maxLength: 3 }), anyText, (parts, end) => {
      const used = parts.map(([, [source]]) => source);
      const draft = ({ value }: Read): Draft => ({
        kind: 'template',
        parts: [...parts.flatMap(([text, [source]]) => [text, value(source)]), end],
      });
      const source = written(`[${[...new Set(used)].join(', ')}]\nx = old`, draft);
      meant.push({ source, means: parts.map(([text, [, value]]) => text + value).join('') + end });
    }),
    drawn(600),
  );
  checkAll(meant);
});

test('a literal that becomes another text means that', () => {
  const meant: Meant[] = [];
  const forms = ['"', "'", '"""', "'''", 'r"', "R'''", 'u"', 'f"', 'rf"', 'F"""'];
  const inner = fc.array(
    fc.constantFrom(
      'a',
      '\\n',
      '\\x41',
      '\\\\',
      '\\u00e4',
      '\\101',
      '/proxy',
      '😀',
      '\\1',
      '\\N{DASH}',
      '{{',
      '}}',
    ),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.constantFrom(...forms), inner, anyText, (form, units, to) => {
      const quote = form.replace(/^\w+/, '');
      const text = /f/i.test(form) ? units.join('') : units.filter((unit) => !/[{}]{2}/.test(unit)).join('');
      const source = `${form}${text}${quote}`;
      fc.pre(/r/i.test(form) ? !/\\$|\\\\\\/.test(text) && !/f.*\\N/i.test(form + text) : true);
      const after = spell(`x = ${source}\n`, ({ literal }) => [{ do: 'retext', at: literal(source), to }]);
      meant.push({ source: after.slice(4), means: to });
    }),
    drawn(800),
  );
  checkAll(meant);
});

test('bytes mean what they should', () => {
  const meant: Meant[] = [];
  fc.assert(
    fc.property(fc.constantFrom('b"', "rb'", "B'''"), ascii, (form, to) => {
      const source = `${form}old${form.replace(/^\w+/, '')}`;
      const after = spell(`x = ${source}\n`, ({ literal }) => [{ do: 'retext', at: literal(source), to }]);
      meant.push({ source: `(${after.slice(4).trim()}).decode()`, means: to });
    }),
    drawn(300),
  );
  checkAll(meant);
});

test('a stretch of a literal becomes another', () => {
  const meant: Meant[] = [];
  fc.assert(
    fc.property(fc.constantFrom('"', "'", '"""', "'''", 'f"'), anyText, (form, to) => {
      const quote = form.replace(/^\w+/, '');
      const after = spell(`x = ${form}a/old/b${quote}\n`, ({ place }) => [
        { do: 'rename', at: place('old'), to },
      ]);
      meant.push({ source: after.slice(4), means: `a/${to}/b` });
    }),
    drawn(400),
  );
  checkAll(meant);
});

test('what is encoded is read back', () => {
  const meant: Meant[] = [];
  const data = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      anyText,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('dict'),
    ),
    list: fc.array(tie('any'), { maxLength: 3 }),
    dict: fc.dictionary(anyText, tie('any'), { maxKeys: 3, noNullPrototype: true }),
  })).dict;
  fc.assert(
    fc.property(data, fc.boolean(), (value, isText) => {
      const draft: Draft = { kind: 'encoded', of: drafted(value) };
      const source = isText ? written('x = "old"', () => draft, '"old"') : written('x = old', () => draft);
      meant.push({ source: `json.loads(${source})`, means: value });
      meant.push({ source: written('x = old', () => drafted(value)), means: value });
    }),
    drawn(300),
  );
  checkAll(meant);
});

function drafted(value: unknown): Draft {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(drafted) };
  if (value === null || typeof value !== 'object') return lit(value as string | number | boolean | null);
  return {
    kind: 'object',
    entries: Object.entries(value).map(([key, inner]) => ({ key, value: drafted(inner) })),
  };
}

test('names that are none are arguments all the same', () => {
  const meant: Meant[] = [];
  fc.assert(
    fc.property(fc.uniqueArray(anyText, { minLength: 1, maxLength: 4 }), (keys) => {
      const draft: Draft = {
        kind: 'object',
        entries: keys.map((key) => ({ key, value: lit(key) })),
        names: true,
      };
      const after = spell('x = dict(q)\n', ({ place }) => [put(place('q'), draft)]);
      meant.push({ source: after.slice(4), means: Object.fromEntries(keys.map((key) => [key, key])) });
    }),
    drawn(300),
  );
  checkAll(meant);
});

test('a value that moves keeps its meaning', () => {
  const sources = [
    '1 + 2',
    '"q" "r"',
    '(1)',
    '[1, 2]',
    '1 if c else 2',
    'not c',
    '-1',
    'lambda: 1',
    '{1: 2}',
  ];
  for (const source of sources) {
    const after = spell(`y = ${source}\nx = old.z`, ({ place, value }) => [
      put(place('old'), same(value(source))),
    ]);
    expect(after).toContain(/^[[{("]/.test(source) ? `x = ${source}.z` : `x = (${source}).z`);
  }
});
