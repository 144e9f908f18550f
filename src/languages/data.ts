import type { Span } from '../edit.js';
import type { Language, SourceDocument, Spelling, SyntaxProblem } from '../language.js';
import type { Change, Site } from '../site.js';
import type { Value } from '../value.js';

/** One file of data, read. */
export interface DataSource {
  readonly file: string;
  readonly text: string;
  readonly root: Value | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Span[];
}

/** A notation for data: how it is read, and how changes to it are spelled. */
export interface Notation<Source extends DataSource> {
  readonly name: string;
  readonly extensions: readonly string[];
  /** Which files with these extensions, by their lower-case path. */
  readonly files: RegExp;
  readonly read: (file: string, text: string) => Source;
  readonly spell: (changes: readonly Change[], source: Source) => Spelling;
}

/** Makes a language of a notation in which nothing is imported, called or computed. */
export function dataLanguage<Source extends DataSource>(notation: Notation<Source>): Language {
  const { name, extensions, files, read, spell } = notation;
  const language: Language = { name, extensions, files, open, locate: () => [] };

  function open(file: string, text: string): SourceDocument {
    let parsed: Source | undefined;
    let sites: readonly Site[] | undefined;
    const source = (): Source => (parsed ??= read(file, text));
    return {
      file,
      text,
      language,
      get problems() {
        return source().problems;
      },
      sites: () => (sites ??= sitesOf(source())),
      exported: () => undefined,
      dependencies: () => [],
      spell: (changes) => spell(changes, source()),
      spellImports: () => [],
    };
  }
  return language;
}

/** The document, its texts and its comments, in source order. */
function sitesOf({ file, text, root, comments }: DataSource): readonly Site[] {
  if (!root) return [];
  const said = comments.map((span): Site => {
    return { kind: 'comment', text: text.slice(span.start, span.end), at: { file, span } };
  });
  const sites: Site[] = [{ kind: 'document', value: root, at: root.at }, ...textsIn(root), ...said];
  return sites.sort((a, b) => a.at.span.start - b.at.span.start || b.at.span.end - a.at.span.end);
}

function textsIn(value: Value): Site[] {
  if (value.kind === 'text') return [{ kind: 'text', value, role: 'value', at: value.at }];
  if (value.kind === 'list') {
    return value.items.flatMap((item) => (item.kind === 'spread' ? [] : textsIn(item)));
  }
  if (value.kind !== 'object') return [];
  return value.entries.flatMap((entry) => (entry.kind === 'entry' ? textsIn(entry.value) : []));
}
