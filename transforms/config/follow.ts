import { samePlace } from '../../src/project.js';
import type { Draft } from '../../src/site.js';
import type { Binding, Reference, Value } from '../../src/value.js';
import { dataOf } from '../records.js';
import { changeAt, type Ledger, problem } from './ledger.js';

/** Converts one kind of literal; undefined: it stays as it is. */
export type ConvertLiteral = (value: Value, written: readonly Reference[]) => Draft | undefined;

/**
 * Converts what a value stands for. A literal gives its draft; what is reached through names, wrappings and choices is
 * changed where it stands, and the value itself stays. `written` are the later writes to the names on the way.
 */
export function convertWhereItStands(
  value: Value,
  ledger: Ledger,
  convert: ConvertLiteral,
  seen: ReadonlySet<Value> = new Set(),
): Draft | undefined {
  const { end, written } = followed(value);
  if (end.kind === 'choice') {
    // A variable that is given a value made of its own: `list = more ? list : []`.
    if (seen.has(end)) return undefined;
    for (const option of end.options)
      convertOption(option, ledger, convert, written, new Set([...seen, end]));
    return undefined;
  }
  const draft = convert(end, written);
  if (end === dataOf(value) || !draft) return draft;
  changeAt(ledger, end, draft);
  return undefined;
}

function convertOption(
  option: Value,
  ledger: Ledger,
  convert: ConvertLiteral,
  written: readonly Reference[],
  seen: ReadonlySet<Value>,
): void {
  const convertLater: ConvertLiteral = (value, more) => convert(value, [...written, ...more]);
  const draft = convertWhereItStands(option, ledger, convertLater, seen);
  if (draft) changeAt(ledger, option, draft);
}

/** Where a value's trail of names ends, and what is written to those names later. */
export function followed(value: Value): { end: Value; written: readonly Reference[] } {
  const written: Reference[] = [];
  const seen: Binding[] = [];
  let end = value;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    written.push(...laterWrites(end, seen));
    const next = ('target' in end ? end.target?.() : undefined) ?? copied(end);
    if (!next || next === end) break;
    end = next;
  }
  return { end: dataOf(end), written };
}

/** Functions that give a list of the same items. */
const COPIES: ReadonlySet<string> = new Set(['list', 'tuple', 'Array.from']);

function copied(value: Value): Value | undefined {
  if (value.kind !== 'call' || value.origin?.module !== '' || value.args.length !== 1) return undefined;
  const [first] = value.args;
  return COPIES.has(value.origin.path.join('.')) && first?.kind !== 'spread' ? first : undefined;
}

/** Longer than any trail a person wrote; only cycles reach it. */
const MOST_STEPS = 50;

function laterWrites(value: Value, seen: Binding[]): readonly Reference[] {
  const binding = bindingOf(value);
  if (!binding || seen.some(({ at }) => samePlace(at, binding.at))) return [];
  seen.push(binding);
  return binding
    .references()
    .filter(({ how }) => how === 'memberWrite' || how === 'push' || how === 'member');
}

/** The variable a name means, or an object is the first value of. */
function bindingOf(value: Value): Binding | undefined {
  if (value.kind === 'name') return value.binding();
  return value.kind === 'object' ? value.holder?.() : undefined;
}

/** Reports every later write or read of one of the keys, which will not be there any more. */
export function checkWrites(
  written: readonly Reference[],
  changes: (key: string) => boolean,
  ledger: Ledger,
): void {
  for (const { at, how, path } of written) {
    const key = path.find((step) => !/^(\[\]|\d+)$/.test(step));
    if (key === undefined || !changes(key)) continue;
    const does = how === 'member' ? 'read' : 'written';
    problem(
      ledger,
      at,
      `${key} of the config is also ${does} here, and is not in Configs 2.0`,
      'Build the config in one place in the new form, then run again.',
    );
  }
}
