import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ExitCode, Io } from '../src/cli/io.js';
import { runCommandLine } from '../src/cli/main.js';

import { fakeParts } from './parts.mjs';
import { commitAll, gitIn, put, snapshot, treeOf } from './tree.js';

interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly string[];
}

interface World {
  readonly env?: Record<string, string>;
  readonly input?: string | Buffer;
  readonly answers?: readonly boolean[];
  readonly terminal?: boolean;
}

/** Runs a command line in a directory with stages that stand in for the real ones. */
async function portkey(cwd: string, argv: readonly string[], world: World = {}): Promise<Said> {
  let out = '';
  let err = '';
  let code: ExitCode = 0;
  const asked: string[] = [];
  const ask = async (question: string): Promise<boolean> => {
    asked.push(question);
    return world.answers?.[asked.length - 1] ?? false;
  };
  const io: Io = {
    cwd,
    env: world.env ?? {},
    print: (text) => {
      out += text;
    },
    warn: (line) => {
      err += `${line}\n`;
    },
    readInput: async () => Buffer.from(world.input ?? ''),
    terminal: world.terminal ?? false,
    ask: world.answers ? ask : undefined,
    exit: (next) => {
      if (next > code) code = next;
    },
  };
  const ended = await runCommandLine(argv, io, () => code, fakeParts);
  return { code: ended, out, err, asked };
}

