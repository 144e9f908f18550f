import type { ts } from 'ts-morph';
import { possibilities } from '../../project.js';
import type { Chunk, Place, Value } from '../../value.js';
import type { Source } from './source.js';
import { remember } from './values.js';

/** `BASE + path` is a text when one of the two is known to be. */
export function sumOf(
  source: Source,
  node: ts.BinaryExpression,
  parts: readonly (Chunk | Value)[],
  at: Place,
): Value | undefined {
  const isText = parts.some(
    (part) => part.kind !== 'chunk' && possibilities(part).some(({ kind }) => isTextKind(kind)),
  );
  if (!isText) return undefined;
  const sum: Value = { kind: 'template', parts, at };
  remember(sum, source, node);
  return sum;
}

function isTextKind(kind: Value['kind']): boolean {
  return kind === 'text' || kind === 'template';
}
