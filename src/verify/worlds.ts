/** The most ways a run may go that are tried for one call site. */
const MOST_WORLDS = 12;
/** The most values of one choice that are tried. */
const MOST_VALUES = 4;

/** One way a run may go: which value each choice takes, by what decides it; the first where nothing is said. */
export interface World {
  readonly choose: (name: string, count: number) => number;
}

/** Choices met so far, and how many values each has. */
export type Choices = ReadonlyMap<string, number>;

/** A world that takes these values, and notes the choices it meets. */
export function worldOf(taken: ReadonlyMap<string, number>, met?: Map<string, number>): World {
  return {
    choose: (name, count) => {
      met?.set(name, Math.max(count, met.get(name) ?? 0));
      return Math.min(taken.get(name) ?? 0, count - 1);
    },
  };
}

/**
 * The worlds in which these choices are seen to matter: the first values; all the second ones, and so on; and each choice by
 * itself. Not every combination: that would be too many.
 */
export function worldsOf(choices: Choices): readonly World[] {
  const names = [...choices.keys()];
  const widest = Math.min(Math.max(1, ...choices.values()), MOST_VALUES);
  const inStep = range(widest).map((index) => new Map(names.map((name) => [name, index])));
  const alone = names.length < 2 ? [] : names.flatMap((name) => aloneOf(name, choices.get(name) ?? 1));
  return [...inStep, ...alone].slice(0, MOST_WORLDS).map((taken) => worldOf(taken));
}

function aloneOf(name: string, count: number): ReadonlyMap<string, number>[] {
  return range(Math.min(count, MOST_VALUES))
    .slice(1)
    .map((index) => new Map([[name, index]]));
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
