import type { Doc } from '../../dialect.js';
import type { Source } from './source.js';
import { escaped, plainForm, quoted } from './spell-text.js';

/** A text with values in it: an f-string, or a call of `format` where its holes could not be read by every Python 3. */
export function spellTemplate(
  parts: readonly (string | { readonly hole: Doc })[],
  quote: string,
  source: Source,
): Doc {
  const holes = parts.flatMap((part) => (typeof part === 'string' ? [] : [sourceOf(part.hole, source)]));
  const other = quote === '"' ? "'" : '"';
  const outer = [quote, other].find((mark) => holes.every((hole) => isPlain(hole, mark)));
  return outer ? formatted(parts, outer, source) : formatCall(parts, quote);
}

/** Whether a hole may hold a source in every Python 3, between some quotes. */
function isPlain(hole: string, quote: string): boolean {
  return !hole.includes(quote) && !/[\\#\n]/.test(hole);
}

function formatted(parts: readonly (string | { readonly hole: Doc })[], quote: string, source: Source): Doc {
  const form = plainForm(quote, true);
  const inner = parts.map((part): Doc => {
    if (typeof part === 'string') return escaped(part, form) ?? '';
    return [sourceOf(part.hole, source).startsWith('{') ? '{ ' : '{', part.hole, '}'];
  });
  return [`f${quote}`, ...inner, quote];
}

function formatCall(parts: readonly (string | { readonly hole: Doc })[], quote: string): Doc {
  const text = parts.map((part) => (typeof part === 'string' ? part.replace(/[{}]/g, '$&$&') : '{}'));
  const holes = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.hole]));
  const args = holes.flatMap((hole, index): Doc[] => (index ? [', ', hole] : [hole]));
  return [quoted(text.join(''), quote), '.format(', ...args, ')'];
}

function sourceOf(doc: Doc, source: Source): string {
  if (typeof doc === 'string') return doc;
  if ('move' in doc) return source.text.slice(doc.move.start, doc.move.end);
  if ('items' in doc)
    return doc.open + doc.items.map((item) => sourceOf(item.doc, source)).join() + doc.close;
  return doc.map((part) => sourceOf(part, source)).join('');
}
