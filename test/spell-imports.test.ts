import { describe, expect, test } from 'vitest';
import type { Draft } from '../src/site.js';
import { put, spell } from './spelling.js';

const named = (name: string, module = 'pkg'): Draft => ({ kind: 'imported', from: { module, name } });

/** Replaces `OLD` (and `OLD2`) by imported names, and drops `-name` of the module. */
function imports(before: string, wish: string, file = 'a.ts'): string {
  const words = wish.split(' ');
  const dropped = words.filter((word) => word.startsWith('-')).map((word) => word.slice(1));
  const needed = words.filter((word) => !word.startsWith('-'));
  return spell(
    before,
    ({ place }) => [
      ...needed.map((name, index) => {
        const [module, own] = name.includes(':') ? name.split(':') : ['pkg', name];
        return put(place(index ? `OLD${index + 1}` : 'OLD'), named(own ?? name, module));
      }),
      ...dropped.map((name) => ({ do: 'unimport', file, module: 'pkg', name }) as const),
    ],
    file,
  );
}

describe('import declarations', () => {
  test.each([
    ['there already', 'import { a } from "pkg";\nf(OLD);', 'a', 'import { a } from "pkg";\nf(a);'],
    [
      'there under another name',
      'import { a as b } from "pkg";\nf(OLD);',
      'a',
      'import { a as b } from "pkg";\nf(b);',
    ],
    ['beside others', "import { z } from 'pkg'\nf(OLD)", 'a', "import { z, a } from 'pkg'\nf(a)"],
    ['beside others, tight', "import {z} from 'pkg'\nf(OLD)", 'a', "import {z, a} from 'pkg'\nf(a)"],
    [
      'beside others, on lines',
      'import {\n  y,\n  z, // zed\n} from "pkg";\nf(OLD);',
      'a',
      'import {\n  y,\n  z, // zed\n  a,\n} from "pkg";\nf(a);',
    ],
    ['beside the default', 'import D from "pkg";\nf(OLD);', 'a', 'import D, { a } from "pkg";\nf(a);'],
    [
      'beside default and others',
      'import D, { z } from "pkg";\nf(OLD);',
      'a',
      'import D, { z, a } from "pkg";\nf(a);',
    ],
    ['in empty braces', 'import {} from "pkg";\nf(OLD);', 'a', 'import { a } from "pkg";\nf(a);'],
    ['from the namespace', 'import * as P from "pkg";\nf(OLD);', 'a', 'import * as P from "pkg";\nf(P.a);'],
    [
      'types are not reused',
      'import type { z } from "pkg";\nf(OLD);',
      'a',
      'import type { z } from "pkg";\nimport { a } from "pkg";\nf(a);',
    ],
    [
      'a type of that name is taken',
      'import { type a } from "pkg";\nf(OLD);',
      'a',
      'import { type a, a as a2 } from "pkg";\nf(a2);',
    ],
    [
      'after the last import',
      "import x from './x' // why\nimport {\n  y\n} from 'y'\n\nf(OLD)",
      'a',
      "import x from './x' // why\nimport {\n  y\n} from 'y'\nimport { a } from 'pkg'\n\nf(OLD)".replace(
        'f(OLD)',
        'f(a)',
      ),
    ],
    [
      'after a commented import',
      'import x from "./x"; // why\nf(OLD);',
      'a',
      'import x from "./x"; // why\nimport { a } from "pkg";\nf(a);',
    ],
    [
      'after an import with more on its line',
      'import x from "./x"; f(OLD);',
      'a',
      'import x from "./x";\nimport { a } from "pkg";\n f(a);',
    ],
    [
      'two at once',
      'import x from "./x";\nf(OLD, OLD2);',
      'a b',
      'import x from "./x";\nimport { a, b } from "pkg";\nf(a, b);',
    ],
    [
      'two modules',
      'import x from "./x";\nf(OLD, OLD2);',
      'a other:b',
      'import x from "./x";\nimport { a } from "pkg";\nimport { b } from "other";\nf(a, b);',
    ],
    [
      'the same twice',
      'import x from "./x";\nf(OLD, OLD2);',
      'a a',
      'import x from "./x";\nimport { a } from "pkg";\nf(a, a);',
    ],
    [
      'CRLF',
      'import x from "./x";\r\nf(OLD);\r\n',
      'a',
      'import x from "./x";\r\nimport { a } from "pkg";\r\nf(a);\r\n',
    ],
    [
      'first import',
      'export const x = f(OLD);\n',
      'a',
      'import { a } from "pkg";\n\nexport const x = f(a);\n',
    ],
    [
      'after "use client"',
      '"use client";\n\nexport default f(OLD);\n',
      'a',
      '"use client";\nimport { a } from "pkg";\n\nexport default f(a);\n',
    ],
    [
      'after a shebang',
      '#!/usr/bin/env node\nf(OLD);\n',
      'a',
      '#!/usr/bin/env node\nimport { a } from "pkg";\n\nf(a);\n',
    ],
    [
      'after a header',
      '/* (c) us */\n\n/** f */\nf(OLD);\n',
      'a',
      '/* (c) us */\n\nimport { a } from "pkg";\n\n/** f */\nf(a);\n',
    ],
    [
      'before a comment that belongs to what follows',
      '// calls f\nf(OLD);\n',
      'a',
      'import { a } from "pkg";\n\n// calls f\nf(a);\n',
    ],
    ['after a BOM', '\uFEFFf(OLD);\n', 'a', '\uFEFFimport { a } from "pkg";\n\nf(a);\n'],
    [
      'semicolons and quotes of the file',
      "const x = 'y'\nf(OLD)\n",
      'a',
      "import { a } from 'pkg'\n\nconst x = 'y'\nf(a)\n",
    ],
    [
      'a name that is taken',
      'import { a } from "./a";\nf(OLD, a);',
      'a',
      'import { a } from "./a";\nimport { a as a2 } from "pkg";\nf(a2, a);',
    ],
    [
      'a name that is taken further in',
      'function g(a) { f(OLD); }',
      'a',
      'import { a as a2 } from "pkg";\n\nfunction g(a) { f(a2); }',
    ],
    [
      'an import that is hidden',
      'import { a } from "pkg";\nfunction g(a) { f(OLD); }',
      'a',
      'import { a, a as a2 } from "pkg";\nfunction g(a) { f(a2); }',
    ],
    [
      'an import that is hidden elsewhere',
      'import { a } from "pkg";\nfunction g(a) { f(a); }\nf(OLD);',
      'a',
      'import { a } from "pkg";\nfunction g(a) { f(a); }\nf(a);',
    ],
    [
      'a constant that is taken',
      'const URL_A = 1;\nf(OLD);',
      'URL_A',
      'import { URL_A as URL_A_2 } from "pkg";\n\nconst URL_A = 1;\nf(URL_A_2);',
    ],
  ])('%s', (_, before, wish, after) => {
    expect(imports(before, wish)).toBe(after);
  });
});

