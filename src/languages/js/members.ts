import { entryOf, possibilities, resolve } from '../../project.js';
import type { Choice, ObjectValue, Value } from '../../value.js';
import { classNamed, classOf, constructed, fieldOf } from './classes.js';
import { elementsOf } from './elements.js';
import { returnsOf } from './functions.js';
import { givenMember } from './given.js';
import { oneOf } from './names.js';
import { documentOf } from './namespaces.js';
import type { Source } from './source.js';
import { typescript } from './typescript.js';
import { nodeOf } from './values.js';

/** What `of.name` stands for; for a computed name, every value of the object (a map lookup). */
export function memberTarget(
  source: Source,
  of: Value,
  name: string | undefined,
  depth = 0,
): Value | undefined {
  const base = resolve(of);
  if (depth > 8) return undefined;
  if (base.kind === 'choice') return chosenMember(source, base, name, depth);
  if (base.kind === 'object') return objectMember(source, base, name, depth);
  if (name === undefined) return oneElement(source, base);
  const given = givenMember(base, name);
  if (given) return given;
  const document = documentOf(base);
  if (document) return document.exported(name);
  const shape = classOf(base) ?? constructed(base) ?? classNamed(base);
  return shape && fieldOf(shape.source, shape.node, name);
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
  const node = options[0] && nodeOf(options[0])?.node;
  return node ? oneOf(source, node, [...values]) : [...values][0];
}

function objectMember(
  source: Source,
  object: ObjectValue,
  name: string | undefined,
  depth: number,
): Value | undefined {
  if (name === undefined) {
    const options = object.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry.value] : []));
    const all = [...options, ...writtenLater(object, name)];
    return all.length ? { kind: 'choice', options: all, at: object.at } : undefined;
  }
  const entry = entryOf(object, name);
  if (entry?.kind === 'entry') return gotten(source, entry.value);
  for (const part of object.entries.toReversed()) {
    const found = part.kind === 'spread' ? memberTarget(source, part.of, name, depth + 1) : undefined;
    if (found) return found;
  }
  const node = nodeOf(object)?.node;
  return node && oneOf(source, node, writtenLater(object, name));
}

/** `list[i]`: any one of the elements. */
function oneElement(source: Source, base: Value): Value | undefined {
  const node = nodeOf(base)?.node;
  return node && oneOf(source, node, elementsOf(base));
}

/** What is written to the variable of an object later: `made[key] = value`. */
function writtenLater({ holder }: ObjectValue, name: string | undefined): readonly Value[] {
  const uses = holder?.()?.references() ?? [];
  return uses.flatMap(({ how, path: [first, ...deeper], value }) => {
    const isMeant = name === undefined || first === name || first === '[]';
    return how === 'memberWrite' && !deeper.length && isMeant && value ? [value] : [];
  });
}

/** What a getter gives; any other value is itself. */
function gotten(source: Source, value: Value): Value | undefined {
  const found = nodeOf(value);
  if (!found || !typescript().isGetAccessorDeclaration(found.node)) return value;
  return oneOf(source, found.node, returnsOf(found.source, found.node)) ?? value;
}
