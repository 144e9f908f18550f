import type { Edit, Span } from '../edit.js';
import { lineStarts } from '../lines.js';
import { indentation } from '../reshape/style.js';
import type { Entry, List, ObjectValue, Text, Value } from '../value.js';
import { type DataSource, dataLanguage } from './data.js';
import type { Added } from './lines/added.js';
import { lineAmong, lineBelow } from './lines/place.js';
import { spellLines } from './lines/spell.js';

interface Line extends Span {
  readonly content: string;
  /** Where the content begins. */
  readonly at: number;
}

interface IniSource extends DataSource {
  readonly root: ObjectValue;
  /** Where the header of a section ends. */
  readonly headers: ReadonlyMap<ObjectValue, number>;
}

/** What Python's own reader takes: sections, keys, and values that go on in indented lines. Every value is a list of its lines. */
export const ini = dataLanguage<IniSource>({
  name: 'ini',
  extensions: ['.cfg', '.ini'],
  files: /(?:^|\/)(?:setup\.cfg|tox\.ini)$/,
  read: readIni,
  spell: (changes, source) =>
    spellLines(changes, {
      name: 'an ini file',
      retext: (_at, to) => to,
      add: (added) => (added.to.kind === 'list' ? addItem(added, source) : addKey(added, source)),
    }),
});

function linesOf(text: string): Line[] {
  const starts = lineStarts(text);
  return starts.map((start, index) => {
    const raw = text
      .slice(start, starts[index + 1] ?? text.length)
      .replace(/^\uFEFF|[\r\n]+$/g, (found) => (found === '\uFEFF' ? ' ' : ''));
    const inset = /^\s*/.exec(raw)?.[0].length ?? 0;
    return { start, end: start + raw.length, content: raw.trim(), at: start + inset };
  });
}

const isComment = ({ content }: Line): boolean => /^[#;]/.test(content);

function readIni(file: string, text: string): IniSource {
  const lines = linesOf(text);
  const headers = new Map<ObjectValue, number>();
  const sections: Entry[] = [];
  const first = lines.findIndex(({ content }) => /^\[[^\]]*\]/.test(content));
  for (let index = first; index >= 0 && index < lines.length; ) {
    const next = lines.findIndex((line, other) => other > index && isHeader(line));
    const until = next < 0 ? lines.length : next;
    const header = lines[index];
    if (header) sections.push(readSection(file, header, lines.slice(index + 1, until), headers));
    index = next;
  }
  const root: ObjectValue = {
    kind: 'object',
    entries: sections,
    at: { file, span: { start: 0, end: text.length } },
  };
  const comments = lines.filter(isComment).map(({ at, end }) => ({ start: at, end }));
  return { file, text, root, problems: [], comments, headers };
}

function isHeader({ start, at, content }: Line): boolean {
  return at === start && /^\[[^\]]*\]/.test(content);
}

function readSection(
  file: string,
  header: Line,
  lines: readonly Line[],
  headers: Map<ObjectValue, number>,
): Entry {
  const name = /^\[([^\]]*)\]/.exec(header.content)?.[1] ?? '';
  const entries: Entry[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.at !== line.start || isComment(line)) continue;
    const next = lines.findIndex(
      (other, at) => at > index && other.content !== '' && other.at === other.start && !isComment(other),
    );
    const entry = readEntry(file, line, lines.slice(index + 1, next < 0 ? undefined : next));
    if (entry) entries.push(entry);
  }
  const end = entries.at(-1)?.at.span.end ?? header.end;
  const value: ObjectValue = { kind: 'object', entries, at: { file, span: { start: header.start, end } } };
  headers.set(value, header.end);
  const keyAt = { file, span: { start: header.at + 1, end: header.at + 1 + name.length } };
  return { kind: 'entry', key: name, keyAt, value, shorthand: false, at: value.at };
}

