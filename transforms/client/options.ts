import { possibilities, resolve } from '../../src/project.js';
import type { Entry, ObjectValue, Spread } from '../../src/value.js';
import type { Sdk } from '../sdk.js';

/** An entry of a client's options and the object it is written in. */
export interface Owned {
  readonly entry: Entry;
  readonly owner: ObjectValue;
}

/** The options of one construction, what they spread included. */
export interface ClientOptions {
  readonly fields: ReadonlyMap<string, Owned>;
  /** What is spread and could not be followed. */
  readonly unknown: readonly Spread[];
}

/** Reads options and the object literals they spread; the last entry of a name counts. */
export function readOptions(object: ObjectValue, depth = 0): ClientOptions {
  const fields = new Map<string, Owned>();
  const unknown: Spread[] = [];
  for (const entry of object.entries) {
    if (entry.kind === 'entry') {
      if (entry.key !== undefined) fields.set(entry.key, { entry, owner: object });
      continue;
    }
    const source = resolve(entry.of);
    if (source.kind !== 'object' || depth > 4) {
      unknown.push(entry);
      continue;
    }
    const inner = readOptions(source, depth + 1);
    for (const [key, owned] of inner.fields) fields.set(key, owned);
    unknown.push(...inner.unknown);
  }
  return { fields, unknown };
}

/** The objects that a spread may turn out to be, where it is one of several. */
export function alternativesIn({ of }: Spread): readonly ObjectValue[] {
  return possibilities(of).filter((option) => option.kind === 'object');
}

/** An option of the client's constructor. */
export interface ClientOption {
  readonly from: string;
  /** It is the client's own key, and version 1 has it under the name its language gives it; others are said by new options. */
  readonly isKey?: true;
  readonly see: string;
}

/** Options of the old client that version 1 does not read under their old name. */
export const OPTIONS: readonly ClientOption[] = [
  { from: 'api_key', isKey: true, see: 'npm portkey-ai: README of 0.1.16, dist/src/client.d.ts of 1.10.4' },
  { from: 'mode', see: 'npm portkey-ai: dist/index.d.ts of 0.1.16, dist/src/client.d.ts of 1.10.4' },
  { from: 'llms', see: 'npm portkey-ai: dist/index.d.ts of 0.1.16, dist/src/client.d.ts of 1.10.4' },
];

/** Those of them that the SDK with these names does not read any more. */
export function oldOptions({ clientKey }: Sdk['names']): readonly ClientOption[] {
  return OPTIONS.filter(({ from }) => from !== clientKey);
}

/** Options only version 1 reads: whoever gives one of them wrote for it. */
const NEW_OPTIONS: readonly string[] = [
  'virtualKey',
  'provider',
  'Authorization',
  'traceID',
  'metadata',
  'cacheForceRefresh',
  'customHost',
  'dangerouslyAllowBrowser',
  'strictOpenAiCompliance',
];

/** Whether options may have been written for a version below 1. */
export function mayBeOld({ fields }: ClientOptions, names: Sdk['names']): boolean {
  if (oldOptions(names).some(({ from }) => fields.has(from))) return true;
  // Python's SDK below 1 had no client class.
  if (names.clientKey === 'api_key') return false;
  const config = fields.get('config')?.entry.value;
  if (config && resolve(config).kind === 'object') return false;
  return !NEW_OPTIONS.some((name) => fields.has(name));
}
