import type { Chunk, Place, Value } from '../../value.js';
import { placeAt, placeOf, type Source, textOf } from './source.js';
import { childAt, type Node } from './tree.js';
import { characters, unescaped } from './unescaped.js';
import { read } from './values.js';

/** Text with the span that spells it. */
export interface Spelled {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A stretch of text that is spelled in one place, or a value in it. */
export type Part = Chunk | Value;

/** A string literal or several side by side, as a value. */
export function readString(source: Source, node: Node, at: Place): Value {
  if (node.type === 'string') {
    const { isFormat, isBytes } = prefixOf(source, node);
    const text = isFormat ? undefined : joined(pieceOf(source, node));
    if (text !== undefined)
      return isBytes && !isAscii(text) ? { kind: 'opaque', at } : { kind: 'text', text, at };
  }
  return { kind: 'template', parts: partsOfString(source, node), at };
}

function isAscii(text: string): boolean {
  return [...text].every((character) => (character.codePointAt(0) ?? 0) < 128);
}

function joined(pieces: readonly Spelled[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** The chunks and values of a string literal, or of several side by side. */
export function partsOfString(source: Source, node: Node): Part[] {
  return literalsOf(node).flatMap((literal) => {
    if (prefixOf(source, literal).isFormat)
      return literal.children.flatMap((child) => formatPart(source, literal, child));
    return chunkOf(source, pieceOf(source, literal));
  });
}

/** The single literals of a string, in order. */
export function literalsOf(node: Node): readonly Node[] {
  return node.type === 'concatenated_string' ? node.children.filter(({ type }) => type === 'string') : [node];
}

interface Prefix {
  readonly isRaw: boolean;
  readonly isFormat: boolean;
  readonly isBytes: boolean;
}

/** What the letters before the quote of a literal say. */
export function prefixOf(source: Source, literal: Node): Prefix {
  const letters =
    /^[a-z]*/i.exec(source.text.slice(literal.start, literal.start + 3))?.[0].toLowerCase() ?? '';
  return { isRaw: letters.includes('r'), isFormat: /[ft]/.test(letters), isBytes: letters.includes('b') };
}

/** The characters between the quotes of a plain literal. */
export function pieceOf(source: Source, literal: Node): readonly Spelled[] {
  const { start, end } = insideOf(literal);
  return spelledAt(source, literal, start, end);
}

/** The span between the quotes of a literal. */
export function insideOf(literal: Node): { readonly start: number; readonly end: number } {
  const [first, last] = [literal.children[0], literal.children.at(-1)];
  return { start: first?.end ?? literal.start, end: last?.type === 'string_end' ? last.start : literal.end };
}

function spelledAt(source: Source, literal: Node, start: number, end: number): readonly Spelled[] {
  const { isRaw, isBytes } = prefixOf(source, literal);
  return unescaped(source.text, start, end, isRaw ? 'raw' : isBytes ? 'bytes' : 'text');
}

/** A chunk of the characters of one literal; none of none. */
export function chunkOf(source: Source, pieces: readonly Spelled[]): Chunk[] {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return [];
  return [{ kind: 'chunk', text: joined(pieces), at: placeAt(source, first.start, last.end) }];
}

function formatPart(source: Source, literal: Node, child: Node): Part[] {
  if (child.type === 'interpolation') return [hole(source, child)];
  if (child.type !== 'string_content') return [];
  return chunkOf(source, withoutDoubled(spelledAt(source, literal, child.start, child.end)));
}

/** `{{` in a format string is one brace. */
function withoutDoubled(pieces: readonly Spelled[]): readonly Spelled[] {
  if (!pieces.some(({ text }) => /[{}]/.test(text))) return pieces;
  const found: Spelled[] = [];
  const all = characters(pieces);
  for (let index = 0; index < all.length; index++) {
    const [piece, next] = [all[index], all[index + 1]];
    if (!piece) break;
    const isDoubled = /[{}]/.test(piece.text) && next?.text === piece.text;
    found.push(isDoubled ? { ...piece, end: next.end } : piece);
    if (isDoubled) index++;
  }
  return found;
}

/** What stands in the braces; opaque when it is shown in another form than `str()` gives. */
function hole(source: Source, node: Node): Value {
  const expression = childAt(node, 'expression');
  const conversion = childAt(node, 'type_conversion');
  const isPlain = !conversion || textOf(source, conversion) === '!s';
  const hasSpec =
    (childAt(node, 'format_specifier')?.end ?? 0) - (childAt(node, 'format_specifier')?.start ?? 0) > 1;
  const saysItself = node.children.some(({ type }) => type === '=');
  if (expression && isPlain && !hasSpec && !saysItself) return read(source, expression);
  const end = node.children.at(-1)?.type === '}' ? node.end - 1 : node.end;
  return { kind: 'opaque', at: placeAt(source, node.start + 1, end) };
}

/** Whether a node is a string literal, or several side by side. */
export function isString(node: Node): boolean {
  return node.type === 'string' || node.type === 'concatenated_string';
}

/** What a plain string literal says; undefined for everything else. */
export function plainText(source: Source, node: Node | undefined): string | undefined {
  if (!node || !isString(node)) return undefined;
  const value = readString(source, node, placeOf(source, node));
  if (value.kind === 'text') return value.text;
  if (value.kind !== 'template') return undefined;
  const chunks = value.parts.map((part) => (part.kind === 'chunk' ? part.text : undefined));
  return chunks.includes(undefined) ? undefined : chunks.join('');
}
