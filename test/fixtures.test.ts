import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadLanguages } from '../src/languages/index.js';
import { memoryProject } from '../src/memory.js';
import { migrate } from '../src/migrate.js';
import type { FileResult, Migration } from '../src/result.js';
import { TRANSFORMS } from '../transforms/index.js';

/** A finding that is expected to be left for a person; said in `<name>.findings.json`. */
interface Left {
  readonly rule: string;
  readonly line: number;
  /** Of a project: the file it is in. */
  readonly file?: string;
}

type Files = Record<string, string>;

const ROOT = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** What lists the SDK beside a fixture, by the fixture's extension. */
const PYTHON_MANIFEST: Files = { 'requirements.txt': 'portkey-ai>=1.11.2,<2\n' };
const MANIFEST = '{\n  "name": "fixture",\n  "dependencies": {\n    "portkey-ai": "^1.10.4"\n  }\n}\n';

/** Projects are folders. */
const APART = new Set(['projects']);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

const PYTHON = /\.pyi?$/;

await loadLanguages(['any.py']);

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const single = filesIn(ROOT).filter((path) => !APART.has(path.split('/')[0] ?? ''));
const inputs = single.filter((path) => path.includes('.input.'));
const outputOf = (input: string): string => input.replace('.input.', '.output.');
const findingsOf = (input: string): string => input.replace(/\.input\.\w+$/, '.findings.json');

/** What a list of dependencies is called, by the extension of its fixture. */
const LISTS: Readonly<Record<string, string>> = {
  json: 'package.json',
  txt: 'requirements.txt',
  toml: 'pyproject.toml',
  cfg: 'setup.cfg',
  py: 'setup.py',
  Pipfile: 'Pipfile',
  yml: 'environment.yml',
};

/** A single fixture runs beside a manifest that lists the SDK, unless its name says otherwise. */
function nameOf(input: string): string {
  const list = input.startsWith('dependencies/') ? LISTS[input.split('.').at(-1) ?? ''] : undefined;
  if (list) return list;
  return (input.split('/').at(-1) ?? '').replace('.input.', '.');
}

function filesFor(input: string, text: string): Files {
  const name = nameOf(input);
  const alone = input.startsWith('dependencies/') || input.includes('without-a-manifest');
  if (alone) return { [name]: text };
  return PYTHON.test(input)
    ? { ...PYTHON_MANIFEST, [name]: text }
    : { 'package.json': MANIFEST, [name]: text };
}

function run(files: Files): Migration {
  return migrate(memoryProject(files));
}

function resultOf(migration: Migration, file: string): FileResult | undefined {
  return migration.files.find(({ path }) => path === file);
}

function textsOf(migration: Migration, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file, resultOf(migration, file)?.after ?? text]),
  );
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}

function left(migration: Migration): Left[] {
  return migration.files.flatMap(({ path, before, findings }) =>
    findings
      .filter(({ level }) => level === 'manual')
      .map(({ rule, span }) => ({ rule, line: lineOf(before, span.start), file: path })),
  );
}

function errors(migration: Migration): string[] {
  return migration.files.flatMap(({ path, findings }) =>
    findings.filter(({ level }) => level === 'error').map(({ message }) => `${path}: ${message}`),
  );
}

const sorted = (all: readonly Left[]): Left[] =>
  [...all].sort(
    (a, b) => `${a.file}`.localeCompare(`${b.file}`) || a.line - b.line || a.rule.localeCompare(b.rule),
  );

const crlf = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n');

describe.each(inputs)('%s', (input) => {
  const before = read(input);
  const name = nameOf(input);
  const expected = existsSync(join(ROOT, outputOf(input))) ? read(outputOf(input)) : before;
  const files = filesFor(input, before);
  const migration = run(files);

  test('becomes its output', () => {
    expect(errors(migration)).toEqual([]);
    expect(textsOf(migration, files)[name]).toBe(expected);
  });

  test('leaves to a person what its findings say', () => {
    const path = join(ROOT, findingsOf(input));
    const wanted: Left[] = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
    expect(sorted(left(migration))).toEqual(sorted(wanted.map((one) => ({ file: name, ...one }))));
  });

  test('is finished after one run', () => {
    const again = run(filesFor(input, expected));
    expect(again.files.filter((file) => file.after !== file.before)).toEqual([]);
  });

  test('keeps CRLF', () => {
    const windows = filesFor(input, crlf(before));
    const result = run(windows);
    expect(errors(result)).toEqual([]);
    expect(textsOf(result, windows)[name]).toBe(crlf(expected));
  });
});

