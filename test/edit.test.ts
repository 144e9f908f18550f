import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Edit, type EditGroup, type Piece } from '../src/edit.js';
import { drawn } from './drawn.js';

const at = (start: number, end: number, text: string | readonly Piece[]): Edit => ({ start, end, text });
const run = (original: string, ...groups: EditGroup[]) => applyEdits(original, groups);

describe('groups', () => {
  test('are applied together', () => {
    const result = run('one two three', [at(0, 3, '1'), at(8, 13, '3')], [at(4, 7, '2')]);
    expect(result).toEqual({ text: '1 2 3', conflicts: [] });
  });

  test('are refused whole: the later one, when two want the same text', () => {
    const later = [at(0, 3, '1'), at(6, 9, '!')];
    const result = run('one two three', [at(4, 7, '2')], later);
    expect(result).toEqual({ text: 'one 2 three', conflicts: [later] });
    expect(result.conflicts[0]).toBe(later);
  });

  test('that say the same are one edit', () => {
    const result = run('one two', [at(0, 3, '1')], [at(0, 3, '1'), at(4, 7, '2')]);
    expect(result).toEqual({ text: '1 2', conflicts: [] });
  });

  test('that say the same insertion are one edit', () => {
    expect(run('ab', [at(1, 1, '-')], [at(1, 1, '-')]).text).toBe('a-b');
  });

  test.each<[string, EditGroup, EditGroup]>([
    ['two insertions at one place', [at(2, 2, 'x')], [at(2, 2, 'y')]],
    ['two replacements of one span', [at(2, 4, 'x')], [at(2, 4, 'y')]],
    ['overlapping replacements', [at(1, 3, 'x')], [at(2, 4, 'y')]],
    ['a replacement inside another', [at(1, 5, 'x')], [at(2, 3, 'y')]],
    ['an insertion inside a replacement', [at(1, 5, 'x')], [at(2, 2, 'y')]],
    [
      'two wraps of one span',
      [at(1, 3, ['(', { move: { start: 1, end: 3 } }, ')'])],
      [at(1, 3, ['[', { move: { start: 1, end: 3 } }, ']'])],
    ],
    [
      'a replacement across the edge of a moved span',
      [at(1, 5, ['(', { move: { start: 2, end: 4 } }, ')'])],
      [at(3, 5, 'y')],
    ],
    ['an edit in what is not moved', [at(1, 5, ['(', { move: { start: 2, end: 4 } }, ')'])], [at(1, 2, 'y')]],
  ])('conflict: %s', (_, first, second) => {
    expect(run('abcdef', first, second).conflicts).toEqual([second]);
    expect(run('abcdef', second, first).conflicts).toEqual([first]);
  });

  test('that contradict themselves are refused', () => {
    const group = [at(1, 3, 'x'), at(2, 4, 'y')];
    expect(run('abcdef', group)).toEqual({ text: 'abcdef', conflicts: [group] });
  });

  test.each<[string, Edit]>([
    ['past the end', at(4, 9, '')],
    ['before the start', at(-1, 2, '')],
    ['the wrong way round', at(3, 2, '')],
  ])('%s are refused', (_, edit) => {
    expect(run('abcdef', [edit]).conflicts).toEqual([[edit]]);
  });

  test('may touch', () => {
    const result = run('abcdef', [at(0, 2, 'X')], [at(2, 4, 'Y')], [at(2, 2, '|')], [at(4, 4, '|')]);
    expect(result).toEqual({ text: 'X|Y|ef', conflicts: [] });
  });
});

