import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadLanguages } from '../src/languages/index.js';
import { memoryProject } from '../src/memory.js';
import { migrate } from '../src/migrate.js';
import { pythonVersion, unreadByPython } from './python-itself.js';

const ROOT = fileURLToPath(new URL('../fixtures/', import.meta.url));
const PYTHON = /\.pyi?$/;

type Texts = Readonly<Record<string, string>>;

function pythonIn(folder: string): Texts {
  const paths = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && PYTHON.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}

/** What a fixture's text is made from, by its name: `x.output.py` from `x.input.py`, `after/x.py` from `before/x.py`. */
function sourceOf(name: string): string {
  return name.replace('.output.', '.input.').replace(/^(projects\/[^/]+)\/after\//, '$1/before/');
}

const written = pythonIn(ROOT);

/** What the tool makes of every fixture, alone or with its project. */
function made(): Texts {
  const alone = Object.keys(written).filter((name) => name.includes('.input.'));
  const singles = alone.map((name): [string, string] => {
    const file = (name.split('/').at(-1) ?? '').replace('.input.', '.');
    const files = { 'requirements.txt': 'portkey-ai>=1.11.2,<2\n', [file]: written[name] ?? '' };
    return [`made of ${name}`, after(files)[file] ?? ''];
  });
  return { ...Object.fromEntries(singles), ...madeOfProjects() };
}

function madeOfProjects(): Texts {
  const projects = readdirSync(join(ROOT, 'projects')).filter((name) =>
    Object.keys(written).some((path) => path.startsWith(`projects/${name}/before/`)),
  );
  const texts = projects.map((name) => {
    const folder = join(ROOT, 'projects', name, 'before');
    const list = join(folder, 'requirements.txt');
    const files = {
      ...pythonIn(folder),
      ...(existsSync(list) && { 'requirements.txt': readFileSync(list, 'utf8') }),
    };
    return Object.entries(after(files))
      .filter(([file]) => PYTHON.test(file))
      .map(([file, text]) => [`made of projects/${name}/before/${file}`, text]);
  });
  return Object.fromEntries(texts.flat());
}

function after(files: Texts): Texts {
  const { files: results } = migrate(memoryProject(files));
  return { ...files, ...Object.fromEntries(results.map(({ path, after }) => [path, after])) };
}

describe('Python itself', () => {
  const version = pythonVersion();
  let unread: ReadonlySet<string>;

  beforeAll(async () => {
    await loadLanguages(['any.py']);
    unread = new Set(version ? unreadByPython(written).map(({ name }) => name) : []);
  });

  test('is there where tests must be complete', () => {
    expect(version !== undefined || !process.env.CI).toBe(true);
  });

  test('reads every fixture', ({ skip }) => {
    if (!version) return skip('no python3 on this machine');
    // An older Python does not read what is newer than itself.
    const newer = (name: string): boolean => version < 312 && /3-12|match/.test(name);
    expect([...unread].filter((name) => !newer(name))).toEqual([]);
    expect(Object.keys(written).length).toBeGreaterThan(150);
  });

  test('reads everything that the tool makes of what it reads', ({ skip }) => {
    if (!version) return skip('no python3 on this machine');
    const readable = Object.entries(made()).filter(([name]) => !unread.has(name.replace('made of ', '')));
    expect(readable.length).toBeGreaterThan(100);
    expect(unreadByPython(Object.fromEntries(readable))).toEqual([]);
  });

  test('would say so if it did not', ({ skip }) => {
    if (!version) return skip('no python3 on this machine');
    const problems = unreadByPython({ 'a.py': 'x = (\n', 'b.py': 'x = 1\n' });
    expect(problems.map(({ name }) => name)).toEqual(['a.py']);
  });

  test('is asked about outputs of inputs that are there', () => {
    const orphans = Object.keys(written).filter(
      (name) => /\.output\./.test(name) && !written[sourceOf(name)],
    );
    expect(orphans).toEqual([]);
  });
});