describe('migrate', () => {
  test('is the default command and rewrites in place', async () => {
    for (const argv of [['repo'], ['migrate', 'repo'], ['--format', 'text', './repo']]) {
      const root = treeOf({ 'repo/a.ts': 'OLD\r\n', 'repo/b.ts': 'fine' });
      chmodSync(join(root, 'repo/a.ts'), 0o755);
      const said = await portkey(root, argv);
      expect(said).toMatchObject({ code: 0, err: '' });
      expect(said.out).toContain('repo/a.ts\n  1:1 OLD is found (old)\n');
      expect(said.out).toContain('1 change in 1 file made.');
      expect(said.out).toContain('\n  npm install\n  npx portkey-migrate verify ');
      expect(snapshot(root)).toEqual({
        'repo/a.ts': '755 NEW\r\n',
        'repo/b.ts': expect.stringContaining('fine'),
      });
    }
  });

  test('without paths means the working directory', async () => {
    const root = treeOf({ 'a.ts': 'OLD' });
    expect((await portkey(root, [])).code).toBe(0);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('NEW');
  });

  test('that finds nothing writes nothing, not even a journal', async () => {
    const root = treeOf({ 'a.ts': 'fine' });
    const said = await portkey(root, ['.']);
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toContain('Nothing to migrate.\n1 file scanned, 0 looked into');
    expect(existsSync(join(root, '.portkey-migrate'))).toBe(false);
  });

  test.each([['-n'], ['--dry-run'], ['-d'], ['--dry']])(
    '%s writes nothing, shows a diff and exits with 1',
    async (flag) => {
      const root = treeOf({ 'a.ts': 'OLD\n' });
      const before = snapshot(root);
      const said = await portkey(root, [flag]);
      expect(said.code).toBe(1);
      expect(said.out).toContain('--- a/a.ts\n+++ b/a.ts\n@@ -1,1 +1,1 @@\n-OLD\n+NEW\n');
      expect(said.out).toContain('Next:\n  npx portkey-migrate .\n');
      expect(snapshot(root)).toEqual(before);
    },
  );

  test('DRY_RUN=true is a dry run', async () => {
    const root = treeOf({ 'a.ts': 'OLD' });
    expect((await portkey(root, ['.'], { env: { DRY_RUN: 'true' } })).code).toBe(1);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('OLD');
    expect((await portkey(root, ['.'], { env: { DRY_RUN: 'false' } })).code).toBe(0);
  });

  test('ends with 0 when something is left for a person, with 1 under --strict', async () => {
    const root = treeOf({ 'a.ts': 'MANUAL OLD' });
    expect((await portkey(root, ['.'])).code).toBe(0);
    const said = await portkey(root, ['--strict', '.']);
    expect(said.code).toBe(1);
    expect(said.out).toContain('  1:1 manual: MANUAL is found (manual)\n      do it\n');
  });

  test('writes what it can beside a file that cannot be read or parsed, and ends with 2', async () => {
    const files = { 'a.ts': 'OLD', 'b.ts': Buffer.from('OLD \xE4', 'latin1'), 'c.ts': 'BROKEN' };
    const root = treeOf(files);
    const said = await portkey(root, ['.']);
    expect(said.code).toBe(2);
    expect(said.out).toMatch(/b\.ts\n {2}1:1 error: is not valid UTF-8.* \(encoding\)/);
    expect(said.out).toContain('c.ts\n  1:1 error: cannot be parsed (syntax)');
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('NEW');
    expect(readFileSync(join(root, 'b.ts'))).toEqual(files['b.ts']);
  });

  test('keeps byte order marks', async () => {
    const root = treeOf({ 'a.ts': '\uFEFFOLD' });
    await portkey(root, ['.']);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('\uFEFFNEW');
  });

  test('leaves read-only files alone, with all that belongs to them in other files', async () => {
    const root = treeOf({ 'a.ts': 'GROUP', 'b.ts': 'GROUP OLD', 'c.ts': 'OLD' });
    chmodSync(join(root, 'a.ts'), 0o444);
    const said = await portkey(root, ['.']);
    expect(said.code).toBe(2);
    expect(said.out).toContain('a.ts is read-only');
    expect(snapshot(root)).toMatchObject({
      'a.ts': '444 GROUP',
      'b.ts': expect.stringContaining('GROUP NEW'),
    });
    expect(readFileSync(join(root, 'c.ts'), 'utf8')).toBe('NEW');
  });

  test('run again changes nothing, and can still be undone', async () => {
    const root = treeOf({ 'a.ts': 'OLD' });
    const before = snapshot(root);
    await portkey(root, ['.']);
    const after = snapshot(root);
    expect((await portkey(root, ['.'])).out).toContain('Nothing to migrate.');
    expect(snapshot(root)).toEqual(after);
    expect((await portkey(root, ['undo'])).out).toBe('put back a.ts\n');
    expect(snapshot(root)).toEqual(before);
  });

  test('counts files of languages that are not read yet as skipped', async () => {
    const root = treeOf({ 'a.cobol': 'first\r\nsecond OLD\n' });
    const said = await portkey(root, ['--format', 'json', '.']);
    expect(said.code).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({
      summary: { scannedFiles: 1, candidateFiles: 1 },
      files: [],
      skipped: [{ path: 'a.cobol', line: 2, reason: '.cobol files are not read yet' }],
    });
  });
});

