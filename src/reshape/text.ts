import type { Dialect } from '../dialect.js';
import { type Span, sameSpan } from '../edit.js';
import type { Text } from '../value.js';
import type { Reshaping } from './shape.js';
import { writeStretches } from './stretch.js';
import { isFirstOnLine, lineStart, styleAt } from './style.js';
import { sweep, type Writing } from './writing.js';

/** One character or escape between quotes. */
const UNIT =
  /\\(?:u\{[0-9a-fA-F]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[\s\S])|\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S]/g;

/** Makes a literal mean another text: its quotes stay, and so does the source of what both texts begin and end with. */
export function writeText(literal: Text, to: string, writing: Writing): void {
  const { text, dialect } = writing.page;
  const { start, end } = literal.at.span;
  const quote = text[start] ?? '';
  const isQuoted = end - start >= 2 && text[end - 1] === quote && [...dialect.quotes, '`'].includes(quote);
  if (!isQuoted) {
    writing.problems.push('the text is not written as one literal here');
    return;
  }
  const inner = text.slice(start + 1, end - 1);
  const { from, until, middle } = difference(inner, to, dialect);
  if (from === until && !middle) return;
  const span = { start: start + 1 + from, end: start + 1 + until };
  writing.edits.push({ ...span, text: dialect.escaped(middle, quote) });
}

/** What of a literal's source changes, and what it becomes. */
function difference(
  raw: string,
  to: string,
  { cooked }: Dialect,
): { from: number; until: number; middle: string } {
  const units = [...raw.matchAll(UNIT)].map(([unit]) => ({ unit, means: cooked(unit) }));
  let [from, until, head, tail] = [0, raw.length, 0, to.length];
  while (units.length) {
    const [first, last] = [units[0], units.at(-1)];
    if (first && to.startsWith(first.means, head) && head + first.means.length <= tail) {
      units.shift();
      from += first.unit.length;
      head += first.means.length;
    } else if (last && to.endsWith(last.means) && to.slice(head, tail).endsWith(last.means)) {
      units.pop();
      until -= last.unit.length;
      tail -= last.means.length;
    } else break;
  }
  return { from, until, middle: to.slice(head, tail) };
}

/** The span that goes with a removed one: `whole` takes the line along when nothing else stands on it. */
export function removalOf(text: string, span: Span, whole: boolean): Span {
  if (!whole || !isFirstOnLine(text, span.start)) return span;
  const rest = /^[^\S\r\n]*(?:\r?\n|$)/.exec(text.slice(span.end))?.[0];
  if (rest === undefined) return span;
  const start = lineStart(text, span.start);
  const end = span.end + rest.length;
  const isLastLine = end === text.length && !rest.includes('\n');
  return { start: isLastLine ? endOfLineBefore(text, start) : start, end };
}

/** A file keeps having, or not having, a final line break. */
function endOfLineBefore(text: string, start: number): number {
  const before = /\r?\n$/.exec(text.slice(0, start))?.[0] ?? '';
  return start - before.length;
}

/** The brackets around an element, and the elements between them. */
export type Frame = Pick<Reshaping, 'elements' | 'inner' | 'isObject'>;

/** Takes a span away: an element of `frame` with its comma, anything else with its line when it is `whole`. */
export function writeRemoval(span: Span, whole: boolean, frame: Frame | undefined, writing: Writing): void {
  const { page } = writing;
  if (!frame) {
    sweep(writing, { ...removalOf(page.text, span, whole), text: '' });
    return;
  }
  const plan = frame.elements.flatMap((element, index) => (sameSpan(element, span) ? [] : [index]));
  writeStretches({ ...frame, plan, style: styleAt(page, span), writing });
}
