import type { Language, SourceDocument } from '../../language.js';
import type { Project } from '../../project.js';
import type { Site } from '../../site.js';
import { commentsWith } from './comments.js';
import { importsOf } from './crossings.js';
import { enclosingOf } from './enclosing.js';
import { exportedValue, exportsOf } from './exports.js';
import { spellImports } from './imports.js';
import { locateModule } from './locate.js';
import { mentionsOf } from './mentions.js';
import { specifiersOf } from './modules.js';
import { readsOf } from './reads.js';
import { findSites } from './sites.js';
import { parseSource, type Source } from './source.js';
import { rememberSource } from './sources.js';
import { spellChanges } from './spell.js';
import { typescript } from './typescript.js';

/** JavaScript and TypeScript, with JSX. */
export const javascript: Language = {
  name: 'javascript',
  extensions: ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts'],
  open: openJavaScript,
  load: () => void typescript(),
  mentions: mentionsOf,
  locate: locateModule,
  reads: readsOf,
  enclosing: enclosingOf,
};

function openJavaScript(file: string, text: string, project: Project): SourceDocument {
  let parsed: Source | undefined;
  let sites: readonly Site[] | undefined;
  const source = (): Source => (parsed ??= parseSource(file, text, project));
  const document: SourceDocument = {
    file,
    text,
    language: javascript,
    get problems() {
      return source().problems;
    },
    comments: (matching) => commentsWith(source(), matching),
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

/** `export … from`, or an exported name that was imported. */
function passesOn(source: Source): boolean {
  const imported = new Set(importsOf(source).map(({ local }) => local));
  return exportsOf(source).some(
    (item) => item.from || (item.node && imported.has(item.node.getText(source.sourceFile))),
  );
}
