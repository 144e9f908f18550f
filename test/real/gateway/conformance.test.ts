import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OWN_REFUSALS } from '../../../src/gateway/refusal.js';
import { type Both, startBoth } from './ask.js';
import { DIFFERENCES } from './differences.js';
import { REQUESTS } from './requests.js';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
});

afterAll(() => both?.stop());

test('there are enough of them, each with a name of its own', () => {
  const names = [...REQUESTS, ...DIFFERENCES].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(REQUESTS.length).toBeGreaterThanOrEqual(60);
});

describe('the new API answers as the real gateway does', () => {
  test.each(REQUESTS)('$name', async (asked) => {
    expect(await both.askOurs(asked)).toEqual(await both.askReal(asked));
  });
});

describe('where it does not, that is on purpose', () => {
  test.each(DIFFERENCES)('$name', async ({ ours, real, shows, options, ...asked }) => {
    const [answer, realAnswer] = [await both.askOurs(asked, options), await both.askReal(asked)];
    expect({ ours: answer.status, real: realAnswer.status }).toEqual({ ours, real });
    expect(answer).not.toEqual(realAnswer);
    if (shows) expect(answer.message).toContain(OWN_REFUSALS[shows].message);
  });

  test('every refusal of our own is among them', () => {
    expect(new Set(DIFFERENCES.flatMap(({ shows }) => shows ?? []))).toEqual(
      new Set(Object.keys(OWN_REFUSALS)),
    );
  });
});
