import { describe, expect, test } from 'vitest';
import { readCondaRequirement, readRequirement, withRange } from '../src/manifests/requirement.js';

const RANGE = '>=1.11.2,<2';

/** A requirement, its name, its range (undefined: an address), and what it becomes. */
const PIP: readonly (readonly [string, string, string | undefined, string])[] = [
  ['a', 'a', '', 'a>=1.11.2,<2'],
  ['A_b.C==1', 'a-b-c', '==1', 'A_b.C>=1.11.2,<2'],
  ['a == 1', 'a', '== 1', 'a >= 1.11.2, < 2'],
  ['a >=1,<2', 'a', '>=1,<2', 'a >=1.11.2,<2'],
  ['a>=1, <2', 'a', '>=1, <2', 'a>=1.11.2, <2'],
  ['a[x]', 'a', '', 'a[x]>=1.11.2,<2'],
  ['a [x, y] ~= 0.1', 'a', '~= 0.1', 'a [x, y] >= 1.11.2, < 2'],
  ['a (>=1)', 'a', '>=1', 'a (>=1.11.2,<2)'],
  ['a(==1);x=="y"', 'a', '==1', 'a(>=1.11.2,<2);x=="y"'],
  ['a; python_version < "3.9"', 'a', '', 'a>=1.11.2,<2; python_version < "3.9"'],
  ['a==1 ; sys_platform == "win32"', 'a', '==1', 'a>=1.11.2,<2 ; sys_platform == "win32"'],
  ['a==1 --config-settings "x=y"', 'a', '==1', 'a>=1.11.2,<2 --config-settings "x=y"'],
  ['a \\\n  ==1 \\\n ; x', 'a', '==1', 'a \\\n  >=1.11.2,<2 \\\n ; x'],
  ['a==1,\\\r\n  !=2', 'a', '==1,   !=2', 'a>=1.11.2,<2'],
  ['a==${VERSION}', 'a', '==${VERSION}', 'a>=1.11.2,<2'],
  ['a{{ version }}', 'a', '{{ version }}', 'a>=1.11.2,<2'],
  ['a @ https://example.com/a-1.whl', 'a', undefined, ''],
  ['a[x]@git+https://example.com/a@v1 ; x', 'a', undefined, ''],
  ['-e git+https://example.com/a@v1#egg=A_b', 'a-b', undefined, ''],
  ['--editable=./a', '', undefined, ''],
  ['./a-1.tar.gz', '', undefined, ''],
  ['a-1-py3-none-any.whl', '', undefined, ''],
];

const CONDA: readonly (readonly [string, string, string, string])[] = [
  ['a', 'a', '', 'a>=1.11.2,<2'],
  ['a=0.1', 'a', '=0.1', 'a>=1.11.2,<2'],
  ['a==0.1=py_0', 'a', '==0.1', 'a>=1.11.2,<2'],
  ['a 0.1', 'a', '0.1', 'a >=1.11.2,<2'],
  ['a >=0.1,<1', 'a', '>=0.1,<1', 'a >=1.11.2,<2'],
  ['a[version=">=0.1"]', 'a', '[version=">=0.1"]', 'a>=1.11.2,<2'],
  ['forge::A_b=0.1.*', 'a-b', '=0.1.*', 'forge::A_b>=1.11.2,<2'],
];

describe('a requirement of pip', () => {
  test.each(PIP)('%j', (text, name, range, after) => {
    const read = readRequirement(text);
    expect(read).toMatchObject({ name, range });
    if (read && range !== undefined) expect(withRange(text, read, RANGE)).toBe(after);
  });

  test.each(['-r base.txt', '--index-url https://example.com', '--hash=sha256:1', '$NAME==1', ''])(
    '%j is none',
    (text) => expect(readRequirement(text)).toBeUndefined(),
  );

  test('says whether it has hashes', () => {
    expect(readRequirement('a==1 \\\n  --hash=sha256:1')).toMatchObject({ range: '==1', hashed: true });
    expect(readRequirement('a==1')).toMatchObject({ hashed: false });
  });
});

describe('a requirement of conda', () => {
  test.each(CONDA)('%j', (text, name, range, after) => {
    const read = readCondaRequirement(text);
    expect(read).toMatchObject({ name, range });
    if (read) expect(withRange(text, read, RANGE)).toBe(after);
  });
});
