import type { Data, RecordData } from './data.js';

/** What a client sends: everything as far as the source says. */
export interface Request {
  readonly kind: 'request';
  /** The client's name for people: `portkey-ai 0`, `openai`, `fetch`. */
  readonly client: string;
  /** Upper case. */
  readonly method: string;
  readonly url: Data;
  readonly headers: RecordData;
  /** The body before it is encoded as JSON; a text is sent as it is. */
  readonly body: Data | undefined;
}

/** A call whose request cannot be told from the source, and why. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly client: string;
  readonly why: string;
}

/** A call that fails before anything is sent, with the client's own message. */
export interface Failing {
  readonly kind: 'failing';
  readonly client: string;
  readonly why: string;
}

/** What can be said of a call of a client. */
export type Sent = Request | Unreadable | Failing;
