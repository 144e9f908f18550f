import { createRequire } from 'node:module';
import type { Node, ParseError } from 'jsonc-parser';
import type { SyntaxProblem } from '../../language.js';
import type { Entry, Place, Value } from '../../value.js';

/** One parsed JSON text. */
export interface JsonSource {
  readonly file: string;
  readonly text: string;
  readonly root: Value | undefined;
  readonly problems: readonly SyntaxProblem[];
}

const require = createRequire(import.meta.url);

/** The parser, loaded when the first JSON file is looked at. */
export function jsoncParser(): typeof import('jsonc-parser') {
  return require('jsonc-parser');
}

/** Reads a JSON text; comments and trailing commas are allowed. A byte order mark is no part of it. */
export function parseJson(file: string, text: string): JsonSource {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const errors: ParseError[] = [];
  try {
    const tree = jsoncParser().parseTree(text.slice(start), errors, { allowTrailingComma: true });
    const root = tree && !errors.length ? readNode(tree, file, start) : undefined;
    return { file, text, root, problems: errors.map((error) => problemOf(error, start)) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const span = { start: 0, end: text.length };
    return { file, text, root: undefined, problems: [{ span, message: 'nested too deeply to be read' }] };
  }
}

/** What the parser's error codes mean to people. */
const MESSAGES: readonly string[] = [
  '',
  'expected a value, found something that is none',
  'expected a number',
  'expected a property name in double quotes',
  'expected a value',
  'expected a colon',
  'expected a comma',
  'expected a closing brace',
  'expected a closing bracket',
  'expected the end of the file',
  'found a comment that is not allowed',
  'expected the end of the comment',
  'expected the end of the string',
  'expected the end of the number',
  'found an invalid unicode escape',
  'found an invalid escape',
  'found an invalid character',
];

function problemOf({ error, offset, length }: ParseError, start: number): SyntaxProblem {
  const span = { start: offset + start, end: offset + start + length };
  return { span, message: MESSAGES[error] ?? 'cannot be read as JSON' };
}

function readNode(node: Node, file: string, start: number): Value {
  const at = placeOf(node, file, start);
  const children = node.children ?? [];
  switch (node.type) {
    case 'string':
      return { kind: 'text', text: String(node.value), at };
    case 'number':
      return { kind: 'number', value: Number(node.value), at };
    case 'boolean':
      return { kind: 'boolean', value: node.value === true, at };
    case 'array':
      return { kind: 'list', items: children.map((child) => readNode(child, file, start)), at };
    case 'object':
      return { kind: 'object', entries: children.flatMap((child) => readProperty(child, file, start)), at };
    default:
      return { kind: 'null', at };
  }
}

function readProperty(node: Node, file: string, start: number): Entry[] {
  const [key, value] = node.children ?? [];
  if (!key || !value) return [];
  const entry: Entry = {
    kind: 'entry',
    key: String(key.value),
    keyAt: placeOf(key, file, start),
    value: readNode(value, file, start),
    shorthand: false,
    at: { file, span: { start: key.offset + start, end: value.offset + value.length + start } },
  };
  return [entry];
}

function placeOf(node: Node, file: string, start: number): Place {
  return { file, span: { start: node.offset + start, end: node.offset + node.length + start } };
}
