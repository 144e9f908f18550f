import { entryOf, possibilities, resolve } from '../../project.js';
import type { Choice, List, ObjectValue, Value } from '../../value.js';
import { classNamed, fieldOf, shapeOf } from './classes.js';
import { oneOf } from './names.js';
import { moduleMember, moduleOf } from './namespaces.js';
import type { Source } from './source.js';
import { nodeOf } from './values.js';

/** Deeper than any program nests what it hands round. */
const MOST_DEEP = 8;

/** What `of.name` stands for; for a computed name, every value of the object or list. */
export function memberTarget(
  source: Source,
  of: Value,
  name: string | undefined,
  depth = 0,
): Value | undefined {
  const base = resolve(of);
  if (depth > MOST_DEEP) return undefined;
  if (base.kind === 'choice') return chosenMember(source, base, name, depth);
  if (base.kind === 'object') return objectMember(source, base, name, depth);
  if (base.kind === 'list') return name === undefined ? listItem(source, base) : undefined;
  if (name === undefined) return undefined;
  const module = moduleOf(base);
  if (module) return moduleMember(module, name);
  const shape = shapeOf(base) ?? classNamed(base);
  return shape && fieldOf(shape.source, shape.node, name, source);
}

/** The member of each thing the base may be; each once, or code that hands one name round would multiply them. */
function chosenMember(
  source: Source,
  base: Choice,
  name: string | undefined,
  depth: number,
): Value | undefined {
  const options = possibilities(base);
  const values = new Set(options.flatMap((option) => memberTarget(source, option, name, depth + 1) ?? []));
  const found = options[0] && nodeOf(options[0]);
  return found ? oneOf(found.source, found.node, [...values]) : [...values][0];
}

function objectMember(
  source: Source,
  object: ObjectValue,
  name: string | undefined,
  depth: number,
): Value | undefined {
  if (name === undefined) {
    const options = object.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry.value] : []));
    return options.length ? { kind: 'choice', options, at: object.at } : undefined;
  }
  const entry = entryOf(object, name);
  if (entry?.kind === 'entry') return entry.value;
  for (const part of object.entries.toReversed()) {
    const found = part.kind === 'spread' ? memberTarget(source, part.of, name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function listItem(source: Source, list: List): Value | undefined {
  const options = list.items.flatMap((item) =>
    item.kind === 'spread' ? (listOf(item.of)?.items ?? []) : [item],
  );
  const values = options.flatMap((item) => (item.kind === 'spread' ? [] : [item]));
  const found = nodeOf(list);
  return found ? oneOf(found.source, found.node, values) : oneOf(source, source.root, values);
}

function listOf(value: Value): List | undefined {
  const resolved = resolve(value);
  return resolved.kind === 'list' ? resolved : undefined;
}