describe('uncommitted changes', () => {
  test('of others stop the run before anything is written, unless --force', async () => {
    for (const force of ['--force', '--allow-dirty']) {
      const root = treeOf({ 'a.ts': 'OLD', 'b.ts': 'OLD', 'c.ts': 'fine' });
      commitAll(root);
      put(root, 'b.ts', 'OLD and mine');
      put(root, 'c.ts', 'dirty, but not to be written');
      const said = await portkey(root, ['.']);
      expect(said).toMatchObject({ code: 2, out: '' });
      expect(said.err).toContain('uncommitted changes');
      expect(said.err).toContain('\n  b.ts\n');
      expect(said.err).not.toContain('c.ts');
      expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('OLD');
      expect((await portkey(root, [force, '.'])).code).toBe(0);
      expect(readFileSync(join(root, 'b.ts'), 'utf8')).toBe('NEW and mine');
    }
  });

  test('count when they are staged, or the file is untracked', async () => {
    const root = treeOf({ 'a.ts': 'OLD' });
    commitAll(root);
    put(root, 'a.ts', 'OLD staged');
    gitIn(root, 'add', 'a.ts');
    put(root, 'new dir/ü.ts', 'OLD');
    const said = await portkey(root, ['.']);
    expect(said).toMatchObject({ code: 2 });
    expect(said.err).toContain('\n  a.ts\n  new dir/ü.ts\n');
  });

  test('of earlier runs are our own, until somebody touches them', async () => {
    const root = treeOf({ 'a.ts': 'OLD GROUP', 'b.ts': 'OLD', 'c.ts': 'GROUP' });
    commitAll(root);
    chmodSync(join(root, 'c.ts'), 0o444);
    expect((await portkey(root, ['a.ts', 'c.ts'])).code).toBe(2);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('NEW GROUP');
    expect((await portkey(root, ['b.ts'])).code).toBe(0);
    chmodSync(join(root, 'c.ts'), 0o644);
    expect(await portkey(root, ['.'])).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('NEW JOINED');
    put(root, 'a.ts', 'NEW JOINED and OLD of mine');
    expect((await portkey(root, ['.'])).code).toBe(2);
  });

  test('do not matter to check and --dry-run', async () => {
    const root = treeOf({ 'a.ts': 'x' });
    commitAll(root);
    put(root, 'a.ts', 'OLD');
    expect((await portkey(root, ['-n'])).code).toBe(1);
    expect((await portkey(root, ['check'])).code).toBe(1);
  });
});

describe('check', () => {
  test('exits with 1 when something old is left, 0 when nothing is, 2 when it cannot tell', async () => {
    expect((await portkey(treeOf({ 'a.ts': 'OLD' }), ['check'])).code).toBe(1);
    expect((await portkey(treeOf({ 'a.ts': 'MANUAL' }), ['check', '.'])).code).toBe(1);
    expect((await portkey(treeOf({ 'a.ts': 'fine' }), ['check', '.'])).code).toBe(0);
    expect((await portkey(treeOf({ 'a.ts': 'OLD', 'b.ts': 'BROKEN' }), ['check', '.'])).code).toBe(2);
  });

  test('writes nothing, in every format', async () => {
    const root = treeOf({ 'a.ts': 'OLD' });
    commitAll(root);
    const before = snapshot(root);
    for (const format of ['text', 'json', 'patch']) {
      const said = await portkey(root, ['check', '--format', format]);
      expect(said.code, format).toBe(1);
      expect(said.out, format).not.toBe('');
    }
    expect(snapshot(root)).toEqual(before);
    expect(existsSync(join(root, '.git/portkey-migrate'))).toBe(false);
  });
});

describe('comments that accept findings', () => {
  test('are about their line, or the next when they stand alone; those without use are told', async () => {
    const text = [
      'OLD // portkey-migrate-ignore old',
      'OLD',
      '// portkey-migrate-ignore group, old -- because',
      'OLD GROUP',
      '/* portkey-migrate-ignore manual */',
      '// portkey-migrate-ignore old',
      'MANUAL OLD',
      'fine // portkey-migrate-ignore old',
      'fine // portkey-migrate-ignore',
      'log("portkey-migrate-ignore old"); OLD',
    ].join('\n');
    const root = treeOf({ 'a.ts': text });
    const said = await portkey(root, ['.']);
    expect(said.code).toBe(0);
    expect(said.out).toContain(`a.ts
  2:1 OLD is found (old)
  8:9 manual: nothing here is found by old any more (unused-ignore)
      remove the comment
  9:9 manual: portkey-migrate-ignore names no rule, so it accepts nothing (unused-ignore)
      write the rule behind it: portkey-migrate-ignore RULE
  10:36 OLD is found (old)
`);
    const lines = text.split('\n');
    lines[1] = 'NEW';
    lines[9] = lines[9]?.replace(' OLD', ' NEW') ?? '';
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe(lines.join('\n'));
    expect((await portkey(root, ['check'])).code).toBe(0);
    expect((await portkey(root, ['--strict'])).code).toBe(1);
  });
});

