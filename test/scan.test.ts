import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ScanRequest, scan, searchFiles } from '../src/scan.js';
import { MARKS } from '../transforms/marks.js';
import { built, ROOT } from './built.js';
import { drawn } from './drawn.js';
import { commitAll, gitIn, put, treeOf } from './tree.js';

const OLD = 'new Portkey()';

function look(cwd: string, request: Partial<ScanRequest> = {}) {
  return scan({ cwd, paths: ['.'], include: [], exclude: [], ignore: true, marks: MARKS, ...request });
}

async function candidates(cwd: string, request: Partial<ScanRequest> = {}): Promise<readonly string[]> {
  const result = await look(cwd, request);
  expect(result.problems).toEqual([]);
  return result.candidates;
}

/** A tree in which everything is old, with and without git. */
function trees(files: Readonly<Record<string, string | Uint8Array>>): readonly string[] {
  const tracked = treeOf(files);
  commitAll(tracked);
  const untracked = treeOf(files);
  gitIn(untracked, 'init', '-q');
  return [treeOf(files), tracked, untracked];
}

describe('which files', () => {
  test('those git shows: tracked even when ignored, untracked unless ignored', async () => {
    const root = treeOf({ 'kept.ts': OLD, 'forced.log': OLD });
    commitAll(root);
    put(root, '.gitignore', '*.log\n/out\n');
    for (const path of ['new.ts', 'new.log', 'out/a.ts', 'src/out/b.ts']) put(root, path, OLD);
    expect(await candidates(root)).toEqual(['forced.log', 'kept.ts', 'new.ts', 'src/out/b.ts']);
  });

  test('below a directory, with the rules of the whole repository', async () => {
    const ignored = { '.gitignore': '/app/gen\n*.tmp.ts\n', 'app/.gitignore': '!b.tmp.ts' };
    const files = {
      'app/gen/a.ts': OLD,
      'app/a.tmp.ts': OLD,
      'app/b.tmp.ts': OLD,
      'app/src/gen/a.ts': OLD,
      'x.ts': OLD,
    };
    const [, , untracked = ''] = trees({ ...ignored, ...files });
    expect(await candidates(join(untracked, 'app'))).toEqual(['b.tmp.ts', 'src/gen/a.ts']);
    expect(await candidates(untracked, { paths: ['app'] })).toEqual(['app/b.tmp.ts', 'app/src/gen/a.ts']);
    const elsewhere = await candidates(join(untracked, 'app', 'src'), { paths: ['..'] });
    expect(elsewhere).toEqual(['../b.tmp.ts', 'gen/a.ts']);
  });

  test('never node_modules, virtual environments and the like, tracked or not', async () => {
    const environment = { 'env/pyvenv.cfg': 'home = /usr', 'env/lib/a.py': OLD, '.venv/b.py': OLD };
    for (const root of trees({ ...environment, 'a/node_modules/b/c.js': OLD, 'venv/a.py': OLD })) {
      expect(await candidates(root)).toEqual(['venv/a.py']);
      expect(await candidates(root, { ignore: false })).toEqual(['venv/a.py']);
    }
  });

  test('with odd names', async () => {
    const names = ['-n.ts', 'a b.ts', 'ä/😀.ts', 'new\nline.ts', '"q".ts', '[id].ts', 'a{b}.ts', '*.ts'];
    for (const root of trees(Object.fromEntries(names.map((name) => [name, OLD])))) {
      expect(await candidates(root)).toEqual([...names].sort());
      for (const name of names) expect(await candidates(root, { paths: [name] })).toEqual([name]);
    }
  });

  test('without links, submodules, pipes and deleted files', async () => {
    const outside = treeOf({ 'outside.ts': OLD, 'sub/a.ts': OLD });
    const module = treeOf({ 'm.ts': OLD });
    commitAll(module);
    const root = treeOf({ 'a.ts': OLD, 'gone.ts': OLD, 'moved/b.ts': OLD });
    symlinkSync(join(outside, 'outside.ts'), join(root, 'link.ts'));
    symlinkSync(outside, join(root, 'links'));
    symlinkSync('a.ts', join(root, 'inner.ts'));
    gitIn(root, 'init', '-q');
    gitIn(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module, 'module');
    commitAll(root);
    rmSync(join(root, 'gone.ts'));
    rmSync(join(root, 'moved'), { recursive: true });
    put(outside, 'b.ts', OLD);
    symlinkSync(outside, join(root, 'moved'));
    expect(await candidates(root)).toEqual(['a.ts']);
    expect(await candidates(root, { ignore: false })).toEqual(['a.ts', 'module/m.ts']);
  });

  test('without those git marks as binary; UTF-16 is text', async () => {
    const text = (bytes: number): string => `${'x'.repeat(bytes)}\0 portkey`;
    const wide = (order: 'le' | 'be', said: string): Buffer => {
      const bytes = Buffer.from(`\uFEFF${said}`, 'utf16le');
      return order === 'le' ? bytes : bytes.swap16();
    };
    const files = {
      'a.bin': text(7999),
      'b.ts': text(8000),
      'big.bin': `\0${' '.repeat(3 << 20)}portkey`,
      'le.ts': wide('le', OLD),
      'be.ts': wide('be', OLD),
      'nothing.ts': wide('le', 'nothing'),
    };
    for (const root of trees(files)) expect(await candidates(root)).toEqual(['b.ts', 'be.ts', 'le.ts']);
  });

  test('found across the borders of what is read at once', async () => {
    const border = 1 << 20;
    const files = Object.fromEntries(
      [-8, -7, -6, -5, -1, 0, 1, border - 3].map((shift) => [
        `${shift}.txt`,
        `${' '.repeat(border + shift)}portkey`,
      ]),
    );
    const json = `{"mode": "single",${' '.repeat(border)}"options": [${' '.repeat(border)}{"provider": "openai"}]}`;
    const root = treeOf({
      ...files,
      'c.json': json,
      'exact.txt': ' '.repeat(border),
      'x.txt': `${' '.repeat(border - 3)}porkey`,
    });
    expect(await candidates(root)).toEqual([...Object.keys(files), 'c.json'].sort());
  });
});

