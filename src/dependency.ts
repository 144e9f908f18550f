import type { Change } from './change.js';
import type { Place } from './value.js';
import type { Ecosystem } from './version-range.js';

/** A package that a manifest lists. */
export interface DependencySite {
  readonly kind: 'dependency';
  readonly ecosystem: Ecosystem;
  /** As its ecosystem compares names; `''` where only an address is given. */
  readonly name: string;
  /** `''` when any version will do; undefined where an address says what is taken. */
  readonly range: string | undefined;
  /** Where it comes from instead of the registry: a repository or archive, with the version it is pinned to. */
  readonly address: string | undefined;
  /** False where it is only bounded or replaced: constraints, overrides. */
  readonly installs: boolean;
  /** Why no other range can be written here, and what a person does. */
  readonly fixed: { readonly why: string; readonly help: string } | undefined;
  /** The command that makes the whole file anew from another one: nobody edits it by hand. */
  readonly madeBy: string | undefined;
  /** The change that gives it another range. */
  readonly respell: (range: string) => Change | undefined;
  readonly at: Place;
}
