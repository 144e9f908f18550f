import type { Imported } from '../../change.js';
import { type Edit, type Span, within } from '../../edit.js';
import type { NeededImport } from '../../language.js';
import { indentation, isFirstOnLine, lineBreakAt } from '../../reshape/style.js';
import { finishWriting, startWriting, type Writing } from '../../reshape/writing.js';
import type { Source } from './source.js';
import { type Holder, holdersOf, isOf, knownAt, reaches } from './spell-holders.js';
import { aliased, writeNames } from './spell-import-list.js';
import { afterLine, type Fresh, placeAtTop, sectionOf } from './spell-import-place.js';
import { moduleName } from './spell-module.js';
import { pageOf } from './spell-page.js';
import { removeStatement } from './spell-remove.js';
import { childrenAt, type Node } from './tree.js';

/** A name to import, under the name it gets, and the places it is needed at. */
export interface Wanted {
  readonly from: Imported;
  readonly local: string;
  readonly places: readonly Span[];
}

/** What one statement takes more, and no longer. */
interface Clause {
  readonly statement: Node;
  readonly added: Wanted[];
  readonly gone: Set<Node>;
}

/** The edits that make names available and drop those no longer used: one edit a place. */
export function spellImports(
  needed: readonly NeededImport[],
  dropped: readonly Imported[],
  source: Source,
): readonly Edit[] {
  const clauses = new Map<Node, Clause>();
  const clauseOf = ({ statement }: Holder): Clause => {
    const clause = clauses.get(statement) ?? { statement, added: [], gone: new Set() };
    clauses.set(statement, clause);
    return clause;
  };
  for (const taken of dropped.filter((one) => !needed.some((other) => isSame(one, other)))) {
    for (const holder of holdersOf(source).filter(({ module }) => module === taken.module)) {
      for (const { name, node } of holder.held) if (name === taken.name) clauseOf(holder).gone.add(node);
    }
  }
  const apart = missingOf(needed, source).filter((wanted) => {
    const holder = holdersOf(source).find((candidate) => canTake(candidate, wanted, source));
    if (holder) clauseOf(holder).added.push(wanted);
    return !holder;
  });
  return written([...clauses.values()], apart, source);
}

function isSame(a: Imported, b: Imported): boolean {
  return a.module === b.module && a.name === b.name;
}

/** What must be imported, each once, with every place it is needed at. */
function missingOf(needed: readonly NeededImport[], source: Source): readonly Wanted[] {
  const missing = new Map<string, Wanted>();
  for (const { at, ...from } of needed) {
    const place = at ?? { start: source.text.length, end: source.text.length };
    const { local, isNew } = knownAt(from, place, source);
    if (!isNew) continue;
    const key = JSON.stringify([from.module, from.name]);
    missing.set(key, { from, local, places: [...(missing.get(key)?.places ?? []), place] });
  }
  return [...missing.values()];
}

/** Whether a statement may list a name more: at the top level of the file, or of the only function that needs it. */
function canTake(holder: Holder, { from, places }: Wanted, source: Source): boolean {
  const { parent } = holder.statement;
  const isPlain = parent === source.root || parent?.parent === holder.scope;
  if (!holder.isFrom || holder.isTyping || from.name === '*' || !isOf(holder, from, source)) return false;
  return (
    isPlain && holder.held.every(({ local }) => local) && places.every((place) => reaches(holder, place))
  );
}

