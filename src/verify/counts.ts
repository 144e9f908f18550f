import type { Verdict } from './result.js';

/** How many came to which verdict, and how many there are. */
export type Counts = Readonly<Record<Verdict['is'] | 'sites', number>>;

/** Counts the verdicts. */
export function countVerdicts(judged: readonly { readonly verdict: Verdict }[]): Counts {
  const of = (is: Verdict['is']): number => judged.filter(({ verdict }) => verdict.is === is).length;
  return {
    sites: judged.length,
    equal: of('equal'),
    differs: of('differs'),
    refused: of('refused'),
    unreadable: of('unreadable'),
    left: of('left'),
    accepted: of('accepted'),
    old: of('old'),
  };
}

/** 1 when a request is wrong, or a running program made an old one; with `strict` also when something is not known or left to do. */
export function exitCodeOf(counts: Counts, strict: boolean): 0 | 1 {
  const wrong = counts.differs + counts.refused + counts.old;
  const open = counts.unreadable + counts.left;
  return wrong || (strict && open) ? 1 : 0;
}
