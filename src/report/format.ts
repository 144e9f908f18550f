import type { RunResult } from '../result.js';

/** What a format needs to know beside the result. */
export interface View {
  readonly tool: { readonly name: string; readonly version: string };
  /** The command that ran, for messages. */
  readonly command: 'migrate' | 'check';
  /** The paths it was given, as a shell takes them, for the commands it proposes next. */
  readonly paths: string;
  /** The other options that choose what is migrated, likewise, with a blank before each. */
  readonly choice: string;
  readonly colour: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Results as text in one notation. */
export type Format = (result: RunResult, view: View) => string | Promise<string>;
