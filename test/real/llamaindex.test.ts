import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitAll, gitIn } from '../tree.js';
import { findingsIn, portkeyMigrate, type SaidFinding } from './command-line.js';
import { temporaryFolder, unpacked } from './install.js';
import { filesUnder } from './programs.js';

/** What gives away the old surface to somebody who only searches: knows nothing of how uses are found. */
const OLD_MARKS: readonly RegExp[] = [
  /chatCompletions/,
  /\bgenerations\s*\.\s*create/,
  /\bLLMOptions\b/,
  /x-portkey-mode/i,
  /v1\/(proxy|complete|chatComplete|embed|prompts\/[^/]+\/generate)\b/,
  /https?:\/\/api\.portkey\.ai(?!\/v1)/,
  /"portkey-ai":\s*"[~^]?0\./,
  /\bnew\s+[\w$.]*Portkey\s*\(\s*[^\s){]/,
  // Where something comes into a client's llms; `this.llms = undefined` declares the field.
  /\.llms\s*=(?!\s*(?:void 0|undefined))/,
];

/** What a person must decide, and where: file and line of the original. */
const MANUAL: Readonly<Record<string, readonly string[]>> = {
  '0.0.37': [
    'dist/index.js:2324', // this.portkey.llms = [{}]
    'dist/index.js:2328', // new import_portkey_ai.Portkey(options)
    'dist/index.js:2885', // this.llms = init.llms: whatever the callers of the class hand over
    'dist/index.mjs:2178',
    'dist/index.mjs:2182',
    'dist/index.mjs:2740',
    'src/llm/LLM.ts:816',
    'src/llm/portkey.ts:34',
    'src/llm/portkey.ts:39',
  ],
  '0.1.0': [
    'dist/index.js:620',
    'dist/index.js:626',
    'dist/index.js:1507',
    'src/llm/LLM.ts:717',
    'src/llm/portkey.ts:34',
    'src/llm/portkey.ts:39',
  ],
};

describe.each(['0.0.37', '0.1.0'])('llamaindex %s', (version) => {
  const folder = temporaryFolder(`llamaindex ${version}`);
  let findings: readonly SaidFinding[];
  let skipped: readonly { path: string; line: number }[];
  let before: Readonly<Record<string, string>>;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    cpSync(await unpacked(`llamaindex@${version}`), folder, { recursive: true });
    commitAll(folder);
    before = filesUnder(folder);
    const said = await portkeyMigrate(folder, '--format', 'json', '.');
    expect(said.code).toBe(0);
    findings = findingsIn(said.out);
    skipped = JSON.parse(said.out).skipped;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('becomes what was written by hand', () => {
    const diff = gitIn(folder, 'diff', '--no-color', '--no-ext-diff', '--src-prefix=a/', '--dst-prefix=b/');
    const expected = fileURLToPath(new URL(`../data/llamaindex-${version}.diff`, import.meta.url));
    expect(diff.replace(/^index .*\n/gm, '')).toBe(readFileSync(expected, 'utf8'));
  });

  test('leaves to a person what only a person can know', () => {
    const manual = findings.filter(({ level }) => level !== 'applied');
    expect(manual.filter(({ level }) => level === 'error')).toEqual([]);
    expect([...new Set(manual.map(({ path, line }) => `${path}:${line}`))]).toEqual(MANUAL[version]);
  });

  test('misses nothing', () => {
    const after = filesUnder(folder);
    const spoken = Object.keys(after).filter((path) => /\.([cm]?[jt]s|json)$/.test(path));
    const marked = spoken.flatMap((path) => markedLines(after[path] ?? '').map((text) => ({ path, text })));
    const missed = marked.filter(({ path, text }) => !isSpokenFor(path, text));
    expect(marked).not.toEqual([]);
    expect(missed).toEqual([]);
  });

  test('is finished after one run', async () => {
    const after = filesUnder(folder);
    await portkeyMigrate(folder, '.');
    expect(filesUnder(folder)).toEqual(after);
  });

  /** Whether the line, as it was before, has a finding or was skipped with a reason. */
  function isSpokenFor(path: string, text: string): boolean {
    const numbers = (before[path] ?? '')
      .split('\n')
      .flatMap((line, index) => (line === text ? [index + 1] : []));
    return [...findings, ...skipped].some((said) => said.path === path && numbers.includes(said.line));
  }
});

function markedLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => OLD_MARKS.some((mark) => mark.test(line)));
}
