import { resolve } from '../src/project.js';
import type { Value } from '../src/value.js';

/** Functions that turn data into JSON text, by module and path. */
const ENCODERS: ReadonlySet<string> = new Set([
  ':JSON.stringify',
  'json:dumps',
  'orjson:dumps',
  'ujson:dumps',
  'simplejson:dumps',
]);

/** What a call turns into JSON text, bytes of it included; undefined for every other value. */
export function encodedIn(value: Value): Value | undefined {
  const call = value.kind === 'call' ? value : resolve(value);
  if (call.kind !== 'call') return undefined;
  const { callee, origin, args } = call;
  if (callee.kind === 'member' && callee.name === 'encode') return encodedIn(callee.of);
  const isEncoder = origin !== undefined && ENCODERS.has(`${origin.module}:${origin.path.join('.')}`);
  const [first] = isEncoder ? args : [];
  return first?.kind === 'spread' ? undefined : first;
}
