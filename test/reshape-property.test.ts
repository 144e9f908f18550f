import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../src/edit.js';
import { memoryProject } from '../src/memory.js';
import type { Draft, DraftEntry } from '../src/site.js';
import type { Entry, ObjectValue, Value } from '../src/value.js';
import { drawn } from './drawn.js';

/** White space and comments; `#` is replaced by a number of its own. */
const GAPS = [
  '',
  '',
  '',
  ' ',
  ' ',
  '\n  ',
  '\n  ',
  '\n\n\t',
  '\r\n    ',
  ' /* # */ ',
  ' // #\n',
  '\n  // #\n  ',
  '\n/* #\n # */\n',
  ' /* # */',
  '/*#*/',
];
const gap = fc.constantFrom(...GAPS);

type Tree =
  | string
  | {
      readonly object: boolean;
      readonly items: readonly Leaf[];
      readonly open: string;
      readonly comma: boolean;
    };
interface Leaf {
  readonly before: string;
  readonly colon: string;
  readonly tree: Tree;
  readonly after: string;
}

const { tree } = fc.letrec<{ tree: Tree; leaf: Leaf }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      '1',
      '-2.5',
      'null',
      'true',
      '"text"',
      '"ü😀 // no comment"',
      '"/* none */"',
      '"it\'s \\"it\\""',
    ),
    fc.record({
      object: fc.boolean(),
      items: fc.array(tie('leaf'), { maxLength: 4 }),
      open: gap,
      comma: fc.boolean(),
    }),
  ),
  leaf: fc.record({
    before: gap,
    colon: fc.constantFrom(': ', ':', ' : ', ':\n    '),
    tree: tie('tree'),
    after: gap,
  }),
}));
const root = fc.record({
  object: fc.constant(true),
  items: fc.array(fc.record({ before: gap, colon: fc.constantFrom(': ', ':'), tree, after: gap }), {
    maxLength: 5,
  }),
  open: gap,
  comma: fc.boolean(),
});

function write(from: Tree, next: () => number, quoteKeys: boolean): string {
  if (typeof from === 'string') return from;
  const last = from.items.length - 1;
  const number = (text: string): string => text.replaceAll('#', () => String(next()));
  const items = from.items.map(({ before, colon, tree: inner, after }, index) => {
    const name = `k${next()}`;
    const key = from.object ? `${quoteKeys || index % 2 ? `"${name}"` : name}${colon}` : '';
    const comma = index < last || from.comma ? ',' : '';
    return number(before) + key + write(inner, next, quoteKeys) + number(after) + comma;
  });
  return `${from.object ? '{' : '['}${number(from.open)}${items.join('')}${from.object ? '}' : ']'}`;
}

/** What a value means. */
function dataOf(value: Value): unknown {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
    case 'boolean':
      return value.value;
    case 'list':
      return value.items.map((item) => (item.kind === 'spread' ? 'spread' : dataOf(item)));
    case 'object':
      return value.entries.map((entry) =>
        entry.kind === 'entry' ? [entry.key, dataOf(entry.value)] : 'spread',
      );
    case 'null':
      return null;
    default:
      throw new Error(`${value.kind} is no data`);
  }
}

/** What a draft means. */
function meaningOf(draft: Draft): unknown {
  switch (draft.kind) {
    case 'literal':
      return draft.value;
    case 'verbatim':
      return dataOf(draft.value);
    case 'list':
      return draft.items.map(meaningOf);
    case 'object':
      return draft.entries.map((entry) => {
        if ('spread' in entry) return 'spread';
        if ('key' in entry) return [entry.key, meaningOf(entry.value)];
        return entry.keep.kind === 'entry' ? [entry.keep.key, dataOf(entry.keep.value)] : 'spread';
      });
    default:
      throw new Error(`${draft.kind} is no data`);
  }
}

/** Random decisions, one after another. */
type Dice = (sides: number) => number;

function reshapeEntry(entry: Entry, dice: Dice, depth: number): DraftEntry[] {
  const { value } = entry;
  const key = `n${dice(1000)}`;
  switch (dice(12)) {
    case 0:
      return [];
    case 1:
      return [{ key, value: { kind: 'verbatim', value }, from: entry }];
    case 2:
      return [{ key: entry.key ?? '', value: { kind: 'literal', value: 'new "text"' }, from: entry }];
    case 3:
      return [{ key, value: { kind: 'object', entries: [{ keep: entry }] } }];
    case 4:
      return [
        {
          key,
          value: {
            kind: 'object',
            entries: [{ key: 'in', value: { kind: 'verbatim', value }, from: entry }],
          },
          from: entry,
        },
      ];
    case 5:
      return [{ key, value: { kind: 'list', items: [{ kind: 'verbatim', value }] }, from: entry }];
    case 6:
      return [{ keep: entry }, { key, value: { kind: 'literal', value: 7 } }];
    case 7:
    case 8:
    case 9:
      if (value.kind === 'object' && depth < 3) {
        const draft = reshapeObject(value, dice, depth + 1);
        if (dice(3) === 0 && draft.kind === 'object') return [...draft.entries];
        return [{ key: dice(2) ? key : (entry.key ?? ''), value: draft, from: entry }];
      }
      if (value.kind === 'list') return [{ key, value: reshapeList(value, dice, depth), from: entry }];
      return [{ keep: entry }];
    default:
      return [{ keep: entry }];
  }
}

