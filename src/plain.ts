import { resolve } from './project.js';
import type { Entry, ObjectValue, Place, Value } from './value.js';

/** A value as plain data, with the way back to its places. Paths are JSON pointers. */
export interface Plain {
  readonly data: unknown;
  readonly places: ReadonlyMap<string, Place>;
  /** Where the keys stand, by the paths of their values. */
  readonly keys: ReadonlyMap<string, Place>;
  /** Paths of values that are not literal. */
  readonly unknown: readonly string[];
  /** Paths of objects that may have more keys than those that can be seen. */
  readonly open: ReadonlySet<string>;
}

interface Builder {
  readonly places: Map<string, Place>;
  readonly keys: Map<string, Place>;
  readonly unknown: string[];
  readonly open: Set<string>;
}

/** Reads a value as data; names are followed, and what is no literal becomes null and is listed. */
export function plainOf(value: Value): Plain {
  const builder: Builder = { places: new Map(), keys: new Map(), unknown: [], open: new Set() };
  const data = dataOf(value, '', builder);
  return { data, ...builder };
}

/** A name whose value is pushed or assigned to is more than its literal. */
function isWrittenLater(value: Value): boolean {
  const references = value.kind === 'name' ? value.binding()?.references() : undefined;
  return references?.some(({ how }) => how === 'push' || how === 'memberWrite') ?? false;
}

/** No data that a person wrote is deeper; only values that contain themselves are. */
const DEEPEST = 100;

function dataOf(value: Value, path: string, builder: Builder): unknown {
  const isTooDeep = path.split('/').length > DEEPEST;
  const resolved: Value = isTooDeep ? { kind: 'opaque', at: value.at } : resolve(value);
  builder.places.set(path, value.at);
  if (isWrittenLater(value)) {
    builder.unknown.push(path);
    return null;
  }
  switch (resolved.kind) {
    case 'text':
      return resolved.text;
    case 'number':
    case 'boolean':
      return resolved.value;
    case 'null':
      return null;
    case 'object':
      return objectOf(resolved, path, builder);
    case 'list':
      return resolved.items.map((item, index) => {
        const inner = `${path}/${index}`;
        if (item.kind !== 'spread') return dataOf(item, inner, builder);
        builder.unknown.push(inner);
        return null;
      });
    default:
      builder.unknown.push(path);
      return null;
  }
}

function objectOf(object: ObjectValue, path: string, builder: Builder): Record<string, unknown> {
  const data: Record<string, unknown> = Object.create(null);
  for (const entry of object.entries) {
    if (entry.kind === 'entry') addEntry(data, entry, path, builder);
    else addSpread(data, resolve(entry.of), path, builder);
  }
  return data;
}

function addEntry(data: Record<string, unknown>, entry: Entry, path: string, builder: Builder): void {
  if (entry.key === undefined) {
    builder.open.add(path);
    return;
  }
  const inner = `${path}/${entry.key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  builder.keys.set(inner, entry.keyAt);
  data[entry.key] = dataOf(entry.value, inner, builder);
}

function addSpread(data: Record<string, unknown>, of: Value, path: string, builder: Builder): void {
  if (of.kind === 'object') Object.assign(data, objectOf(of, path, builder));
  else builder.open.add(path);
}
