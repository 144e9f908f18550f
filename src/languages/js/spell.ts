import type { Span } from '../../edit.js';
import type { Spelling, Unspellable } from '../../language.js';
import { writeRemoval, writeText } from '../../reshape/text.js';
import { finishWriting, startWriting, type Writing } from '../../reshape/writing.js';
import { writeAppended, writeDraft } from '../../reshape.js';
import type { Change } from '../../site.js';
import { isAssignment } from './classes.js';
import { elementAt } from './spell-elements.js';
import { knownAt } from './spell-names.js';
import { nodesEndingAt, type Spelled } from './spell-nodes.js';
import { pageOf } from './spell-page.js';
import { writeName } from './spell-rename.js';
import { writeUnwrapped } from './spell-unwrap.js';
import { typescript } from './typescript.js';

/** The edits that make changes in one file, and the imports that their new text needs. */
export function spellChanges(changes: readonly Change[], source: Spelled): Spelling {
  const writing = startWriting(pageOf(source), (imported, at) => knownAt(imported, at, source).local);
  const unspellable: Unspellable[] = [];
  for (const change of changes) {
    const known = writing.problems.length;
    spellChange(change, source, writing);
    const why = writing.problems[known];
    if (why !== undefined) unspellable.push({ change, why });
  }
  if (unspellable.length) return { edits: [], imports: [], unspellable };
  finishWriting(writing);
  return { edits: writing.edits, imports: writing.imports, unspellable };
}

function spellChange(change: Change, source: Spelled, writing: Writing): void {
  switch (change.do) {
    case 'replace':
      writeDraft(change.at, change.with, writing);
      break;
    case 'append':
      writeAppended(change.at.span, change.with, writing);
      break;
    case 'rename':
      writeName(change.at.span, change.to, source, writing);
      break;
    case 'retext':
      writeText(change.at, change.to, writing);
      break;
    case 'remove':
      remove(change.at.span, change.whole === true, source, writing);
      break;
    case 'unwrap':
      writeUnwrapped(change.at.span, change.keep?.span, source, writing);
      break;
    case 'assign':
    case 'attribute':
    case 'reimport':
      writing.problems.push('JavaScript has no modules with state of their own');
      break;
    case 'unimport':
    case 'require':
      break;
  }
}

/** An element of a list goes with its comma, anything else as it is. */
function remove(span: Span, whole: boolean, source: Spelled, writing: Writing): void {
  const frame = elementAt(span, source);
  writeRemoval(span, whole, frame, writing);
  for (const bracket of needlessBrackets(span, source)) writing.edits.push({ ...bracket, text: '' });
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
