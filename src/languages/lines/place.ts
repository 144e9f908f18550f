import type { Edit, Span } from '../../edit.js';
import { indentation, lineBreakAt, lineStart } from '../../reshape/style.js';

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = /\r?\n/.exec(text.slice(offset));
  return end ? offset + end.index : text.length;
}

/** The edit that puts a line below that of an offset; a file without a final line break keeps having none. */
export function lineBelow(text: string, offset: number, line: string): Edit {
  const at = lineEnd(text, offset);
  return { start: at, end: at, text: lineBreakAt(text, at) + line };
}

/** The edit that puts a line above that of an offset. */
export function lineAbove(text: string, offset: number, line: string): Edit {
  const at = lineStart(text, offset);
  return { start: at, end: at, text: line + lineBreakAt(text, at) };
}

/** The edit that puts a line between elements that each begin a line, with the indentation of its neighbour. */
export function lineAmong(
  text: string,
  elements: readonly Span[],
  index: number,
  line: string,
): Edit | undefined {
  const [before, after] = [elements[index - 1], elements[index]];
  if (before) return lineBelow(text, before.end, indentation(text, before.start) + line);
  return after && lineAbove(text, after.start, indentation(text, after.start) + line);
}
