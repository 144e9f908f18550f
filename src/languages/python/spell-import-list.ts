import type { Span } from '../../edit.js';
import { writeStretches } from '../../reshape/stretch.js';
import { indentation, lineBreakAt, lineStart, styleAt } from '../../reshape/style.js';
import type { Writing } from '../../reshape/writing.js';
import { type Source, textOf } from './source.js';
import { childrenAt, type Node } from './tree.js';

/** `a`, or `a as b`. */
export function aliased(name: string, local: string): string {
  return name === local ? name : `${name} as ${local}`;
}

/** Writes the names an import statement takes: some go, others come. At least one must be left. */
export function writeNames(
  statement: Node,
  gone: ReadonlySet<Node>,
  added: readonly string[],
  source: Source,
  writing: Writing,
): void {
  const names = childrenAt(statement, 'name');
  const plan = orderOf(
    names.filter((node) => !gone.has(node)),
    added,
    source,
  );
  const [open, close] = ['(', ')'].map((mark) => statement.children.find(({ type }) => type === mark));
  if (open && close) {
    const steps = plan.map((step) => (typeof step === 'string' ? { doc: step } : names.indexOf(step)));
    const inner = { start: open.end, end: close.start };
    const style = styleAt(writing.page, { start: open.start, end: close.end });
    writeStretches({ elements: names, inner, isObject: false, plan: steps, style, writing });
    return;
  }
  const [first, last] = [names[0], names.at(-1)];
  if (!first || !last) return;
  writing.edits.push(onOneLine({ start: first.start, end: last.end }, plan, source, writing));
}

/** Names without parentheses; they get some when the line becomes too long. */
function onOneLine(
  span: Span,
  plan: readonly (Node | string)[],
  source: Source,
  { page }: Writing,
): { start: number; end: number; text: string } {
  const { text } = source;
  const written = plan.map((step) => (typeof step === 'string' ? step : textOf(source, step)));
  const before = text.slice(span.start, span.end);
  const line = written.join(/,\S/.test(before) && !/,\s/.test(before) ? ',' : ', ');
  const width = span.start - lineStart(text, span.start) + line.length;
  const isFrom = /^\s*from\b/.test(text.slice(lineStart(text, span.start), span.start));
  if (width <= (page.dialect.habits?.width ?? 88) || !isFrom || written.length < 2)
    return { ...span, text: line };
  const eol = lineBreakAt(text, span.start);
  const outer = indentation(text, span.start);
  const lines = written.map((name) => `${eol}${outer}${page.unit ?? '    '}${name},`);
  return { ...span, text: `(${lines.join('')}${eol}${outer})` };
}

/** New names go where they belong in a sorted list, else to its end. */
function orderOf(
  kept: readonly Node[],
  added: readonly string[],
  source: Source,
): readonly (Node | string)[] {
  const keys = kept.map((node) => sortKey(textOf(source, node)));
  const isSorted = keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') <= key);
  const plan: (Node | string)[] = [...kept];
  for (const name of added) {
    const key = sortKey(name);
    const at = plan.findIndex(
      (step) => sortKey(typeof step === 'string' ? step : textOf(source, step)) > key,
    );
    plan.splice(isSorted && at >= 0 ? at : plan.length, 0, name);
  }
  return plan;
}

/** Constants, classes, the rest; each by its name. */
function sortKey(name: string): string {
  const group = /^[A-Z0-9_]+(?: |$)/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2;
  return `${group}${name.toLowerCase()}`;
}
