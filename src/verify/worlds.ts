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
 * The worlds in which these choices are seen to matter: all in step, and each choice by itself. Not every combination: that would
 * be too many.
 */
export function worldsOf(choices: Choices): readonly World[] {
  const names = [...choices.keys()];
  const alone = names.length < 2 ? [] : names.flatMap((name) => aloneOf(name, choices.get(name) ?? 1));
  return [...worldsInStep(choices), ...alone.map((taken) => worldOf(taken))].slice(0, MOST_WORLDS);
}

/** The first value of every choice, the second of every choice, and so on: as when each is an argument of the same call. */
export function worldsInStep(choices: Choices): readonly World[] {
  const names = [...choices.keys()];
  const widest = Math.min(Math.max(1, ...choices.values()), MOST_VALUES);
  return range(widest).map((index) => worldOf(new Map(names.map((name) => [name, index]))));
}

function aloneOf(name: string, count: number): ReadonlyMap<string, number>[] {
  return range(Math.min(count, MOST_VALUES))
    .slice(1)
    .map((index) => new Map([[name, index]]));
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
