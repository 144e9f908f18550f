import type { Site } from '../../site.js';
import type { Value } from '../../value.js';
import { type JsonSource, jsoncParser } from './parse.js';

/** The document, its objects and texts (keys are no texts), and its comments, in source order. */
export function jsonSites(source: JsonSource): readonly Site[] {
  if (!source.root) return [];
  const sites: Site[] = [
    { kind: 'document', value: source.root, at: source.root.at },
    ...sitesIn(source.root),
    ...commentsOf(source),
  ];
  return sites.sort((a, b) => a.at.span.start - b.at.span.start || b.at.span.end - a.at.span.end);
}

function sitesIn(value: Value): Site[] {
  if (value.kind === 'text') return [{ kind: 'text', value, role: 'value', at: value.at }];
  if (value.kind === 'list') {
    return value.items.flatMap((item) => (item.kind === 'spread' ? [] : sitesIn(item)));
  }
  if (value.kind !== 'object') return [];
  const inner = value.entries.flatMap((entry) => (entry.kind === 'entry' ? sitesIn(entry.value) : []));
  return [{ kind: 'object', value, at: value.at }, ...inner];
}

function commentsOf({ file, text }: JsonSource): Site[] {
  if (!/\/\/|\/\*/.test(text)) return [];
  const { createScanner } = jsoncParser();
  const scanner = createScanner(text, false);
  const found: Site[] = [];
  for (let token = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    if (token !== LINE_COMMENT && token !== BLOCK_COMMENT) continue;
    const start = scanner.getTokenOffset();
    const end = start + scanner.getTokenLength();
    found.push({ kind: 'comment', text: text.slice(start, end), at: { file, span: { start, end } } });
  }
  return found;
}

/** Values of jsonc-parser's SyntaxKind, a const enum that isolated modules cannot read. */
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const END_OF_FILE = 17;
