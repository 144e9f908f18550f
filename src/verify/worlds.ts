/** Values that are decided at run time are tried in step: the first of each, then the second, and so on, up to here. */
export const MOST_WORLDS = 4;

/** One way the run could go: every choice takes its value of that index, or its last. */
export interface World {
  readonly choose: (count: number) => number;
  /** How many values the widest choice met so far has. */
  readonly widest: () => number;
}

/** The world of an index. */
export function worldOf(index: number): World {
  let widest = 1;
  return {
    choose: (count) => {
      widest = Math.max(widest, count);
      return Math.min(index, count - 1);
    },
    widest: () => widest,
  };
}
