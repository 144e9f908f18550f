import type { Entry, ObjectValue, Place, Spread, Text, Value } from './value.js';

/** New source, said without syntax. `value` pieces stay as they are written, wherever they stood. */
export type Draft =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'verbatim'; readonly value: Value }
  | { readonly kind: 'member'; readonly of: Value; readonly name: string }
  | { readonly kind: 'template'; readonly parts: readonly (string | Value)[] }
  | {
      readonly kind: 'object';
      readonly base?: ObjectValue;
      readonly entries: readonly DraftEntry[];
      /** The keys are names of options, not data: quoted only where they must be. Always so for the arguments of a call. */
      readonly names?: boolean;
    }
  | { readonly kind: 'list'; readonly base?: Value; readonly items: readonly Draft[] }
  | { readonly kind: 'call'; readonly callee: Imported; readonly args: readonly Draft[] }
  /** `of.name(args)`; a name is one that is known at the place. */
  | {
      readonly kind: 'method';
      readonly of: Value | { readonly name: string };
      readonly name: string;
      readonly args: readonly Draft[];
    }
  | { readonly kind: 'imported'; readonly from: Imported }
  /** JSON text of the inner draft: `JSON.stringify(...)`, `json.dumps(...)`, or a string literal when the inner is all literal. */
  | { readonly kind: 'encoded'; readonly of: Draft }
  /** The environment variable of that name. */
  | { readonly kind: 'environment'; readonly name: string };

/** A name that must be imported where it is used. */
export interface Imported {
  /** A package's module; for a file of the project, its path, said by `isFile`. */
  readonly module: string;
  readonly name: string;
  readonly isFile?: boolean;
}

/**
 * One entry of a new object. `from` is the entry it is made of: it keeps its place, its comments and, unless `key` or `value`
 * say otherwise, its text.
 */
export type DraftEntry =
  | { readonly key: string; readonly value: Draft; readonly from?: Entry }
  | { readonly keep: Entry | Spread }
  | { readonly spread: Draft };

/** What to do, said without syntax; the front end of the file spells it. */
export type Change =
  /** The source of `at` becomes the draft. A draft object with `base` equal to the value at `at` is edited in place. */
  | { readonly do: 'replace'; readonly at: Place; readonly with: Draft }
  /** A name, or a plain stretch inside a string (already inside its quotes), becomes other plain text. */
  | { readonly do: 'rename'; readonly at: Place; readonly to: string }
  /** The meaning of a string literal becomes another one; its quotes stay, the text is escaped for them. */
  | { readonly do: 'retext'; readonly at: Text; readonly to: string }
  /** A span goes; `whole` also takes the rest of its line when nothing else stands on it. */
  | { readonly do: 'remove'; readonly at: Place; readonly whole?: boolean }
  /** Another argument after the last one of a call. */
  | { readonly do: 'append'; readonly at: Place; readonly with: Draft }
  /** `if (x) A else B` becomes A: the statement becomes what stands at `keep`. */
  | { readonly do: 'unwrap'; readonly at: Place; readonly keep: Place | undefined }
  /** What stands left of an assignment becomes a variable of the whole file, also where a function assigns it. */
  | { readonly do: 'assign'; readonly at: Place; readonly to: string }
  /** A variable is made where the file begins to run: after its imports, the one at `at` among them. */
  | { readonly do: 'begin'; readonly at: Place; readonly name: string; readonly with: Draft }
  /** A read of an item (`["name"]`, `.get("name")`, with its fallback if it has one) becomes a read of the attribute; `at` is the step's `cut`. */
  | { readonly do: 'attribute'; readonly at: Place; readonly name: string }
  /** What an import site takes comes from elsewhere, under the local name it has. */
  | { readonly do: 'reimport'; readonly at: Place; readonly local: string; readonly from: Imported }
  /** `name` of `module` is no longer taken by this file. */
  | { readonly do: 'unimport'; readonly file: string; readonly module: string; readonly name: string }
  /** A package is needed by the project the file belongs to; `listed`: it is listed already, and may be so in too old a version. */
  | {
      readonly do: 'require';
      readonly file: string;
      readonly package: string;
      readonly range: string;
      readonly listed?: true;
    };
