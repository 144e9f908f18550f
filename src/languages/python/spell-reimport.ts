import type { Span } from '../../edit.js';
import { indentation, isFirstOnLine, lineBreakAt } from '../../reshape/style.js';
import type { Writing } from '../../reshape/writing.js';
import type { Imported } from '../../site.js';
import type { Source } from './source.js';
import { aliased, writeNames } from './spell-import-list.js';
import { moduleName } from './spell-module.js';
import { nodeAround, nodesAt } from './spell-nodes.js';
import { removeStatement } from './spell-remove.js';
import { around, childrenAt, type Node } from './tree.js';

/** A statement that imports something; what it takes is one of its names, or all there is. */
interface Taken {
  readonly statement: Node;
  readonly name: Node;
}

function takenAt(span: Span, { root }: Source): Taken | undefined {
  const statement = around(nodeAround(root, span), 'import_statement', 'import_from_statement');
  if (!statement) return undefined;
  const names = childrenAt(statement, 'name');
  const nodes = new Set(nodesAt(root, span).flatMap((node) => [node, node.parent]));
  const name = names.find((node) => nodes.has(node)) ?? (names.length === 1 ? names[0] : undefined);
  return name && { statement, name };
}

/** What an import takes comes from elsewhere, under the local name it has; other names of the statement stay. */
export function writeReimport(
  at: Span,
  local: string,
  from: Imported,
  source: Source,
  writing: Writing,
): void {
  const taken = takenAt(at, source);
  if (!taken) {
    writing.problems.push('no single name is imported here');
    return;
  }
  const { statement, name } = taken;
  const module = moduleName(from, source);
  const line =
    from.name === '*'
      ? `import ${aliased(module, local)}`
      : `from ${module} import ${aliased(from.name, local)}`;
  const names = childrenAt(statement, 'name');
  if (names.length === 1) {
    writing.edits.push({ start: statement.start, end: statement.end, text: line });
    return;
  }
  // As for a place of its own: the others stay in theirs, with what is said about them.
  noteGone(statement, name, source, writing);
  const isAlone = isFirstOnLine(source.text, statement.start);
  const gap = isAlone
    ? lineBreakAt(source.text, statement.start) + indentation(source.text, statement.start)
    : '; ';
  writing.edits.push({ start: statement.start, end: statement.start, text: line + gap });
}

const going = new WeakMap<Writing, Map<Node, Set<Node>>>();

/** Takes names out of a statement, all that a group takes at once. */
function noteGone(statement: Node, name: Node, source: Source, writing: Writing): void {
  const all = going.get(writing) ?? new Map<Node, Set<Node>>();
  going.set(writing, all);
  const known = all.get(statement);
  if (known) {
    known.add(name);
    return;
  }
  const gone = new Set([name]);
  all.set(statement, gone);
  writing.later.push(() => {
    const isEmptied = childrenAt(statement, 'name').every((node) => gone.has(node));
    if (isEmptied) removeStatement(statement, source, writing);
    else writeNames(statement, gone, [], source, writing);
  });
}

/** Takes one name of an import away; false when the span is none. */
export function removeName(at: Span, source: Source, writing: Writing): boolean {
  const taken = takenAt(at, source);
  const isName = taken && taken.name.start <= at.start && taken.name.end >= at.end;
  if (!isName) return false;
  noteGone(taken.statement, taken.name, source, writing);
  return true;
}