function written(clauses: readonly Clause[], apart: readonly Wanted[], source: Source): readonly Edit[] {
  const writing = startWriting(pageOf(source), ({ name }) => name);
  const vacated = clauses.filter(isVacated).map(({ statement }) => statement);
  const home = homeAmong(vacated, apart, source);
  for (const { statement, added, gone } of clauses) {
    const lines = added.map(({ from, local }) => aliased(from.name, local));
    if (statement === home) continue;
    if (vacated.includes(statement)) removeStatement(statement, source, writing);
    else writeNames(statement, gone, lines, source, writing);
  }
  const fresh = statementsFor(apart, source);
  const here = home ? fresh.filter(({ section }) => section > 0) : [];
  if (home)
    writeHome(
      home,
      here.flatMap(({ lines }) => lines),
      source,
      writing,
    );
  const others = fresh.filter((one) => !here.includes(one));
  const inside = others.map((one) => besideKin(one, source));
  const atTop = placeAtTop(
    others.filter((_, index) => !inside[index]),
    source,
  );
  finishWriting(writing);
  return [...writing.edits, ...joined([...inside.flatMap((edit) => edit ?? []), ...atTop])];
}

function isVacated({ statement, added, gone }: Clause): boolean {
  const names = childrenAt(statement, 'name');
  return !added.length && (names.every((node) => gone.has(node)) || !names.length);
}

/** The statement in whose place new ones are written: the first that takes nothing any more and can be read where they are needed. */
function homeAmong(vacated: readonly Node[], apart: readonly Wanted[], source: Source): Node | undefined {
  const others = apart.filter(({ from }) => sectionOf(from.module, from.isFile) > 0);
  if (!others.length) return undefined;
  return vacated.find((statement) =>
    others.every(({ places }) =>
      places.every((place) =>
        holdersOf(source).some(
          (holder) => holder.statement === statement && !holder.isTyping && reaches(holder, place),
        ),
      ),
    ),
  );
}

function writeHome(home: Node, lines: readonly string[], { text }: Source, writing: Writing): void {
  const isAlone = isFirstOnLine(text, home.start) && /^[^\S\r\n]*(?:#|\r?\n|$)/.test(text.slice(home.end));
  const gap = isAlone ? lineBreakAt(text, home.start) + indentation(text, home.start) : '; ';
  writing.edits.push({ start: home.start, end: home.end, text: lines.join(gap) });
}

/** New statements, one a module. */
function statementsFor(apart: readonly Wanted[], source: Source): readonly Fresh[] {
  const modules = new Map<string, Wanted[]>();
  for (const wanted of apart) {
    const module = moduleName(wanted.from, source);
    modules.set(module, [...(modules.get(module) ?? []), wanted]);
  }
  return [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, wanted]) => {
      const names = wanted.filter(({ from }) => from.name !== '*');
      const whole = wanted.filter(({ from }) => from.name === '*');
      const list = names.map(({ from, local }) => aliased(from.name, local)).sort();
      return {
        section: sectionOf(module, wanted[0]?.from.isFile),
        wanted,
        lines: [
          ...whole.map(({ local }) => `import ${aliased(module, local)}`),
          ...(list.length ? [`from ${module} import ${list.join(', ')}`] : []),
        ],
      };
    });
}

/** In the function that imports from there already, where only that one needs it. */
function besideKin(fresh: Fresh, source: Source): Edit | undefined {
  const places = fresh.wanted.flatMap(({ places }) => places);
  const beside = holdersOf(source).find(
    (holder) =>
      holder.scope !== source.root &&
      holder.scope.type === 'function_definition' &&
      fresh.wanted.some(({ from }) => isOf(holder, from, source) || isKin(holder, from)) &&
      places.every((place) => within(place, holder.scope) && reaches(holder, place)),
  );
  if (!beside) return undefined;
  const { text } = source;
  const gap = lineBreakAt(text, beside.statement.start) + indentation(text, beside.statement.start);
  return afterLine(beside.statement, fresh.lines.map((line) => gap + line).join(''), text);
}

function isKin({ module }: Holder, { module: other }: Imported): boolean {
  return module.split('.')[0] === other.split('.')[0];
}

/** Insertions at one place are one insertion. */
function joined(edits: readonly Edit[]): readonly Edit[] {
  const found = new Map<number, Edit>();
  for (const edit of edits) {
    const known = found.get(edit.start);
    found.set(edit.start, known ? { ...edit, text: `${String(known.text)}${String(edit.text)}` } : edit);
  }
  return [...found.values()];
}
