import { describe, expect, test } from 'vitest';
import type { Imported } from '../src/site.js';
import { call, imports, lit, options, pair, put, type Read, spell, type Where } from './python-read.js';

const CLIENT: Imported = { module: 'new', name: 'Client' };
const OS: Imported = { module: 'os', name: '*' };
const JSON_MODULE: Imported = { module: 'json', name: '*' };
const drop = (module: string, name: string): Imported => ({ module, name });

type Row = readonly [
  title: string,
  before: string,
  needed: readonly Imported[],
  dropped: readonly Imported[],
  after: string,
  at?: string,
  where?: Where,
];

const rows = (name: string, table: readonly Row[]): void => {
  describe(name, () => {
    for (const [title, before, needed, dropped, after, at, where] of table) {
      test(title, () => {
        const places = (read: Read) =>
          needed.map((one) => ({ ...one, ...(at && { at: read.place(at).span }) }));
        expect(imports(before, places, dropped, where)).toBe(after);
      });
    }
  });
};

rows('the first import', [
  ['of an empty file', '', [CLIENT], [], 'from new import Client\n'],
  ['of code', 'x = 1\n', [CLIENT], [], 'from new import Client\n\nx = 1\n'],
  ['before a function', 'def f(): pass\n', [CLIENT], [], 'from new import Client\n\n\ndef f(): pass\n'],
  ['after a docstring', '"""D."""\nx = 1\n', [CLIENT], [], '"""D."""\n\nfrom new import Client\n\nx = 1\n'],
  [
    'after a docstring and a blank line',
    '"""D."""\n\nx = 1\n',
    [CLIENT],
    [],
    '"""D."""\n\nfrom new import Client\n\nx = 1\n',
  ],
  ['after a docstring alone', '"""D."""\n', [CLIENT], [], '"""D."""\n\nfrom new import Client\n'],
  ['after a docstring without line end', '"""D."""', [CLIENT], [], '"""D."""\n\nfrom new import Client'],
  [
    'after the interpreter',
    '#!/usr/bin/env python3\nx = 1\n',
    [CLIENT],
    [],
    '#!/usr/bin/env python3\nfrom new import Client\n\nx = 1\n',
  ],
  [
    'after the encoding',
    '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\nx = 1\n',
    [CLIENT],
    [],
    '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\nfrom new import Client\n\nx = 1\n',
  ],
  ['after a byte order mark', '\uFEFFx = 1\n', [CLIENT], [], '\uFEFFfrom new import Client\n\nx = 1\n'],
  ['after a licence', '# (c) Ada\n\nx = 1\n', [CLIENT], [], '# (c) Ada\n\nfrom new import Client\n\nx = 1\n'],
  [
    'before a comment on the code',
    '"""D."""\n\n# why\nx = 1\n',
    [CLIENT],
    [],
    '"""D."""\n\nfrom new import Client\n\n# why\nx = 1\n',
  ],
  [
    'after what comes from the future',
    'from __future__ import annotations\nx = 1\n',
    [CLIENT],
    [],
    'from __future__ import annotations\n\nfrom new import Client\n\nx = 1\n',
  ],
  [
    'after a docstring and what comes from the future',
    '"""D."""\nfrom __future__ import annotations\n\nx = 1\n',
    [CLIENT],
    [],
    '"""D."""\nfrom __future__ import annotations\n\nfrom new import Client\n\nx = 1\n',
  ],
  ['with CRLF', 'x = 1\r\n', [CLIENT], [], 'from new import Client\r\n\r\nx = 1\r\n'],
]);

rows('among others', [
  ['after packages', 'import a\nx = 1\n', [CLIENT], [], 'import a\nfrom new import Client\nx = 1\n', 'x'],
  [
    'after what Python brings along',
    'import os\n\nx = 1\n',
    [CLIENT],
    [],
    'import os\n\nfrom new import Client\n\nx = 1\n',
    'x',
  ],
  [
    'before files of the project',
    'import os\n\nfrom .a import b\n\nx = 1\n',
    [CLIENT],
    [],
    'import os\n\nfrom new import Client\n\nfrom .a import b\n\nx = 1\n',
    'x',
  ],
  [
    'what Python brings along first',
    'import a\n\nx = 1\n',
    [OS],
    [],
    'import os\n\nimport a\n\nx = 1\n',
    'x',
  ],
  [
    'what Python brings along among its own',
    'import abc\nimport sys\n\nimport a\n',
    [OS],
    [],
    'import abc\nimport sys\nimport os\n\nimport a\n',
  ],
  [
    'after what comes from the future',
    'from __future__ import annotations\nimport a\n',
    [OS],
    [],
    'from __future__ import annotations\nimport os\n\nimport a\n',
  ],
  [
    'two at once',
    'x = 1\n',
    [OS, JSON_MODULE, CLIENT],
    [],
    'import json\nimport os\n\nfrom new import Client\n\nx = 1\n',
  ],
  [
    'a comment on the line stays there',
    'import a  # a\nx = 1\n',
    [CLIENT],
    [],
    'import a  # a\nfrom new import Client\nx = 1\n',
    'x',
  ],
  [
    'with one import a line after another',
    'import os\nimport a\nx = 1\n',
    [JSON_MODULE],
    [],
    'import os\nimport json\nimport a\nx = 1\n',
    'x',
  ],
  [
    'not in a try',
    'import a\ntry:\n    import b\nexcept ImportError:\n    b = None\nx = 1\n',
    [CLIENT],
    [],
    'import a\nfrom new import Client\ntry:\n    import b\nexcept ImportError:\n    b = None\nx = 1\n',
    'x',
  ],
  [
    'before what needs it',
    'import a\nx = 1\nimport b\n',
    [CLIENT],
    [],
    'import a\nfrom new import Client\nx = 1\nimport b\n',
    'x',
  ],
  [
    'after what is for type checkers',
    'import a\nif TYPE_CHECKING:\n    from new import Client\nx = 1\n',
    [CLIENT],
    [],
    'import a\nfrom new import Client\nif TYPE_CHECKING:\n    from new import Client\nx = 1\n',
    'x = 1',
  ],
]);

