import type { Span } from '../../edit.js';
import type { Spelling } from '../../language.js';
import { type Hand, spellWith } from '../../reshape/spell.js';
import type { Writing } from '../../reshape/writing.js';
import type { Change } from '../../site.js';
import { isAssignment } from './classes.js';
import type { Source } from './source.js';
import { elementAt } from './spell-elements.js';
import { knownAt } from './spell-names.js';
import { nodesEndingAt, type Spelled } from './spell-nodes.js';
import { pageOf } from './spell-page.js';
import { writeName } from './spell-rename.js';
import { emptiedAt } from './spell-sums.js';
import { writeUnwrapped } from './spell-unwrap.js';
import { typescript } from './typescript.js';

/** The edits that make changes in one file, and the imports that their new text needs. */
export function spellChanges(changes: readonly Change[], source: Source): Spelling {
  const hand: Hand = {
    localName: (imported, at) => knownAt(imported, at, source).local,
    rename: (span, to, writing) => rename(span, to, source, writing),
    frameAt: (span) => elementAt(span, source),
    alsoGoes: (span) => needlessBrackets(span, source),
    unwrap: (span, keep, writing) => writeUnwrapped(span, keep, source, writing),
  };
  return spellWith(hand, changes, pageOf(source));
}

/** A part of a sum that becomes empty goes. */
function rename(span: Span, to: string, source: Source, writing: Writing): void {
  const gone = to === '' ? emptiedAt(span, source) : undefined;
  if (gone) writing.edits.push({ ...gone, text: '' });
  else writeName(span, to, source, writing);
}

/** `(await x).name` without `.name` is `await x`, where nothing else is read of it. */
function needlessBrackets(span: Span, { sourceFile, text }: Spelled): readonly Span[] {
  const ts = typescript();
  const inner = nodesEndingAt(sourceFile, span.start).find(ts.isParenthesizedExpression);
  const access = inner?.parent;
  if (!inner || !ts.isAwaitExpression(inner.expression) || !access || access.getEnd() !== span.end) return [];
  const { parent } = access;
  const isAlone =
    ts.isVariableDeclaration(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isArrowFunction(parent) ||
    (ts.isBinaryExpression(parent) && parent.right === access && isAssignment(parent));
  const [start, end] = [inner.getStart(sourceFile), inner.getEnd()];
  const isTight = text[start + 1] !== '\n' && !/\s/.test(text[end - 2] ?? '');
  if (!isAlone || !isTight) return [];
  return [
    { start, end: start + 1 },
    { start: end - 1, end },
  ];
}
