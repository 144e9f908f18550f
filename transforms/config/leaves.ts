import type { ObjectValue, Reference, Spread, Value } from '../../src/value.js';
import { dataOf, possibilities } from '../records.js';
import { type Fields, fieldsOf } from './fields.js';
import { followed } from './follow.js';

/** One option that a config may have. */
export interface Leaf {
  readonly object: ObjectValue;
  readonly fields: Fields;
  /** The option as it is written in the list: the object itself, or what leads to it. */
  readonly item: Value;
  /** Whether the option stands in the config itself and always takes part. */
  readonly certain: boolean;
}

/** The options of a config, nested ones included, in order; what cannot be followed is left out. */
export function leavesOf(config: ObjectValue): readonly Leaf[] {
  const fields = fieldsOf(config);
  const list = fields.get('options') ?? fields.get('targets');
  return list ? itemsOf(list.value).flatMap(({ value, certain }) => leavesIn(value, certain)) : [];
}

/** The direct options of a config, nested configs as they are. */
export function optionsOf(list: Value): readonly ObjectValue[] {
  return itemsOf(list).flatMap(({ value }) => objectsOf(value));
}

interface Item {
  readonly value: Value;
  readonly certain: boolean;
}

function itemsOf(list: Value, seen: ReadonlySet<Value> = new Set()): readonly Item[] {
  const { end, written } = followed(list);
  if (seen.has(end)) return [];
  const inner = new Set([...seen, end]);
  const pushed = written.flatMap((reference) =>
    addsItem(reference) && reference.value ? [reference.value] : [],
  );
  const added = pushed.map((value): Item => ({ value, certain: false }));
  if (end.kind === 'choice') {
    const each = end.options.flatMap((option) => itemsOf(option, inner));
    return [...each.map(({ value }) => ({ value, certain: false })), ...added];
  }
  const certain = end === unwrapped(list);
  if (end.kind === 'object') return [{ value: unwrapped(list), certain }, ...added];
  if (end.kind === 'call') {
    const made = end.items?.() ?? [];
    return [...made.map((value): Item => ({ value: unwrapped(value), certain: false })), ...added];
  }
  return end.kind === 'list'
    ? [...end.items.flatMap((item) => itemOf(item, certain, inner)), ...added]
    : added;
}

function itemOf(item: Value | Spread, certain: boolean, seen: ReadonlySet<Value>): readonly Item[] {
  if (item.kind !== 'spread') return [{ value: unwrapped(item), certain }];
  return itemsOf(item.of, seen).map(({ value }) => ({ value, certain: false }));
}

/** What stands in a mere wrapping: `x as T`. */
function unwrapped(value: Value): Value {
  const inner = value.kind === 'opaque' ? value.target?.() : undefined;
  return inner ? unwrapped(inner) : dataOf(value);
}

/** Whether a later use of a list appends an item, or puts one at an index. */
export function addsItem({ how, path }: Reference): boolean {
  if (how === 'push') return path.length === 0;
  return how === 'memberWrite' && path.length > 0 && path.every((step) => /^(\[\]|\d+)$/.test(step));
}

function leavesIn(item: Value, certain: boolean): readonly Leaf[] {
  const objects = objectsOf(item);
  return objects.flatMap((object) => {
    const fields = fieldsOf(object);
    const isNested = fields.has('options') || fields.has('targets');
    return isNested ? leavesOf(object) : [{ object, fields, item, certain: certain && objects.length === 1 }];
  });
}

function objectsOf(value: Value): readonly ObjectValue[] {
  return possibilities(value).filter((one) => one.kind === 'object');
}
