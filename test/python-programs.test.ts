import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadLanguages } from '../src/languages/index.js';
import { memoryProject } from '../src/memory.js';
import { migrate } from '../src/migrate.js';
import { drawn } from './drawn.js';
import { pythonVersion, unreadByPython } from './python-itself.js';
import { FRIEND, pythonPrograms } from './python-random.js';

/** What gives away the old SDK to somebody who only searches. Knows nothing of how uses are found. */
const OLD_NAMES: readonly RegExp[] = [
  /^\s*(?:import portkey\b|from portkey import\b)/,
  /\b(?:ChatCompletions|Completions|Generations)\s*\.\s*create\b/,
  /\b(?:LLMOptions|LLMBase|RetrySettings|Message)_?\(/,
  /\b(?:Modes|CacheType|ProviderTypes)_?\.[A-Z]/,
  /\b(?:portkey|pk|gateway)\s*\.\s*(?:config|mode|api_key|base_url)\b/,
  /\bConfig_?\(/,
];

/** What has no meaning without what uses it: stays where something in the file is left to a person. */
const SETTING =
  /^\s*(?:import portkey\b|from portkey import\b)|\.(?:api_key|base_url|config|mode)\s*=|\b(?:Config|LLMOptions|RetrySettings|Message)_?\(|\b(?:Modes|CacheType|ProviderTypes)_?\./;

interface Migrated {
  readonly text: string;
  readonly errors: readonly string[];
  /** Line numbers of the original that a person was told of. */
  readonly left: ReadonlySet<number>;
}

function migrated(text: string): Migrated {
  const { files } = migrate(
    memoryProject({ 'requirements.txt': 'portkey-ai>=1.11.2,<2\n', 'main.py': text }),
  );
  const file = files.find(({ path }) => path === 'main.py');
  const findings = file?.findings ?? [];
  const manual = findings.filter(({ level }) => level === 'manual');
  return {
    text: file?.after ?? text,
    errors: findings.filter(({ level }) => level === 'error').map(({ message }) => message),
    left: new Set(manual.flatMap(({ span }) => linesOf(text, span.start, span.end))),
  };
}

function linesOf(text: string, start: number, end: number): readonly number[] {
  const at = (offset: number): number => text.slice(0, offset).split('\n').length;
  return Array.from({ length: at(end) - at(start) + 1 }, (_, index) => at(start) + index);
}

/** Lines that still look old, told or not told of. */
function survivors(before: string, { text, left }: Migrated): readonly string[] {
  const original = before.split(/\r?\n/);
  const told = (line: string): boolean =>
    SETTING.test(line)
      ? left.size > 0
      : original.some((other, index) => other === line && left.has(index + 1));
  return text
    .split(/\r?\n/)
    .filter((line) => !line.includes(FRIEND) && !/^"""/.test(line))
    .filter((line) => OLD_NAMES.some((mark) => mark.test(line)) && !told(line));
}

function friendsIn(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.includes(FRIEND));
}

describe('programs put together from old Python code', () => {
  beforeAll(() => loadLanguages(['any.py']));

  test.each([
    ['that nobody needs to finish are migrated whole', true, 300],
    ['that a person must finish are reported where they are not', false, 200],
  ])('%s', (_, isCertain, runs) => {
    fc.assert(
      fc.property(pythonPrograms(isCertain), ({ text }) => {
        const result = migrated(text);
        expect(result.errors).toEqual([]);
        expect(survivors(text, result)).toEqual([]);
        expect(friendsIn(result.text)).toEqual(friendsIn(text));
        if (isCertain) expect([...result.left]).toEqual([]);
      }),
      drawn(runs),
    );
  });

  test('are finished after one run', () => {
    fc.assert(
      fc.property(fc.boolean().chain(pythonPrograms), ({ text }) => {
        const once = migrated(text).text;
        expect(migrated(once).text).toBe(once);
      }),
      drawn(200),
    );
  });

  test('keep their line ends', () => {
    fc.assert(
      fc.property(pythonPrograms(true), ({ text }) => {
        const after = migrated(text).text;
        expect(/\r\n/.test(after) && /(?<!\r)\n/.test(after)).toBe(false);
      }),
      drawn(100),
    );
  });

  test('are Python before and after', ({ skip }) => {
    const version = pythonVersion();
    if (!version || version < 308) return skip('no python3 of 3.8 or later on this machine');
    const all = fc.sample(fc.boolean().chain(pythonPrograms), { ...drawn(300) });
    const befores = Object.fromEntries(all.map(({ text }, index) => [`${index}`, text]));
    expect(unreadByPython(befores).map(({ name }) => befores[name])).toEqual([]);
    const afters = Object.fromEntries(all.map(({ text }, index) => [`${index}`, migrated(text).text]));
    expect(
      unreadByPython(afters).map(({ name, why }) => `${why}\n${befores[name]}\n=>\n${afters[name]}`),
    ).toEqual([]);
  });
});

describe('the programs', () => {
  test('have something old in each of them', () => {
    const all = fc.sample(pythonPrograms(true), { ...drawn(100) });
    expect(
      all.every(({ text }) => OLD_NAMES.some((mark) => text.split(/\r?\n/).some((line) => mark.test(line)))),
    ).toBe(true);
  });

  test('are all different, and Python', ({ skip }) => {
    const all = fc.sample(pythonPrograms(false), { ...drawn(200) });
    expect(new Set(all.map(({ text }) => text)).size).toBeGreaterThan(150);
    if (!pythonVersion()) return skip('no python3 on this machine');
    const texts = Object.fromEntries(all.map(({ text }, index) => [`${index}`, text]));
    expect(unreadByPython(texts).map(({ name, why }) => `${why}\n${texts[name]}`)).toEqual([]);
  });
});
