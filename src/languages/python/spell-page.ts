import type { Page } from '../../dialect.js';
import type { Span } from '../../edit.js';
import { indentation } from '../../reshape/style.js';
import type { Source } from './source.js';
import { pythonDialect } from './spell-dialect.js';
import { everyNode } from './spell-nodes.js';
import { formOf } from './spell-text.js';
import { type Node, partsOf } from './tree.js';

const pages = new WeakMap<Source['values'], Page>();

/** The page of a parsed file, made once. */
export function pageOf(source: Source): Page {
  const known = pages.get(source.values);
  if (known) return known;
  const { file, text, root } = source;
  const nodes = everyNode(root);
  const comments = nodes
    .filter(({ type }) => type === 'comment')
    // The grammar takes the carriage return of a line's end for a part of the comment.
    .map(({ start, end }) => ({ start, end: text[end - 1] === '\r' ? end - 1 : end, line: true }));
  const page = { file, text, dialect: pythonDialect(source), comments, unit: unitOf(nodes, text) };
  const made = { ...page, ...literalsOf(nodes, text) };
  pages.set(source.values, made);
  return made;
}

/** Texts between single quotes count for the style; those over several lines are never touched by an indentation. */
function literalsOf(nodes: readonly Node[], text: string): { frozen: Span[]; strings: Span[] } {
  const found = { frozen: [] as Span[], strings: [] as Span[] };
  for (const { type, start, end } of nodes) {
    if (type !== 'string') continue;
    const form = formOf(text.slice(start, start + 8));
    if (form?.quote.length === 1) found.strings.push({ start: start + form.prefix.length, end });
    if (form?.quote.length === 3 || text.slice(start, end).includes('\n')) found.frozen.push({ start, end });
  }
  return found;
}

/** One step of indentation: the most usual one from a statement to its block. */
function unitOf(nodes: readonly Node[], text: string): string | undefined {
  const steps = new Map<string, number>();
  for (const node of nodes) {
    const [first] = node.type === 'block' && node.parent ? partsOf(node) : [];
    if (!first || !node.parent) continue;
    const [outer, inner] = [indentation(text, node.parent.start), indentation(text, first.start)];
    const step = inner.startsWith(outer) ? inner.slice(outer.length) : '';
    if (step) steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  return [...steps].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '    ';
}
