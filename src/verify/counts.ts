import type { Verdict, VerifyResult } from './result.js';

/** How many call sites came to which verdict. */
export type Counts = Readonly<Record<Verdict['is'] | 'sites', number>>;

/** Counts the verdicts. */
export function countVerdicts({ sites }: VerifyResult): Counts {
  const of = (is: Verdict['is']): number => sites.filter(({ verdict }) => verdict.is === is).length;
  return {
    sites: sites.length,
    equal: of('equal'),
    differs: of('differs'),
    refused: of('refused'),
    unreadable: of('unreadable'),
    left: of('left'),
    accepted: of('accepted'),
  };
}

/** 1 when a new request is wrong; with `strict` also when something could not be read or is left to do. */
export function exitCodeOf(counts: Counts, strict: boolean): 0 | 1 {
  const wrong = counts.differs + counts.refused;
  const open = counts.unreadable + counts.left;
  return wrong || (strict && open) ? 1 : 0;
}
