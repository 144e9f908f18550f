import { possibilities } from '../../project.js';
import type { Origin, Value } from '../../value.js';
import { classNamed, instanceOf } from './classes.js';
import { resolvedOrigin } from './origins.js';
import { placeOf, type Source, textOf } from './source.js';
import { childAt, type Node, partsOf } from './tree.js';
import { read } from './values.js';

/** Wrappers whose inside is what counts here. */
const TRANSPARENT =
  /^(?:(?:typing|t)\.)?(?:Optional|Union|Annotated|Awaitable|Final|ClassVar|Required|NotRequired)$/;

/** An object of the annotated type, as far as the type says which class it is. */
export function typedValue(source: Source, type: Node | undefined): Value | undefined {
  const node = type?.type === 'type' ? partsOf(type)[0] : type;
  switch (node?.type) {
    case 'identifier':
    case 'attribute':
    case 'member_type':
      return classValue(source, node);
    case 'binary_operator':
      return typedValue(source, childAt(node, 'left')) ?? typedValue(source, childAt(node, 'right'));
    case 'union_type':
    case 'parenthesized_expression':
      return firstOf(source, partsOf(node));
    case 'generic_type':
    case 'subscript':
      return wrappedType(source, node);
    default:
      return undefined;
  }
}

function firstOf(source: Source, types: readonly Node[]): Value | undefined {
  for (const type of types) {
    const value = typedValue(source, type);
    if (value) return value;
  }
  return undefined;
}

function wrappedType(source: Source, node: Node): Value | undefined {
  const [wrapper, ...rest] = partsOf(node);
  if (!wrapper || !TRANSPARENT.test(textOf(source, wrapper))) return undefined;
  return firstOf(
    source,
    rest.flatMap((part) => (part.type === 'type_parameter' ? partsOf(part) : [part])),
  );
}

function classValue(source: Source, node: Node): Value | undefined {
  const type = read(source, node);
  const origin: Origin | undefined = resolvedOrigin(type);
  if (origin?.module) return { kind: 'opaque', at: placeOf(source, node), instanceOf: origin };
  const shape = possibilities(type).map(classNamed).find(Boolean);
  return shape && instanceOf(shape.source, shape.node);
}
