import type { Counts } from '../counts.js';
import type { Exit } from '../program/child.js';
import type { SentRequest, Verdict } from '../result.js';

/** One line of a report: a call site, or a request that a running program made. */
export interface Row {
  /** Undefined where it is not known where a request was made. */
  readonly path: string | undefined;
  /** From 1; 0 where the place is not known. */
  readonly line: number;
  readonly column: number;
  /** The client, or method and URL. */
  readonly what: string;
  readonly verdict: Verdict;
  /** How often the very same was seen. */
  readonly times: number;
  readonly old: SentRequest | undefined;
  readonly new: SentRequest | undefined;
}

/** What a report tells, whatever its notation. */
export interface Report {
  readonly rows: readonly Row[];
  readonly counts: Counts;
  /** What was compared with what, or what was run. */
  readonly about: About;
  /** Why the job could not be done whole. */
  readonly problem?: string | undefined;
}

/** What a report is about: texts, or a program that ran. */
export type About =
  | { readonly kind: 'texts'; readonly compared: string }
  | { readonly kind: 'program'; readonly command: readonly string[]; readonly exit: Exit };

/** How a report is to be written. */
export interface View {
  readonly tool: { readonly name: string; readonly version: string };
  readonly colour: boolean;
  /** What could not be read, or is left, fails as well. */
  readonly isStrict: boolean;
  /** Another gateway that was asked. */
  readonly remote: string | undefined;
  /** Texts that must not appear anywhere. */
  readonly secrets: readonly string[];
}

/** Reports as text in one notation. */
export type Format = (report: Report, view: View) => string | Promise<string>;
