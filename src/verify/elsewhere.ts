import type { Outgoing } from './outgoing.js';
import { type Remote, type RemoteRefusal, remoteRefusal } from './remote.js';

/** Sends a new request to another gateway and says why that one refused; undefined when it did not. */
export type Elsewhere = (request: Outgoing) => Promise<RemoteRefusal | undefined>;

/** Another gateway, asked each request once. */
export function elsewhereAt(remote: Remote): Elsewhere {
  const known = new Map<string, Promise<RemoteRefusal | undefined>>();
  return ({ method, url, headers, body }) => {
    const { pathname, search } = new URL(url);
    const request = { method, path: pathname + search, headers, body };
    const key = JSON.stringify(request);
    const answer = known.get(key) ?? remote.ask(request).then(remoteRefusal);
    known.set(key, answer);
    return answer;
  };
}
