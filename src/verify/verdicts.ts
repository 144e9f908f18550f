import type { Verdict } from './result.js';

/** Does not count beside a world in which the address is written: `process.env.X || "https://…"`. */
export const ADDRESS_UNKNOWN = 'its address is not written in the code';
/** Nor does a world that never worked: nothing is lost there. */
export const NEVER_WORKED = 'the old request was refused already';

const GRAVITY: readonly Verdict['is'][] = ['refused', 'differs', 'unreadable', 'left', 'equal', 'accepted'];

/** The worst of the verdicts on the worlds of one site. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  const counting = verdicts.filter((verdict) => !isOptional(verdict));
  const all = counting.length ? counting : verdicts;
  return GRAVITY.map((is) => all.find((verdict) => verdict.is === is)).find(Boolean) ?? { is: 'equal' };
}

function isOptional(verdict: Verdict): boolean {
  return (
    verdict.is === 'unreadable' && (verdict.why === ADDRESS_UNKNOWN || verdict.why.startsWith(NEVER_WORKED))
  );
}