function reshapeObject(base: ObjectValue, dice: Dice, depth: number): Draft {
  const entries = base.entries.flatMap((entry) =>
    entry.kind === 'entry' ? reshapeEntry(entry, dice, depth) : [],
  );
  if (dice(3) === 0)
    entries.splice(dice(entries.length + 1), 0, {
      key: `n${dice(1000)}`,
      value: {
        kind: 'object',
        entries: [{ key: 'deep', value: { kind: 'literal', value: 'x'.repeat(dice(90)) } }],
      },
    });
  if (dice(4) === 0) entries.push(...entries.splice(0, 1));
  return { kind: 'object', base, entries };
}

function reshapeList(base: Extract<Value, { kind: 'list' }>, dice: Dice, depth: number): Draft {
  const items = base.items.flatMap((item): Draft[] => {
    if (item.kind === 'spread' || dice(5) === 0) return [];
    if (item.kind === 'object' && depth < 3 && dice(2)) return [reshapeObject(item, dice, depth + 1)];
    return [{ kind: 'verbatim', value: item }];
  });
  if (dice(3) === 0) items.splice(dice(items.length + 1), 0, { kind: 'literal', value: false });
  return { kind: 'list', base, items };
}

/** The entries that a draft keeps as they are, wherever they stand. */
function kept(draft: Draft): Entry[] {
  if (draft.kind === 'list') return draft.items.flatMap(kept);
  if (draft.kind !== 'object') return [];
  return draft.entries.flatMap((entry) => {
    if ('keep' in entry) return entry.keep.kind === 'entry' ? [entry.keep] : [];
    return 'key' in entry ? kept(entry.value) : [];
  });
}

function commentsIn(text: string): string[] {
  const strings = /"(?:[^"\\\n]|\\.)*"|(\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)/g;
  const found = [...text.matchAll(strings)].flatMap(([, comment]) =>
    comment ? [comment.replace(/\s+/g, ' ').trim()] : [],
  );
  return found.sort();
}

function check(file: string, runs: number, wrap: (source: string) => string): void {
  const numbers = fc.infiniteStream(fc.nat(1_000_000));
  fc.assert(
    fc.property(root, numbers, (drawn, stream) => {
      let count = 0;
      const text = wrap(write(drawn, () => ++count, file.endsWith('.json')));
      const document = memoryProject({ [file]: text }).document(file);
      const site = document?.sites().find(({ kind }) => kind === 'object');
      if (!document || site?.kind !== 'object') throw new Error(`not read: ${text}`);
      const dice: Dice = (sides) => (stream.next().value ?? 0) % sides;
      const draft = reshapeObject(site.value, dice, 0);
      const spelling = document.spell([{ do: 'replace', at: site.value.at, with: draft }]);
      expect(spelling.unspellable).toEqual([]);
      const { text: after, conflicts } = applyEdits(text, [spelling.edits]);
      const told = `${text}\n=>\n${after}`;
      expect(conflicts, told).toEqual([]);
      const again = memoryProject({ [file]: after }).document(file);
      expect(again?.problems, told).toEqual([]);
      const result = again?.sites().find(({ kind }) => kind === 'object');
      expect(result?.kind === 'object' ? dataOf(result.value) : undefined, told).toEqual(meaningOf(draft));
      expect(commentsIn(after), told).toEqual(commentsIn(text));
      for (const { at } of kept(draft)) {
        const source = text.slice(at.span.start, at.span.end);
        if (!source.includes('\n')) expect(after, told).toContain(source);
      }
    }),
    drawn(runs),
  );
}

describe('random objects, reshaped at random: the result means the draft, no comment is lost, what stays stays', () => {
  test('JavaScript', () => check('a.ts', 150, (source) => `f(1, ${source});\n`));
  test('JavaScript, indented', () =>
    check('a.ts', 150, (source) => `{\n\t\tconst x = () => g(\n\t\t\t${source}\n\t\t);\n}\n`));
  test('JSON', () => check('a.json', 1500, (source) => `${source}\n`));
});