function readEntry(file: string, line: Line, below: readonly Line[]): Entry | undefined {
  const [, key = '', mark = ''] = /^([^=:]*?)(\s*[=:]\s*)/.exec(line.content) ?? [];
  if (key === '') return undefined;
  const start = line.at + key.length + mark.length;
  const rest = { ...line, at: start, content: line.content.slice(key.length + mark.length) };
  const inline = below.some(({ content }) => content !== '') ? [rest] : piecesOf(rest);
  const items = [...inline, ...below].filter((one) => !isComment(one)).flatMap((one) => lineValue(file, one));
  const span = { start: line.at, end: Math.max(start, items.at(-1)?.at.span.end ?? start) };
  const value: List = { kind: 'list', items, at: { file, span: { start, end: span.end } } };
  const keyAt = { file, span: { start: line.at, end: line.at + key.length } };
  return { kind: 'entry', key, keyAt, value, shorthand: false, at: { file, span } };
}

/** A list on one line is divided by semicolons, unless they begin a condition (`; python_version < "3.9"`). */
function piecesOf(line: Line): readonly Line[] {
  if (
    /;\s*(?:\(|["']|(?:python|os|sys|platform|implementation|extra)\b|\w+_\w+\s*[<>=!~])/.test(line.content)
  )
    return [line];
  let at = line.at;
  return line.content.split(';').map((piece) => {
    const inset = /^\s*/.exec(piece)?.[0].length ?? 0;
    const one = { ...line, at: at + inset, content: piece.trim() };
    at += piece.length + 1;
    return one;
  });
}

function lineValue(file: string, { at, content }: Line): Value[] {
  const text = content.replace(/\s+#.*$/, '');
  if (text === '') return [];
  const set = /^([A-Z_][A-Z0-9_]*)\s*=(?!=)\s*/.exec(text);
  return [set?.[1] === undefined ? textAt(file, at, text) : setting(file, at, text, set)];
}

function textAt(file: string, at: number, text: string): Text {
  return { kind: 'text', text, at: { file, span: { start: at, end: at + text.length } } };
}

/** A line that sets a variable of the environment: `NAME = value`. */
function setting(
  file: string,
  start: number,
  text: string,
  [mark, key = '']: readonly string[],
): ObjectValue {
  const value = textAt(file, start + (mark?.length ?? 0), text.slice(mark?.length));
  const at = { file, span: { start, end: start + text.length } };
  const keyAt = { file, span: { start, end: start + key.length } };
  return { kind: 'object', entries: [{ kind: 'entry', key, keyAt, value, shorthand: false, at }], at };
}

function addItem({ to, index, value }: Added, { text }: IniSource): Edit | undefined {
  if (value.kind !== 'literal' || to.kind !== 'list') return undefined;
  const spans = to.items.map(({ at }) => at.span);
  const line = String(value.value);
  const isOnLines = spans.length > 0 && spans.every(({ start }) => /\n[ \t]+$/.test(text.slice(0, start)));
  if (isOnLines) return lineAmong(text, spans, index, line);
  const { start, end } = to.at.span;
  const from = start - (/[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0);
  return {
    start: from,
    end,
    text: asLines([...spans.map((span) => text.slice(span.start, span.end)), line], text),
  };
}

/** A list that was empty or stood on one line gets a line for each item. */
function asLines(items: readonly string[], text: string): string {
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  return items.map((item) => ending + stepOf(text) + item).join('');
}

/** How far values are indented in a file. */
function stepOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '    ';
}

function addKey({ to, index, key, value }: Added, { text, headers }: IniSource): Edit | undefined {
  if (to.kind !== 'object' || key === undefined || value.kind !== 'list') return undefined;
  const items = value.items.flatMap((item) => (item.kind === 'literal' ? [String(item.value)] : []));
  const header = headers.get(to);
  if (items.length !== value.items.length || header === undefined) return undefined;
  const before = to.entries[index - 1]?.at.span;
  const at = before?.end ?? header;
  const indent = before ? indentation(text, before.start) : '';
  return lineBelow(text, at, `${indent}${key} =${asLines(items, text)}`);
}