describe('what was asked for', () => {
  test('an ignored file or directory is looked into when it is named', async () => {
    const files = {
      '.gitignore': 'gen/\n*.log\n',
      'gen/a.ts': OLD,
      'gen/.gitignore': 'c.ts',
      'gen/c.ts': OLD,
      'x.log': OLD,
    };
    for (const root of [treeOf(files), trees(files)[2] ?? '']) {
      expect(await candidates(root)).toEqual([]);
      expect(await candidates(root, { paths: ['gen'] })).toEqual(['gen/a.ts']);
      expect(await candidates(root, { paths: ['x.log'] })).toEqual(['x.log']);
      expect(await candidates(root, { ignore: false })).toEqual(['gen/a.ts', 'gen/c.ts', 'x.log']);
    }
  });

  test('each file once, whatever overlaps', async () => {
    for (const root of trees({ 'src/a.ts': OLD, 'src/b/c.ts': OLD })) {
      const paths = [
        '.',
        './src',
        'src/b',
        'src/a.ts',
        './src/../src/a.ts',
        join(root, 'src/a.ts'),
        'src/*.ts',
      ];
      const result = await look(root, { paths });
      expect(result).toMatchObject({ candidates: ['src/a.ts', 'src/b/c.ts'], scannedFiles: 2, problems: [] });
      expect([...result.files].sort()).toEqual(['src/a.ts', 'src/b/c.ts']);
    }
  });

  test('a glob means the files it matches and what lies in directories it matches', async () => {
    const names = ['a.ts', 'a.js', 'p/x/a.ts', 'p/y/b/c.ts', 'p/d.js', 'q/d.mts'];
    for (const root of trees(Object.fromEntries(names.map((name) => [name, OLD])))) {
      const meant = (...paths: readonly string[]) => candidates(root, { paths });
      expect(await meant('*.ts')).toEqual(['a.ts']);
      expect(await meant('**/*.ts')).toEqual(['a.ts', 'p/x/a.ts', 'p/y/b/c.ts']);
      expect(await meant('./p/*')).toEqual(['p/d.js', 'p/x/a.ts', 'p/y/b/c.ts']);
      expect(await meant('{p,q}/*.{js,mts}', 'a.js')).toEqual(['a.js', 'p/d.js', 'q/d.mts']);
      expect(await meant(join(root, 'p/[xz]/**'))).toEqual(['p/x/a.ts']);
      expect(await candidates(join(root, 'p'), { paths: ['../*.ts'] })).toEqual(['../a.ts']);
    }
  });

  test('--include and --exclude work as in ignore files', async () => {
    const names = ['a.ts', 'a.js', 'p/a.ts', 'p/gen/b.ts', 'gen/c.js'];
    for (const root of trees(Object.fromEntries(names.map((name) => [name, OLD])))) {
      expect(await candidates(root, { include: ['*.ts'] })).toEqual(['a.ts', 'p/a.ts', 'p/gen/b.ts']);
      expect(await candidates(root, { exclude: ['gen'] })).toEqual(['a.js', 'a.ts', 'p/a.ts']);
      expect(await candidates(root, { exclude: ['./gen/'] })).toEqual([
        'a.js',
        'a.ts',
        'p/a.ts',
        'p/gen/b.ts',
      ]);
      expect(await candidates(root, { include: ['p/**', '*.js'], exclude: ['**/b.*'] })).toEqual([
        'a.js',
        'gen/c.js',
        'p/a.ts',
      ]);
      expect(await candidates(root, { paths: ['a.ts', 'p'], exclude: ['a.ts'] })).toEqual(['p/gen/b.ts']);
    }
  });

  test('what does not exist, matches nothing or cannot be read is a problem', async () => {
    const root = treeOf({ 'a.ts': OLD, 'locked.ts': OLD, 'shut/b.ts': OLD });
    symlinkSync('loop', join(root, 'loop'));
    const { problems, candidates: found } = await look(root, {
      paths: ['nope', 'x/*.ts', '*.py', 'loop', '.'],
    });
    const said = Object.fromEntries(problems.map(({ path, message }) => [path, message]));
    expect(said).toMatchObject({ nope: 'no such file or directory', '*.py': 'matches no file' });
    expect(Object.keys(said).sort()).toEqual(['*.py', 'loop', 'nope', 'x/*.ts']);
    expect(found).toEqual(['a.ts', 'locked.ts', 'shut/b.ts']);
  });

  test.skipIf(process.getuid?.() === 0)('what may not be read is a problem', async () => {
    const root = treeOf({ 'a.ts': OLD, 'locked.ts': OLD, 'shut/b.ts': OLD });
    chmodSync(join(root, 'locked.ts'), 0);
    chmodSync(join(root, 'shut'), 0);
    const { problems, candidates: found } = await look(root);
    chmodSync(join(root, 'shut'), 0o755);
    expect(problems.map(({ path }) => path)).toEqual(['locked.ts', 'shut']);
    expect(found).toEqual(['a.ts']);
  });

  test('a name that is not UTF-8 is a problem, not a silent miss', async () => {
    const root = treeOf({ 'a.ts': OLD });
    gitIn(root, 'init', '-q');
    mkdirSync(join(root, 'd'));
    const odd = Buffer.concat([Buffer.from(`${root}/d/`), Buffer.from([0xff]), Buffer.from('.ts')]);
    writeFileSync(odd, OLD);
    for (const ignore of [true, false]) {
      const { problems } = await look(root, { ignore });
      expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('not valid UTF-8')]);
    }
  });

  test('links that are named are followed to what they stand for', async () => {
    const root = treeOf({ 'real/a.ts': OLD });
    symlinkSync('real', join(root, 'alias'));
    symlinkSync('real/a.ts', join(root, 'a.ts'));
    expect(await candidates(root, { paths: ['alias'] })).toEqual(['real/a.ts']);
    expect(await candidates(root, { paths: ['a.ts'] })).toEqual(['real/a.ts']);
  });

  test('--since: what differs from where the branch left, and what is new', async () => {
    const root = treeOf({ 'a.ts': OLD, 'p/b.ts': OLD, 'gone.ts': OLD });
    commitAll(root);
    gitIn(root, 'checkout', '-q', '-b', 'feature');
    put(root, 'p/b.ts', `${OLD}\n`);
    commitAll(root);
    put(root, 'p/new.ts', OLD);
    put(root, 'top.ts', OLD);
    rmSync(join(root, 'gone.ts'));
    expect(await candidates(root, { since: 'main' })).toEqual(['p/b.ts', 'p/new.ts', 'top.ts']);
    expect(await candidates(root, { since: 'HEAD' })).toEqual(['p/new.ts', 'top.ts']);
    expect(await candidates(join(root, 'p'), { since: 'main' })).toEqual(['b.ts', 'new.ts']);
    expect(await candidates(root, { since: 'main', paths: ['a.ts', 'p/b.ts'] })).toEqual(['p/b.ts']);
    gitIn(root, 'checkout', '-q', 'main');
    put(root, 'a.ts', `${OLD}\n\n`);
    commitAll(root);
    gitIn(root, 'checkout', '-q', 'feature');
    expect(await candidates(root, { since: 'main' })).not.toContain('a.ts');
    await expect(look(root, { since: 'nope' })).rejects.toThrow('--since');
    await expect(look(treeOf({ 'a.ts': OLD }), { since: 'main' })).rejects.toThrow('needs a git repository');
  });

  test('a repository within, or another one beside', async () => {
    const root = treeOf({ 'a.ts': OLD, '.gitignore': 'c.ts' });
    commitAll(root);
    for (const path of ['in/b.ts', 'in/c.ts', 'in/d.log']) put(root, path, OLD);
    put(root, 'in/.gitignore', '*.log');
    gitIn(join(root, 'in'), 'init', '-q');
    expect(await candidates(root)).toEqual(['a.ts']);
    expect(await candidates(root, { paths: ['in'] })).toEqual(['in/b.ts', 'in/c.ts']);
    const beside = treeOf({ 'x.ts': OLD });
    expect(await candidates(beside, { paths: [root, '.'] })).toEqual([`../${basename(root)}/a.ts`, 'x.ts']);
  });

  test('a git that refuses is done without', async () => {
    const root = treeOf({ 'a.ts': OLD, 'sub/b.ts': OLD, '.gitignore': 'b.ts' });
    commitAll(root);
    put(root, '.git/config', '[core]\n\trepositoryformatversion = 99\n');
    put(root, '.git/info/exclude', 'c.ts');
    put(root, 'sub/c.ts', OLD);
    expect(await candidates(root)).toEqual(['a.ts']);
    expect(await candidates(join(root, 'sub'))).toEqual([]);
  });
});

