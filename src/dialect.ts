import type { Span } from './edit.js';
import type { Draft, Imported } from './site.js';
import type { List, Value } from './value.js';

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
  /** Only the last element is broken, where that is enough: `f(a, {` … `})`. */
  readonly hugs?: boolean;
}

/** The brackets around some elements, and the elements. */
export interface Frame {
  readonly elements: readonly Span[];
  /** Offsets inside the brackets. */
  readonly inner: Span;
  readonly isObject: boolean;
  /** One element alone is followed by a comma: `(a,)`. */
  readonly commaAlone?: boolean;
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
  /** The keys are names given to a call, where those are written in their own way. */
  readonly named?: boolean;
}

/** How arguments are given by name, in a language in which they are no object: `f(a=1)`. */
export interface Keywords {
  /** What comes before the value of a key, and what after it. */
  readonly entry: (key: string, notation: Notation) => { readonly before: string; readonly after: string };
  /** Whether arguments given by name stand at exactly a span. */
  readonly standAt: (span: Span) => boolean;
  /** All arguments of the call of which some stand at exactly a span. */
  readonly frame: (span: Span) => Frame | undefined;
  /** The brackets around the arguments at a span and their call; undefined where others stand beside them. */
  readonly shell: (span: Span) => { readonly brackets: Span; readonly call: Span } | undefined;
}

/** What people do where a file does not show it. */
export interface Habits {
  /** The longest line. */
  readonly width: number;
  readonly padded: boolean;
  readonly trailing: boolean;
}

/** A literal in the source: what stands between its quotes, and how it is told there. */
export interface Written {
  readonly inner: Span;
  /** Its characters and escapes, with what they mean. */
  readonly units: readonly { readonly unit: string; readonly means: string }[];
  /** A text as it is told there; undefined when it cannot be. */
  readonly escaped: (text: string) => string | undefined;
  /** The whole literal in another form, where the text cannot be told in this one. */
  readonly anew: (text: string) => string | undefined;
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
  readonly template: (
    parts: readonly (string | { readonly hole: Doc })[],
    notation: Notation,
  ) => Doc | undefined;
  /** The name under which an import is known. */
  readonly imported: (local: string) => Doc | undefined;
  readonly call: (callee: Doc, args: readonly Doc[]) => Doc | undefined;
  /** What must be imported for `environment` and `encode`; undefined: the language has it. */
  readonly modules?: { readonly environment: Imported; readonly encode: Imported };
  readonly environment: (name: string, notation: Notation, module: string) => Doc | undefined;
  /** The JSON text of a value, computed at run time. */
  readonly encode: (of: Doc, module: string) => Doc | undefined;
  /** Whether the source of a value can stand in a slot without parentheses. */
  readonly fits: (value: Value, slot: Slot) => boolean;
  /** Whether the names in a stretch mean at another place of the file what they mean where they stand. */
  readonly reaches?: (from: Span, to: Span) => boolean;
  /** New source for a whole replaced span, with what that place needs around it. */
  readonly seat: (span: Span, doc: Doc, draft: Draft) => Doc;
  /** A value of another file that means the same everywhere (an environment variable), as a draft. */
  readonly portable: (value: Value) => Draft | undefined;
  readonly keywords?: Keywords;
  readonly habits?: Habits;
  /** The brackets of a list, where they are not one character on either side; a text says why it cannot change so. */
  readonly frame?: (base: List, count: number) => Frame | string | undefined;
  /** The quote for new texts at a place where not every one may stand. */
  readonly quoteAt?: (span: Span, quote: string) => string;
  /** A literal at a span; left out where quotes and escapes are all there is to know. */
  readonly written?: (span: Span) => Written | string;
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
  /** One step of indentation, where it is known. */
  readonly unit?: string | undefined;
}
