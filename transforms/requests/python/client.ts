import type { Call } from '../../../src/value.js';
import type { Data, RecordData } from '../data.js';
import type { Reading } from '../evaluate.js';
import type { Sent, Unreadable } from '../request.js';
import type { Given } from './keywords.js';

/** A call of a method of a Python client. */
export interface PythonCall {
  readonly call: Call;
  /** The options the client was made with. */
  readonly options: RecordData;
  /** The name of its class. */
  readonly made: string;
  /** What it was made anew with, in order. */
  readonly remade: readonly RecordData[];
  /** Member names from the client to the method, joined by dots. */
  readonly path: string;
  readonly given: Given;
  readonly reading: Reading;
}

/** What the clients of one package send; undefined for methods that send nothing that is known here. */
export interface PythonClient {
  readonly modules: RegExp;
  readonly exports: readonly string[];
  readonly send: (call: PythonCall) => Sent | undefined;
  /** A method to judge a client by whose calls are not in sight. */
  readonly probe: string;
}

/** An environment variable of a Python program, under the name it has when it is read. */
export function environment(name: string): Data {
  return { kind: 'hole', of: `os.environ.${name}` };
}

/** The options of a client are handed to it from elsewhere. */
export function unwrittenOptions(client: string): Unreadable {
  return { kind: 'unreadable', client, why: 'the options of its client are not written in the code' };
}

/** Whether something is spread into an object that nobody can follow. */
export function hasRest({ fields }: RecordData): boolean {
  return fields.some((field) => !('key' in field));
}