describe('what is no longer taken', () => {
  test.each([
    ['one of several', 'import { a, b } from "pkg";\nf();', '-a', 'import { b } from "pkg";\nf();'],
    [
      'one of several on lines',
      'import {\n  a, // A\n  b,\n} from "pkg";\nf();',
      '-a',
      'import {\n  // A\n  b,\n} from "pkg";\nf();',
    ],
    ['the only one', 'import x from "x";\nimport { a } from "pkg";\nf();', '-a', 'import x from "x";\nf();'],
    ['the only one, commented', 'import { a } from "pkg"; // why\nf();', '-a', ' // why\nf();'],
    ['the default', 'import a from "pkg";\nf();', '-default', 'f();'],
    [
      'the default of more',
      'import a, { b } from "pkg";\nf();',
      '-default',
      'import { b } from "pkg";\nf();',
    ],
    ['all but the default', 'import a, { b } from "pkg";\nf();', '-b', 'import a from "pkg";\nf();'],
    [
      'types too',
      'import type { a } from "pkg";\nimport { a as b, type c } from "pkg";\nf();',
      '-a',
      'import { type c } from "pkg";\nf();',
    ],
    [
      'unless it is needed again',
      'import { a } from "pkg";\nf(OLD);',
      '-a a',
      'import { a } from "pkg";\nf(a);',
    ],
    ['for another', 'import { a } from "pkg";\nf(OLD);', '-a b', 'import { b } from "pkg";\nf(b);'],
    [
      'one for another of several',
      'import { a, c } from "pkg";\nf(OLD);',
      '-a b',
      'import { c, b } from "pkg";\nf(b);',
    ],
    [
      'the default for a name',
      'import a from "pkg";\nf(OLD);',
      '-default b',
      'import { b } from "pkg";\nf(b);',
    ],
    [
      'the last import for one of another module',
      'import x from "x";\nimport { a } from "pkg";\nf(OLD);',
      '-a other:b',
      'import x from "x";\nimport { b } from "other";\nf(b);',
    ],
    [
      'the only import for one of another module',
      'import { a /* A */ } from "pkg";\nf(OLD);',
      '-a other:b',
      '/* A */\nimport { b } from "other";\nf(b);',
    ],
    ['a required one', 'const { a, b } = require("pkg");\nf();', '-a', 'const { b } = require("pkg");\nf();'],
    ['the only required one', 'const { a } = require("pkg");\nf();', '-a', 'f();'],
    [
      'one of several variables',
      'const x = 1, { a } = require("pkg"), y = 2;\nf();',
      '-a',
      'const x = 1, y = 2;\nf();',
    ],
  ])('%s', (_, before, wish, after) => {
    expect(imports(before, wish, before.includes('require') ? 'a.js' : 'a.ts')).toBe(after);
  });
});

