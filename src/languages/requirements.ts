import type { Edit, Span } from '../edit.js';
import { lineStarts } from '../lines.js';
import { lineBreakAt } from '../reshape/style.js';
import type { List, Text } from '../value.js';
import { type DataSource, dataLanguage } from './data.js';
import type { Added } from './lines/added.js';
import { lineAmong } from './lines/place.js';
import { spellLines } from './lines/spell.js';

interface RequirementsSource extends DataSource {
  readonly root: List;
}

/**
 * pip's requirement and constraint files: a list of texts, one a logical line, options too. A text is what stands there, line
 * continuations included.
 */
export const requirements = dataLanguage<RequirementsSource>({
  name: 'requirements',
  extensions: ['.txt', '.in', '.pip'],
  files:
    /(?:^|\/)(?:[^/]*(?:requirements|constraints)[^/]*\.(?:txt|in|pip)|(?:requirements|constraints|reqs)\/[^/]+\.(?:txt|in))$/,
  read: readRequirements,
  spell: (changes, source) =>
    spellLines(changes, {
      name: 'a requirements file',
      retext: (_at, to) => to,
      add: (added) => addLine(added, source),
    }),
});

interface LogicalLine {
  readonly content: Span;
  readonly comment: Span | undefined;
}

function readRequirements(file: string, text: string): RequirementsSource {
  const lines = logicalLines(text).map((span) => divide(text, span));
  const items = lines.flatMap(({ content }): Text[] => {
    const source = text.slice(content.start, content.end);
    return source === '' ? [] : [{ kind: 'text', text: source, at: { file, span: content } }];
  });
  const comments = lines.flatMap(({ comment }) => comment ?? []);
  const root: List = { kind: 'list', items, at: { file, span: { start: 0, end: text.length } } };
  return { file, text, root, problems: [], comments };
}

/** Lines that end in a backslash go on below; a comment does not. */
function logicalLines(text: string): Span[] {
  const starts = lineStarts(text);
  const spans: Span[] = [];
  let open: number | undefined;
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? text.length;
    const line = text.slice(start, end).replace(/[\r\n]+$/, '');
    const goesOn = line.endsWith('\\') && !/^\s*#/.test(line);
    const from: number = open ?? start;
    open = goesOn ? from : undefined;
    if (!goesOn || index === starts.length - 1) spans.push({ start: from, end: start + line.length });
  }
  return spans;
}

function divide(text: string, { start, end }: Span): LogicalLine {
  const line = text.slice(start, end).replace(/^\uFEFF/, ' ');
  const mark = /(^|\s)#/.exec(line);
  const hash = mark ? mark.index + (mark[1]?.length ?? 0) : line.length;
  const before = line.slice(0, hash);
  const inset = /^\s*/.exec(before)?.[0].length ?? 0;
  const length = before.slice(inset).replace(/[\s\\]+$/, '').length;
  const content = { start: start + inset, end: start + inset + length };
  return { content, comment: mark ? { start: start + hash, end } : undefined };
}

function addLine({ index, value }: Added, { text, root }: RequirementsSource): Edit | undefined {
  if (value.kind !== 'literal') return undefined;
  const line = String(value.value);
  if (root.items.length)
    return lineAmong(
      text,
      root.items.map(({ at }) => endingAtLine(text, at.span)),
      index,
      line,
    );
  const at = text.length;
  const isOpen = text !== '' && !/\n$|^\uFEFF$/.test(text);
  const ending = lineBreakAt(text, at);
  return { start: at, end: at, text: isOpen ? ending + line : line + ending };
}

/** A requirement whose last lines are only comments or a lone backslash goes on to their end. */
function endingAtLine(text: string, { start, end }: Span): Span {
  const rest = /^[^\S\n]*\\\r?\n[^\n]*/.exec(text.slice(end))?.[0] ?? '';
  return { start, end: end + rest.length };
}
