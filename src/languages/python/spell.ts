import type { Change } from '../../change.js';
import type { Spelling } from '../../language.js';
import { type Hand, spellWith } from '../../reshape/spell.js';
import type { Writing } from '../../reshape/writing.js';
import type { Source } from './source.js';
import { writeAssigned } from './spell-assign.js';
import { writeAttribute } from './spell-attribute.js';
import { writeBeginning } from './spell-begin.js';
import { knownAt } from './spell-holders.js';
import { elementAt } from './spell-keywords.js';
import { statementAt } from './spell-nodes.js';
import { pageOf } from './spell-page.js';
import { removeName, writeReimport } from './spell-reimport.js';
import { removeStatement } from './spell-remove.js';
import { writeName } from './spell-rename.js';
import { writeUnwrapped } from './spell-unwrap.js';

/** The edits that make some changes to a file, and the imports that their new text needs. */
export function spellChanges(changes: readonly Change[], source: Source): Spelling {
  const hand: Hand = {
    localName: (imported, at) => knownAt(imported, at, source).local,
    rename: (span, to, writing) => writeName(span, to, source, writing),
    frameAt: (span) => elementAt(span, source),
    unwrap: (span, keep, writing) => writeUnwrapped(span, keep, source, writing),
    write: (change, writing) => writeOwn(change, source, writing),
  };
  return spellWith(hand, changes, pageOf(source));
}

/** Changes that are written in Python's own way; false for all others. */
function writeOwn(change: Change, source: Source, writing: Writing): boolean {
  switch (change.do) {
    case 'assign':
      writeAssigned(change.at.span, change.to, source, writing);
      return true;
    case 'begin':
      writeBeginning(change.at.span, change.name, change.with, source, writing);
      return true;
    case 'attribute':
      writeAttribute(change.at.span, change.name, source, writing);
      return true;
    case 'reimport':
      writeReimport(change.at.span, change.local, change.from, source, writing);
      return true;
    case 'remove': {
      const statement = statementAt(source.root, change.at.span);
      if (statement) removeStatement(statement, source, writing);
      return statement !== undefined || removeName(change.at.span, source, writing);
    }
    default:
      return false;
  }
}
