import type { Frame, Item } from '../dialect.js';
import type { Span } from '../edit.js';
import type { List, ObjectValue } from '../value.js';
import { writeLeading } from './leading.js';
import type { Reshaping, Shape, Stretch } from './shape.js';
import { elementsOf } from './style.js';
import { editsOf, tokenise } from './tokens.js';
import { writeTrailing } from './trailing.js';

/** The brackets and elements of an object or list. */
export function frameOf(base: ObjectValue | List): Frame {
  const { start, end } = base.at.span;
  return {
    elements: elementsOf(base),
    inner: { start: start + 1, end: end - 1 },
    isObject: base.kind === 'object',
  };
}

/** Writes every stretch between the elements that stay, once all moves are known. */
export function writeStretches(reshaping: Reshaping): void {
  const { plan, writing, elements } = reshaping;
  const stays = new Set(plan.filter((step) => typeof step === 'number'));
  const gone = elements.filter((_, index) => !stays.has(index));
  writing.vanishing.push(...gone);
  if (plan.every((step) => typeof step === 'number') && !gone.length) return;
  writing.later.push(() => {
    const isLone = reshaping.commaAlone === true && plan.length === 1;
    const endsIn = endsInComma(reshaping);
    const shape = { ...reshaping, endsInComma: isLone || endsIn, addsComma: isLone && !endsIn };
    for (const stretch of stretchesOf(shape, gone)) {
      if (isCommaFirst(shape)) writeLeading(stretch);
      else writeTrailing(stretch);
      writing.edits.push(...editsOf(stretch.tokens));
    }
  });
}

function endsInComma({ writing, elements, inner }: Reshaping): boolean {
  const last = elements.at(-1);
  if (!last) return false;
  return tokenise(writing.page, { start: last.end, end: inner.end }, []).some(({ kind }) => kind === 'comma');
}

/** Whether the commas stand before the elements, each on its line. */
function isCommaFirst({ elements, writing }: Shape): boolean {
  const { text } = writing.page;
  const gaps = elements.slice(1).map((element, index) => text.slice(elements[index]?.end, element.start));
  return gaps.length > 0 && gaps.every((gap) => /\n[ \t]*,[^\n]*$/.test(gap));
}

function stretchesOf(shape: Shape, gone: readonly Span[]): Stretch[] {
  const { plan, elements, inner, writing } = shape;
  const stretches: Stretch[] = [];
  let left: Span | undefined;
  let fresh: Item[] = [];
  for (const step of [...plan, undefined]) {
    if (typeof step === 'object') {
      fresh.push(step);
      continue;
    }
    const right = step === undefined ? undefined : elements[step];
    const span = { start: left?.end ?? inner.start, end: right?.start ?? inner.end };
    stretches.push({ tokens: tokenise(writing.page, span, gone), left, right, fresh, shape });
    left = right;
    fresh = [];
  }
  return stretches.filter(
    ({ tokens, fresh: items, right }) =>
      items.length || tokens.some(({ kind }) => kind === 'gone') || (!right && shape.addsComma),
  );
}
