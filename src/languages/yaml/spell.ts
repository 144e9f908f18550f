import type { Edit } from '../../edit.js';
import type { Spelling } from '../../language.js';
import { covers } from '../../project.js';
import { lineBreakAt } from '../../reshape/style.js';
import type { Change, Draft } from '../../site.js';
import type { List, Text, Value } from '../../value.js';
import type { Added } from '../lines/added.js';
import { lineAbove, lineBelow } from '../lines/place.js';
import { spellLines } from '../lines/spell.js';
import type { YamlSource } from './parse.js';

/** Edits that make the changes in a YAML text. */
export function spellYaml(changes: readonly Change[], source: YamlSource): Spelling {
  return spellLines(changes, {
    name: 'YAML',
    retext: (at, to) => retext(at, to, source),
    add: (added) => addItem(added, source),
  });
}

/** A text that needs no quotes on a line of its own, and between brackets. */
const PLAIN = /^[A-Za-z_](?:[^:#\s]|:(?=\S)|#|\s(?=[^\s#]))*$/;
const PLAIN_IN_BRACKETS = /^[A-Za-z_](?:[^:#\s,[\]{}]|:(?=\w)|\s(?=[^\s#]))*$/;

/** A text with the quotes it needs. */
function quotedAsNeeded(text: string, isInBrackets: boolean): string {
  return (isInBrackets ? PLAIN_IN_BRACKETS : PLAIN).test(text) ? text : JSON.stringify(text);
}

/** A text between given quotes; undefined where those are none. */
function quoted(text: string, quote: string | undefined): string | undefined {
  if (quote === "'") return `'${text.replaceAll("'", "''")}'`;
  return quote === '"' ? JSON.stringify(text) : undefined;
}

function retext(literal: Text, to: string, { text, flow }: YamlSource): string | undefined {
  const { start, end } = literal.at.span;
  const inQuotes = quoted(to, text[start]);
  if (inQuotes !== undefined) return inQuotes;
  const isPlain = text.slice(start, end) === literal.text;
  const isInBrackets = [...flow].some(({ at }) => covers(at, literal.at));
  return isPlain ? quotedAsNeeded(to, isInBrackets) : undefined;
}

/** With the quotes its neighbour stands in. */
function written(value: string, near: Value | undefined, text: string, isInBrackets = false): string {
  const quote = near?.kind === 'text' ? text[near.at.span.start] : undefined;
  return quoted(value, quote) ?? quotedAsNeeded(value, isInBrackets);
}

function addItem({ to, index, value }: Added, source: YamlSource): Edit | undefined {
  if (to.kind !== 'list') return undefined;
  const { text, flow } = source;
  const near = to.items[index - 1] ?? to.items[0];
  if (near === undefined || near.kind === 'spread') return undefined;
  if (flow.has(to)) return addBetweenBrackets(to, index, value, source);
  const { start } = near.at.span;
  const dash = /(?:^|[\n\uFEFF])([ \t]*)(-[ \t]+)$/.exec(text.slice(0, start));
  if (!dash) return undefined;
  const [, indent = '', marker = '- '] = dash;
  const line = lineFor(value, { indent, marker, near, text });
  if (line === undefined) return undefined;
  return index === 0 ? lineAbove(text, start, line) : lineBelow(text, near.at.span.end, line);
}

interface Around {
  readonly indent: string;
  readonly marker: string;
  readonly near: Value;
  readonly text: string;
}

function lineFor(value: Draft, { indent, marker, near, text }: Around): string | undefined {
  if (value.kind === 'literal') return indent + marker + written(String(value.value), near, text);
  if (value.kind !== 'object') return undefined;
  const [entry, ...others] = value.entries;
  if (!entry || others.length || !('key' in entry) || entry.value.kind !== 'list') return undefined;
  const inner = `${indent}${' '.repeat(marker.length)}${stepOf(text)}- `;
  const items = entry.value.items.map((item) =>
    item.kind === 'literal' ? `${inner}${written(String(item.value), undefined, text)}` : undefined,
  );
  if (!items.every((item) => item !== undefined)) return undefined;
  return [`${indent}${marker}${entry.key}:`, ...items].join(lineBreakAt(text, near.at.span.end));
}

/** Whether lists of a file stand further in than their key, and how far. */
function stepOf(text: string): string {
  const [, outer = '', inner = ''] = /(?:^|\n)([ ]*)[\w-]+:[ \t]*\r?\n([ ]*)- /.exec(text) ?? [];
  return inner.slice(outer.length);
}

function addBetweenBrackets(to: List, index: number, value: Draft, { text }: YamlSource): Edit | undefined {
  const before = to.items[index - 1];
  const isOnOneLine = !text.slice(to.at.span.start, to.at.span.end).includes('\n');
  if (!before || before.kind === 'spread' || value.kind !== 'literal' || !isOnOneLine) return undefined;
  const at = before.at.span.end;
  return { start: at, end: at, text: `, ${written(String(value.value), before, text, true)}` };
}