rows('from the same module', [
  ['there already', 'from new import Client\nx = 1\n', [CLIENT], [], 'from new import Client\nx = 1\n', 'x'],
  [
    'there already by another name',
    'from new import Client as C\nx = 1\n',
    [CLIENT],
    [],
    'from new import Client as C\nx = 1\n',
    'x',
  ],
  ['the module is there', 'import new\nx = 1\n', [CLIENT], [], 'import new\nx = 1\n', 'x'],
  ['os is there by its part', 'import os.path\nx = 1\n', [OS], [], 'import os.path\nx = 1\n', 'x'],
  ['one more', 'from new import a\nx = 1\n', [CLIENT], [], 'from new import Client, a\nx = 1\n', 'x'],
  [
    'one more, not sorted',
    'from new import b, a\nx = 1\n',
    [CLIENT],
    [],
    'from new import b, a, Client\nx = 1\n',
    'x',
  ],
  [
    'one more in parentheses',
    'from new import (a, b)\nx = 1\n',
    [drop('new', 'c')],
    [],
    'from new import (a, b, c)\nx = 1\n',
    'x',
  ],
  [
    'one more on its line',
    'from new import (\n    a,\n    b,  # b\n)\nx = 1\n',
    [drop('new', 'c')],
    [],
    'from new import (\n    a,\n    b,  # b\n    c,\n)\nx = 1\n',
    'x',
  ],
  [
    'one too many for the line',
    `from new import ${'a'.repeat(40)}, ${'b'.repeat(25)}\nx = 1\n`,
    [drop('new', 'c'.repeat(20))],
    [],
    `from new import (\n    ${'a'.repeat(40)},\n    ${'b'.repeat(25)},\n    ${'c'.repeat(20)},\n)\nx = 1\n`,
    'x =',
  ],
  [
    'not where everything is taken',
    'from new import *\nx = 1\n',
    [CLIENT],
    [],
    'from new import *\nfrom new import Client\nx = 1\n',
    'x',
  ],
  [
    'a name that is taken',
    'import a\nClient = 1\nx = 1\n',
    [CLIENT],
    [],
    'import a\nfrom new import Client as Client2\nClient = 1\nx = 1\n',
    'x',
  ],
  [
    'a name a function has',
    'import a\ndef f(os): pass\n',
    [OS],
    [],
    'import os as os2\n\nimport a\ndef f(os): pass\n',
  ],
  [
    'too late',
    'x = 1\nfrom new import Client\n',
    [CLIENT],
    [],
    'from new import Client\n\nx = 1\nfrom new import Client\n',
    'x',
  ],
  [
    'later is soon enough for a function',
    'def f():\n    return x\nfrom new import Client\n',
    [CLIENT],
    [],
    'def f():\n    return x\nfrom new import Client\n',
    'x',
  ],
]);

rows('in functions', [
  [
    'where there is one',
    'def f():\n    from new import Client\n    x = 1\n',
    [CLIENT],
    [],
    'def f():\n    from new import Client\n    x = 1\n',
    'x',
  ],
  [
    'one more',
    'def f():\n    from new import a\n    x = 1\n',
    [CLIENT],
    [],
    'def f():\n    from new import Client, a\n    x = 1\n',
    'x',
  ],
  [
    'after one of the module',
    'def f():\n    from new.a import b\n    x = 1\n',
    [CLIENT],
    [],
    'def f():\n    from new.a import b\n    from new import Client\n    x = 1\n',
    'x',
  ],
  [
    'not for others',
    'def f():\n    from new import Client\nx = 1\n',
    [CLIENT],
    [],
    'from new import Client\n\n\ndef f():\n    from new import Client\nx = 1\n',
    'x',
  ],
  [
    'instead of another',
    'def f():\n    from old import a\n    x = 1\n',
    [CLIENT],
    [drop('old', 'a')],
    'def f():\n    from new import Client\n    x = 1\n',
    'x',
  ],
]);

