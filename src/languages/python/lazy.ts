/** How many values may need each other in turn: `s = s + x` a thousand times over is not followed to its beginning. */
const MOST_DEEP = 200;
let depth = 0;

/** Computed when first asked for; a value that would need itself is unknown. */
export function once<T>(compute: () => T | undefined): () => T | undefined {
  let state: 'new' | 'busy' | 'done' = 'new';
  let value: T | undefined;
  return () => {
    if (state !== 'new' || depth >= MOST_DEEP) return value;
    state = 'busy';
    depth += 1;
    try {
      value = compute();
    } finally {
      depth -= 1;
    }
    state = 'done';
    return value;
  };
}

let asking = 0;

/** Like `once`, but computed again while values that need each other are still being worked out. */
export function settled<T>(compute: () => T | undefined): () => T | undefined {
  let made: { readonly value: T | undefined } | undefined;
  let isBusy = false;
  return () => {
    if (made) return made.value;
    if (isBusy || asking >= MOST_DEEP) return undefined;
    isBusy = true;
    asking += 1;
    try {
      const value = compute();
      if (depth === 0) made = { value };
      return value;
    } finally {
      asking -= 1;
      isBusy = false;
    }
  };
}

/** Computed when first asked for: what is nested deep is read step by step. */
export function lazy<T>(compute: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: compute() };
    return made.value;
  };
}
