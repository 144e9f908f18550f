import type { Span } from './edit.js';
import type { Draft } from './site.js';
import type { Value } from './value.js';

/** A comment of a file; `line` when it ends with its line. */
export interface Comment extends Span {
  readonly line: boolean;
}

/** One element of a new object or list; comments that belong to the source at `carries` come along. */
export interface Item {
  readonly doc: Doc;
  readonly carries?: Span | undefined;
}

/** Elements between brackets, on one line when they fit there. */
export interface Group {
  readonly open: string;
  readonly close: string;
  /** White space inside the brackets when all stands on one line. */
  readonly padded: boolean;
  readonly items: readonly Item[];
}

/** New source before its lines are broken. */
export type Doc = string | { readonly move: Span } | Group | readonly Doc[];

/** Where a value is put; what may stand there without parentheses differs. */
export type Slot = 'entry' | 'item' | 'argument' | 'hole' | 'receiver' | 'spread' | 'whole';

/** How names and texts are written around a place. */
export interface Notation {
  /** The quote for new texts. */
  readonly quote: string;
  /** The quote around keys that need none; `''` when they stand bare. */
  readonly keyQuote: string;
  /** What stands between key and value. */
  readonly colon: string;
}

/**
 * How one language writes what a draft says. A construct that the language does not have gives undefined, and the change is
 * reported as unspellable.
 */
export interface Dialect {
  /** What people call the language, for reasons. */
  readonly name: string;
  /** Openers of comments, with the closer of those that do not end with their line. */
  readonly comments: readonly { readonly open: string; readonly close?: string }[];
  /** Quotes for texts, most usual first. */
  readonly quotes: readonly string[];
  /** Whether a new group over several lines may end in a comma. */
  readonly trailingCommas: boolean;
  /** A text in quotes: those given, unless others need fewer escapes. */
  readonly text: (text: string, quote: string) => string;
  /** What a text is between given quotes. */
  readonly escaped: (text: string, quote: string) => string;
  /** What one character or escape between quotes means. */
  readonly cooked: (raw: string) => string;
  readonly key: (key: string, notation: Notation) => string;
  readonly literal: (value: number | boolean | null) => string;
  readonly spread: (of: Doc) => Doc | undefined;
  readonly member: (of: Doc, name: string, notation: Notation) => Doc | undefined;
  readonly template: (parts: readonly (string | { readonly hole: Doc })[]) => Doc | undefined;
  /** The name under which an import is known. */
  readonly imported: (local: string) => Doc | undefined;
  readonly call: (callee: Doc, args: readonly Doc[]) => Doc | undefined;
  readonly environment: (name: string, notation: Notation) => Doc | undefined;
  /** The JSON text of a value, computed at run time. */
  readonly encode: (of: Doc) => Doc | undefined;
  /** Whether the source of a value can stand in a slot without parentheses. */
  readonly fits: (value: Value, slot: Slot) => boolean;
  /** Whether the names in a stretch mean at another place of the file what they mean where they stand. */
  readonly reaches?: (from: Span, to: Span) => boolean;
  /** New source for a whole replaced span, with what that place needs around it. */
  readonly seat: (span: Span, doc: Doc, draft: Draft) => Doc;
  /** A value of another file that means the same everywhere (an environment variable), as a draft. */
  readonly portable: (value: Value) => Draft | undefined;
}

/** A text as reshaping sees it. */
export interface Page {
  readonly file: string;
  readonly text: string;
  readonly dialect: Dialect;
  readonly comments: readonly Comment[];
  /** Literals whose line breaks are part of their meaning, and prose: never reindented, never given a comment. */
  readonly frozen: readonly Span[];
  /** Quoted texts, quotes included. */
  readonly strings: readonly Span[];
}
