import { resolve } from '../../project.js';
import type { Call, Value } from '../../value.js';
import { returnedOf } from './functions.js';
import { oneOf } from './names.js';
import { typedValue } from './types.js';
import { typescript } from './typescript.js';
import { nodeOf } from './values.js';

/** A function of a package (or the language) that gives what it is given. */
export interface Giver {
  readonly module: string;
  readonly path: string;
  /** argument: the first one; returned: what the function given returns. */
  readonly gives: 'argument' | 'returned';
  readonly see: string;
}

/** Functions that hand on a value, or what makes it. */
export const GIVERS: readonly Giver[] = [
  {
    module: 'react',
    path: 'useMemo',
    gives: 'returned',
    see: 'React: useMemo(calculateValue, dependencies)',
  },
  { module: 'react', path: 'useCallback', gives: 'argument', see: 'React: useCallback(fn, dependencies)' },
  { module: 'react', path: 'cache', gives: 'argument', see: 'React: cache(fn)' },
  { module: 'p-retry', path: 'default', gives: 'returned', see: 'npm p-retry: pRetry(input, options)' },
  {
    module: 'async-retry',
    path: 'default',
    gives: 'returned',
    see: 'npm async-retry: retry(retrier, options)',
  },
  { module: 'async-retry', path: '', gives: 'returned', see: 'npm async-retry: module.exports = retry' },
  { module: '', path: 'Promise.resolve', gives: 'argument', see: 'ECMAScript: Promise.resolve(value)' },
  ...['lodash', 'lodash-es'].flatMap((module) =>
    ['once', 'memoize'].map(
      (path): Giver => ({ module, path, gives: 'argument', see: `npm ${module}: _.${path}(func)` }),
    ),
  ),
];

/** What a call of such a function gives; undefined for every other call. */
export function givenBy(call: Call): Value | undefined {
  const { origin } = call;
  if (!origin || call.isNew) return undefined;
  if (isReact(call, 'useContext')) return givenContext(call);
  const path = origin.path.join('.');
  const giver = GIVERS.find((row) => row.module === origin.module && row.path === path);
  if (!giver) return undefined;
  const first = firstOf(call);
  return first && giver.gives === 'returned' ? returnedOf(first) : first;
}

/** `useState(x)[0]`, `useRef(x).current`. */
export function givenState(value: Value): Value | undefined {
  if (value.kind !== 'call' || !(isReact(value, 'useState') || isReact(value, 'useRef'))) return undefined;
  return heldBy(value);
}

/** `ref.current`. */
export function givenMember(value: Value, name: string | undefined): Value | undefined {
  return name === 'current' && value.kind === 'call' && isReact(value, 'useRef') ? heldBy(value) : undefined;
}

function isReact({ origin }: Call, name: string): boolean {
  return /^p?react$|^preact\/hooks$/.test(origin?.module ?? '') && origin?.path.at(-1) === name;
}

function givenContext(call: Call): Value | undefined {
  const context = firstOf(call);
  const made = context && resolve(context);
  return made?.kind === 'call' && isReact(made, 'createContext') ? heldBy(made) : undefined;
}

/** What a holder begins with, what the function it is given makes, or what its type says. */
function heldBy(call: Call): Value | undefined {
  const found = nodeOf(call);
  if (!found) return undefined;
  const types = typescript().isCallExpression(found.node) ? found.node.typeArguments : undefined;
  const typed = typedValue(found.source, types?.[0]);
  const given = firstOf(call);
  const first = given && (returnedOf(given) ?? given);
  const values = [...(first && resolve(first).kind !== 'null' ? [first] : []), ...(typed ? [typed] : [])];
  return oneOf(found.source, found.node, values);
}

function firstOf({ args: [first] }: Call): Value | undefined {
  return first && first.kind !== 'spread' ? first : undefined;
}
