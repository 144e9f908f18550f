import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { register } from '../src/cli/config.js';
import type { Io } from '../src/cli/io.js';
import { JobError } from '../src/job-error.js';
import { undo } from '../src/journal/undo.js';

const root = mkdtempSync(join(tmpdir(), 'config-convert-'));
let cwd = root;
let count = 0;
beforeEach(() => {
  count += 1;
  cwd = mkdtempSync(join(root, `${count}-`));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const write = (name: string, text: string | Uint8Array) => writeFileSync(join(cwd, name), text);
const read = (name: string) => readFileSync(join(cwd, name), 'utf8');

/** Runs `config convert` and returns all it did to the world. */
async function convert(args: readonly string[], input: string | Uint8Array = '') {
  let out = '';
  const err: string[] = [];
  let code = 0;
  const io: Io = {
    cwd,
    env: {},
    print: (text) => {
      out += text;
    },
    warn: (line) => void err.push(line),
    readInput: async () => Buffer.from(input),
    terminal: false,
    ask: undefined,
    exit: (next) => {
      code = Math.max(code, next);
    },
  };
  const program = new Command('portkey-migrate').exitOverride();
  register(program, io);
  try {
    await program.parseAsync(['config', 'convert', ...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof JobError)) throw error;
    return { code: 2, out, err: error.message };
  }
  return { code, out, err: err.join('\n') };
}

const GUIDE = `{
	"mode": "single",
	"options": [
		{
			"provider": "openai",
			"virtual_key": "open-4110dd",
		}
	]
}
`;

const GUIDE_AFTER = `{
	"strategy": { "mode": "single" },
	"targets": [
		{
			"virtual_key": "open-4110dd",
		}
	]
}
`;

const OLD = '{"mode": "fallback", "options": [{"virtual_key": "a"}, {"virtual_key": "b"}]}\n';
const NEW = '{"strategy": {"mode": "fallback"}, "targets": [{"virtual_key": "a"}, {"virtual_key": "b"}]}\n';

describe('one file', () => {
  test('goes to standard output, and stays as it is', async () => {
    write('a.json', GUIDE);
    expect(await convert(['a.json'])).toEqual({ code: 0, out: GUIDE_AFTER, err: '' });
    expect(read('a.json')).toBe(GUIDE);
  });

  test('standard input', async () => {
    expect(await convert(['-'], OLD)).toEqual({ code: 0, out: NEW, err: '' });
  });

  test.each([
    ['CRLF', GUIDE.replaceAll('\n', '\r\n'), GUIDE_AFTER.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${OLD}`, `\uFEFF${NEW}`],
    ['no final newline', OLD.trimEnd(), NEW.trimEnd()],
    ['comments', `// ours ☃\n${OLD}/* end */`, `// ours ☃\n${NEW}/* end */`],
  ])('keeps %s', async (_, before, after) => {
    expect(await convert(['-'], before)).toEqual({ code: 0, out: after, err: '' });
  });

  test('comments, quoting and order inside stay', async () => {
    const before = `{
  // how
  "retry": 3, // times
  "options": [ // where
    { "virtual_key": "a" /* ours */, "weight": 1 },
    // and
    { "virtual_key": "b", "weight": 2 }
  ],
  /* what */ "mode": "ab_test"
}`;
    const { code, out } = await convert(['-'], before);
    expect(code).toBe(0);
    for (const comment of ['// how', '// times', '// where', '/* ours */', '// and', '/* what */']) {
      expect(out).toContain(comment);
    }
    expect(out.indexOf('"retry"')).toBeLessThan(out.indexOf('"targets"'));
    expect(out.indexOf('"targets"')).toBeLessThan(out.indexOf('"strategy"'));
    expect(out).toContain('{ "virtual_key": "b", "weight": 2 }');
  });

  test('a Config 2.0 comes out as it went in', async () => {
    expect(await convert(['-'], NEW)).toEqual({ code: 0, out: NEW, err: '' });
    write('a.json', NEW);
    expect(await convert(['a.json', '--check'])).toEqual({ code: 0, out: '', err: '' });
  });

  test('what is no config any more is removed and named', async () => {
    const before = `{"mode": "single", "options": [{"virtual_key": "a",
  "trace_id": "t",
  "metadata": {"a": 1}, "cache_force_refresh": true}]}`;
    const { code, out, err } = await convert(['-'], before);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ strategy: { mode: 'single' }, targets: [{ virtual_key: 'a' }] });
    expect(err).toMatch(/^<stdin>:2:3: trace_id .*removed.*x-portkey-trace-id$/m);
    expect(err).toMatch(/^<stdin>:3:3: metadata .*x-portkey-metadata$/m);
    expect(err).toMatch(/^<stdin>:3:25: cache_force_refresh .*x-portkey-cache-force-refresh$/m);
  });

  test('configs inside a bigger file', async () => {
    write('all.json', `{"prod": ${OLD.trim()}, "name": "x", "list": [${OLD.trim()}]}`);
    const { code, out } = await convert(['all.json']);
    expect(code).toBe(0);
    expect(out).toBe(`{"prod": ${NEW.trim()}, "name": "x", "list": [${NEW.trim()}]}`);
    expect(await convert(['-'], out)).toEqual({ code: 0, out, err: '' });
  });
});

describe('what cannot be converted: exit 2, a message, nothing on standard output', () => {
  test.each([
    [
      'an unknown mode',
      '{\n  "mode": "scientist",\n  "options": [{"virtual_key": "a"}]}',
      /^error: a\.json:2:\d+: "scientist" is no mode/,
    ],
    ['no JSON', '{"mode": "single",\n "options": [}', /^error: a\.json:2:14: /],
    ['nothing', '', /^error: a\.json:1:1: expected a value/],
    ['no config', '{"name": "x"}', /^error: a\.json:1:1: this is no config/],
    ['a list', '[1, 2]', /no config/],
    [
      'a quiz',
      '{"mode": "single", "options": ["A", "B"]}',
      /a\.json:1:32: options\[0\]: expected .*, found "A"/,
    ],
    [
      'a wrong type',
      '{"mode": "single", "options": [{"virtual_key": 5}]}',
      /a\.json:1:48: virtual_key: expected string or null, found 5/,
    ],
    [
      'a wrong retry',
      '{"mode": "single", "options": [{"virtual_key": "a", "retry": "3"}]}',
      /a\.json:1:62: retry: expected a number from 0 to 5, .*, found "3"/,
    ],
    [
      'an unknown key',
      '{"mode": "single", "options": [{"virtual_key": "a", "modle": 1}]}',
      /a\.json:1:53: modle: expected a key of an option, found "modle"/,
    ],
    ['no options', '{"mode": "single"}', /a\.json:1:1: options: expected "options", found nothing/],
    ['no mode', '{"options": [{"virtual_key": "a"}]}', /a\.json:1:1: mode: expected "mode", found nothing/],
    [
      'empty options',
      '{"mode": "single", "options": []}',
      /a\.json:1:31: options: expected .*, found an empty list/,
    ],
    [
      'no key',
      '{"mode": "single", "options": [{"provider": "openai"}]}',
      /a\.json:1:32: this option has no key/,
    ],
    [
      'a broken Config 2.0',
      '{"strategy": {"mode": "first"}, "targets": [{"virtual_key": "a"}]}',
      /a\.json:1:23: mode: expected "single" or .*, found "first"/,
    ],
  ])('%s', async (_, text, message) => {
    write('a.json', text);
    const { code, out, err } = await convert(['a.json', '--write']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(read('a.json')).toBe(text);
    expect(await convert(['a.json'])).toMatchObject({ code: 2, out: '' });
  });

  test('no such file, a directory, YAML, and what is not UTF-8', async () => {
    write('latin.json', Buffer.from('{"mode": "\xe9"}', 'latin1'));
    write('a.yaml', 'mode: single');
    expect(await convert(['none.json'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/no such file/),
    });
    expect(await convert(['.'])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/directory/) });
    expect(await convert(['latin.json'])).toMatchObject({ code: 2, err: expect.stringMatching(/UTF-8/) });
    expect(await convert(['a.yaml'])).toMatchObject({ code: 2, err: expect.stringMatching(/YAML .* yet/) });
  });

  test('bad usage', async () => {
    write('a.json', OLD);
    write('b.json', OLD);
    expect(await convert(['a.json', 'b.json'])).toMatchObject({ code: 2, out: '' });
    expect(await convert(['a.json', '--write', '--check'])).toMatchObject({ code: 2, out: '' });
    expect(await convert(['-', '--write'], OLD)).toMatchObject({ code: 2, out: '' });
    expect(read('a.json')).toBe(OLD);
  });
});

