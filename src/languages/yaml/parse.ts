import { createRequire } from 'node:module';
import type { Document, Node, Pair } from 'yaml';
import type { Entry, List, ObjectValue, Place, Value } from '../../value.js';
import type { DataSource } from '../data.js';

/** One parsed YAML text: the first of its documents. */
export interface YamlSource extends DataSource {
  /** Lists and mappings between brackets. */
  readonly flow: ReadonlySet<Value>;
}

const require = createRequire(import.meta.url);

interface Reading {
  readonly file: string;
  readonly start: number;
  readonly text: string;
  readonly yaml: typeof import('yaml');
  readonly flow: Set<Value>;
}

/** Reads a YAML text. Anchors and tags are left as they are written. */
export function parseYaml(file: string, text: string): YamlSource {
  const yaml: typeof import('yaml') = require('yaml');
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const options = { keepSourceTokens: false, logLevel: 'silent', uniqueKeys: false } as const;
  const [document] = yaml.parseAllDocuments(text.slice(start), options);
  const flow = new Set<Value>();
  const reading: Reading = { file, start, text, yaml, flow };
  const problems = document ? problemsOf(document, reading) : [];
  const node = document && 'contents' in document && !problems.length ? document.contents : undefined;
  const root = node ? readNode(node, reading) : undefined;
  return { file, text, root, problems, comments: [], flow };
}

function problemsOf(document: Pick<Document, 'errors'>, { start }: Reading): DataSource['problems'] {
  return document.errors.map(({ pos: [from, to], message }) => ({
    span: { start: from + start, end: to + start },
    message: message.split('\n')[0] ?? message,
  }));
}

function readNode(node: Node, reading: Reading): Value {
  const { yaml } = reading;
  const at = placeOf(node, reading);
  if (yaml.isSeq(node)) {
    const items = node.items.map((item) => (yaml.isNode(item) ? readNode(item, reading) : opaque(at)));
    return noted({ kind: 'list', items, at }, node.flow === true, reading);
  }
  if (yaml.isMap(node)) {
    const entries = node.items.flatMap((pair) => readPair(pair, reading));
    return noted({ kind: 'object', entries, at }, node.flow === true, reading);
  }
  return yaml.isScalar(node) ? readScalar(node.value, at) : opaque(at);
}

function noted(value: List | ObjectValue, isFlow: boolean, { flow }: Reading): Value {
  if (isFlow) flow.add(value);
  return value;
}

function readScalar(value: unknown, at: Place): Value {
  if (typeof value === 'string') return { kind: 'text', text: value, at };
  if (typeof value === 'number') return { kind: 'number', value, at };
  if (typeof value === 'boolean') return { kind: 'boolean', value, at };
  return value === null ? { kind: 'null', at } : opaque(at);
}

function opaque(at: Place): Value {
  return { kind: 'opaque', at };
}

function readPair({ key, value }: Pair, reading: Reading): Entry[] {
  const { yaml } = reading;
  if (!yaml.isScalar(key)) return [];
  const keyAt = placeOf(key, reading);
  const read = yaml.isNode(value) ? readNode(value, reading) : opaque(keyAt);
  const at = {
    file: reading.file,
    span: { start: keyAt.span.start, end: Math.max(keyAt.span.end, read.at.span.end) },
  };
  return [{ kind: 'entry', key: String(key.value), keyAt, value: read, shorthand: false, at }];
}

/** A block ends with its last line, not with the break after it. */
function placeOf(node: Node, { file, start, text }: Reading): Place {
  const [from, to] = node.range ?? [0, 0];
  const trailing = /\s*$/.exec(text.slice(from + start, to + start))?.[0].length ?? 0;
  return { file, span: { start: from + start, end: to + start - trailing } };
}