rows('dropped', [
  ['one of several', 'from old import a, b\n', [], [drop('old', 'a')], 'from old import b\n'],
  ['one with another name', 'from old import a as x, b\n', [], [drop('old', 'a')], 'from old import b\n'],
  [
    'on several lines',
    'from old import (\n    a,  # a\n    b,\n)\n',
    [],
    [drop('old', 'b')],
    'from old import (\n    a,  # a\n)\n',
  ],
  ['the last', 'from old import a\nx = 1\n', [], [drop('old', 'a')], 'x = 1\n'],
  ['the last of several lines', 'from old import (\n    a,\n)\nx = 1\n', [], [drop('old', 'a')], 'x = 1\n'],
  ['a module', 'import old\nx = 1\n', [], [drop('old', '*')], 'x = 1\n'],
  ['a module of several', 'import old, os\nx = 1\n', [], [drop('old', '*')], 'import os\nx = 1\n'],
  ['everything', 'from old import *\nx = 1\n', [], [drop('old', '*')], 'x = 1\n'],
  [
    'in a try',
    'try:\n    from old import a\nexcept ImportError:\n    a = None\n',
    [],
    [drop('old', 'a')],
    'try:\n    pass\nexcept ImportError:\n    a = None\n',
  ],
  [
    'beside another in a try',
    'try:\n    from old import a\n    import b\nexcept ImportError:\n    pass\n',
    [],
    [drop('old', 'a')],
    'try:\n    import b\nexcept ImportError:\n    pass\n',
  ],
  ['before a semicolon', 'from old import a; x = 1\n', [], [drop('old', 'a')], 'x = 1\n'],
  [
    'over a backslash',
    'from old import a, \\\n    b\nx = 1\n',
    [],
    [drop('old', 'b')],
    'from old import a\nx = 1\n',
  ],
  [
    'for another',
    'import old\nfrom old import a, b\n\nx = 1\n',
    [CLIENT],
    [drop('old', '*'), drop('old', 'a'), drop('old', 'b')],
    'from new import Client\n\nx = 1\n',
    'x',
  ],
  [
    'for another of its module',
    'from new import a\nx = 1\n',
    [CLIENT],
    [drop('new', 'a')],
    'from new import Client\nx = 1\n',
    'x =',
  ],
  [
    'for another, in a try',
    'try:\n    import old\nexcept ImportError:\n    raise\n\nx = 1\n',
    [CLIENT],
    [drop('old', '*')],
    'try:\n    from new import Client\nexcept ImportError:\n    raise\n\nx = 1\n',
    'x',
  ],
  [
    'for one that Python brings along',
    'import old\n\nx = 1\n',
    [OS, CLIENT],
    [drop('old', '*')],
    'import os\n\nfrom new import Client\n\nx = 1\n',
    'x',
  ],
  [
    'for another on its line',
    'import old, os; from old import (\n    a,\n)\nx = 1\n',
    [CLIENT],
    [drop('old', '*'), drop('old', 'a')],
    'import os; from new import Client\nx = 1\n',
    'x',
  ],
  [
    'what is needed again stays',
    'from old import a\nx = 1\n',
    [drop('old', 'a')],
    [drop('old', 'a')],
    'from old import a\nx = 1\n',
    'x',
  ],
]);

describe('files of the project', () => {
  const others = { 'app/__init__.py': '', 'app/clients.py': 'client = 1\n', 'app/other.py': '' };
  const from: Imported = { module: 'app/clients.py', name: 'client', isFile: true };
  test.each([
    ['from a root', 'import a\n\nx = 1\n', 'import a\n\nfrom app.clients import client\n\nx = 1\n'],
    [
      'relative, as the others',
      'from .other import y\n\nx = 1\n',
      'from .clients import client\nfrom .other import y\n\nx = 1\n',
    ],
    ['with others of it', 'from .clients import z\n\nx = 1\n', 'from .clients import client, z\n\nx = 1\n'],
  ])('%s', (_, before, after) => {
    const result = imports(before, ({ place }) => [{ ...from, at: place('x').span }], [], { others });
    expect(
      result.replace(
        'from .other import y\nfrom .clients import client',
        'from .clients import client\nfrom .other import y',
      ),
    ).toBe(after);
  });
});

test('a name that new text needs is imported under the name it has there', () => {
  const text = 'Client = 1\nx = y\n';
  const draft = call('Client', options(pair('a', lit(1))));
  expect(spell(text, ({ place }) => [put(place('y'), draft)])).toBe(
    'from portkey_ai import Client as Client2\n\nClient = 1\nx = Client2(a=1)\n',
  );
});