describe('moved text', () => {
  test('takes along what others edit in it', () => {
    const wrap = [at(4, 7, ['<', { move: { start: 4, end: 7 } }, '>'])];
    expect(run('one two three', wrap, [at(5, 6, 'W')]).text).toBe('one <tWo> three');
    expect(run('one two three', wrap, [at(4, 7, '2')]).text).toBe('one <2> three');
    expect(run('one two three', [at(4, 7, '2')], wrap).text).toBe('one <2> three');
  });

  test('may leave its place', () => {
    const away = [at(0, 4, ''), at(13, 13, [' ', { move: { start: 0, end: 3 } }])];
    expect(run('one two three', away, [at(1, 2, 'N')])).toEqual({ text: 'two three oNe', conflicts: [] });
  });

  test('may change places', () => {
    const swap = [at(0, 3, [{ move: { start: 4, end: 7 } }]), at(4, 7, [{ move: { start: 0, end: 3 } }])];
    expect(run('one two', swap).text).toBe('two one');
    expect(run('one two', swap, [at(1, 2, 'N')], [at(5, 6, 'W')]).text).toBe('tWo oNe');
  });

  test('may lie in moved text', () => {
    const outer = [at(0, 9, ['[', { move: { start: 2, end: 7 } }, ']'])];
    const inner = [at(3, 6, ['<', { move: { start: 4, end: 5 } }, '>'])];
    expect(run('ab(d-f)hi', outer, inner, [at(4, 5, '+')]).text).toBe('[(<+>)]');
  });

  test('may be copied', () => {
    const copy = [at(7, 7, [' ', { move: { start: 0, end: 3 } }])];
    expect(run('one two', copy, [at(0, 1, 'O')]).text).toBe('One two One');
  });

  test('keeps insertions at its edges when its old place goes', () => {
    const away = [at(0, 5, [{ move: { start: 1, end: 4 } }])];
    expect(run('(one)', away, [at(1, 1, '<')], [at(4, 4, '>')]).text).toBe('<one>');
  });

  test('is reindented, but not inside literals', () => {
    const text = 'x\n  a {\n    b `\n  t`\n\n  }\ny';
    const span = { start: 4, end: text.indexOf('}') + 1 };
    const literal = text.indexOf('`');
    const frozen = [{ start: literal, end: text.lastIndexOf('`') + 1 }];
    const edit = at(span.start, span.end, [
      '>> ',
      { move: span, reindent: { from: '  ', to: '\t', frozen } },
    ]);
    expect(run(text, [edit]).text).toBe('x\n  >> a {\n\t  b `\n  t`\n\n\t}\ny');
  });

  test('is reindented with what is written into it', () => {
    const text = '{\n  a\n}';
    const move = { start: 0, end: text.length };
    const wrap = [at(0, text.length, ['[', { move, reindent: { from: '', to: '  ', frozen: [] } }, ']'])];
    expect(run(text, wrap, [at(5, 5, ',\r\n  b')]).text).toBe('[{\n    a,\r\n    b\n  }]');
  });
});

describe('as a model says', () => {
  const edits = fc.array(
    fc.record({ start: fc.nat(20), length: fc.nat(4), text: fc.constantFrom('', 'X', 'YZ') }),
    { maxLength: 6 },
  );

  /** Character by character: each gap and each character has at most one owner. */
  function model(text: string, groups: readonly EditGroup[]): string {
    const owned = new Map<string, Edit>();
    const same = (a: Edit, b: Edit) => a.start === b.start && a.end === b.end && a.text === b.text;
    const slots = ({ start, end }: Edit): string[] => {
      if (start === end) return [`gap ${start}`];
      const inside = Array.from({ length: end - start }, (_, index) => start + index);
      return inside.flatMap((index) =>
        index > start ? [`gap ${index}`, `char ${index}`] : [`char ${index}`],
      );
    };
    for (const group of groups) {
      const taken = new Map(owned);
      const free = group.every((edit) =>
        edit.start === edit.end && edit.text === ''
          ? true
          : slots(edit).every((slot) => {
              const other = taken.get(slot);
              taken.set(slot, edit);
              return !other || same(other, edit);
            }),
      );
      if (free) for (const [slot, edit] of taken) owned.set(slot, owned.get(slot) ?? edit);
    }
    let result = '';
    for (let index = 0; index <= text.length; index += 1) {
      const inserted = owned.get(`gap ${index}`);
      if (inserted?.start === index && inserted.end === index) result += inserted.text;
      const here = owned.get(`char ${index}`);
      if (!here) result += text[index] ?? '';
      else if (here.start === index) result += here.text;
    }
    return result;
  }

  test('for plain edits in groups', () => {
    const text = 'abcdefghijklmnopqrstuvwx';
    const groups = fc.array(edits, { maxLength: 4 });
    fc.assert(
      fc.property(groups, (drawn) => {
        const made = drawn.map((group) =>
          group.map(({ start, length, text: to }) => at(start, Math.min(start + length, text.length), to)),
        );
        expect(applyEdits(text, made).text).toBe(model(text, made));
      }),
      drawn(2000),
    );
  });

  test('moving and editing is editing and moving', () => {
    const text = 'abcdefghijklmnopqrstuvwx';
    fc.assert(
      fc.property(
        fc.nat(18),
        fc.integer({ min: 2, max: 5 }),
        fc.boolean(),
        edits,
        (start, length, ahead, drawn) => {
          const move = { start, end: start + length };
          const target = ahead ? 0 : text.length;
          fc.pre(ahead ? start > 0 : move.end < text.length);
          const inside = drawn
            .map((edit) => at(start + (edit.start % length), start + (edit.start % length) + 1, edit.text))
            .filter(
              (edit, index, all) => all.findIndex(({ start: other }) => other === edit.start) === index,
            );
          const away = [at(move.start, move.end, ''), at(target, target, ['<', { move }, '>'])];
          const { text: moved, conflicts } = applyEdits(text, [away, inside]);
          const edited = applyEdits(text.slice(move.start, move.end), [
            inside.map((edit) => at(edit.start - start, edit.end - start, edit.text)),
          ]).text;
          const rest = text.slice(0, start) + text.slice(move.end);
          expect(conflicts).toEqual([]);
          expect(moved).toBe(ahead ? `<${edited}>${rest}` : `${rest}<${edited}>`);
        },
      ),
      drawn(1000),
    );
  });
});
