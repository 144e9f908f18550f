import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionsOf } from '../src/lines.js';
import { exitCodeOf } from '../src/report/exit-code.js';
import type { View } from '../src/report/format.js';
import { FORMATS, report } from '../src/report/index.js';
import { redact } from '../src/report/redact.js';
import type { FileResult, Reported, RunResult } from '../src/result.js';
import { ROOT } from './built.js';
import { drawn } from './drawn.js';
import { commitAll, gitIn, put, snapshot, treeOf } from './tree.js';

const VIEW: View = {
  tool: { name: 'portkey-migrate', version: '9.9.9' },
  command: 'migrate',
  paths: './repo',
  choice: '',
  colour: false,
  quiet: false,
  verbose: false,
};

function resultOf(files: readonly FileResult[], more: Partial<RunResult> = {}): RunResult {
  const counts = { scannedFiles: 57, candidateFiles: 5, durationMs: 1234.4 };
  return { files, skipped: [], notices: [], commands: [], ...counts, dry: false, ...more };
}

function finding(
  level: Reported['level'],
  start: number,
  end: number,
  more: Partial<Reported> = {},
): Reported {
  return { rule: 'methods', level, message: 'old is now new', span: { start, end }, ...more };
}

const BEFORE = '\uFEFFfirst\r\n😀 old;\nlast';
const FILE: FileResult = {
  path: 'src/a b.ts',
  language: 'JavaScript',
  before: BEFORE,
  after: BEFORE.replace('old', 'new'),
  findings: [
    finding('manual', 1, 6, { rule: 'client', message: 'the mode is computed', help: 'write it out' }),
    finding('applied', BEFORE.indexOf('old'), BEFORE.indexOf('old') + 3),
  ],
};