describe('many files', () => {
  const program = `
    import { scan, searchFiles } from './dist/src/scan.js';
    import { MARKS } from './dist/transforms/marks.js';
    let threads = 0;
    process.on('worker', () => { threads += 1; });
    const [cwd, jobs] = process.argv.slice(2);
    const told = [];
    const onFound = async (path) => told.push(path) === 2;
    const request = { cwd, paths: ['.'], include: [], exclude: [], ignore: true, marks: MARKS, jobs: Number(jobs), onFound };
    const { candidates, scannedFiles, problems, files } = await scan(request);
    const mentioning = await searchFiles(cwd, files, ['a17;', 'a5999', 'nowhere', 'else', 'new P']);
    console.log(JSON.stringify({ candidates, scannedFiles, problems, mentioning, told: told.length, threads }));
  `;

  function scanned(cwd: string, jobs: number): Record<string, unknown> {
    const args = ['--input-type=module', '-', cwd, String(jobs)];
    return JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT, input: program, encoding: 'utf8' }));
  }

  test('are shared between two threads, with the same result', { timeout: 600_000 }, async () => {
    await built();
    const name = (index: number): string => `d${index % 37}/${String(index).padStart(5, '0')}.ts`;
    const files = Object.fromEntries(
      Array.from({ length: 6000 }, (_, index) => [name(index), index % 50 === 7 ? OLD : `let a${index};`]),
    );
    const old = Object.keys(files).filter((file) => files[file] === OLD);
    for (const root of [treeOf(files), trees({ ...files })[1] ?? '']) {
      // What the second thread finds it does not tell at once: the share of the first is the system's choice.
      const { told, ...shared } = scanned(root, 2);
      const expected = { candidates: old.sort(), scannedFiles: 6000, problems: [] };
      const mentioning = [...old, name(17), name(5999)].sort();
      expect(shared).toEqual({ ...expected, mentioning, threads: 2 });
      expect([0, 1, 2]).toContain(told);
      expect(scanned(root, 1)).toEqual({ ...shared, told: 2, threads: 1 });
    }
  });
});

