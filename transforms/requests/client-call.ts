import type { Call } from '../../src/value.js';
import type { Data } from './data.js';
import { evaluate, type Reading } from './evaluate.js';
import type { Sent } from './request.js';

/** A call of a method of an SDK's client. */
export interface ClientCall {
  readonly client: Call;
  /** The member path from the client to the method: `chat.completions.create`. */
  readonly path: string;
  readonly args: readonly Data[];
  /** The file the call stands in. */
  readonly file: string;
  readonly reading: Reading;
}

/** What a client of one package sends. */
export interface SdkClient {
  readonly packages: readonly string[];
  /** Exported names that construct it. */
  readonly exports: readonly string[];
  readonly send: (call: ClientCall) => Sent;
  /** A method to judge a client by whose calls are not in sight. */
  readonly probe: string;
}

/** An argument of a construction. */
export function optionOf(call: Call, index: number, reading: Reading): Data | undefined {
  const argument = call.args[index];
  if (!argument) return undefined;
  return argument.kind === 'spread' ? { kind: 'hole', of: argument.of } : evaluate(argument, reading);
}

/** What of an object is not written in the code: itself, or something spread into it. */
export function unwritten(options: Data | undefined): Data | undefined {
  if (options === undefined || options.kind === 'absent') return undefined;
  if (options.kind !== 'record') return options;
  const rest = options.fields.find((field) => !('key' in field));
  return rest && 'of' in rest ? rest.of : undefined;
}
