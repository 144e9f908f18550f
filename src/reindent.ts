import type { Reindent } from './edit.js';

/** Text with the offsets of those line breaks in it that no reindentation may follow. */
export interface Rendered {
  readonly text: string;
  readonly fixed: readonly number[];
}

/** The offsets of a text's line breaks. */
export function breaksOf(text: string): number[] {
  return [...text.matchAll(/\n/g)].map(({ index }) => index);
}

/** Rendered parts, one after another. */
export function join(parts: readonly Rendered[]): Rendered {
  let text = '';
  const fixed: number[] = [];
  for (const part of parts) {
    for (const at of part.fixed) fixed.push(text.length + at);
    text += part.text;
  }
  return { text, fixed };
}

/** Gives the lines of a rendered text another indentation, where they have the old one. */
export function shift(rendered: Rendered, { from, to }: Reindent): Rendered {
  const fixed = new Set(rendered.fixed);
  const parts: Rendered[] = [];
  let at = 0;
  for (const line of breaksOf(rendered.text)) {
    const begin = line + 1;
    const isBlank = /^[ \t]*(?:\r?\n|$)/.test(rendered.text.slice(begin));
    parts.push({ text: rendered.text.slice(at, begin), fixed: fixed.has(line) ? [line - at] : [] });
    at = begin;
    if (fixed.has(line) || isBlank || !rendered.text.startsWith(from, begin)) continue;
    parts.push({ text: to, fixed: [] });
    at = begin + from.length;
  }
  parts.push({ text: rendered.text.slice(at), fixed: [] });
  return join(parts);
}