describe('require and import()', () => {
  test.each([
    ['beside others', "const { z } = require('pkg')\nf(OLD)", 'a', "const { z, a } = require('pkg')\nf(a)"],
    [
      'under another name',
      'const { z } = require("pkg");\nconst a = 1;\nf(OLD);',
      'a',
      'const { z, a: a2 } = require("pkg");\nconst a = 1;\nf(a2);',
    ],
    [
      'from the whole module',
      'const P = require("pkg");\nf(OLD);',
      'a',
      'const P = require("pkg");\nf(P.a);',
    ],
    ['there already', 'const a = require("pkg").a;\nf(OLD);', 'a', 'const a = require("pkg").a;\nf(a);'],
    [
      'after the last require',
      "'use strict'\nconst x = require('x')\nmodule.exports = f(OLD)\n",
      'a',
      "'use strict'\nconst x = require('x')\nconst { a } = require('pkg')\nmodule.exports = f(a)\n",
    ],
    [
      'first require',
      '"use strict";\nmodule.exports = f(OLD);\n',
      'a',
      '"use strict";\nconst { a } = require("pkg");\n\nmodule.exports = f(a);\n',
    ],
    [
      'not what is required inside a function',
      'const x = require("x");\nfunction g() {\n  const { z } = require("pkg");\n}\nf(OLD);',
      'a',
      'const x = require("x");\nconst { a } = require("pkg");\nfunction g() {\n  const { z } = require("pkg");\n}\nf(a);',
    ],
    [
      'what is required inside the function',
      'const x = require("x");\nfunction g() {\n  const { z } = require("pkg");\n  f(OLD);\n}',
      'a',
      'const x = require("x");\nfunction g() {\n  const { z, a } = require("pkg");\n  f(a);\n}',
    ],
    [
      'awaited in the function',
      'export async function g() {\n  const { z } = await import("pkg");\n  f(OLD);\n}',
      'a',
      'export async function g() {\n  const { z, a } = await import("pkg");\n  f(a);\n}',
    ],
    [
      'awaited after the place',
      'export async function g() {\n  f(OLD);\n  const { z } = await import("pkg");\n}',
      'a',
      'import { a } from "pkg";\n\nexport async function g() {\n  f(a);\n  const { z } = await import("pkg");\n}',
    ],
    [
      'with a rest',
      'const { z, ...rest } = require("pkg");\nf(OLD);',
      'a',
      'const { z, ...rest } = require("pkg");\nconst { a } = require("pkg");\nf(a);',
    ],
  ])('%s', (_, before, wish, after) => {
    expect(imports(before, wish, 'a.js')).toBe(after);
  });

  test.each([
    ['a.cjs', 'const { a } = require("pkg");'],
    ['a.cts', 'const { a } = require("pkg");'],
    ['a.mjs', 'import { a } from "pkg";'],
    ['a.mts', 'import { a } from "pkg";'],
    ['a.tsx', 'import { a } from "pkg";'],
    ['a.js', 'import { a } from "pkg";'],
  ])('a file that takes nothing is judged by its name: %s', (file, line) => {
    expect(imports('f(OLD);\n', 'a', file)).toBe(`${line}\n\nf(a);\n`);
  });
});
