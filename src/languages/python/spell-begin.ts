import type { Draft } from '../../change.js';
import type { Span } from '../../edit.js';
import { writeInserted } from '../../reshape/inserted.js';
import { isFirstOnLine, lineBreakAt } from '../../reshape/style.js';
import type { Writing } from '../../reshape/writing.js';
import type { Source } from './source.js';
import { isGuard, isImport, leadOf } from './spell-import-place.js';
import { statementsOf } from './spell-nodes.js';

/** A variable is made after the imports at the top, the one at a span among them. */
export function writeBeginning(at: Span, name: string, draft: Draft, source: Source, writing: Writing): void {
  const { root, text } = source;
  const statements = statementsOf(root);
  const index = statements.findIndex(({ start, end }) => start <= at.start && at.end <= end);
  const own = statements[index];
  if (!own || !(isImport(own) || isGuard(own))) {
    writing.problems.push(
      'the module is imported in a place of its own, where no variable of the file can be made',
    );
    return;
  }
  const next = statements.slice(index).find((node) => !isImport(node) && !isGuard(node));
  const last = statements[next ? statements.indexOf(next) - 1 : statements.length - 1] ?? own;
  const eol = lineBreakAt(text, own.start);
  const lead = `${name} = `;
  if (!next) {
    writeInserted(text.trimEnd().length, draft, [eol + eol + lead, ''], writing);
  } else if (isFirstOnLine(text, next.start)) {
    const place = leadOf(next, last, text);
    const breaks = text.slice(last.end, next.start).split('\n').length - 1;
    writeInserted(place, draft, [lead, eol.repeat(Math.min(breaks, 3))], writing);
  } else writeInserted(next.start, draft, [lead, '; '], writing);
}
