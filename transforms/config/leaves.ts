import { possibilities } from '../../src/project.js';
import type { ObjectValue, Spread, Value } from '../../src/value.js';
import { type Fields, fieldsOf } from './fields.js';

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

function itemsOf(list: Value): readonly Item[] {
  const lists = possibilities(list);
  const certain = lists.length === 1;
  return lists.flatMap((one) => {
    if (one.kind === 'object') return [{ value: one, certain: certain && one === list }];
    return one.kind === 'list' ? one.items.flatMap((item) => itemOf(item, certain && one === list)) : [];
  });
}

function itemOf(item: Value | Spread, certain: boolean): readonly Item[] {
  if (item.kind !== 'spread') return [{ value: item, certain }];
  return itemsOf(item.of).map(({ value }) => ({ value, certain: false }));
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