describe('ignore files are read as git reads them', () => {
  const names = [
    'a',
    'b',
    'ab',
    'a.ts',
    'a.b.ts',
    'b.js',
    'ä',
    'a b',
    'a ',
    '#a',
    '!a',
    'a*',
    '[a]',
    'a\\b',
    '-',
    'é.ts',
    ']',
  ];
  const directories = ['', 'a/', 'a/b/', 'a/b/a/', 'd/', 'd/a/', 'd d/'];
  const files = directories.flatMap((directory) =>
    names.map((name) => `${directory}${name === 'a' || name === 'b' ? `${name}1` : name}`),
  );
  const piece = fc.constantFrom(
    ...[
      'a',
      'b',
      'd',
      'ab',
      '*',
      '**',
      '?',
      '/',
      '/',
      '.ts',
      '*.ts',
      '.',
      '[ab]',
      '[!a]',
      '[^a-b]',
      '[a-',
      '[]]',
      '[]-a]',
      '[[:alpha:]]',
    ],
    ...[
      '[[:nope:]]',
      '[[:digit:]x]',
      '[\\]]',
      '[b-a]',
      '[a/b]',
      '\\',
      '\\*',
      '\\a',
      ' ',
      '\\ ',
      '#',
      '!',
      '\\#',
      '\\!',
      'ä',
      'é',
      '1',
      '**/',
      '/**',
      '{a,b}',
      '\t',
      '\r',
    ],
  );
  const line = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
  const negated = fc
    .tuple(fc.constantFrom('', '', '!', '/', '!/'), line)
    .map(([start, rest]) => start + rest);
  const ignoreFile = fc
    .tuple(fc.array(negated, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\uFEFF'))
    .map(([lines, end, mark]) => mark + lines.join(end) + end);

  test('for random patterns, nested and negated', async () => {
    const root = treeOf(Object.fromEntries(files.map((file) => [file, ''])));
    gitIn(root, 'init', '-q');
    const { walk } = await import('../src/scan/walk.js');
    const walked = (): readonly string[] =>
      [
        ...walk({ directory: `${root}/`, prefix: '', ignoreFrom: root, onProblem: expect.unreachable }),
      ].flat();
    fc.assert(
      fc.property(ignoreFile, ignoreFile, ignoreFile, (top, inner, innermost) => {
        put(root, '.gitignore', top);
        put(root, 'a/.gitignore', inner);
        put(root, 'a/b/.gitignore', innermost);
        const said = gitIn(root, 'ls-files', '-o', '-z', '--exclude-standard').split('\0').filter(Boolean);
        expect([...walked()].sort()).toEqual(said.sort());
      }),
      drawn(300),
    );
  });
});

describe('marks', () => {
  const old: Readonly<Record<string, string>> = {
    'import.ts': "import { Portkey } from 'portkey-ai'",
    'env.sh': 'echo $PORTKEY_API_KEY',
    'case.http': 'X-PortKey-Mode: x',
    'lower.http': 'x-portKey-mode: x',
    'proxy.env': 'OPENAI_API_BASE=http://localhost:8787/v1/proxy',
    'azure.env': 'OPENAI_API_BASE=http://gw/v1/proxy/x.openai.azure.com',
    'complete.ts': 'fetch(`http://127.0.0.1:8787/v1/complete`)',
    'embed.ts': "fetch(host + '/v1/embed')",
    'generate.ts': "fetch(host + '/v1/prompts/' + id + '/generate')",
    'chat.ts': "fetch(base + '/chatComplete')",
    'method.ts': 'client.chatCompletions.create({})',
    'one.json': '{"mode": "single", "options": [{"provider": "openai", "api_key": ""}]}',
    'two.JSON': '{"mode":"fallback","options":[{"virtualKey":"a"}]}',
    'three.jsonc': '{"llms": [{"virtual_key": "a"}]}',
    'four.yaml': 'mode: fallback\noptions:\n  - virtual_key: a\n',
    'five.yml': '"mode": single\n"options": [{"provider": "openai"}]',
    'old.py': 'from rubeus import Rubeus',
  };
  const other: Readonly<Record<string, string>> = {
    'names.ts': 'importKey, exportKey, reportKeys, viewportKey',
    'new.ts':
      "fetch(base + '/v1/completions'); fetch(base + '/v1/embeddings'); onComplete(); chatCompleted()",
    'api.yaml': 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  mode: x\n  options: []\n',
    'quiz.json': '{"mode": "single", "options": ["A", "B"]}',
    'config.ts': 'export default { mode: "single", options: [{ provider: "openai" }] }',
    'rubeus.md': 'rubeus',
  };

  test('of the old surface, with and without the name', async () => {
    expect(await candidates(treeOf({ ...old, ...other }))).toEqual(Object.keys(old).sort());
  });
});

describe('searching for words', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', 'ä'), minLength: 1, maxLength: 6 });

  test('finds what contains any of them', async () => {
    const root = treeOf();
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 12 }),
        fc.array(fc.array(word), { maxLength: 5 }),
        async (words, texts) => {
          const files = texts.map((_, index) => `${index}.ts`);
          for (const [index, text] of texts.entries()) put(root, `${index}.ts`, text.join(''));
          const expected = files.filter((_, index) =>
            words.some((one) => texts[index]?.join('').includes(one)),
          );
          expect(await searchFiles(root, files, words)).toEqual(expected);
        },
      ),
      drawn(200),
    );
  });
});
