import { npmAdmitsBelow } from './version-range/npm.js';
import { pep440AdmitsBelow } from './version-range/pep440.js';

/** Who publishes packages, under names and with ranges of its own. */
export type Ecosystem = 'npm' | 'PyPI';

/** Whether a range lets a version below a major one in; undefined when it cannot be read as a range. */
export function admitsBelow(ecosystem: Ecosystem, range: string, major: number): boolean | undefined {
  return ecosystem === 'npm' ? npmAdmitsBelow(range, major) : pep440AdmitsBelow(range, major);
}
