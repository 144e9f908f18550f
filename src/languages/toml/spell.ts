import type { Comment, Dialect, Page } from '../../dialect.js';
import type { Edit, Span } from '../../edit.js';
import type { Spelling } from '../../language.js';
import { indentation, quoteNear } from '../../reshape/style.js';
import { writeText } from '../../reshape/text.js';
import { finishWriting, startWriting, type Writing } from '../../reshape/writing.js';
import { writeDraft } from '../../reshape.js';
import type { Change, Draft } from '../../site.js';
import type { Entry, Text } from '../../value.js';
import { DATA_ONLY } from '../data-dialect.js';
import { type Added, addedBy } from '../lines/added.js';
import { lineAbove, lineBelow } from '../lines/place.js';
import type { TomlSource } from './parse.js';

/** Edits that make the changes in a TOML text. */
export function spellToml(changes: readonly Change[], source: TomlSource): Spelling {
  const writing = startWriting(pageOf(source), ({ name }) => name);
  const unspellable = changes.flatMap((change) => {
    const known = writing.problems.length;
    spellChange(change, source, writing);
    const why = writing.problems[known];
    return why === undefined ? [] : [{ change, why }];
  });
  if (unspellable.length) return { edits: [], imports: [], unspellable };
  finishWriting(writing);
  return { edits: writing.edits, imports: [], unspellable };
}

function spellChange(change: Change, source: TomlSource, writing: Writing): void {
  switch (change.do) {
    case 'rename':
      writing.edits.push({ ...change.at.span, text: change.to });
      break;
    case 'retext':
      retext(change.at, change.to, writing);
      break;
    case 'replace':
      replace(change, source, writing);
      break;
    case 'unimport':
    case 'require':
      break;
    default:
      writing.problems.push('this cannot be written in TOML');
  }
}

function retext(at: Text, to: string, writing: Writing): void {
  const { text } = writing.page;
  const { start, end } = at.at.span;
  const quotes = /^("""|''')(?:\r?\n)?/.exec(text.slice(start, end));
  if (!quotes) {
    writeText(at, to, writing);
    return;
  }
  const span = { start: start + quotes[0].length, end: end - 3 };
  writing.edits.push({ ...span, text: DIALECT.escaped(to, quotes[1]?.slice(0, 1) ?? '') });
}

function replace(change: Extract<Change, { do: 'replace' }>, source: TomlSource, writing: Writing): void {
  const added = addedBy(change.with);
  const table = added?.to.kind === 'object' ? source.tables.get(added.to) : undefined;
  if (!added || !table) {
    writeDraft(change.at, change.with, writing);
    return;
  }
  const edit = addLine(added, table.header, [...table.own], writing);
  if (edit) writing.edits.push(edit);
  else writing.problems.push('there is no line for it in its table');
}

/** A new entry on a line of its own, among those that stand below the same header. */
function addLine(
  { to, index, key, value }: Added,
  header: number,
  own: readonly Entry[],
  { page }: Writing,
): Edit | undefined {
  if (to.kind !== 'object' || key === undefined) return undefined;
  const { text } = page;
  const before = to.entries
    .slice(0, index)
    .findLast((entry) => entry.kind === 'entry' && own.includes(entry));
  const after = to.entries.slice(index).find((entry) => entry.kind === 'entry' && own.includes(entry));
  const near = before ?? after;
  const line = lineOf(key, value, near?.kind === 'entry' ? near : undefined, page);
  if (line === undefined) return undefined;
  const indent = near ? indentation(text, near.at.span.start) : indentation(text, header);
  if (before) return lineBelow(text, before.at.span.end, indent + line);
  if (header > 0) return lineBelow(text, header, indent + line);
  return after && lineAbove(text, after.at.span.start, indent + line);
}

function lineOf(key: string, value: Draft, near: Entry | undefined, page: Page): string | undefined {
  const between = near ? page.text.slice(near.keyAt.span.end, near.value.at.span.start) : ' = ';
  const equals = /^=$/.test(between) ? '=' : ' = ';
  const written = sourceOf(value, quoteNear(page, near?.at.span ?? { start: 0, end: 0 }));
  return written === undefined
    ? undefined
    : DIALECT.key(key, { quote: '"', keyQuote: '', colon: equals }) + equals + written;
}

function sourceOf(value: Draft, quote: string): string | undefined {
  if (value.kind === 'literal') {
    return typeof value.value === 'string' ? DIALECT.text(value.value, quote) : DIALECT.literal(value.value);
  }
  if (value.kind !== 'list') return undefined;
  const items = value.items.map((item) => sourceOf(item, quote));
  return items.every((item) => item !== undefined) ? `[${items.join(', ')}]` : undefined;
}

function escaped(text: string, quote: string): string {
  return quote === "'" ? text : JSON.stringify(text).slice(1, -1);
}

function cooked(unit: string): string {
  if (!unit.startsWith('\\') || unit.length === 1) return unit;
  try {
    return String(JSON.parse(`"${unit}"`));
  } catch {
    return unit;
  }
}

/** How TOML writes drafts; it has no names, no calls and nothing known only at run time. */
const DIALECT: Dialect = {
  name: 'TOML',
  comments: [{ open: '#' }],
  quotes: ['"', "'"],
  trailingCommas: true,
  text: (text, quote) => (quote === "'" && !text.includes("'") ? `'${text}'` : JSON.stringify(text)),
  escaped,
  cooked,
  key: (key) => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key)),
  literal: (value) => JSON.stringify(value),
  ...DATA_ONLY,
};

function pageOf({ file, text, comments, strings }: TomlSource): Page {
  const lines: Comment[] = comments.map((span: Span) => ({ ...span, line: true }));
  return { file, text, dialect: DIALECT, frozen: [], comments: lines, strings };
}
