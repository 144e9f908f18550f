import type { Change } from './change.js';
import type { DependencySite } from './dependency.js';
import type { Project } from './project.js';
import type { Call, Member, ObjectValue, Origin, Place, Template, Text, Value } from './value.js';

export type { Change, Draft, DraftEntry, Imported } from './change.js';
export type { DependencySite } from './dependency.js';

/** What surrounds a text: data that is sent, or something only compared, logged or read; `served`: a path answered here; `type`: a type in quotes. */
export type TextRole = 'value' | 'key' | 'comparison' | 'log' | 'lookup' | 'served' | 'type';

/** A string, template or concatenation, outermost. */
export interface TextSite {
  readonly kind: 'text';
  readonly value: Text | Template;
  readonly role: TextRole;
  readonly at: Place;
}

/** An object literal, whatever it is for. */
export interface ObjectSite {
  readonly kind: 'object';
  readonly value: ObjectValue;
  /** It is (part of) what a test expects. */
  readonly compares?: boolean;
  readonly at: Place;
}

/** One `.name` of a member path, with the span of the name alone and of the `.name` that can be cut out. */
export interface Step {
  readonly name: string;
  readonly at: Place;
  readonly cut: Place;
  /** The step is a method call: `.json()`. */
  readonly called: boolean;
  /** How an item is read where that is not by an attribute: `["name"]`, `.get("name")`; `each`: every item in turn, by a loop. */
  readonly by?: 'item' | 'lookup' | 'each';
}

/**
 * A call or construction. For `a.b.c(x)` with `a` a client: `receiver` is what `a` stands for (a construction, when it could be
 * followed there) and `path` is b, c. For a plain `f(x)` and `new F(x)`: no receiver, `call.origin` says what is called.
 */
export interface CallSite {
  readonly kind: 'call';
  readonly call: Call;
  /** Every construction the receiver may be; empty when it could not be followed to one. */
  readonly receivers: readonly Call[];
  /** Set when the receiver is known by its declared type only: the origin of that type. */
  readonly receiverType: Origin | undefined;
  /** From the receiver on; as it is written where nothing is known of a receiver. */
  readonly path: readonly Step[];
  readonly at: Place;
  /** It says what a test expects. */
  readonly compares?: boolean;
  /** Set where the call is a statement of its own, or all that is assigned to `target`; `blocks`: what the statement stands in, innermost first. */
  readonly statement?:
    | { readonly at: Place; readonly target: Place | undefined; readonly blocks: readonly Place[] }
    | undefined;
}

/** A member that is read and not called where it stands: handed over, kept in a variable, taken out by a pattern. */
export interface MemberSite extends Omit<CallSite, 'kind' | 'call'> {
  readonly kind: 'member';
  readonly value: Member;
}

/** A name taken from a module: `import { a as b }`, `const { a } = require()`, `await import()`; one site a name. */
export interface ImportSite {
  readonly kind: 'import';
  readonly module: string;
  readonly moduleAt: Place;
  /** The exported name; `default`, or `*` for the namespace. */
  readonly name: string;
  readonly nameAt: Place;
  readonly local: string;
  readonly typeOnly: boolean;
  /** It leaves the file at once: `export { a } from "module"`. */
  readonly passedOn?: boolean;
  /** Where the local name is used. */
  readonly uses: readonly { readonly at: Place; readonly as: 'type' | 'value' | 'export' }[];
  readonly at: Place;
}

/** `a.b = value`, where a is not a plain local name being redeclared, or a field of a class with its first value. */
export interface AssignmentSite {
  readonly kind: 'assignment';
  readonly receivers: readonly Call[];
  readonly path: readonly Step[];
  /** What is assigned to, as it is written. */
  readonly member?: Member;
  readonly value: Value;
  readonly statement: Place;
  /** The bodies of statements it stands in, innermost first; the last is the file. */
  readonly blocks?: readonly Place[];
  readonly at: Place;
}

