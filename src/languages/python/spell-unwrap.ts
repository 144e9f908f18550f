import type { Span } from '../../edit.js';
import { indentation, isFirstOnLine, lineStart } from '../../reshape/style.js';
import { sweep, type Writing } from '../../reshape/writing.js';
import type { Source } from './source.js';
import { isBracketed, nodesAt, statementAt } from './spell-nodes.js';
import { removeStatement } from './spell-remove.js';
import { isAnyWhere } from './spell-seat.js';
import type { Node } from './tree.js';

/** An `if` becomes one of its branches, or goes with its lines when nothing stays. */
export function writeUnwrapped(at: Span, keep: Span | undefined, source: Source, writing: Writing): void {
  const { root } = source;
  const choice = nodesAt(root, at).find(({ type }) => type === 'conditional_expression');
  if (choice && keep) {
    chooseValue(choice, keep, source, writing);
    return;
  }
  const statement = statementAt(root, at);
  if (!statement) {
    const isElif = nodesAt(root, at).some(({ type }) => type === 'elif_clause');
    writing.problems.push(isElif ? 'an elif cannot be resolved on its own' : 'no statement stands here');
    return;
  }
  if (!keep) {
    removeStatement(statement, source, writing);
    return;
  }
  const span = withComments(keep, at, source);
  const { text } = source;
  const reindent = {
    from: indentation(text, keep.start),
    to: indentation(text, at.start),
    frozen: writing.page.frozen,
  };
  sweep(writing, { ...at, text: [{ move: span, reindent }] });
}

/** `a if x else b` becomes `a`. */
function chooseValue(choice: Node, keep: Span, source: Source, writing: Writing): void {
  const kept = nodesAt(source.root, keep)[0];
  const isOpen = !isBracketed(source.root, choice);
  const needs = kept && !isAnyWhere(kept, choice, isOpen ? source : undefined);
  sweep(writing, {
    start: choice.start,
    end: choice.end,
    text: needs ? ['(', { move: keep }, ')'] : [{ move: keep }],
  });
}

/** A branch with the comments above its first statement, on lines of their own. */
function withComments(keep: Span, at: Span, { text }: Source): Span {
  let { start } = keep;
  if (!isFirstOnLine(text, start)) return keep;
  for (;;) {
    const line = lineStart(text, start);
    const before = lineStart(text, line - 1);
    if (before <= at.start || !/^[ \t]*#/.test(text.slice(before, line))) return { start, end: keep.end };
    start = before + indentation(text, before).length;
  }
}