describe('positions', () => {
  test('count lines and UTF-16 columns from 1, without the byte order mark', () => {
    const positions = positionsOf('\uFEFFab\r\nc😀d\re\n');
    expect([0, 1, 3, 5, 8, 10, 12].map((offset) => positions(offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 2, column: 4 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ]);
  });
});

describe('text', () => {
  test('tells per file line:column message (rule), marks what is left, counts, and says what to do next', async () => {
    const broken = {
      path: 'z.ts',
      language: 'JavaScript',
      before: 'x',
      after: 'x',
      findings: [finding('error', 0, 1)],
    };
    const skipped = [
      { path: 'README.md', line: 3, reason: '.md files are not read yet' },
      { path: 'b.md', line: 4, reason: '.md files are not read yet' },
    ];
    const more = { skipped, notices: [{ message: '../package.json is outside' }], commands: ['npm install'] };
    expect(await report('text', resultOf([FILE, broken], more), VIEW)).toBe(`src/a b.ts
  1:1 manual: the mode is computed (client)
      write it out
  2:4 old is now new (methods)

z.ts
  1:1 error: old is now new (methods)

1 change in 1 file made, 1 left for a person, 1 error.
57 files scanned, 5 looked into, 1.23 s.
Skipped, as no use of the old surface or not read: 2 places (-v lists them).
  2 × .md files are not read yet
note: ../package.json is outside

Next:
  npm install
  npx portkey-migrate verify ./repo
  npx portkey-migrate undo   # puts everything back
`);
  });

  test('of a dry run begins with the diff and proposes the run with the same choice', async () => {
    const said = await report('text', resultOf([FILE], { dry: true }), {
      ...VIEW,
      choice: ' --only methods',
    });
    expect(said).toMatch(/^--- a\/src\/a b\.ts\t\n\+\+\+ b\/src\/a b\.ts\t\n@@ -1,3 \+1,3 @@\n/);
    expect(said).toContain('\n-😀 old;\n+😀 new;\n');
    expect(said).toContain('1 change in 1 file could be made, 1 left for a person.');
    expect(said).toContain('\nNext:\n  npx portkey-migrate --only methods ./repo\n');
    expect(said).not.toContain('undo');
  });

  test('of a check has no diff', async () => {
    const said = await report('text', resultOf([FILE], { dry: true }), { ...VIEW, command: 'check' });
    expect(said).not.toContain('---');
    expect(await report('text', resultOf([], { dry: true }), { ...VIEW, command: 'check' })).toContain(
      'Nothing old is left.',
    );
  });

  test('quiet prints errors only, verbose prints every skipped place', async () => {
    expect(await report('text', resultOf([FILE]), { ...VIEW, quiet: true })).toBe('');
    const broken = { ...FILE, findings: [...FILE.findings, finding('error', 0, 1, { message: 'no' })] };
    expect(await report('text', resultOf([broken]), { ...VIEW, quiet: true })).toBe(
      'src/a b.ts\n  1:1 error: no (methods)\n\n',
    );
    const skipped = [{ path: 'README.md', line: 3, reason: 'prose' }];
    const said = await report('text', resultOf([], { skipped }), { ...VIEW, verbose: true });
    expect(said).toContain('\n  README.md:3 prose\n');
  });

  test('has colours only where they are wanted', async () => {
    expect(await report('text', resultOf([FILE], { dry: true }), { ...VIEW, colour: true })).toContain(
      '\u001B[32m+',
    );
    expect(await report('text', resultOf([FILE], { dry: true }), VIEW)).not.toContain('\u001B');
  });
});

describe('json', () => {
  test('is the object of the design', async () => {
    const skipped = [{ path: 'README.md', line: 3, reason: 'prose' }];
    expect(JSON.parse(await report('json', resultOf([FILE], { skipped }), VIEW))).toEqual({
      version: 1,
      tool: { name: 'portkey-migrate', version: '9.9.9' },
      summary: {
        scannedFiles: 57,
        candidateFiles: 5,
        changedFiles: 1,
        applied: 1,
        manual: 1,
        errors: 0,
        durationMs: 1234,
      },
      files: [
        {
          path: 'src/a b.ts',
          language: 'JavaScript',
          changed: true,
          findings: [
            {
              rule: 'client',
              level: 'manual',
              message: 'the mode is computed',
              line: 1,
              column: 1,
              endLine: 1,
              endColumn: 6,
              help: 'write it out',
            },
            {
              rule: 'methods',
              level: 'applied',
              message: 'old is now new',
              line: 2,
              column: 4,
              endLine: 2,
              endColumn: 7,
              help: '',
            },
          ],
        },
      ],
      skipped,
    });
  });

  test('fits the schema in the package, which fits nothing else', async () => {
    const schema = JSON.parse(readFileSync(`${ROOT}schemas/report.schema.json`, 'utf8'));
    const fits = new Ajv({ allErrors: true }).compile(schema);
    const skipped = [{ path: 'README.md', line: 3, reason: 'prose' }];
    const said = JSON.parse(await report('json', resultOf([FILE], { skipped, dry: true }), VIEW));
    expect(fits(said), JSON.stringify(fits.errors)).toBe(true);
    expect(fits(JSON.parse(await report('json', resultOf([]), VIEW)))).toBe(true);
    expect(fits({ ...said, more: 1 })).toBe(false);
    said.files[0].findings[0].line = 0;
    expect(fits(said)).toBe(false);
  });
});

describe('patch', () => {
  const PAIRS: readonly (readonly [string, string, string])[] = [
    ['plain.ts', 'a\nb\nc\n', 'a\nB\nc\n'],
    ['no newline at the end.ts', 'a\nb', 'a\nB'],
    ['gains one.ts', 'a\nb', 'a\nb\n'],
    ['loses one.ts', 'a\nb\n', 'a\nb'],
    ['crlf.ts', 'a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n'],
    ['mixed.ts', 'a\r\nb\nc\r', 'a\nb\r\nC\r'],
    ['empty to text.ts', '', 'a\n'],
    ['text to empty.ts', 'a\n', ''],
    ['naïve ü 😀/ä.ts', '\uFEFFa\n', '\uFEFFb\n'],
    ['quo"te\\.ts', 'a\n', 'b\n'],
    [
      'key.ts',
      'const k = "sk-abcdefghijklmnopqrstuvwx";\n',
      'const k = "sk-abcdefghijklmnopqrstuvwx"; // kept\n',
    ],
    ['long.ts', lines(200), lines(200).replace('line 3\n', 'l3\n').replace('line 150\n', 'l150\nnew\n')],
  ];
  const files = PAIRS.map(([path, before, after]) => ({ path, language: 'x', before, after, findings: [] }));

  function lines(count: number): string {
    return Array.from({ length: count }, (_, index) => `line ${index}\n`).join('');
  }

  const TOOLS: [string, string[]][] = [
    ['git', ['apply', '--whitespace=nowarn']],
    ['patch', ['-p1', '-s', '--binary', '-i']],
  ];

  test.each(TOOLS)('%s takes it exactly', async (command, args) => {
    const root = treeOf(Object.fromEntries(PAIRS.map(([path, before]) => [path, before])));
    commitAll(root);
    const expected = treeOf(Object.fromEntries(PAIRS.map(([path, , after]) => [path, after])));
    const patch = join(treeOf(), 'all.patch');
    writeFileSync(patch, await report('patch', resultOf(files), VIEW));
    execFileSync(command, [...args, patch], { cwd: root });
    const after = snapshot(root);
    // patch(1) deletes a file that becomes empty.
    for (const [path, state] of Object.entries(snapshot(expected))) {
      if (state.endsWith(' ') && after[path] === undefined) continue;
      expect(after[path], path).toBe(state);
    }
  });

  test('gives git apply back any text it is given', async () => {
    const root = treeOf({ 'a.ts': '' });
    gitIn(root, 'init', '-q');
    const text = fc.array(fc.constantFrom('a', 'b', '', ' c', '+', '-', '\r', '😀', '\\ No newline'), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(text, text, fc.boolean(), fc.boolean(), async (one, two, endsOne, endsTwo) => {
        const before = one.join('\n') + (endsOne ? '\n' : 'x');
        const after = two.join('\n') + (endsTwo ? '\n' : 'x');
        put(root, 'a.ts', before);
        const patch = await report('patch', resultOf([{ ...FILE, path: 'a.ts', before, after }]), VIEW);
        if (patch) execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: root, input: patch });
        expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe(after);
      }),
      drawn(60),
    );
  });
});

