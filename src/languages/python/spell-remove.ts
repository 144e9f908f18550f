import type { Span } from '../../edit.js';
import { isFirstOnLine } from '../../reshape/style.js';
import { removalOf } from '../../reshape/text.js';
import { sweep, type Writing } from '../../reshape/writing.js';
import type { Source } from './source.js';
import { statementsOf } from './spell-nodes.js';
import type { Node } from './tree.js';

/** The statements each group of changes takes away: together they may leave a block without any. */
const removals = new WeakMap<Writing, Set<Node>>();

/** Takes a statement away with its line; a block that has no other keeps a `pass`. */
export function removeStatement(statement: Node, source: Source, writing: Writing): void {
  const known = removals.get(writing);
  if (known) {
    known.add(statement);
    return;
  }
  const gone = new Set([statement]);
  removals.set(writing, gone);
  writing.later.push(() => {
    for (const block of new Set([...gone].map(({ parent }) => parent))) {
      if (block) clear(block, gone, source, writing);
    }
  });
}

function clear(block: Node, gone: ReadonlySet<Node>, source: Source, writing: Writing): void {
  const all = statementsOf(block);
  const isEmptied = block.type === 'block' && all.every((statement) => gone.has(statement));
  const [first] = all;
  if (isEmptied && first) sweep(writing, { start: first.start, end: first.end, text: 'pass' });
  const isGoing = (statement: Node): boolean => gone.has(statement) && !(isEmptied && statement === first);
  let run: Node[] = [];
  for (const line of linesOf(all, source.text)) {
    const going = line.filter(isGoing);
    const isWhole = going.length === line.length;
    if (!isWhole || !follows(run, line, source.text)) {
      clearLines(run, source, writing);
      run = [];
    }
    if (isWhole) run.push(...line);
    else for (const span of runsOf(line, going, source.text)) sweep(writing, { ...span, text: '' });
  }
  clearLines(run, source, writing);
}

/** Whether a line comes right after those of a run, with nothing between. */
function follows(run: readonly Node[], line: readonly Node[], text: string): boolean {
  const [last, first] = [run.at(-1), line[0]];
  return !last || !first || /^[^\S\n]*;?[^\S\n]*\r?\n[^\S\n]*$/.test(text.slice(last.end, first.start));
}

/** Statements that stand on one line: `a; b`. */
function linesOf(statements: readonly Node[], text: string): readonly Node[][] {
  const lines: Node[][] = [];
  for (const statement of statements) {
    const last = lines.at(-1);
    const before = last?.at(-1);
    if (before && !text.slice(before.end, statement.start).includes('\n')) last?.push(statement);
    else lines.push([statement]);
  }
  return lines;
}

function clearLines(line: readonly Node[], { text }: Source, writing: Writing): void {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return;
  const span = { start: first.start, end: pastSemicolon(last.end, text) };
  const whole = removalOf(text, span, true);
  const gap = /^[^\S\r\n]*(?=#)/.exec(text.slice(span.end))?.[0] ?? '';
  const isAlone = whole.start === span.start && whole.end === span.end && isFirstOnLine(text, span.start);
  if (isAlone) sweep(writing, { start: span.start, end: span.end + gap.length, text: '' });
  else sweep(writing, { ...withBlankLines(whole, text), text: '' });
}

/** Lines that go with the shorter of the runs of blank lines around them; the first of a file with all that follow. */
function withBlankLines({ start, end }: Span, text: string): Span {
  const isLines = (start === 0 || text[start - 1] === '\n') && text[end - 1] === '\n';
  if (!isLines) return { start, end };
  const before = /(?:^|\n)((?:[^\S\n]*\n)*)$/.exec(text.slice(0, start))?.[1] ?? '';
  const after = /^(?:[^\S\n]*\n)*/.exec(text.slice(end))?.[0] ?? '';
  const isFirst = before.length === start;
  const isMore = after.split('\n').length > before.split('\n').length;
  if (isFirst || !isMore) return { start, end: end + after.length };
  return { start: start - before.length, end };
}

function pastSemicolon(end: number, text: string): number {
  return end + (/^[^\S\r\n]*;/.exec(text.slice(end))?.[0].length ?? 0);
}

/** What goes of a line on which something stays. */
function runsOf(line: readonly Node[], going: readonly Node[], text: string): readonly Span[] {
  const runs: Span[] = [];
  let kept: Node | undefined;
  let open: Node[] = [];
  for (const statement of line) {
    if (going.includes(statement)) {
      open.push(statement);
      continue;
    }
    if (open[0]) runs.push({ start: open[0].start, end: statement.start });
    open = [];
    kept = statement;
  }
  const last = open.at(-1);
  if (kept && last) runs.push({ start: kept.end, end: pastSemicolon(last.end, text) });
  return runs;
}
