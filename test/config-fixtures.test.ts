import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decide } from '../src/decide.js';
import { memoryProject } from '../src/memory.js';
import { configs } from '../transforms/configs.js';

/** What the rule for configs alone says about a fixture: lines and messages. */
function said(input: string): string[] {
  const text = readFileSync(new URL(`../fixtures/config/${input}`, import.meta.url), 'utf8');
  const file = input.replace('.input.', '.');
  const { findings } = decide(memoryProject({ [file]: text }), [file], [configs]);
  return findings.map(({ at, message }) => `${text.slice(0, at.span.start).split('\n').length} ${message}`);
}

test('what is for a person is said where it stands, and why', () => {
  expect(said('an-unknown-mode-is-for-a-person.input.json')).toEqual([
    '2 this Config 1.0 is for a person: "scientist" is no mode that can be translated',
  ]);
  expect(said('what-cannot-be-followed-is-for-a-person.input.ts')).toEqual([
    expect.stringMatching(/^1 .*cannot be followed/),
    expect.stringMatching(/^2 .*"scientist" is no mode/),
    expect.stringMatching(/^3 .*traceID of its options/),
    expect.stringMatching(/^4 .*what is spread here/),
    expect.stringMatching(/^5 .*mode and llms of an old client/),
    expect.stringMatching(/^8 .*options of the config is also written here/),
    expect.stringMatching(/^9 .*mode of the config is also read here/),
  ]);
});

test('what was decided for people is said', () => {
  expect(said('comments-tabs-and-unicode-stay.input.jsonc')).toEqual([
    expect.stringMatching(/^2 Config 1\.0 is now Config 2\.0.*; ab_test is now loadbalance/),
  ]);
  expect(said('configs-in-a-bigger-file.input.json')).toEqual([
    expect.stringMatching(/^4 /),
    expect.stringMatching(/^6 .*trace_id .* removed.*; metadata .* removed/),
    expect.stringMatching(/^14 /),
  ]);
});

test('look-alikes are not even mentioned', () => {
  expect(said('a-quiz-is-left-alone.input.json')).toEqual([]);
  expect(said('a-new-config-is-left-alone.input.json')).toEqual([]);
});
