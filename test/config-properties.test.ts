import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSchema } from '../src/schema.js';
import { isConfig2, looksLikeConfig } from '../transforms/config.js';
import { planOf1, planOf2 } from './config-meaning.js';
import { converted, jsonValue, vendorAccepts } from './config-plain.js';
import { configs1 } from './config-random.js';

const RUNS = { numRuns: 500 };

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