describe('what people see of credentials', () => {
  const KEY = 'pk-live-0123456789';
  test.each([
    ['headers: { "Authorization": "Bearer abcd1234" }', 'headers: { "Authorization": "Bearer ***" }'],
    ["'x-portkey-api-key': 'abc+/='", "'x-portkey-api-key': '***'"],
    [`apiKey: "${KEY}", virtualKey: "open-ai-1"`, 'apiKey: "***", virtualKey: "open-ai-1"'],
    ['api_key = `abc`', 'api_key = `***`'],
    [`-H "x-portkey-api-key: ${KEY}" \\`, '-H "x-portkey-api-key: ***" \\'],
    [`-H 'Authorization: Bearer ${KEY}'`, "-H 'Authorization: Bearer ***'"],
    ['"{\\"api_key\\":\\"abc\\",\\"weight\\":1}"', '"{\\"api_key\\":\\"***\\",\\"weight\\":1}"'],
    ['PORTKEY_API_KEY=abc', 'PORTKEY_API_KEY=***'],
    ['const key = "sk-abcdefghijklmnop";', 'const key = "sk-***";'],
    ['openai.api_key="sk-abcdefghijklmnop"', 'openai.api_key="***"'],
    ['headers["authorization"] = "abcdef"', 'headers["authorization"] = "***"'],
    ['"aws_secret_access_key": "abc"', '"aws_secret_access_key": "***"'],
  ])('%s', (source, shown) => expect(redact(source)).toBe(shown));

  test.each([
    'apiKey: process.env.PORTKEY_API_KEY,',
    'Authorization: `Bearer $' + '{process.env.OPENAI_API_KEY}`,',
    '-H "x-portkey-api-key: $PORTKEY_API_KEY" \\',
    'max_tokens: "5", cache_key: "a", virtual_key: "open-ai-1"',
    'import { apiKey } from "./keys.js";',
    'apiKey is now api_key: write it so',
    'const task-list-of-the-day = risk-assessment-and-more',
    'PORTKEY_API_KEY=$OTHER',
    'f"Bearer {key}"',
  ])('%s has none', (source) => expect(redact(source)).toBe(source));

  test('are hidden in text and json, with the diff, and not in a patch', async () => {
    const before = `const k = { apiKey: '${KEY}' };\nold\n`;
    const file = {
      ...FILE,
      before,
      after: before.replace('old', 'new'),
      findings: [finding('applied', 0, 1, { message: `apiKey: '${KEY}' moves` })],
    };
    for (const format of ['text', 'json']) {
      expect(await report(format, resultOf([file], { dry: true }), VIEW)).not.toContain(KEY);
    }
    expect(await report('patch', resultOf([file], { dry: true }), VIEW)).toContain(KEY);
  });
});

describe('exit codes, the same for every format', () => {
  const APPLIED = [finding('applied', 0, 1)];
  const MANUAL = [finding('manual', 0, 1)];
  const ERROR = [finding('error', 0, 1)];
  const UNUSED = [finding('manual', 0, 1, { rule: 'unused-ignore' })];
  test.each([
    ['nothing', [], false, false, 0],
    ['nothing, dry', [], true, false, 0],
    ['applied', APPLIED, false, false, 0],
    ['applied, dry', APPLIED, true, false, 1],
    ['applied, strict', APPLIED, false, true, 0],
    ['manual', MANUAL, false, false, 0],
    ['manual, dry', MANUAL, true, false, 1],
    ['manual, strict', MANUAL, false, true, 1],
    ['error', [...APPLIED, ...ERROR], false, false, 2],
    ['error, dry', [...APPLIED, ...ERROR], true, false, 2],
    ['error, strict', [...MANUAL, ...ERROR], false, true, 2],
    ['an unused ignore, dry', UNUSED, true, false, 0],
    ['an unused ignore, strict', UNUSED, false, true, 1],
  ] as const)('%s', (_, findings, dry, strict, code) => {
    expect(exitCodeOf(resultOf([{ ...FILE, findings }], { dry }), { strict })).toBe(code);
  });
});

test('every format is there', () =>
  expect(Object.keys(FORMATS)).toEqual(expect.arrayContaining(['text', 'json', 'patch'])));
