/**
 * How a property is tried: with the same examples every time, since a test that fails by chance stops people for nothing. To
 * hunt for more, draw others: `SEED=$RANDOM RUNS=20000 npx vitest run test/...`.
 */
export function drawn(runs: number): { readonly numRuns: number; readonly seed: number } {
  const { RUNS, SEED } = process.env;
  return { numRuns: Number(RUNS ?? runs), seed: Number(SEED ?? 20_231_121) };
}
