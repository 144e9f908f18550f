import type { Judgement, Verdict } from './result.js';

/** Does not count beside a world in which the address is written: `process.env.X || "https://…"`. */
export const ADDRESS_UNKNOWN = 'its address is not written in the code';
/** Leads nowhere by itself. */
export const RELATIVE = 'its address has no host';
/** Nor does a world that never worked: nothing is lost there. */
export const NEVER_WORKED = 'the old request was refused already';

const GRAVITY: readonly Verdict['is'][] = [
  'refused',
  'differs',
  'old',
  'unreadable',
  'left',
  'equal',
  'accepted',
];

/** The worst of the judgements on the worlds of one site. */
export function worstOf(judged: readonly Judgement[]): Judgement {
  const counting = judged.filter(({ verdict }) => !isOptional(verdict));
  const all = counting.length ? counting : judged;
  const worst = GRAVITY.map((is) => all.find(({ verdict }) => verdict.is === is)).find(Boolean);
  return worst ?? { verdict: { is: 'equal' } };
}

function isOptional(verdict: Verdict): boolean {
  return (
    verdict.is === 'unreadable' &&
    (verdict.why === ADDRESS_UNKNOWN || verdict.why === RELATIVE || verdict.why.startsWith(NEVER_WORKED))
  );
}
