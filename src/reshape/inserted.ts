import type { Draft } from '../change.js';
import { build } from './build.js';
import { inkAt, layout } from './layout.js';
import { styleAt } from './style.js';
import type { Writing } from './writing.js';

/** Writes a draft that is made of nothing in the file at an offset where nothing stands, with text before and after it. */
export function writeInserted(
  at: number,
  draft: Draft,
  around: readonly [string, string],
  writing: Writing,
): void {
  const span = { start: at, end: at };
  const style = styleAt(writing.page, span, undefined);
  const reshape = (): void => void writing.problems.push('the draft is made of what stands elsewhere');
  const doc = build(draft, 'whole', { writing, style, at: span, reshape });
  const [before, after] = around;
  writing.later.push(() => {
    const text = layout(doc, inkAt(writing, style, at), before.length, 1);
    writing.edits.push({ ...span, text: [before, ...text, after] });
  });
}
