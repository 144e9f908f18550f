import type { Draft } from '../../src/site.js';
import type { Ledger } from './ledger.js';

/** What a caller knows about a config beside its text. */
export interface ConfigOptions {
  /**
   * What model parameters written directly in an option did: `moved` into override_params (Node's SDK), `moved-all` with
   * messages and prompt (Python's); `person`: nothing, so that a person must say. Unset: `moved` in `llms`, `person` in `options`.
   */
  readonly parameters?: 'moved' | 'moved-all' | 'person';
  /** The key that options without one were used with: that of the same request's Authorization, less `Bearer `. */
  readonly authorization?: Draft;
  /** The key that an option without one took from where its SDK knew to find it. */
  readonly keyOf?: (provider: Draft) => Draft | undefined;
  /** A virtual key alone is said in a config too: another config may take its place for a call. */
  readonly replaceable?: boolean;
  /** The config was sent to an old route: a short form never applied override_params there. */
  readonly oldRoute?: boolean;
  /** The mode when none is written. */
  readonly mode?: string;
  /** The config becomes a header: nothing above U+00FF may be in it. */
  readonly header?: boolean;
  /** `drop`: nothing can travel beside the config (a file), so what is no config any more is removed and noted. */
  readonly moved?: 'drop';
  /** The object holds other things too: the draft is a new object. */
  readonly apart?: boolean;
}

/** Where in a config the conversion stands. */
export interface Scope {
  readonly ledger: Ledger;
  readonly options: ConfigOptions;
  readonly parameters: 'moved' | 'moved-all' | 'person';
  /** The cache that stands above and is inherited. */
  readonly cacheAbove: Draft | undefined;
  /** The cache that stood above and has to be said here, since an option elsewhere must not inherit it. */
  readonly cachePushed: Draft | undefined;
}
