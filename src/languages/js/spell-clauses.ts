import type { Span } from '../../edit.js';
import { writeStretches } from '../../reshape/stretch.js';
import { styleAt } from '../../reshape/style.js';
import type { Writing } from '../../reshape/writing.js';
import type { Held, Holder } from './spell-holders.js';
import type { Taken } from './spell-import-statement.js';
import type { Spelled } from './spell-nodes.js';
import { typescript } from './typescript.js';

/** What one statement takes more, and no longer. */
export interface Clause {
  readonly holder: Holder;
  readonly added: Taken[];
  readonly dropped: Held[];
}

/** `a`, `a as b` or `a: b`. */
export function specifier({ name, local }: { name: string; local: string }, isImport: boolean): string {
  if (name === local) return name;
  return isImport ? `${name} as ${local}` : `${name}: ${local}`;
}

/** Writes what a statement takes; true when nothing is left and the whole statement goes. */
export function writeClause(clause: Clause, source: Spelled, writing: Writing): boolean {
  const { holder, added, dropped } = clause;
  const left = holder.held.filter((held) => !dropped.includes(held));
  if (!left.length && !added.length) return !removeDeclaration(holder, writing);
  const main = holder.held.find(({ name }) => name === 'default');
  const stays = holder.held.filter((held) => held !== main && left.includes(held));
  if (main && dropped.includes(main) && holder.isImport) return replaceDefault(clause, main, stays, writing);
  if (!holder.list) return addList(clause, main, writing);
  if (main && holder.isImport && !stays.length && !added.length) {
    writing.edits.push({ start: main.node.getEnd(), end: holder.list.getEnd(), text: '' });
    return false;
  }
  writeList(clause, holder.list, source, writing);
  return false;
}

/** One of several variables of a statement goes with its comma; false when it is the only one. */
function removeDeclaration({ statement, held }: Holder, { edits }: Writing): boolean {
  const ts = typescript();
  const [first] = held;
  if (!first || !ts.isVariableStatement(statement)) return false;
  const { declarations } = statement.declarationList;
  const index = declarations.findIndex((node) => node.pos <= first.node.pos && first.node.end <= node.end);
  const [own, before, next] = [declarations[index], declarations[index - 1], declarations[index + 1]];
  if (!own || declarations.length < 2) return false;
  if (before) edits.push({ start: before.getEnd(), end: own.getEnd(), text: '' });
  else edits.push({ start: own.getStart(), end: next?.getStart() ?? own.getEnd(), text: '' });
  return true;
}

/** `import { a } from` in the place of a default import. */
function replaceDefault(
  { holder, added }: Clause,
  main: Held,
  stays: readonly Held[],
  writing: Writing,
): boolean {
  const { text } = writing.page;
  const end = holder.list?.getEnd() ?? main.node.getEnd();
  const rest = stays.map(({ node }) => node.getText());
  const names = [...rest, ...added.map((taken) => specifier(taken, true))];
  const gap = /^\s*,\s*/.exec(text.slice(main.node.getEnd()))?.[0] ?? '';
  const isPlain = !added.length && stays.length > 0;
  if (isPlain)
    writing.edits.push({ start: main.node.getStart(), end: main.node.getEnd() + gap.length, text: '' });
  else writing.edits.push({ start: main.node.getStart(), end, text: `{ ${names.join(', ')} }` });
  return false;
}

function addList({ added }: Clause, main: Held | undefined, writing: Writing): boolean {
  if (!main || !added.length) return false;
  const names = added.map((taken) => specifier(taken, true)).join(', ');
  const at = main.node.getEnd();
  writing.edits.push({ start: at, end: at, text: `, { ${names} }` });
  return false;
}

/** The names between the braces, in the style they are listed in. */
function writeList(
  { holder, added, dropped }: Clause,
  list: NonNullable<Holder['list']>,
  { text }: Spelled,
  writing: Writing,
): void {
  const gone = new Set(dropped.map(({ node }) => node));
  const elements = list.elements.map(
    (element): Span => ({ start: element.getStart(), end: element.getEnd() }),
  );
  const kept = list.elements.flatMap((element, index) => (gone.has(element) ? [] : [index]));
  const span = { start: list.getStart(), end: list.getEnd() };
  const source = text.slice(span.start, span.end);
  const style = {
    ...styleAt(writing.page, span),
    comma: /,\S/.test(source) && !/,\s/.test(source) ? ',' : ', ',
  };
  const plan = [...kept, ...added.map((taken) => ({ doc: specifier(taken, holder.isImport) }))];
  writeStretches({
    elements,
    inner: { start: span.start + 1, end: span.end - 1 },
    isObject: true,
    plan,
    style,
    writing,
  });
}
