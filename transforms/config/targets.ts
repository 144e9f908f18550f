import type { Draft } from '../../src/site.js';
import type { List, ObjectValue, Reference, Value } from '../../src/value.js';
import { dataOf, isRecordData, resolve } from '../records.js';
import { type ConvertLiteral, convertWhereItStands, followed } from './follow.js';
import { addsItem } from './leaves.js';
import { changeAt, problem } from './ledger.js';
import { verbatim } from './literals.js';
import type { Scope } from './scope.js';
import { isNew } from './shape.js';

/** Converts one option; given by convert.ts, since options may be configs themselves. */
export type ConvertOption = (
  object: ObjectValue,
  role: 'option',
  scope: Scope,
  written: readonly Reference[],
) => Draft | undefined;

/**
 * Converts the options of a config. `age` is `mixed` for targets that stand in a 2.0 config: only what is old in them is
 * converted then. Undefined: the value may stay as it is written.
 */
export function targetsDraft(
  list: Value,
  scope: Scope,
  age: 'old' | 'mixed',
  convert: ConvertOption,
): Draft | undefined {
  const convertItem: ConvertLiteral = (item, written) => {
    const [only, ...others] = item.kind === 'list' ? item.items : [];
    // A comma too much: `llm = LLMOptions(...),` is a tuple.
    if (only && only.kind !== 'spread' && !others.length && resolve(only).kind === 'object')
      return convertItem(resolve(only), written);
    if (item.kind !== 'object') return unfollowable(item, scope);
    const [unpacked, ...more] = item.entries;
    // The record is made of a dict: the dict is the option.
    if (unpacked?.kind === 'spread' && !more.length && isRecordData(item))
      return convertWhereItStands(unpacked.of, scope.ledger, convertItem) ?? verbatim(unpacked.of);
    if (age === 'mixed' && isNew(item) && !scope.cachePushed) return undefined;
    return convert(item, 'option', scope, written);
  };
  if (age === 'old' && isEmpty(followed(list))) return withoutOptions(list, scope);
  if (isElsewhere(list)) {
    convertWhereItStands(list, scope.ledger, convertItem);
    return { kind: 'list', items: [verbatim(list)] };
  }
  return convertWhereItStands(list, scope.ledger, (value, written) => {
    checkListUses(written, scope);
    convertWritten(written, scope, convertItem);
    if (value.kind === 'object')
      return { kind: 'list', items: [convertItem(value, written) ?? verbatim(value)] };
    return itemsDraft(value, scope, convertItem);
  });
}

/** One option that is no list, in a variable: others may have it in theirs. */
function isElsewhere(list: Value): boolean {
  const { end } = followed(list);
  return end.kind === 'object' && (list.kind === 'name' || list.kind === 'member') && end !== dataOf(list);
}

function isEmpty({ end, written }: ReturnType<typeof followed>): boolean {
  return end.kind === 'list' && !end.items.length && !written.some(addsItem);
}

function withoutOptions(value: Value, { ledger }: Scope): undefined {
  problem(ledger, value.at, 'this config has no options, and Configs 2.0 wants a target at least');
  return undefined;
}

function unfollowable(value: Value, { ledger }: Scope): undefined {
  const help = 'Write the targets out in the new form.';
  problem(
    ledger,
    value.at,
    'the options of the config are built here in a way that cannot be followed',
    help,
  );
  return undefined;
}

/** The options of a list, or of a call that makes one: `keys.map((key) => option)`. */
function itemsDraft(value: Value, scope: Scope, convertItem: ConvertLiteral): Draft | undefined {
  if (value.kind === 'list') return listDraft(value, scope, convertItem);
  const made = value.kind === 'call' ? (value.items?.() ?? []) : [];
  return made.length ? convertEach(made, scope, convertItem) : unfollowable(value, scope);
}

/** A list is edited as one; with spreads in it each item is changed where it stands. */
function listDraft(list: List, scope: Scope, convertItem: ConvertLiteral): Draft | undefined {
  const spreads = list.items.filter((item) => item.kind === 'spread');
  const items = list.items.filter((item) => item.kind !== 'spread');
  const drafts = items.map((item) => convertWhereItStands(item, scope.ledger, convertItem));
  for (const { of } of spreads) convertSpread(of, scope, convertItem);
  if (!spreads.length) {
    const isSame = drafts.every((draft) => draft === undefined);
    const whole = items.map((item, index) => drafts[index] ?? verbatim(item));
    return isSame ? undefined : { kind: 'list', base: list, items: whole };
  }
  for (const [index, item] of items.entries()) {
    const draft = drafts[index];
    if (draft) changeAt(scope.ledger, item, draft);
  }
  return undefined;
}

/** Options are converted where they are made. */
function convertEach(items: readonly Value[], scope: Scope, convertItem: ConvertLiteral): undefined {
  for (const item of items) {
    const draft = convertWhereItStands(item, scope.ledger, convertItem);
    if (draft) changeAt(scope.ledger, item, draft);
  }
}

function convertSpread(of: Value, scope: Scope, convertItem: ConvertLiteral): void {
  const draft = convertWhereItStands(of, scope.ledger, (value) => itemsDraft(value, scope, convertItem));
  if (draft) changeAt(scope.ledger, of, draft);
}

/** Options that are appended, or put at an index, later. */
function convertWritten(written: readonly Reference[], scope: Scope, convertItem: ConvertLiteral): void {
  for (const reference of written) {
    if (!addsItem(reference)) continue;
    const { at, value } = reference;
    const draft = value && convertWhereItStands(value, scope.ledger, convertItem);
    if (value && draft) changeAt(scope.ledger, value, draft);
    if (!value) problem(scope.ledger, at, 'an option is added here that cannot be read');
  }
}

const ITERATING: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'forEach',
  'find',
  'some',
  'every',
  'reduce',
  'concat',
]);

function checkListUses(written: readonly Reference[], { ledger }: Scope): void {
  for (const { at, how, path } of written) {
    const method = how === 'member' ? path.find((step) => ITERATING.has(step)) : undefined;
    if (method) problem(ledger, at, `the options of the config are also read by ${method} here`);
  }
}
