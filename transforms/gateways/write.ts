import type { Change, Draft, DraftEntry } from '../../src/site.js';
import type { Entry } from '../../src/value.js';
import { headerNamed } from '../headers.js';
import type { Sdk } from '../sdk.js';
import type { HeaderFateOf, HeaderPlan } from './plan.js';

/** More options for createHeaders, by name. */
export type MoreHeaders = readonly {
  readonly option: string;
  readonly name: string;
  readonly value: Draft;
}[];

/** The headers become createHeaders({...}); those that are not the gateway's stay beside it. */
export function writeCreateHeaders(
  plan: HeaderPlan,
  sdk: Sdk,
  more: MoreHeaders = [],
  without: readonly Entry[] = [],
): readonly Change[] {
  const options: DraftEntry[] = [
    ...plan.fates.flatMap((fate) => optionOf(fate, sdk)),
    ...(plan.config.length
      ? [{ key: 'config', value: { kind: 'object', entries: plan.config } as const }]
      : []),
    ...more.map(({ option, value }) => ({ key: sdk.option(option), value })),
  ];
  const own = new Set([...plan.fates.map(({ entry }) => entry), ...without]);
  const others = plan.object.entries.filter((entry) => entry.kind === 'spread' || !own.has(entry));
  const call = (base: boolean): Draft => ({
    kind: 'call',
    callee: { module: sdk.module, name: 'createHeaders' },
    args: [{ kind: 'object', ...(base && { base: plan.object }), entries: options }],
  });
  if (!others.length) return [{ do: 'replace', at: plan.object.at, with: call(true) }];
  const first = plan.object.entries.findIndex((entry) => entry.kind === 'entry' && own.has(entry));
  const before = plan.object.entries.slice(0, first).filter((entry) => others.includes(entry));
  const after = plan.object.entries.slice(first).filter((entry) => others.includes(entry));
  const entries: DraftEntry[] = [
    ...before.map((keep) => ({ keep })),
    { spread: call(false) },
    ...after.map((keep) => ({ keep })),
  ];
  const draft: Draft = { kind: 'object', base: plan.object, entries };
  return [{ do: 'replace', at: plan.object.at, with: draft }];
}

function optionOf({ entry, header, becomes }: HeaderFateOf, sdk: Sdk): DraftEntry[] {
  const option = becomes && (header.option ?? headerNamed(becomes.name)?.option);
  return becomes && option !== undefined
    ? [{ key: sdk.option(option), value: becomes.optionValue, from: entry }]
    : [];
}

/** The smaller edit: each old header where it stands, the rest kept. */
export function writeHeaders(
  plan: HeaderPlan,
  more: MoreHeaders = [],
  without: readonly Entry[] = [],
): readonly Change[] {
  const fates = new Map(plan.fates.map((fate) => [fate.entry, fate]));
  const config = configHeader(plan);
  const placed = plan.fates.find(({ header }) => ['cache', 'age', 'retry'].includes(header.fate))?.entry;
  const isChanged = plan.isOld || more.length > 0 || without.length > 0;
  if (!isChanged) return [];
  const entries = plan.object.entries.flatMap((entry): DraftEntry[] => {
    if (entry.kind === 'spread') return [{ keep: entry }];
    if (without.includes(entry)) return [];
    const fate = fates.get(entry);
    if (!fate) return [{ keep: entry }];
    if (entry === placed && config) return [{ ...config, from: entry }];
    return headerOf(fate);
  });
  const added = more.map(({ name, value }) => ({ key: name, value }));
  const draft: Draft = { kind: 'object', base: plan.object, entries: [...entries, ...added] };
  return [{ do: 'replace', at: plan.object.at, with: draft }];
}

function headerOf({ entry, becomes }: HeaderFateOf): DraftEntry[] {
  if (!becomes) return [];
  const isSame = becomes.value.kind === 'verbatim' && becomes.value.value === entry.value;
  if (isSame && entry.key?.toLowerCase() === becomes.name) return [{ keep: entry }];
  const key = becomes.isNamed ? (entry.key ?? '') : inCaseOf(entry.key ?? '', becomes.name);
  return [{ key, value: becomes.value, from: entry }];
}

function configHeader({ config }: HeaderPlan): { key: string; value: Draft } | undefined {
  if (!config.length) return undefined;
  return { key: 'x-portkey-config', value: { kind: 'encoded', of: { kind: 'object', entries: config } } };
}

/** Header names keep the letter case their file writes them in. */
export function inCaseOf(key: string, name: string): string {
  if (key === key.toLowerCase()) return name;
  if (key === key.toUpperCase()) return name.toUpperCase();
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}
