import type { SendingSite } from './sites.js';

/** A site and its like in the other text; one of them is missing when it has none. */
export interface Pair {
  readonly before: SendingSite | undefined;
  readonly after: SendingSite | undefined;
}

/** Pairs sites by file, kind of client, the functions they stand in, and order; only pairs that are the gateway's business on one side. */
export function pairSites(before: readonly SendingSite[], after: readonly SendingSite[]): readonly Pair[] {
  const groups = new Map<string, { before: SendingSite[]; after: SendingSite[] }>();
  const groupOf = (site: SendingSite) => {
    const key = [site.at.file, site.kind, site.family, site.scope].join('\n');
    const group = groups.get(key) ?? { before: [], after: [] };
    groups.set(key, group);
    return group;
  };
  for (const site of before) groupOf(site).before.push(site);
  for (const site of after) groupOf(site).after.push(site);
  return [...groups.values()].flatMap(pairsOf).filter(isOurs);
}

function pairsOf(group: { before: readonly SendingSite[]; after: readonly SendingSite[] }): readonly Pair[] {
  const length = Math.max(group.before.length, group.after.length);
  return Array.from({ length }, (_, at) => ({ before: group.before[at], after: group.after[at] }));
}

function isOurs({ before, after }: Pair): boolean {
  return Boolean(before?.isOurs || after?.isOurs);
}
