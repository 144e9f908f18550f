import { applyEdits } from '../../src/edit.js';
import type { Project } from '../../src/project.js';
import type { Change } from '../../src/site.js';
import type { Value } from '../../src/value.js';

/** JSON text inside another text, and how to make changes to it. */
export interface JsonText {
  readonly value: Value;
  /** The text after the changes; undefined when they cannot be said in JSON. */
  readonly after: (changes: readonly Change[]) => string | undefined;
}

/** Reads a text as JSON; undefined when it is none. */
export function readJson(text: string, project: Project): JsonText | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const document = project.embedded('text.json', text);
  const site = document?.problems.length
    ? undefined
    : document?.sites().find(({ kind }) => kind === 'document');
  if (!document || site?.kind !== 'document') return undefined;
  const after = (changes: readonly Change[]): string | undefined => {
    const spelling = document.spell(changes);
    return spelling.unspellable.length ? undefined : applyEdits(text, [spelling.edits]).text;
  };
  return { value: site.value, after };
}