/** A request in any HTTP client the language knows, its parts found wherever the client takes them. */
export interface RequestSite {
  readonly kind: 'request';
  /** The client's name for people: `fetch`, `axios.post`. */
  readonly client: string;
  readonly call: Call;
  readonly method: string | undefined;
  readonly url: Value;
  /** Of an instance (`axios.create({ baseURL })`): what comes before `url`, and headers it adds. */
  readonly base: { readonly url: Value | undefined; readonly headers: Value | undefined } | undefined;
  readonly headers: Value | undefined;
  /** Where headers can be written when the call has none: into its options, or as options after its last argument. */
  readonly headersHome: { readonly options: ObjectValue } | { readonly after: Value } | undefined;
  readonly body: Value | undefined;
  /** The member path from the call's (awaited) result to the parsed response body: `['json()']`, `['data']`. */
  readonly payload: readonly string[];
  readonly at: Place;
}

/** A whole data file (JSON, YAML). */
export interface DocumentSite {
  readonly kind: 'document';
  readonly value: Value;
  readonly at: Place;
}

/** A comment that mentions something; never an edit, but counted. */
export interface CommentSite {
  readonly kind: 'comment';
  readonly text: string;
  readonly at: Place;
}

export type Site =
  | TextSite
  | ObjectSite
  | CallSite
  | MemberSite
  | ImportSite
  | AssignmentSite
  | RequestSite
  | DocumentSite
  | DependencySite
  | CommentSite;

/**
 * What happens to a call's result: each member path that is read on it, followed through await, then, variables,
 * destructuring, returns and files.
 */
export interface Read {
  readonly path: readonly Step[];
  readonly at: Place;
  /**
   * The result is bound by a pattern: `const { data } = await f()`. `pattern` is the whole pattern and `bound` the one name in it.
   * When the pattern has other names, `others` is true.
   */
  readonly destructured:
    | { readonly pattern: Place; readonly local: string; readonly others: boolean }
    | undefined;
  /** The place cannot be followed further: the value is handed to something unknown here. */
  readonly lost: boolean;
  /** No read, but a type that is written for the value at this place. */
  readonly typed?: boolean;
  /** The read is the condition of an `if`. */
  readonly tested: TestedRead | undefined;
}

/** `if (r.success) A else B`: what to cut so that only the branch for "true" stays. */
export interface TestedRead {
  readonly negated: boolean;
  /** True when the test is exactly this read, so that the statement can be resolved. */
  readonly whole: boolean;
  readonly statement: Place;
  /** The text that stays when the test is always true; undefined: nothing stays. */
  readonly keep: Place | undefined;
}

export type Level = 'applied' | 'manual' | 'error';

/**
 * What a rule found at a place. `changes` are made together or not at all, in every file they name; no changes: a person
 * must decide, and the message says why and what to do.
 */
export interface Finding {
  readonly rule: string;
  readonly at: Place;
  readonly message: string;
  readonly help?: string;
  readonly changes: readonly Change[];
  /** Places this finding has dealt with, beyond those it changes: later transforms leave them alone. */
  readonly claims?: readonly Place[];
}

/** Something that looked old and is not a use: counted in the report, never in the exit code. */
export interface Skip {
  readonly at: Place;
  readonly reason: string;
  /** Places that are no use either, for the same reason: later transforms leave them alone. */
  readonly claims?: readonly Place[];
}

/** What a transform may ask beside its site. */
export interface Context {
  readonly project: Project;
  /** True when an earlier finding dealt with this place or something around it. */
  readonly claimed: (at: Place) => boolean;
}

/** One fact of the migration, as a rule people can name, select and read about. */
export interface Transform {
  readonly rule: string;
  readonly summary: string;
  /** An example in one language, before and after. */
  readonly before: string;
  readonly after: string;
  /** Site kinds it wants to see. */
  readonly sites: readonly Site['kind'][];
  /** What matches in every comment it wants to see; needed where `sites` names comments. */
  readonly comments?: RegExp;
  readonly decide: (site: Site, context: Context) => readonly (Finding | Skip)[];
}
