import type { Comment, Dialect, Page } from '../../dialect.js';
import { type Span, sameSpan } from '../../edit.js';
import type { Spelling } from '../../language.js';
import { type Hand, spellWith } from '../../reshape/spell.js';
import { frameOf } from '../../reshape/stretch.js';
import type { Frame } from '../../reshape/text.js';
import type { Writing } from '../../reshape/writing.js';
import type { Change } from '../../site.js';
import type { Value } from '../../value.js';
import { DATA_ONLY } from '../data-dialect.js';
import { type JsonSource, jsoncParser } from './parse.js';

/** Edits that make the changes in a JSON text. */
export function spellJson(changes: readonly Change[], source: JsonSource): Spelling {
  const why = 'JSON has no calls and no statements';
  const hand: Hand = {
    localName: ({ name }) => name,
    rename,
    frameAt: (span) => source.root && elementIn(source.root, span),
    unwrap: why,
    noCalls: why,
  };
  return spellWith(hand, changes, pageOf(source));
}

/** A whole key or text is renamed inside its quotes, a stretch of one as it stands. */
function rename(span: Span, to: string, writing: Writing): void {
  const { text } = writing.page;
  const isWhole = text[span.start] === '"' && text[span.end - 1] === '"' && span.end - span.start > 1;
  writing.edits.push({ ...span, text: isWhole ? JSON.stringify(to) : escaped(to) });
}

/** The object or list that has an element at exactly a span. */
function elementIn(value: Value, span: Span): Frame | undefined {
  if (value.kind !== 'object' && value.kind !== 'list') return undefined;
  const frame = frameOf(value);
  if (frame.elements.some((element) => sameSpan(element, span))) return frame;
  const inner =
    value.kind === 'object'
      ? value.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry.value] : []))
      : value.items.flatMap((item) => (item.kind === 'spread' ? [] : [item]));
  for (const child of inner) {
    const found = elementIn(child, span);
    if (found) return found;
  }
  return undefined;
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function cooked(unit: string): string {
  if (!unit.startsWith('\\')) return unit;
  try {
    return String(JSON.parse(`"${unit}"`));
  } catch {
    return unit.slice(1);
  }
}

/** How JSON writes drafts; it has no names, no calls and nothing known only at run time. */
const DIALECT: Dialect = {
  name: 'JSON',
  comments: [{ open: '//' }, { open: '/*', close: '*/' }],
  quotes: ['"'],
  trailingCommas: false,
  text: (text) => JSON.stringify(text),
  escaped,
  cooked,
  key: (key) => JSON.stringify(key),
  literal: (value) => JSON.stringify(value),
  ...DATA_ONLY,
};

function pageOf(source: JsonSource): Page {
  const { file, text } = source;
  return { file, text, dialect: DIALECT, frozen: [], ...scan(text) };
}

/** Values of jsonc-parser's SyntaxKind, a const enum that isolated modules cannot read. */
const STRING = 10;
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const END_OF_FILE = 17;

function scan(text: string): { comments: Comment[]; strings: Span[] } {
  const scanner = jsoncParser().createScanner(text, false);
  const comments: Comment[] = [];
  const strings: Span[] = [];
  for (let token = Number(scanner.scan()); token !== END_OF_FILE; token = Number(scanner.scan())) {
    const start = scanner.getTokenOffset();
    const span = { start, end: start + scanner.getTokenLength() };
    if (token === STRING) strings.push(span);
    if (token === LINE_COMMENT || token === BLOCK_COMMENT) {
      comments.push({ ...span, line: token === LINE_COMMENT });
    }
  }
  return { comments, strings };
}