const projects = existsSync(join(ROOT, 'projects')) ? readdirSync(join(ROOT, 'projects')) : [];

function folder(path: string): Files {
  if (!existsSync(path)) return {};
  return Object.fromEntries(filesIn(path).map((file) => [file, readFileSync(join(path, file), 'utf8')]));
}

describe.each(projects)('projects/%s', (project) => {
  const root = join(ROOT, 'projects', project);
  const before = folder(join(root, 'before'));
  const expected = { ...before, ...folder(join(root, 'after')) };
  const migration = run(before);

  test('becomes its after', () => {
    expect(errors(migration)).toEqual([]);
    expect(textsOf(migration, before)).toEqual(expected);
  });

  test('leaves to a person what its findings say', () => {
    const path = join(root, 'findings.json');
    const wanted: Left[] = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
    expect(sorted(left(migration))).toEqual(sorted(wanted));
  });

  test('is finished after one run', () => {
    expect(run(expected).files.filter((file) => file.after !== file.before)).toEqual([]);
  });

  test('keeps CRLF', () => {
    const windows = Object.fromEntries(Object.entries(before).map(([file, text]) => [file, crlf(text)]));
    const result = textsOf(run(windows), windows);
    expect(result).toEqual(
      Object.fromEntries(Object.entries(expected).map(([file, text]) => [file, crlf(text)])),
    );
  });

  test('has no file after that was not there before', () => {
    const unknown = Object.keys(folder(join(root, 'after'))).filter((file) => !(file in before));
    expect(unknown).toEqual([]);
  });
});

describe('the fixtures', () => {
  test('are enough to be worth their name', () => expect(inputs.length).toBeGreaterThan(100));

  test('have no output, findings or note without an input', () => {
    const stems = new Set(inputs.map((path) => path.replace(/\.input\.\w+$/, '')));
    const orphans = single.filter(
      (path) =>
        !path.includes('.input.') && !stems.has(path.replace(/\.output\.\w+$|\.findings\.json$|\.md$/, '')),
    );
    expect(orphans).toEqual([]);
  });

  test('have no output that equals its input', () => {
    const same = inputs.filter(
      (path) => existsSync(join(ROOT, outputOf(path))) && read(path) === read(outputOf(path)),
    );
    expect(same).toEqual([]);
  });

  test('are sentences', () => {
    const names = inputs.map((path) => path.split('/').at(-1)?.split('.')[0] ?? '');
    expect(names.filter((name) => name.split('-').length < 3)).toEqual([]);
  });

  test('show every rule: changed, left alone, and left for a person', () => {
    for (const { rule } of TRANSFORMS) {
      if (!existsSync(join(ROOT, rule))) continue;
      const own = inputs.filter((path) => path.startsWith(`${rule}/`));
      const changed = own.filter((path) => existsSync(join(ROOT, outputOf(path))));
      const forPersons = own.filter((path) => existsSync(join(ROOT, findingsOf(path))));
      const alone = own.filter((path) => !changed.includes(path) && !forPersons.includes(path));
      expect({
        rule,
        changed: changed.length > 0,
        forPersons: forPersons.length > 0,
        alone: alone.length > 0,
      }).toEqual({
        rule,
        changed: true,
        forPersons: true,
        alone: true,
      });
    }
  });

  test('speak Python for every rule that they speak JavaScript for', () => {
    const rulesIn = (extension: RegExp): string[] => [
      ...new Set(inputs.filter((path) => extension.test(path)).map((path) => path.split('/')[0] ?? '')),
    ];
    const python = rulesIn(PYTHON);
    expect(rulesIn(/\.[cm]?[jt]sx?$/).filter((rule) => !python.includes(rule))).toEqual([]);
  });

  test('exist for every rule', () => {
    const folders = readdirSync(ROOT).filter((name) => statSync(join(ROOT, name)).isDirectory());
    expect(TRANSFORMS.map(({ rule }) => rule).filter((rule) => !folders.includes(rule))).toEqual([]);
  });
});
