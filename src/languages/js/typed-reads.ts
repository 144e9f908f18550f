import type { ts } from 'ts-morph';
import type { Read, Step } from '../../site.js';
import { placeOf, type Source } from './source.js';
import { typescript } from './typescript.js';

/** A type that says what the value at the end of a path is made of, as a read of it. */
export function typedBy(
  type: ts.TypeNode | undefined,
  source: Source,
  path: readonly Step[],
): readonly Read[] {
  const ts = typescript();
  const isSaid = type && (ts.isTypeReferenceNode(type) || ts.isTypeLiteralNode(type));
  if (!isSaid) return [];
  const at = placeOf(source, type);
  return [{ path, at, destructured: undefined, lost: false, tested: undefined, typed: true }];
}
