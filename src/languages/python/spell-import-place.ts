import type { Edit } from '../../edit.js';
import { isFirstOnLine, lineBreakAt, lineStart } from '../../reshape/style.js';
import type { Wanted } from './imports.js';
import type { Source } from './source.js';
import { isDeferred } from './spell-holders.js';
import { statementsOf } from './spell-nodes.js';
import { STANDARD } from './standard.js';
import { childAt, type Node } from './tree.js';

/** Statements that are written together, and the place they go to. */
export interface Fresh {
  readonly lines: readonly string[];
  /** `0` for what Python brings along, 1 for packages, 2 for files of the project. */
  readonly section: number;
  readonly wanted: readonly Wanted[];
}

/** What a module is sorted under. */
export function sectionOf(module: string, isFile = false): number {
  if (isFile || module.startsWith('.')) return 2;
  return STANDARD.has(module.split('.')[0] ?? '') ? 0 : 1;
}

/** The edits that put new imports among those at the top of a file. */
export function placeAtTop(all: readonly Fresh[], source: Source): readonly Edit[] {
  const sorted = [...all].sort((a, b) => a.section - b.section);
  const edits = sorted.map((fresh) => besideOthers(fresh, source));
  const first = sorted.filter((_, index) => !edits[index]);
  const lines = first.flatMap(({ lines, section }, index) =>
    index > 0 && first[index - 1]?.section !== section ? ['', ...lines] : lines,
  );
  const placed = edits.flatMap((edit) => (edit ? [edit] : []));
  return lines.length ? [...placed, atStart(lines, source)] : placed;
}

/** Beside the imports at the top; undefined where there are none. */
function besideOthers({ lines, section, wanted }: Fresh, source: Source): Edit | undefined {
  const { text } = source;
  const top = topOf(wanted, source);
  const eol = lineBreakAt(text, top[0]?.start ?? 0);
  const anchor = top.findLast((node) => sectionFor(node, source) <= section && !isFuture(node));
  if (anchor && isLastOnLine(anchor, text)) {
    const before = sectionFor(anchor, source) < section && !isTight(top, source) ? eol + eol : eol;
    return afterLine(anchor, before + lines.join(eol), text);
  }
  const next = top.find((node) => !isFuture(node));
  if (!next || anchor || !isFirstOnLine(text, next.start)) return undefined;
  const gap = isTight(top, source) ? eol : eol + eol;
  const at = lineStart(text, next.start);
  return { start: at, end: at, text: lines.join(eol) + gap };
}

/** The imports a new one may stand among: at the top of the file, before what needs it. */
function topOf(wanted: readonly Wanted[], { root }: Source): readonly Node[] {
  const places = wanted.flatMap(({ places }) => places).filter((place) => !isDeferred(root, place));
  const first = Math.min(...places.map(({ start }) => start));
  const statements = statementsOf(root).filter(({ end }) => end <= first);
  const start = statements.findIndex(isImport);
  if (start < 0) return [];
  const length = statements.slice(start).findIndex((node) => !isImport(node) && !isGuard(node));
  const block = length < 0 ? statements.slice(start) : statements.slice(start, start + length);
  return block.filter(isImport);
}

/** Whether a statement imports something. */
export function isImport({ type }: Node): boolean {
  return /^(?:import|import_from|future_import)_statement$/.test(type);
}

function isFuture({ type }: Node): boolean {
  return type === 'future_import_statement';
}

/** What may stand among imports: `try: import …`, `if TYPE_CHECKING: import …`. */
export function isGuard(node: Node): boolean {
  if (node.type === 'if_statement') {
    const body = childAt(node, 'consequence');
    return body !== undefined && statementsOf(body).every(isImport);
  }
  const body = node.type === 'try_statement' ? childAt(node, 'body') : undefined;
  return body !== undefined && statementsOf(body).some(isImport);
}

function sectionFor(node: Node, { text }: Source): number {
  const module = /^(?:from|import)\s+([.\w]+)/.exec(text.slice(node.start, node.end))?.[1] ?? '';
  return isFuture(node) ? -1 : sectionOf(module);
}

/** Whether imports of several kinds follow each other without a blank line. */
function isTight(top: readonly Node[], source: Source): boolean {
  return top.some((node, index) => {
    const next = top[index + 1];
    if (!next || sectionFor(node, source) === sectionFor(next, source) || isFuture(node)) return false;
    return !/\n[^\S\n]*\r?\n/.test(source.text.slice(node.end, next.start));
  });
}

function isLastOnLine(node: Node, text: string): boolean {
  return /^[^\S\r\n]*;?[^\S\r\n]*(?:#[^\r\n]*)?(?:\r?\n|$)/.test(text.slice(node.end));
}

/** An insertion after the line of a statement, comment included. */
export function afterLine(node: Node, added: string, text: string): Edit {
  const rest = /^[^\S\r\n]*;?[^\S\r\n]*(?:#[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(node.end))?.[0] ?? '';
  const at = node.end + rest.length;
  return { start: at, end: at, text: added };
}

/** Where a file without imports gets its first: after what it says about itself, before its first statement. */
function atStart(lines: readonly string[], { root, text }: Source): Edit {
  const eol = lineBreakAt(text, 0);
  const statements = statementsOf(root);
  const head = statements
    .filter((node, index) => isFuture(node) || (index === 0 && isDocstring(node)))
    .at(-1);
  const next = head ? statements[statements.indexOf(head) + 1] : statements[0];
  if (head && next && !/\n/.test(text.slice(head.end, next.start))) {
    return { start: next.start, end: next.start, text: `${lines.join('; ')}; ` };
  }
  if (head && !next) return afterLine(head, eol + (isFuture(head) ? '' : eol) + lines.join(eol), text);
  if (head && /^[^\S\n]*\r?\n[^\S\n]*\r?\n/.test(text.slice(head.end)))
    return afterLine(head, eol + eol + lines.join(eol), text);
  const at = next ? leadOf(next, head, text) : headerEnd(text);
  const isFirst =
    at === 0 || text[at - 1] === '\uFEFF' || !head || /\n[^\S\n]*\r?\n$/.test(text.slice(0, at));
  const gap = !next ? '' : /definition$/.test(next.type) ? eol + eol : eol;
  return { start: at, end: at, text: (isFirst ? '' : eol) + lines.join(eol) + eol + gap };
}

function isDocstring(node: Node): boolean {
  const [only] = node.type === 'expression_statement' ? node.children : [];
  return only?.type === 'string';
}

/** The line of a statement, or of the comments right above it; those at the very top belong to the file. */
export function leadOf(next: Node, head: Node | undefined, text: string): number {
  let at = lineStart(text, next.start);
  const least = Math.max(head?.end ?? 0, headerEnd(text));
  for (;;) {
    const before = at > least ? lineStart(text, at - 1) : at;
    if (before >= at || before < least || !/^[ \t]*#/.test(text.slice(before, at))) return at;
    at = before;
  }
}

/** Past what only the first lines can say: the interpreter, the encoding, and a comment with a blank line after it. */
function headerEnd(text: string): number {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const first = /^(?:#!.*\r?\n)?(?:#.*coding[:=].*\r?\n)?/.exec(text.slice(start))?.[0].length ?? 0;
  const header = /^(?:#.*\r?\n)+(?:[^\S\n]*\r?\n)+/.exec(text.slice(start))?.[0].length ?? 0;
  return start + Math.max(first, header);
}
