import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decide } from '../src/decide.js';
import { memoryProject } from '../src/memory.js';
import { applyPlans, planFinding } from '../src/plan.js';
import { configs } from '../transforms/configs.js';

const root = new URL('../fixtures/config/', import.meta.url);
const files = readdirSync(root);
const inputs = files.filter((file) => file.includes('.input.'));
const outputOf = (input: string) => input.replace('.input.', '.output.');
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const crlf = (text: string) => text.replaceAll('\n', '\r\n');

/** Runs only the rule for configs over one file. */
function run(input: string, text: string) {
  const file = input.replace('.input.', '.');
  const project = memoryProject({ [file]: text });
  const { findings } = decide(project, [file], [configs]);
  const plans = findings
    .filter(({ changes }) => changes.length)
    .map((finding) => planFinding(finding, project));
  const { texts, refused } = applyPlans(plans, project);
  return {
    text: texts.get(file) ?? text,
    refused: [...refused].map(({ finding }) => finding.message),
    unspellable: plans.flatMap((plan) => plan.unspellable.map(({ why }) => why)),
    problems: project.document(file)?.problems ?? [],
    manual: findings.filter(({ changes }) => !changes.length),
  };
}

describe.each(inputs)('%s', (input) => {
  const before = read(input);
  const after = files.includes(outputOf(input)) ? read(outputOf(input)) : before;

  test('becomes its output', () => {
    expect(run(input, before)).toMatchObject({ text: after, refused: [], unspellable: [], problems: [] });
  });
  test('is finished after one run', () => expect(run(input, after).text).toBe(after));
  test('keeps CRLF', () => expect(run(input, crlf(before)).text).toBe(crlf(after)));
});

test('every output belongs to an input', () => {
  const outputs = files.filter((file) => file.includes('.output.'));
  expect(outputs.filter((output) => !inputs.map(outputOf).includes(output))).toEqual([]);
});

test('what is for a person is said where it stands', () => {
  const line = (text: string, offset: number) => text.slice(0, offset).split('\n').length;
  const said = (input: string) =>
    run(input, read(input)).manual.map(({ at, message }) => `${line(read(input), at.span.start)} ${message}`);
  expect(said('an-unknown-mode-is-for-a-person.input.json')).toEqual([
    '2 this Config 1.0 is for a person: "scientist" is no mode that can be translated',
  ]);
  expect(said('what-cannot-be-followed-is-for-a-person.input.ts')).toEqual([
    expect.stringMatching(/^1 .*cannot be followed/),
    expect.stringMatching(/^2 .*"scientist" is no mode/),
    expect.stringMatching(/^3 .*traceId of its options/),
    expect.stringMatching(/^4 .*what is spread here/),
    expect.stringMatching(/^5 .*mode and llms of an old client/),
    expect.stringMatching(/^8 .*options of the config is also written here/),
    expect.stringMatching(/^9 .*mode of the config is also read here/),
  ]);
});
