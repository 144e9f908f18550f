import { entryOf, resolve } from '../../src/project.js';
import type { Draft } from '../../src/site.js';
import type { Value } from '../../src/value.js';
import { literalDraft } from '../config/literals.js';

/** What leaves an llm for the client's options. */
export const MOVED = ['traceID', 'metadata', 'cacheForceRefresh'] as const;

/** A member of an llm that is converted where it stands is not there afterwards: its value moves in its place. */
export function taken(draft: Draft): Draft {
  if (draft.kind !== 'member') return draft;
  const value = memberOf(draft.of, draft.name);
  if (!value) return draft;
  return (value.kind === 'name' ? undefined : literalDraft(resolve(value))) ?? { kind: 'verbatim', value };
}

function memberOf(of: Value, name: string): Value | undefined {
  const object = resolve(of);
  const entry = object.kind === 'object' ? entryOf(object, name) : undefined;
  return entry?.kind === 'entry' ? entry.value : undefined;
}
