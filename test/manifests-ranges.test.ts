import { describe, expect, test } from 'vitest';
import { admitsBelow } from '../src/version-range.js';

const PYPI: readonly (readonly [string, boolean | undefined])[] = [
  ['', true],
  ['*', true],
  ['==0.1.44', true],
  ['== 0.1.44', true],
  ['===0.1.44', true],
  ['0.1.44', true],
  ['=0.1', true],
  ['==0.*', true],
  ['==0.1.*', true],
  ['0.1.*', true],
  ['>=0.1', true],
  ['>=0.1.44,<1', true],
  ['>=0.1.44, <2', true],
  ['>= 0.1.44 , < 2.0', true],
  ['(>=0.1,<2)', true],
  ['>0', true],
  ['>0.9999', true],
  ['<1', true],
  ['<=0.1.53', true],
  ['<2', true],
  ['<=1.4', true],
  ['!=0.1.40', true],
  ['!=1.0', true],
  ['~=0.1', true],
  ['~=0.1.44', true],
  ['^0.1.44', true],
  ['~0.1.44', true],
  ['~0', true],
  ['^0.1 || ^1.0', true],
  ['^1.0 || ^0.1', true],
  ['>=0.1 <2', true],
  ['v0.1.44', true],
  ['==0.1.44.post1', true],
  ['==0.1.44rc1', true],
  ['==0.1.44+local.1', true],
  ['==0', true],
  ['>=0.1,!=0.1.40,<1', true],
  ['==1.0', false],
  ['==1.*', false],
  ['1.0', false],
  ['=1', false],
  ['>=1', false],
  ['>=1.0.0rc1', false],
  ['>=1.11.2,<2', false],
  ['>=1,<2', false],
  ['>1', false],
  ['>0.*', false],
  ['~=1.0', false],
  ['~=1', false],
  ['^1.2', false],
  ['~1.2', false],
  ['>=0.1,>=1.0', false],
  ['!=0.*', false],
  ['!=0.*,<2', false],
  ['>=2,<1', false],
  ['<0', false],
  ['>0.5,<0.5', false],
  ['>=1 || >=2', false],
  ['1!0.1', false],
  ['==2024.1', false],
  ['==$VERSION', undefined],
  ['==${VERSION}', undefined],
  ['{{ version }}', undefined],
  ['>=', undefined],
  ['latest', undefined],
];

const NPM: readonly (readonly [string, boolean])[] = [
  ['', true],
  ['*', true],
  ['x', true],
  ['0.1.16', true],
  ['^0.1.16', true],
  ['~0.1', true],
  ['v0.1.0', true],
  ['=0.1.0', true],
  ['>=0.1', true],
  ['>0 <2', true],
  ['>= 0.1.0 < 2', true],
  ['0.x', true],
  ['<1', true],
  ['<=2.0.0', true],
  ['0.1.0 - 2.0.0', true],
  ['^1.0.0 || ^0.1.0', true],
  ['^1.0.0', false],
  ['1.x', false],
  ['>=1.0.0 <2', false],
  ['<2 >=1.0.0', false],
  ['10.0.0', false],
  ['latest', false],
  ['workspace:^', false],
  ['file:../sdk', false],
  ['npm:other@0.1', false],
];

describe('ranges of PyPI', () => {
  test.each(PYPI)('%j lets a version below 1 in: %s', (range, expected) => {
    expect(admitsBelow('PyPI', range, 1)).toBe(expected);
  });

  test('another major version can be asked for', () => {
    expect(admitsBelow('PyPI', '>=1.11.2,<2', 2)).toBe(true);
    expect(admitsBelow('PyPI', '>=2', 2)).toBe(false);
  });
});

describe('ranges of npm', () => {
  test.each(NPM)('%j lets a version below 1 in: %s', (range, expected) => {
    expect(admitsBelow('npm', range, 1)).toBe(expected);
  });
});
