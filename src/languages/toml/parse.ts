import { createRequire } from 'node:module';
import type { AST } from 'toml-eslint-parser';
import type { Span } from '../../edit.js';
import type { Entry, ObjectValue, Place, Value } from '../../value.js';
import type { DataSource } from '../data.js';

/** One parsed TOML text. */
export interface TomlSource extends DataSource {
  readonly root: ObjectValue | undefined;
  /** Where tables with a header of their own stand. */
  readonly tables: ReadonlyMap<ObjectValue, OwnTable>;
  /** Quoted texts, quotes included. */
  readonly strings: readonly Span[];
}

/** A table as it is written below its header. */
export interface OwnTable {
  /** Where the header ends; 0 for what stands above the first one. */
  readonly header: number;
  /** The entries written below it, not those that other headers add. */
  readonly own: ReadonlySet<Entry>;
}

const require = createRequire(import.meta.url);

/** Reads a TOML text; tables that are written in several places become one object. */
export function parseToml(file: string, text: string): TomlSource {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const { parseTOML }: typeof import('toml-eslint-parser') = require('toml-eslint-parser');
  try {
    const program = parseTOML(text.slice(start), { tomlVersion: 'next' });
    return { ...readProgram(program, { file, start }), file, text, problems: [] };
  } catch (error) {
    const { index, message } = asProblem(error);
    const at = Math.min(index + start, text.length);
    const span = { start: at, end: Math.min(at + 1, text.length) };
    const none = { root: undefined, comments: [], strings: [], tables: new Map() };
    return { ...none, file, text, problems: [{ span, message }] };
  }
}

function asProblem(error: unknown): { index: number; message: string } {
  const isKnown = error instanceof SyntaxError && 'index' in error && typeof error.index === 'number';
  if (!isKnown) throw error;
  return { index: Number(error.index), message: error.message };
}

interface Reading {
  readonly file: string;
  readonly start: number;
}

/** An object while its parts are gathered from all over the file. */
interface Gathering {
  readonly entries: Entry[];
  readonly own: Set<Entry>;
  readonly children: Map<string, Gathering>;
  readonly value: ObjectValue;
}

function readProgram(
  program: AST.TOMLProgram,
  reading: Reading,
): Pick<TomlSource, 'root' | 'tables' | 'comments' | 'strings'> {
  const tables = new Map<ObjectValue, OwnTable>();
  const root = gathering(placeOf(program.range, reading));
  tables.set(root.value, { header: 0, own: root.own });
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') {
      gather(node, root, reading);
      continue;
    }
    const table = tableAt(node, root, reading);
    tables.set(table.value, { header: node.key.range[1] + reading.start, own: table.own });
    for (const pair of node.body) gather(pair, table, reading);
  }
  const strings = program.tokens.flatMap(({ type, range }) =>
    /String/.test(type) ? [placeOf(range, reading).span] : [],
  );
  const comments = program.comments.map(({ range }) => placeOf(range, reading).span);
  return { root: root.value, tables, comments, strings };
}

function gathering(at: Place): Gathering {
  const entries: Entry[] = [];
  return { entries, own: new Set(), children: new Map(), value: { kind: 'object', entries, at } };
}

/** The object of a header, with those around it made where nothing else made them. Each table of an array is one more child. */
function tableAt(node: AST.TOMLTable, root: Gathering, reading: Reading): Gathering {
  const at = placeOf(node.range, reading);
  let table = root;
  for (const step of node.resolvedKey)
    table = childOf(table, String(step), at, placeOf(node.key.range, reading));
  return table;
}

function childOf(parent: Gathering, key: string, at: Place, keyAt: Place): Gathering {
  const known = parent.children.get(key);
  if (known) return known;
  const child = gathering(at);
  parent.children.set(key, child);
  parent.entries.push({ kind: 'entry', key, keyAt, value: child.value, shorthand: false, at });
  return child;
}

function gather(pair: AST.TOMLKeyValue, into: Gathering, reading: Reading): void {
  const at = placeOf(pair.range, reading);
  const keyAt = placeOf(pair.key.range, reading);
  const names = pair.key.keys.map(nameOf);
  let table = into;
  for (const name of names.slice(0, -1)) table = childOf(table, name, at, keyAt);
  const value = readValue(pair.value, reading);
  const entry: Entry = { kind: 'entry', key: names.at(-1), keyAt, value, shorthand: false, at };
  table.entries.push(entry);
  table.own.add(entry);
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function readValue(node: AST.TOMLContentNode, reading: Reading): Value {
  const at = placeOf(node.range, reading);
  if (node.type === 'TOMLArray') {
    return { kind: 'list', items: node.elements.map((element) => readValue(element, reading)), at };
  }
  if (node.type === 'TOMLInlineTable') {
    const table = gathering(at);
    for (const pair of node.body) gather(pair, table, reading);
    return table.value;
  }
  if (node.kind === 'string') return { kind: 'text', text: node.value, at };
  if (node.kind === 'boolean') return { kind: 'boolean', value: node.value, at };
  if (node.kind === 'integer' || node.kind === 'float') return { kind: 'number', value: node.value, at };
  return { kind: 'opaque', at };
}

function placeOf([start, end]: AST.Range, reading: Reading): Place {
  return { file: reading.file, span: { start: start + reading.start, end: end + reading.start } };
}
