import type { Edit } from '../../edit.js';
import type { NeededImport } from '../../language.js';
import { finishWriting, startWriting } from '../../reshape/writing.js';
import type { Imported } from '../../site.js';
import { nameOfPackage } from './aliases.js';
import { type Clause, writeClause } from './spell-clauses.js';
import { type Holder, holdersOf, reaches, takesFrom } from './spell-holders.js';
import { newStatements, type Taken } from './spell-import-statement.js';
import { knownAt } from './spell-names.js';
import type { Spelled } from './spell-nodes.js';
import { pageOf } from './spell-page.js';

/**
 * The edits that import what is needed and is not there yet, and drop what is no longer taken: one edit a place. A statement
 * that takes from the module already is extended, in its own style; else a new one follows the last.
 */
export function spellImports(
  needed: readonly NeededImport[],
  dropped: readonly Imported[],
  source: Spelled,
): readonly Edit[] {
  const missing = missingOf(needed, source);
  const clauses = new Map<Holder, Clause>();
  const clauseOf = (holder: Holder): Clause => {
    const clause = clauses.get(holder) ?? { holder, added: [], dropped: [] };
    clauses.set(holder, clause);
    return clause;
  };
  const isNeeded = (taken: Imported): boolean =>
    needed.some(({ module, name }) => module === taken.module && name === taken.name);
  for (const { module, name } of dropped.filter((taken) => !isNeeded(taken))) {
    for (const holder of holdersOf(source)) {
      const held =
        takesFrom(holder, source) === module ? holder.held.filter((item) => item.name === name) : [];
      if (held.length) clauseOf(holder).dropped.push(...held);
    }
  }
  const apart = missing.filter((taken) => {
    const holder = holdersOf(source).find((candidate) => canTake(candidate, taken, source));
    if (holder) clauseOf(holder).added.push(taken);
    return !holder;
  });
  return written([...clauses.values()], apart, source);
}

/** What must be imported, each once, with every place it is needed at. */
function missingOf(needed: readonly NeededImport[], source: Spelled): Taken[] {
  const missing = new Map<string, Taken>();
  for (const { module, name, at } of needed) {
    const place = at ?? { start: source.text.length, end: source.text.length };
    const { local, isNew } = knownAt({ module, name }, place, source);
    if (!isNew) continue;
    const key = JSON.stringify([module, name]);
    const places = [...(missing.get(key)?.places ?? []), place];
    missing.set(key, { module, name, local, places });
  }
  return [...missing.values()];
}

function canTake(holder: Holder, { module, name, places }: Taken, source: Spelled): boolean {
  if (takesFrom(holder, source) !== module || holder.typeOnly || name === 'default') return false;
  const isDefaultOnly =
    holder.isImport && holder.held.every((held) => held.name === 'default') && holder.held.length > 0;
  return (holder.list !== undefined || isDefaultOnly) && places.every((place) => reaches(holder, place));
}

function written(clauses: readonly Clause[], apart: readonly Taken[], source: Spelled): readonly Edit[] {
  const writing = startWriting(pageOf(source), ({ name }) => name);
  const vacated = clauses.filter((clause) => writeClause(clause, source, writing));
  finishWriting(writing);
  return [
    ...writing.edits,
    ...newStatements(
      apart.map((taken) => ({ ...taken, module: nameOfPackage(taken.module, source.file, source.project) })),
      vacated.map(({ holder }) => holder.statement),
      source,
    ),
  ];
}
