import { covers } from '../../src/project.js';
import type { Change, Draft, DraftEntry } from '../../src/site.js';
import type { Entry, Value } from '../../src/value.js';
import { leavesOf } from '../config/leaves.js';
import { kept } from '../config/literals.js';
import type { ConfigConversion, ConfigOptions } from '../config.js';
import { baseOf, isRecordData } from '../records.js';
import type { Sdk } from '../sdk.js';

/** Records of the old SDK that are only read from: plain data with the same entries. */
export function recordsOn(value: Value): readonly Change[] {
  return leavesOf({ kind: 'object', entries: [optionsEntry(value)], at: value.at }).flatMap(
    ({ object }): Change[] => {
      if (!isRecordData(object) || covers(value.at, object.at)) return [];
      const base = baseOf(object);
      const entries = object.entries.map((entry) =>
        entry.kind === 'spread' ? { keep: entry } : kept(entry),
      );
      return [{ do: 'replace', at: object.at, with: { kind: 'object', ...(base && { base }), entries } }];
    },
  );
}

function optionsEntry(value: Value): Entry {
  return { kind: 'entry', key: 'options', keyAt: value.at, value, shorthand: false, at: value.at };
}

type Single = NonNullable<ConfigConversion['single']>;

/** An llm without any key used one that its SDK knew where to find. */
export function withKey(single: Single, { keyOf }: ConfigOptions): Single {
  if (single.virtualKey || single.apiKey || !single.provider) return single;
  const apiKey = keyOf?.(single.provider);
  return apiKey ? { ...single, apiKey } : single;
}

/** How a client says where its requests go, without a config. */
export function singleEntries(
  { virtualKey, provider, apiKey }: Single,
  llms: Entry,
  names: Sdk['names'],
): DraftEntry[] {
  const said: readonly (readonly [string, Draft | undefined])[] = [
    [names.virtualKey, virtualKey],
    ['provider', provider],
    ['Authorization', apiKey],
  ];
  const entries = said.flatMap(([key, value]): DraftEntry[] => (value ? [{ key, value }] : []));
  const [first, ...others] = entries;
  return first && 'key' in first ? [{ ...first, from: llms }, ...others] : entries;
}
