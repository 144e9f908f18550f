import { resolve } from '../../project.js';
import type { Chunk, Place, Value } from '../../value.js';
import { memberTarget } from './members.js';
import { placeAt, type Source, textOf } from './source.js';
import { chunkOf, isString, literalsOf, type Part, pieceOf, prefixOf, type Spelled } from './strings.js';
import { childAt, type Node, partsOf } from './tree.js';
import { characters } from './unescaped.js';
import { innermost, nodeOf, read, remember } from './values.js';

/** One field of a format: which value goes there, and whether it is shown as it is. */
interface Field {
  readonly index: number | undefined;
  readonly name: string | undefined;
  readonly isPlain: boolean;
}

/** Where a format's values come from. */
interface Given {
  readonly at: (index: number) => Value | undefined;
  readonly named: (name: string, at: Place) => Value | undefined;
}

/** A format cut at its fields: stretches of text, and fields with the characters that spell them. */
type Cut =
  | { readonly text: readonly Spelled[] }
  | { readonly field: Field; readonly spelled: readonly Spelled[] };

/** `"…" % x` with the literal at `format`; undefined when the values cannot be told apart. */
export function readPercent(
  source: Source,
  format: Node,
  right: Node,
  at: Place,
  here: Source,
): Value | undefined {
  const cuts = percentCuts(spelledBy(source, format));
  const fields = cuts?.flatMap((cut) => ('field' in cut ? [cut.field] : [])) ?? [];
  const given = percentGiven(here, right, fields);
  return cuts && given && fields.length
    ? { kind: 'template', parts: filled(source, format, cuts, given), at }
    : undefined;
}

/** `"…".format(x)` with the literal at `format`. */
export function readFormat(
  source: Source,
  format: Node,
  list: Node,
  at: Place,
  here: Source,
): Value | undefined {
  const cuts = braceCuts(spelledBy(source, format));
  const given = formatGiven(here, list);
  return cuts && given ? { kind: 'template', parts: filled(source, format, cuts, given), at } : undefined;
}

/** The plain literal a value stands for, with its file. */
export function literalBehind(value: Value): { readonly source: Source; readonly node: Node } | undefined {
  const found = nodeOf(resolve(value));
  const node = found && innermost(found.node);
  return found && node && isPlainString(found.source, node) ? { source: found.source, node } : undefined;
}

/** Whether a node is a literal without holes. */
export function isPlainString(source: Source, node: Node): boolean {
  return isString(node) && literalsOf(node).every((literal) => !prefixOf(source, literal).isFormat);
}

function spelledBy(source: Source, format: Node): readonly Spelled[] {
  return literalsOf(format).flatMap((literal) => characters(pieceOf(source, literal)));
}

function filled(source: Source, format: Node, cuts: readonly Cut[], given: Given): Part[] {
  return cuts.flatMap((cut): Part[] => {
    if ('text' in cut) return chunksOf(source, format, cut.text);
    const [first, last] = [cut.spelled[0], cut.spelled.at(-1)];
    const at = placeAt(source, first?.start ?? format.start, last?.end ?? format.end);
    const { index, name, isPlain } = cut.field;
    const value = index === undefined ? given.named(name ?? '', at) : given.at(index);
    return [value && isPlain ? value : { kind: 'opaque', at }];
  });
}

/** One chunk for each literal that spells a part of the text. */
function chunksOf(source: Source, format: Node, text: readonly Spelled[]): Chunk[] {
  return literalsOf(format).flatMap((literal) =>
    chunkOf(
      source,
      text.filter(({ start, end }) => start >= literal.start && end <= literal.end),
    ),
  );
}

