import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { OPTIONS } from '../transforms/client/options.js';
import { DEPENDENCIES } from '../transforms/dependencies.js';
import { HEADERS, headerNamed } from '../transforms/headers.js';
import { TRANSFORMS } from '../transforms/index.js';
import { METHODS } from '../transforms/methods.js';
import { ROUTES } from '../transforms/routes.js';
import { TYPES } from '../transforms/types.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function textsIn(folder: string, isWanted: (name: string) => boolean): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

const inputs = textsIn('fixtures', (name) => name.includes('.input.'));
const isShown = (pattern: RegExp): boolean => inputs.some((text) => pattern.test(text));
const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

interface Row {
  readonly from: string;
  readonly to?: string;
  readonly see: string;
}

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  methods: METHODS,
  routes: ROUTES,
  headers: HEADERS,
  options: OPTIONS,
  types: TYPES,
  dependencies: DEPENDENCIES.map((row) => ({ ...row, from: `${row.ecosystem} ${row.package}` })),
};

describe.each(Object.entries(TABLES))('the table of %s', (_name, rows) => {
  test('says where each row can be seen', () => {
    expect(rows.filter(({ see }) => see.trim().length < 10)).toEqual([]);
  });

  test('has every old name once', () => {
    const names = rows.map(({ from }) => from.toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe('no row leads to the old name of another', () => {
  const changed = (rows: readonly Row[]): string[] =>
    rows.flatMap(({ from, to }) => (to && to !== from ? [from] : []));
  test.each(Object.entries(TABLES))('of %s', (_name, rows) => {
    const old = new Set(changed(rows));
    expect(rows.filter(({ to }) => to !== undefined && old.has(to))).toEqual([]);
  });

  test('and a new header stays what it is', () => {
    const unstable = HEADERS.filter(({ to }) => to !== undefined && headerNamed(to)?.fate !== 'same');
    expect(unstable).toEqual([]);
  });
});

describe('every row has a fixture', () => {
  test.each(METHODS.map(({ from }) => from))('method %s', (from) => {
    const [first = '', last = ''] = from.split('.');
    expect(isShown(new RegExp(`${quoted(first)}\\s*\\.\\s*${quoted(last)}\\b`))).toBe(true);
  });

  test.each(ROUTES.map(({ from }) => from))('route %s', (from) => {
    const path = quoted(from.replace('/*', '')).replace('ID', '[^/]+');
    expect(isShown(new RegExp(`${path}(?![\\w])`))).toBe(true);
  });

  test.each(HEADERS.map(({ from }) => from))('header %s', (from) => {
    expect(isShown(new RegExp(`['"]${quoted(from)}['"]`, 'i'))).toBe(true);
  });

  test.each(OPTIONS.map(({ from }) => from))('option %s', (from) => {
    expect(isShown(new RegExp(`\\b${from}\\b['"]?\\s*[:,]`))).toBe(true);
  });

  test.each(TYPES.map(({ from }) => from))('type %s', (from) => {
    expect(isShown(new RegExp(`: ${from}\\b`))).toBe(true);
  });
});

describe('the rules', () => {
  test('have names of their own, a sentence, and two examples that differ', () => {
    const names = TRANSFORMS.map(({ rule }) => rule);
    expect(new Set(names).size).toBe(names.length);
    for (const { rule, summary, before, after } of TRANSFORMS) {
      expect(rule).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(summary.length).toBeGreaterThan(20);
      expect(before).not.toBe(after);
    }
  });
});

describe('the wall', () => {
  const mechanism = [
    ...textsIn('src/languages', (name) => name.endsWith('.ts')),
    ...textsIn('src/reshape', (name) => name.endsWith('.ts')),
    ...['edit', 'site', 'value', 'language', 'project', 'reshape', 'dialect'].map((name) =>
      readFileSync(join(ROOT, 'src', `${name}.ts`), 'utf8'),
    ),
  ];

  test('the mechanism has never heard of the product', () => {
    expect(mechanism.length).toBeGreaterThan(30);
    expect(mechanism.filter((text) => /portkey/i.test(text))).toEqual([]);
  });

  test('the knowledge imports nothing but nouns, and nothing of Node', () => {
    const imports = textsIn('transforms', (name) => name.endsWith('.ts')).flatMap((text) =>
      [...text.matchAll(/from '([^']+)'/g)].map(([, from = '']) => from),
    );
    const outside = [...new Set(imports)].filter((from) => !/^\.\.?\/(?!.*src\/)/.test(from));
    const nouns = /\/src\/(?:site|value|project|edit|language|mark|version-range)\.js$/;
    expect(outside.filter((from) => !nouns.test(from))).toEqual([]);
  });
});
