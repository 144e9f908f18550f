import type { Span } from './edit.js';

/** Where something stands: a file of the project (posix path as the run knows it) and a span of its text. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

/**
 * Where a name comes from. `module` is the specifier as written (`openai`), or `''` for what the language
 * itself provides; `path` is what is taken from it: `['OpenAI']`, `['JSON', 'stringify']`, `['process', 'env', 'X']`.
 * A default export is `default`. Never set for names of the project's own files: those are followed to their value.
 */
export interface Origin {
  readonly module: string;
  readonly path: readonly string[];
}

interface Located {
  readonly at: Place;
}

/** A string literal; `text` is what it means, escapes undone. */
export interface Text extends Located {
  readonly kind: 'text';
  readonly text: string;
}

/** A template or a concatenation: literal chunks and the values between them, in order. */
export interface Template extends Located {
  readonly kind: 'template';
  readonly parts: readonly (Chunk | Value)[];
}

/** A literal stretch of a template; `at` covers exactly the characters that spell it. */
export interface Chunk extends Located {
  readonly kind: 'chunk';
  readonly text: string;
}

export interface NumberValue extends Located {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanValue extends Located {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** null, None, undefined. */
export interface Null extends Located {
  readonly kind: 'null';
}

export interface List extends Located {
  readonly kind: 'list';
  readonly items: readonly (Value | Spread)[];
}

/** `...x`, `**x`, `*x`. */
export interface Spread extends Located {
  readonly kind: 'spread';
  readonly of: Value;
}

/** `key: value` in any notation; `at` covers key and value, without the comma. */
export interface Entry extends Located {
  readonly kind: 'entry';
  /** What the key means; undefined when it is computed. */
  readonly key: string | undefined;
  readonly keyAt: Place;
  /** What a computed key is read from: `[NAME]`. */
  readonly keyFrom?: Value | undefined;
  readonly value: Value;
  /** `{ key }`: key and value are one name. */
  readonly shorthand: boolean;
}

/** An object literal, dict, mapping or keyword arguments; `at` includes the braces. */
export interface ObjectValue extends Located {
  readonly kind: 'object';
  readonly entries: readonly (Entry | Spread)[];
  /** The variable it is the first value of. */
  readonly holder?: () => Binding | undefined;
}

/** `f(x)`, `new F(x)`. `origin` is set when the callee comes from a module or the language. */
export interface Call extends Located {
  readonly kind: 'call';
  readonly callee: Value;
  readonly origin: Origin | undefined;
  readonly isNew: boolean;
  readonly args: readonly (Value | Spread)[];
  /** What a function of the project returns here; undefined for everything else. */
  readonly target: () => Value | undefined;
  /** What the items of the list may be that it makes, each any number of times: `keys.map((key) => item)`. */
  readonly items?: () => readonly Value[];
}

/** One of several, decided at run time: ternary, `||`, `??`, a map lookup, a parameter with several callers. */
export interface Choice extends Located {
  readonly kind: 'choice';
  readonly options: readonly Value[];
}

/** A name; `target` follows it to what it stands for, in this file or another. */
export interface Name extends Located {
  readonly kind: 'name';
  readonly name: string;
  readonly origin: Origin | undefined;
  readonly target: () => Value | undefined;
  /** The variable behind the name; undefined for imports from outside the project and for globals. */
  readonly binding: () => Binding | undefined;
}

/** `of.name`, `of["name"]`; `target` follows it into the object, class or module it reads. */
export interface Member extends Located {
  readonly kind: 'member';
  readonly of: Value;
  readonly name: string | undefined;
  readonly nameAt: Place;
  readonly origin: Origin | undefined;
  readonly target: () => Value | undefined;
}

/**
 * Anything a rule does not read: stays as it is written. `target` is set for a mere wrapping (`await x`, `(x as T)`);
 * `instanceOf` when all that is known is that it is an object of that type.
 */
export interface Opaque extends Located {
  readonly kind: 'opaque';
  readonly target?: () => Value | undefined;
  readonly instanceOf?: Origin | undefined;
}

/**
 * An expression read as data. Every value knows where it stands, so a value reached through names is edited where
 * it is written. `resolve` in project.ts turns names and members into what they stand for.
 */
export type Value =
  | Text
  | Template
  | NumberValue
  | BooleanValue
  | Null
  | List
  | ObjectValue
  | Call
  | Choice
  | Name
  | Member
  | Opaque;

/** A variable, parameter, field or exported constant, with everything that happens to it in the project. */
export interface Binding {
  /** Where it is declared: the declared name. */
  readonly at: Place;
  readonly kind: 'variable' | 'parameter' | 'field' | 'import';
  /** Its declared type, where one is written (`: LLMOptions`); covers the annotation with its punctuation. */
  readonly annotation: Place | undefined;
  /** Every use apart from the declaration, in all files of the project that could be followed. */
  readonly references: () => readonly Reference[];
}

/** What one use of a binding does with it. */
export interface Reference {
  readonly at: Place;
  /**
   * read: its value is taken as it is; member: a property of it is read; write: assigned as a whole; memberWrite: a
   * property of it is assigned (`path`, `value`); push: something is appended (`value`); export: leaves the file under a name;
   * pass: handed to a call as argument; unknown: anything else.
   */
  readonly how: 'read' | 'member' | 'write' | 'memberWrite' | 'push' | 'export' | 'pass' | 'unknown';
  readonly path: readonly string[];
  readonly value: Value | undefined;
  /** The whole statement, where the reference is an assignment of its own. */
  readonly statement: Place | undefined;
}