describe('several files', () => {
  test('--write', async () => {
    write('a.json', GUIDE);
    write('b b.jsonc', `// two\n${OLD}`);
    write('c.json', NEW);
    const { code, out, err } = await convert(['a.json', 'b b.jsonc', 'c.json', '--write']);
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'converted a.json\nconverted b b.jsonc' });
    expect([read('a.json'), read('b b.jsonc'), read('c.json')]).toEqual([GUIDE_AFTER, `// two\n${NEW}`, NEW]);
    expect(readdirSync(cwd).sort()).toEqual(['.portkey-migrate', 'a.json', 'b b.jsonc', 'c.json']);
  });

  test('--write is put back by undo, links and modes too', async () => {
    write('a.json', GUIDE);
    write('b b.jsonc', `\uFEFF// two\r\n${OLD}`);
    chmodSync(join(cwd, 'a.json'), 0o640);
    symlinkSync('b b.jsonc', join(cwd, 'link.json'));
    expect(await convert(['a.json', 'link.json', '--write'])).toMatchObject({ code: 0 });
    expect(read('a.json')).toBe(GUIDE_AFTER);
    expect(await undo(cwd, { force: false, dry: false })).toMatchObject({
      restored: ['a.json', 'b b.jsonc'],
      refused: [],
    });
    expect([read('a.json'), read('b b.jsonc')]).toEqual([GUIDE, `\uFEFF// two\r\n${OLD}`]);
    expect(statSync(join(cwd, 'a.json')).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd).sort()).toEqual(['a.json', 'b b.jsonc', 'link.json']);
  });

  test('the same file by two names is written once', async () => {
    write('a.json', OLD);
    symlinkSync('a.json', join(cwd, 'link.json'));
    expect(await convert(['a.json', 'link.json', '--write'])).toMatchObject({ code: 0 });
    expect(read('a.json')).toBe(NEW);
  });

  test('--write writes none when one cannot be converted', async () => {
    write('a.json', OLD);
    write('b.json', '{');
    const { code, err } = await convert(['a.json', 'b.json', '--write']);
    expect(code).toBe(2);
    expect(err).toMatch(/b\.json:1:/);
    expect(err).toMatch(/Nothing was written/);
    expect(read('a.json')).toBe(OLD);
  });

  test('--check', async () => {
    write('a.json', OLD);
    write('b.json', NEW);
    expect(await convert(['a.json', 'b.json', '--check'])).toEqual({
      code: 1,
      out: 'a.json is a Config 1.0\n',
      err: '',
    });
    expect(await convert(['-', '--check'], OLD)).toMatchObject({ code: 1 });
    expect(read('a.json')).toBe(OLD);
  });

  test('--check with one that is broken', async () => {
    write('a.json', OLD);
    write('b.json', '{');
    expect(await convert(['a.json', 'b.json', '--check'])).toMatchObject({
      code: 2,
      out: 'a.json is a Config 1.0\n',
    });
  });

  test('modes and links stay', async () => {
    write('a.json', OLD);
    chmodSync(join(cwd, 'a.json'), 0o640);
    symlinkSync('a.json', join(cwd, 'link.json'));
    expect(await convert(['link.json', '--write'])).toMatchObject({ code: 0 });
    expect(read('a.json')).toBe(NEW);
    expect(statSync(join(cwd, 'a.json')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(cwd, 'link.json'), 'utf8')).toBe(NEW);
  });
});
