import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitAll, gitIn } from '../../tree.js';
import { portkeyMigrate } from '../command-line.js';
import { temporaryFolder } from '../install.js';
import { filesUnder } from '../programs.js';
import { unpackedPython } from './packages.js';

/** What gives away the old surface to somebody who only searches: knows nothing of how uses are found. */
const OLD_MARKS: readonly RegExp[] = [
  /^\s*(?:import portkey\b|from portkey(?:\.\w+)* import\b)/,
  /\b(?:ChatCompletions|Completions|Generations)\s*\.\s*create\b/,
  /\b(?:LLMOptions|LLMBase)\s*(?:\(|\.construct)/,
  /isinstance\(.*\b(?:LLMOptions|LLMBase)\b/,
  /(?<!def )\bConfig\(\s*(?:$|llms|mode|api_key)/,
  /\b(?:portkey|client)\.(?:api_key|base_url|config|mode)\s*=[^=]/,
  /=\s*portkey\s*$/,
  /x-portkey-(?:mode|retry-count|cache|meta)"/i,
  /v1\/(?:proxy|complete|chatComplete|embed|prompts\/[^/]+\/generate)\b/,
];

/** Stays where something in the file is left to a person. */
const IMPORT = /^\s*(?:import|from) portkey\b/;
/** Stays where something in its block is: what is set there has no meaning without what uses it. */
const SETTING = /\.(?:api_key|base_url|config|mode)\s*=|=\s*(?:portkey\s*$|(?:\w+\.)?Config\()/;

interface Package {
  readonly name: string;
  readonly spec: string;
  /** What is left of it before the tool sees it. */
  readonly keep?: (folder: string, target: string) => void;
  /** Files that hold the old surface because they are it. */
  readonly itself?: RegExp;
  /** Marked lines that are prose, as `file:line`. */
  readonly prose?: readonly string[];
  /** Files a person must finish. */
  readonly manual: readonly string[];
}

const PACKAGES: readonly Package[] = [
  {
    name: 'portkey-ai-0.1.53-readme',
    spec: 'portkey-ai==0.1.53',
    keep: keepReadme,
    manual: [],
  },
  {
    name: 'portkey-ai-0.1.53',
    spec: 'portkey-ai==0.1.53',
    itself: /^portkey\//,
    manual: [
      'tests/test_anthropic.py',
      'tests/test_azure_openai.py',
      'tests/test_cohere.py',
      'tests/test_openai.py',
    ],
  },
  {
    name: 'langchain-0.0.334',
    spec: 'langchain==0.0.334',
    prose: ['langchain/utilities/portkey.py:11'],
    manual: ['langchain/utilities/portkey.py'],
  },
  { name: 'langchain-0.0.352', spec: 'langchain==0.0.352', manual: [] },
  {
    name: 'llama-index-0.9.48',
    spec: 'llama-index==0.9.48',
    manual: ['llama_index/llms/portkey.py', 'llama_index/llms/portkey_utils.py'],
  },
];

/** The two programs that the README of the old SDK shows, block after block. */
function keepReadme(folder: string, target: string): void {
  const [start = '', demo = ''] = readFileSync(join(folder, 'README.md'), 'utf8').split('Demo:');
  for (const [name, text] of [
    ['quick_start.py', start],
    ['demo.py', demo],
  ] as const) {
    const blocks = [...text.matchAll(/```(?:python|py)\n([\s\S]*?)```/g)].map(([, block]) => block);
    writeFileSync(join(target, name), blocks.join('\n'));
  }
}

interface Said {
  readonly path: string;
  readonly level?: string;
  readonly line: number;
  readonly endLine?: number;
}

const hasPython = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;
if (!hasPython) console.warn('the sources of Python packages need python3 with pip: skipped');
const describeHere = hasPython || process.env.CI ? describe : describe.skip;

describeHere.each(PACKAGES)('$name', ({ name, spec, keep, itself, prose = [], manual }) => {
  const folder = temporaryFolder(name);
  let findings: readonly Said[];
  let skipped: readonly Said[];
  let before: Readonly<Record<string, string>>;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    const source = await unpackedPython(spec);
    if (keep) keep(source, folder);
    else cpSync(source, folder, { recursive: true });
    commitAll(folder);
    before = filesUnder(folder);
    const said = await portkeyMigrate(folder, '--format', 'json', '.');
    expect(said.code).toBe(0);
    const report: { files: { path: string; findings: Omit<Said, 'path'>[] }[]; skipped: Said[] } = JSON.parse(
      said.out,
    );
    findings = report.files.flatMap(({ path, findings }) =>
      findings.map((finding) => ({ ...finding, path })),
    );
    skipped = report.skipped;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('becomes what was written by hand', () => {
    const diff = gitIn(folder, 'diff', '--no-color', '--no-ext-diff', '--src-prefix=a/', '--dst-prefix=b/');
    const expected = fileURLToPath(new URL(`${name}.diff`, import.meta.url));
    expect(diff.replace(/^index .*\n/gm, '')).toBe(readFileSync(expected, 'utf8'));
  });

  test('leaves to a person what only a person can know', () => {
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
    const left = findings.filter(({ level }) => level === 'manual').map(({ path }) => path);
    expect([...new Set(left)].sort()).toEqual([...manual]);
  });

  test('misses nothing', () => {
    const after = filesUnder(folder);
    const spoken = Object.keys(after).filter((path) => /\.pyi?$/.test(path) && !itself?.test(path));
    const marked = spoken.flatMap((path) => markedLines(after[path] ?? '').map((text) => ({ path, text })));
    expect(marked.filter(({ path, text }) => !isSpokenFor(path, text))).toEqual([]);
  });

  test('is left alone where it is the old surface itself', () => {
    const own = Object.keys(before).filter((path) => itself?.test(path));
    const after = filesUnder(folder);
    expect(own.filter((path) => after[path] !== before[path])).toEqual([]);
    expect(findings.filter(({ path }) => itself?.test(path))).toEqual([]);
  });

  test('is finished after one run', async () => {
    const after = filesUnder(folder);
    await portkeyMigrate(folder, '.');
    expect(filesUnder(folder)).toEqual(after);
  });

  /** Whether the line, as it was before, is within a finding or was skipped with a reason; imports stay where something else does. */
  function isSpokenFor(path: string, text: string): boolean {
    const numbers = (before[path] ?? '')
      .split('\n')
      .flatMap((line, index) => (line === text ? [index + 1] : []));
    const own = [...findings, ...skipped].filter((said) => said.path === path);
    if (IMPORT.test(text)) return own.some(({ level }) => level === 'manual');
    if (numbers.some((number) => prose.includes(`${path}:${number}`))) return true;
    return numbers.some((number) => {
      const { first, last } = SETTING.test(text)
        ? blockAround(before[path] ?? '', number)
        : { first: number, last: number };
      return own.some(({ line, endLine = line }) => line <= last && first <= endLine);
    });
  }
});

/** The lines of the function or class a line stands in, by indentation alone. */
function blockAround(text: string, number: number): { readonly first: number; readonly last: number } {
  const lines = text.split('\n');
  const depth = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;
  const own = depth(lines[number - 1] ?? '');
  const above = lines.slice(0, number - 1);
  const head = above.findLastIndex((line) => /^\s*(?:async def|def|class)\b/.test(line) && depth(line) < own);
  if (head < 0) return { first: 1, last: lines.length };
  const end = lines.findIndex(
    (line, index) => index >= number && line.trim() !== '' && depth(line) <= depth(lines[head] ?? ''),
  );
  return { first: head + 1, last: end < 0 ? lines.length : end };
}

function markedLines(text: string): readonly string[] {
  if (!/portkey/i.test(text)) return [];
  return text.split('\n').filter((line) => OLD_MARKS.some((mark) => mark.test(line)));
}
