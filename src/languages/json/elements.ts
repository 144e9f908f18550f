import { type Span, sameSpan, within } from '../../edit.js';
import type { Frame } from '../../reshape/text.js';
import type { Value } from '../../value.js';

/** The object or list whose entry or item covers exactly a span. */
export function elementAt(span: Span, value: Value): Frame | undefined {
  if (value.kind !== 'object' && value.kind !== 'list') return undefined;
  const parts = value.kind === 'object' ? value.entries : value.items;
  const elements = parts.map(({ at }) => at.span);
  const { start, end } = value.at.span;
  const inner = { start: start + 1, end: end - 1 };
  if (elements.some((element) => sameSpan(element, span)))
    return { elements, inner, isObject: value.kind === 'object' };
  const around = parts.find(({ at }) => within(span, at.span));
  if (!around || around.kind === 'spread') return undefined;
  return elementAt(span, around.kind === 'entry' ? around.value : around);
}
