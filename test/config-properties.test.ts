import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../src/edit.js';
import { memoryProject } from '../src/memory.js';
import { checkSchema } from '../src/schema.js';
import { convertConfig, isConfig2, looksLikeConfig } from '../transforms/config.js';
import { planOf1, planOf2 } from './config-meaning.js';
import { converted, jsonValue, vendorAccepts } from './config-plain.js';
import { configs1 } from './config-random.js';
import { drawn } from './drawn.js';

const RUNS = drawn(250);

describe('any Config 1.0', () => {
  const each = (check: (config: object, plain: object) => void) =>
    fc.assert(
      fc.property(configs1, (config) => {
        const { plain, problems } = converted(config, { moved: 'drop' });
        expect(problems).toEqual([]);
        check(config, Object(plain));
      }),
      RUNS,
    );

  test('is known as one, and valid', () =>
    each((config) => {
      const value = jsonValue(JSON.stringify(config));
      expect(looksLikeConfig(value)).toBe(true);
      expect(checkSchema('config-1.0', value)).toEqual([]);
    }));

  test('becomes a Config 2.0 under both schemas', () =>
    each((_, plain) => {
      expect(checkSchema('config-2.0', jsonValue(JSON.stringify(plain)))).toEqual([]);
      expect(vendorAccepts(plain)).toBe(true);
    }));

  test('is done after one run', () =>
    each((_, plain) => {
      expect(isConfig2(jsonValue(JSON.stringify(plain)))).toBe(true);
      expect(converted(plain, { moved: 'drop' })).toMatchObject({
        draft: undefined,
        problems: [],
        notes: [],
      });
    }));

  test('means the same as before', () =>
    each((config, plain) => expect(planOf2({ ...plain })).toEqual(planOf1({ ...config }))));
});

/** Puts numbered comments between tokens: of both kinds, at the places the numbers say. No drawn string has a © in it. */
function withComments(text: string, picks: readonly number[]): string {
  const places = [...text.matchAll(/(?<=^(?:[^"]|"(?:[^"\\]|\\.)*")*)[{}[\],:]/g)].map(
    ({ index }) => index + 1,
  );
  const chosen = new Set(picks.map((pick) => places[pick % places.length] ?? 0));
  return [...chosen]
    .sort((a, b) => b - a)
    .reduce((all, place, index) => {
      const comment = index % 2 ? `/* ©${index}. */` : ` // ©${index}.\n`;
      return all.slice(0, place) + comment + all.slice(place);
    }, text);
}

describe('any Config 1.0 in a file', () => {
  const written = (text: string) => {
    const project = memoryProject({ 'c.jsonc': text });
    const document = project.document('c.jsonc');
    const value = jsonValue(text);
    const { draft } = convertConfig(value, { project }, { moved: 'drop' });
    if (!document || !draft) throw new Error('nothing to do');
    const { edits, unspellable } = document.spell([{ do: 'replace', at: value.at, with: draft }]);
    expect(unspellable).toEqual([]);
    const { text: after, conflicts } = applyEdits(text, [edits]);
    expect(conflicts).toEqual([]);
    return after;
  };
  const layouts = fc.constantFrom(undefined, 2, 4, '\t');

  test('reads as what it becomes', () =>
    fc.assert(
      fc.property(configs1, layouts, (config, indent) => {
        const after = written(JSON.stringify(config, null, indent));
        expect(JSON.parse(after)).toEqual(converted(config, { moved: 'drop' }).plain);
      }),
      RUNS,
    ));

  test('keeps its comments, each once', () =>
    fc.assert(
      fc.property(configs1, layouts, fc.array(fc.nat(), { maxLength: 6 }), (config, indent, picks) => {
        const text = withComments(JSON.stringify(config, null, indent), picks);
        const after = written(text);
        const comments = (all: string) => [...all.matchAll(/©\d+\./g)].map(([comment]) => comment).sort();
        expect(comments(after)).toEqual(comments(text));
        expect(parse(after)).toEqual(converted(config, { moved: 'drop' }).plain);
      }),
      RUNS,
    ));
});
