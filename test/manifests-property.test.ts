import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryProject } from '../src/memory.js';
import { migrate } from '../src/migrate.js';

/** Ranges, and whether they let a version below 1 in: no other part of the test knows what a range means. */
const RANGES: readonly (readonly [string, boolean])[] = [
  ['', true],
  ['==0.1.44', true],
  ['<1', true],
  ['>=0.1,<2', true],
  ['>= 0.1.44, < 2', true],
  ['~=0.1', true],
  ['>=1.4', false],
  ['==1.11.2', false],
  ['>=1,<2', false],
];

const name = fc.constantFrom('portkey-ai', 'Portkey_AI', 'portkey.ai', 'PORTKEY-AI');
const other = fc.constantFrom(
  'openai==0.28',
  'portkey-ai-utils==0.1',
  'my-portkey-ai',
  'aiportkey<1',
  'zope',
);
const extras = fc.constantFrom('', '[langchain]', '[a, b]');
const marker = fc.constantFrom('', " ; python_version < '3.9'", ";sys_platform=='win32'");

interface Line {
  readonly text: string;
  readonly isOld: boolean;
}

const requirement: fc.Arbitrary<Line> = fc.oneof(
  fc
    .tuple(name, extras, fc.constantFrom('', ' '), fc.constantFrom(...RANGES), marker)
    .map(([what, more, gap, [range, isOld], when]) => ({
      text: what + more + (range && gap) + range + when,
      isOld,
    })),
  other.map((text) => ({ text, isOld: false })),
);

/** How a file puts requirements into lines. */
interface Notation {
  readonly file: string;
  readonly open: string;
  readonly close: string;
  readonly line: (text: string, odd: number) => string;
}

const ODD = ['', '  # portkey-ai==0.1.44, once', ' # é'];

const NOTATIONS: readonly Notation[] = [
  { file: 'requirements.txt', open: '# all\n', close: '', line: (text, odd) => text + (ODD[odd] ?? '') },
  {
    file: 'pyproject.toml',
    open: '[project]\ndependencies = [\n',
    close: ']\n',
    line: (text, odd) => `\t"${text}",${ODD[odd] ?? ''}`,
  },
  {
    file: 'setup.cfg',
    open: '[options]\ninstall_requires =\n',
    close: '[other]\n',
    line: (text) => `    ${text}`,
  },
  {
    file: 'environment.yml',
    open: 'dependencies:\n  - pip:\n',
    close: 'prefix: x\n',
    line: (text, odd) => `    - "${text}"${ODD[odd] ?? ''}`,
  },
];

const drawn = fc.record({
  notation: fc.constantFrom(...NOTATIONS),
  lines: fc.array(fc.tuple(requirement, fc.nat(2)), { minLength: 1, maxLength: 8 }),
  ending: fc.constantFrom('\n', '\r\n'),
});

function resultOf(file: string, text: string): string {
  return migrate(memoryProject({ [file]: text })).files.find(({ path }) => path === file)?.after ?? text;
}

describe('any list of requirements', () => {
  test('changes in the lines that list an old version, and nowhere else', () => {
    fc.assert(
      fc.property(drawn, ({ notation, lines, ending }) => {
        const { file, open, close, line } = notation;
        const written = lines.map(([{ text }, odd]) => line(text, odd));
        const before = `${open}${written.map((one) => `${one}\n`).join('')}${close}`.replaceAll('\n', ending);
        const after = resultOf(file, before);
        const [was, is] = [before.split(ending), after.split(ending)];
        const head = open.split('\n').length - 1;
        const expected = lines.flatMap(([{ isOld }], index) => (isOld ? [head + index] : []));
        expect(is.length).toBe(was.length);
        expect(was.flatMap((one, index) => (one === is[index] ? [] : [index]))).toEqual(expected);
        for (const index of expected) expect(is[index]).toMatch(/>= ?1\.11\.2, ?< ?2/);
        expect(resultOf(file, after)).toBe(after);
      }),
      { numRuns: 300, seed: 20261122 },
    );
  });

  test('keeps extras, conditions and comments', () => {
    fc.assert(
      fc.property(drawn, ({ notation: { file, open, close, line }, lines }) => {
        const written = lines.map(([{ text }, odd]) => line(text, odd));
        const before = `${open}${written.map((one) => `${one}\n`).join('')}${close}`;
        const bare = (text: string): string =>
          text.replace(/(?<=^[^#;]*?)[<>=~][^";#]*?(?=\s*(?:[";#]|$))/gm, '');
        const squeezed = (text: string): string => bare(text).replace(/ /g, '');
        expect(squeezed(resultOf(file, before))).toBe(squeezed(before));
      }),
      { numRuns: 300, seed: 20261122 },
    );
  });
});