describe('reports', () => {
  test('go to a file with --output, and standard output stays empty', async () => {
    const root = treeOf({ 'a.ts': 'OLD' });
    const said = await portkey(root, ['--output', 'report.json', '--format', 'json', 'a.ts']);
    expect(said).toMatchObject({ code: 0, out: '' });
    expect(JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')).summary.applied).toBe(1);
    expect(said.err).toBe(
      'next: npm install\nnext: npx portkey-migrate verify a.ts\nnext: npx portkey-migrate undo   # puts everything back\n',
    );
  });

  test('that cannot be written are refused before anything is changed', async () => {
    const root = treeOf({ 'a.ts': 'OLD' });
    for (const output of ['no/such/dir.json', '.']) {
      expect(await portkey(root, ['--output', output, '.'])).toMatchObject({ code: 2, out: '' });
    }
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('OLD');
  });

  test('are quiet with -q', async () => {
    const root = treeOf({ 'a.ts': 'OLD MANUAL' });
    expect(await portkey(root, ['-q', '.'])).toMatchObject({ code: 0, out: '', err: '' });
    const json = await portkey(root, ['-q', '--format', 'json', '.']);
    expect(json.err).toBe('');
    expect(JSON.parse(json.out).summary.manual).toBe(1);
  });

  test.each([
    [{}, true, [], true],
    [{}, false, [], false],
    [{ NO_COLOR: '1' }, true, [], false],
    [{ NO_COLOR: '' }, true, [], true],
    [{ FORCE_COLOR: '1' }, false, [], true],
    [{ FORCE_COLOR: '0' }, true, [], false],
    [{ TERM: 'dumb' }, true, [], false],
    [{ FORCE_COLOR: '1' }, true, ['--no-color'], false],
    [{ FORCE_COLOR: '1' }, true, ['--output', 'x'], false],
  ])('with %j on a terminal (%j) and %j have colours: %j', async (env, terminal, flags, coloured) => {
    const root = treeOf({ 'a.ts': 'OLD' });
    const said = await portkey(root, ['check', ...flags], { env, terminal });
    const text = flags.length > 1 ? readFileSync(join(root, 'x'), 'utf8') : said.out;
    expect(text.includes('\u001B[')).toBe(coloured);
  });

  test('of a dry run propose the run with the same choice', async () => {
    const root = treeOf({ 'a b.ts': 'OLD' });
    const said = await portkey(root, [
      '-n',
      '--include',
      '*.ts',
      '--exclude',
      'b',
      '--no-ignore',
      '--force',
      'a b.ts',
    ]);
    expect(said.out).toContain(
      "\n  npx portkey-migrate --include '*.ts' --exclude b --no-ignore --force 'a b.ts'\n",
    );
  });
});

describe('--stdin', () => {
  test('gives the migrated text on standard output, and the rest on standard error', async () => {
    const root = treeOf({ 'src/a.ts': 'what stands on the disk' });
    const argv = ['--stdin', '--stdin-filename', 'src/a.ts'];
    expect(await portkey(root, argv, { input: '\uFEFFOLD\r\n' })).toMatchObject({
      code: 0,
      out: '\uFEFFNEW\r\n',
      err: '',
    });
    expect(await portkey(root, argv, { input: 'fine' })).toMatchObject({ code: 0, out: 'fine', err: '' });
    const manual = await portkey(root, [...argv, '--strict'], { input: 'OLD MANUAL' });
    expect(manual).toMatchObject({ code: 1, out: 'NEW MANUAL' });
    expect(manual.err).toContain('1:5 manual: MANUAL is found (manual)');
    expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toBe('what stands on the disk');
  });

  test('gives nothing when the text cannot be migrated', async () => {
    const argv = ['--stdin', '--stdin-filename', 'a.ts'];
    const said = await portkey(treeOf(), argv, { input: 'OLD BROKEN' });
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain('cannot be parsed');
    expect(await portkey(treeOf(), argv, { input: Buffer.from([0xff]) })).toMatchObject({ code: 2, out: '' });
  });

  test('gives a text of an unknown language back as it is', async () => {
    const argv = ['--stdin', '--stdin-filename', 'a.cobol'];
    expect(await portkey(treeOf(), argv, { input: 'OLD' })).toMatchObject({ code: 0, out: 'OLD' });
  });

  test('under check and --dry-run gives the report', async () => {
    for (const argv of [
      ['check', '--format', 'patch'],
      ['-n', '--format', 'patch'],
    ]) {
      const said = await portkey(treeOf(), [...argv, '--stdin', '--stdin-filename', 'a.ts'], {
        input: 'OLD\n',
      });
      expect(said).toMatchObject({ code: 1, out: '--- a/a.ts\n+++ b/a.ts\n@@ -1,1 +1,1 @@\n-OLD\n+NEW\n' });
    }
  });
});

describe('--interactive', () => {
  test('asks about every file, and takes no for an answer, with all that belongs to it', async () => {
    const root = treeOf({ 'a.ts': 'GROUP', 'b.ts': 'GROUP OLD', 'c.ts': 'OLD' });
    const said = await portkey(root, ['-i', '.'], { answers: [false, true, true] });
    expect(said.asked).toEqual(['Change a.ts?', 'Change b.ts?', 'Change c.ts?']);
    expect(said.code).toBe(0);
    expect(said.err).toContain('-GROUP OLD\n');
    expect(said.out).toContain('manual: not changed, since you chose to leave a.ts as it is');
    expect(Object.values(snapshot(root)).map((state) => state.replace(/^\d+ /, ''))).toEqual([
      'GROUP',
      'GROUP NEW',
      'NEW',
    ]);
  });

  test('needs a terminal, or --yes', async () => {
    const root = treeOf({ 'a.ts': 'OLD' });
    const said = await portkey(root, ['-i', '.']);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain('--interactive: expected a terminal');
    expect((await portkey(root, ['-i', '-y', '.'])).code).toBe(0);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('NEW');
  });

  test('nothing is ever asked without it', async () => {
    const said = await portkey(treeOf({ 'a.ts': 'OLD' }), ['.'], { answers: [] });
    expect(said.asked).toEqual([]);
  });
});

describe('a configuration file', () => {
  test('gives options, and the command line has the last word', async () => {
    const root = treeOf({ 'a.ts': 'OLD', 'conf.json': '{"format": "json", "dryRun": true}' });
    const said = await portkey(root, ['--config', 'conf.json', 'a.ts']);
    expect(said.code).toBe(1);
    expect(JSON.parse(said.out).summary.changedFiles).toBe(1);
    expect((await portkey(root, ['--config', 'conf.json', '--format', 'text', 'a.ts'])).out).toContain(
      '--- a/a.ts',
    );
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('OLD');
  });

  test('is found in the working directory, where it may not say what is overwritten', async () => {
    const root = treeOf({ 'a.ts': 'OLD', '.portkey-migrate.json': '{"format": "patch"}' });
    expect((await portkey(root, ['check', 'a.ts'])).out).toContain('--- a/a.ts');
    put(root, '.portkey-migrate.json', '{"output": "/etc/passwd"}');
    const said = await portkey(root, ['check', 'a.ts']);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain('only in a file given with --config');
  });

  test.each([
    ['{"colour": true}', 'unknown option: expected one of dryRun, format', 'received "colour"'],
    ['{"strict": "yes"}', 'strict does not fit: expected true or false', 'received "yes"'],
    ['{"format": "xml"}', 'format does not fit: expected text, json', 'received "xml"'],
    ['{"only": "a"}', 'only does not fit: expected a list of strings', 'received "a"'],
    ['{"jobs": 0}', 'jobs does not fit: expected a whole number', 'received 0'],
    ['[]', 'is no configuration: expected a JSON object', 'received []'],
    ['{', 'cannot be read: expected a JSON object', 'JSON'],
  ])('%s is refused', async (text, what, received) => {
    const root = treeOf({ 'conf.json': text });
    const said = await portkey(root, ['--config', 'conf.json', '.']);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(`error: conf.json`);
    expect(said.err).toContain(what);
    expect(said.err).toContain(received);
  });

  test('that is not there is an error', async () => {
    expect(await portkey(treeOf(), ['--config', 'no.json', '.'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('bad usage', () => {
  test.each([
    [['--frobnicate'], "unknown option '--frobnicate'"],
    [['check', '--frobnicate'], "unknown option '--frobnicate'"],
    [['--format', 'xml', '.'], "argument 'xml' is invalid. Allowed choices are text, json, patch"],
    [['--format'], 'argument missing'],
    [['-j', 'many', '.'], "'many' is invalid"],
    [['-j', '0', '.'], "'0' is invalid"],
    [['--stdin'], '--stdin: expected --stdin-filename'],
    [['--stdin-filename', 'a.ts'], 'received "a.ts" without --stdin'],
    [['--stdin', '--stdin-filename', 'a.ts', 'b.ts'], 'expected no paths beside it, received b.ts'],
    [['--stdin', '--stdin-filename', 'a.ts', '-i'], 'expected no --interactive'],
    [['undo', 'a', 'b'], 'too many arguments'],
    [['undo', 'nowhere'], 'expected a path that exists, received "nowhere"'],
  ])('%j is told on standard error and ends with 2', async (argv, message) => {
    const root = treeOf({ 'a.ts': 'OLD' });
    const said = await portkey(root, argv);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(message);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('OLD');
  });
});

describe('undo', () => {
  test('puts the last run back, once', async () => {
    const root = treeOf({ 'repo/a.ts': 'OLD', 'repo/b.ts': 'OLD' });
    commitAll(join(root, 'repo'));
    const before = snapshot(root);
    await portkey(root, ['repo']);
    expect(await portkey(root, ['undo', '-n'])).toMatchObject({
      code: 0,
      out: 'would put back repo/a.ts\nwould put back repo/b.ts\n',
    });
    expect(await portkey(root, ['undo', 'repo'])).toMatchObject({
      code: 0,
      out: 'put back a.ts\nput back b.ts\n',
    });
    expect(snapshot(root)).toEqual(before);
    expect(await portkey(root, ['undo'])).toMatchObject({
      code: 0,
      out: 'Nothing to undo: no run is written down for ..\n',
    });
  });

  test('leaves what was changed since, says so and ends with 2; --force puts it back', async () => {
    const root = treeOf({ 'a.ts': 'OLD', 'b.ts': 'OLD' });
    await portkey(root, ['.']);
    put(root, 'a.ts', 'mine');
    const said = await portkey(root, ['undo']);
    expect(said).toMatchObject({ code: 2, out: 'put back b.ts\n' });
    expect(said.err).toMatch(/^error: a\.ts was left as it is: it was changed since/);
    expect(await portkey(root, ['undo', '--force'])).toMatchObject({ code: 0, out: 'put back a.ts\n' });
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('OLD');
  });
});

test('a directory that cannot take the journal stops the run before anything is written', async () => {
  const root = treeOf({ 'a.ts': 'OLD' });
  commitAll(root);
  put(root, '.git/portkey-migrate', 'a file in the way');
  const said = await portkey(root, ['.']);
  expect(said).toMatchObject({ code: 2, out: '' });
  expect(said.err).toContain('nothing was changed');
  expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('OLD');
  rmSync(join(root, '.git/portkey-migrate'));
  mkdirSync(join(root, '.git/portkey-migrate'));
  expect((await portkey(root, ['.'])).code).toBe(0);
});
