import type { Language, SourceDocument } from '../../language.js';
import type { Project } from '../../project.js';
import type { Site } from '../../site.js';
import { enclosingOf } from './enclosing.js';
import { exportedValue, passesOn } from './exports.js';
import { loadGrammar } from './grammar.js';
import { spellImports } from './imports.js';
import { locateModule } from './locate.js';
import { mentionsOf } from './mentions.js';
import { specifiersOf } from './modules.js';
import { readsOf } from './reads.js';
import { findSites } from './sites.js';
import { parseSource, type Source } from './source.js';
import { rememberSource } from './sources.js';
import { spellChanges } from './spell.js';

/** Python 3.8 and later, and stub files. */
export const python: Language = {
  name: 'python',
  extensions: ['.py', '.pyi'],
  open: openPython,
  load: loadGrammar,
  mentions: mentionsOf,
  locate: locateModule,
  reads: readsOf,
  enclosing: enclosingOf,
};

function openPython(file: string, text: string, project: Project): SourceDocument {
  let parsed: Source | undefined;
  let sites: readonly Site[] | undefined;
  const source = (): Source => (parsed ??= parseSource(file, text, project));
  const document: SourceDocument = {
    file,
    text,
    language: python,
    get problems() {
      return source().problems;
    },
    sites: () => (sites ??= findSites(source())),
    exported: (name) => exportedValue(source(), name),
    dependencies: () => specifiersOf(source()),
    passesOn: () => passesOn(source()),
    spell: (changes) => spellChanges(changes, source()),
    spellImports: (needed, dropped) => spellImports(needed, dropped, source()),
  };
  rememberSource(document, source);
  return document;
}