const PERCENT = /%(?:\((\w+)\))?([-#0 +]*)(\*|\d*)(?:\.(\*|\d*))?[hlL]?([diouxXeEfFgGcrsa%])/y;

function percentCuts(spelled: readonly Spelled[]): readonly Cut[] | undefined {
  return cutAt(spelled, '%', (text, at, count) => {
    PERCENT.lastIndex = at;
    const [whole, name, flags, width, precision, kind] = PERCENT.exec(text) ?? [];
    if (whole === undefined || width === '*' || precision === '*') return undefined;
    if (kind === '%') return { length: whole.length };
    const isPlain = /^[sdiu]$/.test(kind ?? '') && !flags && !width && precision === undefined;
    return { length: whole.length, field: { index: name === undefined ? count : undefined, name, isPlain } };
  });
}

const BRACES = /\{([\w]*)([^{}!:]*)(![rsa])?(:(?:[^{}]|\{[^{}]*\})*)?\}/y;

function braceCuts(spelled: readonly Spelled[]): readonly Cut[] | undefined {
  return cutAt(spelled, '{', (text, at, count) => {
    if (text[at + 1] === text[at]) return { length: 2 };
    BRACES.lastIndex = at;
    const [whole, key = '', rest, conversion, spec] = BRACES.exec(text) ?? [];
    if (whole === undefined) return undefined;
    const isPlain = !rest && (!conversion || conversion === '!s') && (spec?.length ?? 0) < 2;
    const index = /^\d*$/.test(key) ? (key === '' ? count : Number(key)) : undefined;
    return { length: whole.length, field: { index, name: index === undefined ? key : undefined, isPlain } };
  });
}

/** A field, or an escape where there is none. */
interface FieldFound {
  readonly length: number;
  readonly field?: Field;
}

type FieldAt = (text: string, at: number, count: number) => FieldFound | undefined;

/** Cuts a format at its fields; undefined when one of them cannot be read. `}}` is an escape where `{{` is. */
function cutAt(spelled: readonly Spelled[], mark: string, fieldAt: FieldAt): readonly Cut[] | undefined {
  const text = spelled.map((piece) => piece.text.padEnd(1, '\0').slice(0, 1)).join('');
  const cuts: Cut[] = [];
  let run: Spelled[] = [];
  let count = 0;
  for (let at = 0; at < spelled.length; ) {
    const piece = spelled[at];
    if (!piece) break;
    const isMark = text[at] === mark || (mark === '{' && text[at] === '}');
    const found: FieldFound | undefined = isMark ? fieldAt(text, at, count) : { length: 1 };
    if (!found) return undefined;
    const last = spelled[at + found.length - 1] ?? piece;
    if (!found.field) run.push({ ...piece, end: last.end });
    else {
      cuts.push({ text: run }, { field: found.field, spelled: spelled.slice(at, at + found.length) });
      run = [];
      count++;
    }
    at += found.length;
  }
  return [...cuts, { text: run }];
}

/** The right side of `%`: a tuple's items in order, a dict's by name, anything else as the only one. */
function percentGiven(source: Source, right: Node, fields: readonly Field[]): Given | undefined {
  const node = innermost(right);
  const named = (name: string, at: Place): Value => takenFrom(source, node, name, at);
  const none = (): undefined => undefined;
  if (fields.every(({ index }) => index === undefined)) return { at: none, named };
  const items = node.type === 'tuple' ? partsOf(node) : [node];
  if (items.length !== fields.length || items.some(({ type }) => type === 'list_splat')) return undefined;
  return { at: (index) => items[index] && read(source, items[index]), named: none };
}

function takenFrom(source: Source, node: Node, name: string, at: Place): Value {
  const whole = read(source, node);
  const value: Value = { kind: 'opaque', at, target: () => memberTarget(source, whole, name) };
  const entry =
    whole.kind === 'object'
      ? whole.entries.findLast((one) => one.kind === 'entry' && one.key === name)
      : undefined;
  remember(value, source, node);
  return entry?.kind === 'entry' ? entry.value : value;
}

function formatGiven(source: Source, list: Node): Given | undefined {
  const parts = partsOf(list);
  const positional = parts.filter(({ type }) => !/^(keyword_argument|dictionary_splat)$/.test(type));
  if (list.type !== 'argument_list' || positional.some(({ type }) => type === 'list_splat')) return undefined;
  return {
    at: (index) => positional[index] && read(source, positional[index]),
    named: (name, at) => {
      const argument = parts.find((part) => textOf(source, childAt(part, 'name') ?? list) === name);
      const value = argument && childAt(argument, 'value');
      if (value) return read(source, value);
      const splat = parts.find(({ type }) => type === 'dictionary_splat');
      const whole = splat && partsOf(splat)[0];
      return whole && takenFrom(source, whole, name, at);
    },
  };
}

/** `"/".join([…])` as a template; undefined when the list is not written there or says nothing. */
export function readJoin(source: Source, separator: Node, list: Node, at: Place): Value | undefined {
  const [argument, ...others] = partsOf(list);
  const items = argument && !others.length ? read(source, argument) : undefined;
  if (items?.kind !== 'list' || items.items.some(({ kind }) => kind === 'spread')) return undefined;
  const between = chunksOf(source, separator, spelledBy(source, separator));
  const parts = items.items.flatMap((item, index): Part[] => {
    const own: Part[] = item.kind === 'text' ? textChunk(item) : item.kind === 'spread' ? [] : [item];
    return index ? [...between, ...own] : own;
  });
  return parts.some(({ kind }) => kind === 'chunk') ? { kind: 'template', parts, at } : undefined;
}

function textChunk(value: Value): Part[] {
  const found = nodeOf(value);
  return found ? chunksOf(found.source, found.node, spelledBy(found.source, found.node)) : [value];
}
