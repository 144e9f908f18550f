import { describe, expect, test } from 'vitest';
import { readerOf } from '../src/candidates.js';
import { searchIn, widen } from '../src/widen.js';
import { put, treeOf } from './tree.js';

const CLIENT = `import { Portkey } from 'portkey-ai';
export const portkey = new Portkey({ mode: 'single', llms: [{ virtual_key: 'a' }] });
`;

const MAPPED = `{ "compilerOptions": { "baseUrl": ".", "paths": {
  "@llm": ["lib/llm.ts"], "@llm-client": ["pages/client/index.ts"], "#/*": ["./lib/*"], "@packages/*": ["packages/*/src"]
} } }`;

async function widened(
  files: Readonly<Record<string, string>>,
  candidates: readonly string[],
): Promise<readonly string[]> {
  const root = treeOf(files);
  const around = {
    cwd: root,
    files: Object.keys(files),
    reader: readerOf(root),
    rules: { only: [], skip: [] },
  };
  return (await widen(candidates, around)).files;
}

describe('what imports a file with something old becomes a candidate', () => {
  const importers: readonly (readonly [file: string, importer: string, statement: string])[] = [
    ['lib/llm.ts', 'lib/a.ts', "import { portkey } from './llm'"],
    ['lib/llm.ts', 'lib/a.ts', 'import {portkey} from "./llm.js"'],
    ['lib/llm.ts', 'a.js', "const { portkey } = require('./lib/llm')"],
    ['lib/llm.ts', 'x/a.tsx', 'const { portkey } = await import(`../lib/llm.ts`)'],
    ['lib/llm.ts', 'x/a.ts', "export * from '../lib/llm'"],
    ['lib/llm.ts', 'x/a.ts', "import { portkey } from '@llm'"],
    ['lib/llm.ts', 'x/a.ts', "import { portkey } from '#/llm'"],
    ['lib/llm.ts', 'x/a.ts', "import { portkey } from 'lib/llm'"],
    ['lib/llm.mts', 'x/a.mjs', "import { portkey } from '../lib/llm.mjs'"],
    ['pages/client/index.ts', 'pages/a.ts', "import { portkey } from './client'"],
    ['pages/client/index.ts', 'pages/a.ts', "import { portkey } from './client/'"],
    ['pages/client/index.ts', 'pages/a.ts', "import { portkey } from './client/index.js'"],
    ['pages/client/index.ts', 'pages/client/a.ts', "import { portkey } from '.'"],
    ['pages/client/index.ts', 'pages/client/a.ts', "import { portkey } from './'"],
    ['pages/client/index.ts', 'pages/client/a.ts', "import { portkey } from './index'"],
    ['pages/client/index.ts', 'pages/client/x/a.ts', "import { portkey } from '..'"],
    ['pages/client/index.ts', 'pages/client/x/y/a.ts', "import { portkey } from '../../index.js'"],
    ['pages/client/index.ts', 'pages/client/x/y/a.ts', "import { portkey } from '../..'"],
    ['pages/client/index.ts', 'a.ts', "import { portkey } from '@llm-client'"],
    ['packages/api/src/index.ts', 'a.ts', "import { portkey } from '@packages/api'"],
    ['index.ts', 'x/a.ts', "import { portkey } from '..'"],
  ];

  test.each(importers)('%s by %s: %s', async (file, importer, statement) => {
    const files = {
      [file]: CLIENT,
      [importer]: `${statement};\n`,
      'other.ts': 'export {};\n',
      'tsconfig.json': MAPPED,
    };
    expect([...(await widened(files, [file]))].sort()).toEqual([file, importer].sort());
  });

  test('by the name of its package', async () => {
    const files = {
      'packages/llm/package.json': '{"name": "@shop/llm", "main": "src/index.ts"}',
      'packages/llm/src/index.ts': CLIENT,
      'packages/web/a.ts': "import { portkey } from '@shop/llm';\n",
      'packages/web/b.ts': "import { portkey } from '@shop/llm-two';\n",
      'package.json': '{"name": "shop", "workspaces": ["packages/*"]}',
    };
    expect(await widened(files, ['packages/llm/src/index.ts'])).toEqual([
      'packages/llm/src/index.ts',
      'packages/web/a.ts',
    ]);
  });

  test('directly or through others, and what it imports', async () => {
    const files = {
      'lib/llm.ts': CLIENT,
      'lib/barrel.ts': "export * from './llm';\n",
      'app/a.ts':
        "import { portkey } from '../lib/barrel';\nimport { b } from './b';\nportkey.chatCompletions.create(b);\n",
      'app/b.ts': 'export const b = {};\n',
      'app/c.ts': "import { llm } from './llm-of-others';\n",
    };
    expect(await widened(files, ['lib/llm.ts'])).toEqual([
      'app/a.ts',
      'app/b.ts',
      'lib/barrel.ts',
      'lib/llm.ts',
    ]);
  });
});

describe('a search that was expected', () => {
  test('is narrowed to what is asked', async () => {
    const root = treeOf({ 'a.ts': 'one two', 'b.ts': 'two', 'c.ts': 'one', 'd.ts': 'three' });
    const files = ['a.ts', 'b.ts', 'c.ts', 'd.ts'];
    const search = searchIn(root);
    search.expect(files, ['one', 'two']);
    expect(await search.find(['a.ts', 'b.ts'], ['one'])).toEqual(['a.ts']);
    expect(await search.find(files, ['two'])).toEqual(['a.ts', 'b.ts']);
    put(root, 'b.ts', 'three');
    expect(await search.find(files, ['three'])).toEqual(['b.ts', 'd.ts']);
  });
});
