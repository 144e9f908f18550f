import type { Frame, Page, Written } from '../dialect.js';
import { type Span, within } from '../edit.js';
import type { Text } from '../value.js';
import { writeStretches } from './stretch.js';
import { isFirstOnLine, lineStart, styleAt } from './style.js';
import { sweep, type Writing } from './writing.js';

/** One character or escape between quotes. */
const UNIT =
  /\\(?:u\{[0-9a-fA-F]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[\s\S])|\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S]/g;

/** Makes a literal mean another text: its quotes stay, and so does the source of what both texts begin and end with. */
export function writeText(literal: Text, to: string, writing: Writing): void {
  const { dialect } = writing.page;
  const { span } = literal.at;
  const written = dialect.written ? dialect.written(span) : writtenAt(span, writing.page);
  if (typeof written === 'string') {
    writing.problems.push(written);
    return;
  }
  const { from, until, middle } = difference(written, to);
  if (from === until && !middle) return;
  const { start } = written.inner;
  const text = written.escaped(middle);
  const anew = text === undefined ? written.anew(to) : undefined;
  if (text !== undefined) writing.edits.push({ start: start + from, end: start + until, text });
  else if (anew !== undefined) writing.edits.push({ ...span, text: anew });
  else writing.problems.push('a literal of this kind cannot hold that text');
}

/** A literal between two quotes of the dialect. */
function writtenAt({ start, end }: Span, { text, dialect }: Page): Written | string {
  const quote = text[start] ?? '';
  const isQuoted = end - start >= 2 && text[end - 1] === quote && [...dialect.quotes, '`'].includes(quote);
  if (!isQuoted) return 'the text is not written as one literal here';
  const inner = { start: start + 1, end: end - 1 };
  const raw = text.slice(inner.start, inner.end);
  return {
    inner,
    units: [...raw.matchAll(UNIT)].map(([unit]) => ({ unit, means: dialect.cooked(unit) })),
    escaped: (middle) => dialect.escaped(middle, quote),
    anew: () => undefined,
  };
}

/** What of a literal's source changes, and what it becomes. */
function difference(
  { inner, units: all }: Written,
  to: string,
): { from: number; until: number; middle: string } {
  const units = [...all];
  let [from, until, head, tail] = [0, inner.end - inner.start, 0, to.length];
  while (units.length) {
    const [first, last] = [units[0], units.at(-1)];
    if (first && to.startsWith(first.means, head) && head + first.means.length <= tail) {
      units.shift();
      from += first.unit.length;
      head += first.means.length;
    } else if (last && to.slice(head, tail).endsWith(last.means)) {
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

export type { Frame };

/** Takes a span away: an element of `frame` with its comma, anything else with its line when it is `whole`. */
export function writeRemoval(span: Span, whole: boolean, frame: Frame | undefined, writing: Writing): void {
  const { page } = writing;
  if (!frame) {
    sweep(writing, { ...removalOf(page.text, span, whole), text: '' });
    return;
  }
  const plan = frame.elements.flatMap((element, index) => (within(element, span) ? [] : [index]));
  writeStretches({ ...frame, plan, style: styleAt(page, span), writing });
}
