import type { Language, SourceDocument } from '../language.js';
import type { Change, Site } from '../site.js';
import type { Value } from '../value.js';
import { type JsonSource, parseJson } from './json/parse.js';
import { jsonSites } from './json/sites.js';
import { spellJson } from './json/spell.js';

/** JSON, with the comments and trailing commas that real files have. */
export const json: Language = {
  name: 'json',
  extensions: ['.json', '.jsonc'],
  open: (file, text) => openJson(file, text),
  locate: () => [],
};

function openJson(file: string, text: string): SourceDocument {
  let parsed: JsonSource | undefined;
  let sites: readonly Site[] | undefined;
  const source = (): JsonSource => {
    parsed ??= parseJson(file, text);
    return parsed;
  };
  return {
    file,
    text,
    language: json,
    get problems() {
      return source().problems;
    },
    sites: () => {
      sites ??= jsonSites(source());
      return sites;
    },
    exported: (name) => exportedValue(source().root, name),
    dependencies: () => [],
    spell: (changes: readonly Change[]) => spellJson(changes, source()),
    spellImports: () => [],
  };
}

/** A module that is JSON is its root; bundlers also give the root's keys as names. */
function exportedValue(root: Value | undefined, name: string): Value | undefined {
  if (name === 'default' || name === '*' || name === '*=') return root;
  if (root?.kind !== 'object') return undefined;
  const entry = root.entries.findLast((item) => item.kind === 'entry' && item.key === name);
  return entry?.kind === 'entry' ? entry.value : undefined;
}
