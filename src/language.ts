import type { Edit, Span } from './edit.js';
import type { Project } from './project.js';
import type { Change, CommentSite, Imported, Read, Site } from './site.js';
import type { Call, Value } from './value.js';

/** A syntax error of a file as it was read. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
}

/** One change that a front end could not spell, and why. */
export interface Unspellable {
  readonly change: Change;
  readonly why: string;
}

/** A name that new text needs, and where: an import inside a function is good for that function only. */
export interface NeededImport extends Imported {
  readonly at?: Span;
}

/** The edits of one group of changes in one file, and the imports its new text needs. */
export interface Spelling {
  readonly edits: readonly Edit[];
  readonly imports: readonly NeededImport[];
  readonly unspellable: readonly Unspellable[];
}

/** One file, read by its language's front end. Everything is computed when first asked for. */
export interface SourceDocument {
  readonly file: string;
  readonly text: string;
  readonly language: Language;
  readonly problems: readonly SyntaxProblem[];
  readonly sites: () => readonly Site[];
  /** The comments in which an expression matches, where `sites` has none: most files have many, and few are of interest. */
  readonly comments?: (matching: RegExp) => readonly CommentSite[];
  /** The value exported under a name; `default` for the default export. */
  readonly exported: (name: string) => Value | undefined;
  /** Module specifiers this file imports or re-exports from. */
  readonly dependencies: () => readonly string[];
  /** Whether it exports again what it imports. */
  readonly passesOn?: () => boolean;
  readonly spell: (changes: readonly Change[]) => Spelling;
  /** The edits that make the names available (one edit per place, none for what is there already), and those that drop names no longer used. */
  readonly spellImports: (needed: readonly NeededImport[], dropped: readonly Imported[]) => readonly Edit[];
}

/** A front end: how to find sites in a text and how to spell changes to it. */
export interface Language {
  readonly name: string;
  /** Lower-case file extensions with the dot. */
  readonly extensions: readonly string[];
  /** Which files with these extensions it is for, by their lower-case path, where not for all. */
  readonly files?: RegExp;
  readonly open: (file: string, text: string, project: Project) => SourceDocument;
  /** Files that a module specifier written in `file` may stand for, most likely first; [] when it leaves the project. */
  readonly locate: (specifier: string, file: string, project: Project) => readonly string[];
  /** Loads what it reads files with, where that takes long; must be done before a document's sites are asked for. */
  readonly load?: () => void | Promise<void>;
  /** Words one of which stands in every file that imports this one. */
  readonly mentions?: (file: string, project: Project) => readonly string[];
  /** Every read of a call's result; data formats have none. */
  readonly reads?: (call: Call) => readonly Read[];
  /** The functions and classes a call stands in, outermost first (`Service.ask`); `''` at the top of the file. */
  readonly enclosing?: (call: Call) => string;
}
