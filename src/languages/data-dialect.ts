import type { Dialect } from '../dialect.js';

/** What every notation of data lacks: names, calls, and anything known only at run time. */
export const DATA_ONLY = {
  spread: () => undefined,
  member: () => undefined,
  template: () => undefined,
  imported: () => undefined,
  call: () => undefined,
  environment: () => undefined,
  encode: () => undefined,
  fits: () => true,
  seat: (_span, doc) => doc,
  portable: () => undefined,
} satisfies Partial<Dialect>;
