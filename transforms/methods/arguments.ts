import { possibilities } from '../../src/project.js';
import type { CallSite, Change, Draft, Finding } from '../../src/site.js';
import type { Entry, ObjectValue, Value } from '../../src/value.js';
import { type Method, RULE } from './table.js';

/** What becomes of a call's arguments. */
export interface Body {
  readonly changes: readonly Change[];
  readonly problems: readonly { readonly message: string; readonly help?: string }[];
}

/** The keys of the first argument; the new method takes one of them out of the object it is given, so it gets one of its own. */
export function bodyOf(site: CallSite, method: Method): Body {
  const [argument] = site.call.args;
  if (!method.keys || !argument) return { changes: [], problems: [] };
  if (argument.kind === 'spread') return { changes: [], problems: [UNREADABLE] };
  const objects = possibilities(argument);
  if (!objects.every((object) => object.kind === 'object')) return { changes: [], problems: [UNREADABLE] };
  const keys = method.keys;
  if (objects.some((object) => mayHide(object, keys))) return { changes: [], problems: [UNREADABLE] };
  const changes = objects
    .flatMap((object) => withSpread(object))
    .flatMap((object) => renameKeys(object, keys));
  const isDirect = objects.length === 1 && objects[0] === argument;
  const copy: Draft = { kind: 'object', entries: [{ spread: { kind: 'verbatim', value: argument } }] };
  return {
    changes: isDirect ? changes : [...changes, { do: 'replace', at: argument.at, with: copy }],
    problems: [],
  };
}

const UNREADABLE = {
  message: 'its argument is built where it cannot be followed',
  help: 'Give it a new object with promptID (not promptId) and variables.',
};

/** An object and those that it spreads. */
function withSpread(object: ObjectValue, depth = 0): readonly ObjectValue[] {
  const spreads = object.entries.filter((entry) => entry.kind === 'spread');
  const inner = depth < MOST_SPREADS ? spreads.flatMap(({ of }) => objectsIn(of)) : [];
  return [object, ...inner.flatMap((one) => withSpread(one, depth + 1))];
}

/** Whether what is spread may bring the old key, which is nowhere in sight. */
function mayHide(object: ObjectValue, keys: Readonly<Record<string, string>>): boolean {
  const known = [...Object.keys(keys), ...Object.values(keys)];
  const all = withSpread(object).flatMap(({ entries }) => entries);
  if (all.some((entry) => entry.kind === 'entry' && known.includes(entry.key ?? ''))) return false;
  return all.some((entry) => entry.kind === 'spread' && !objectsIn(entry.of).length);
}

function renameKeys(object: ObjectValue, keys: Readonly<Record<string, string>>): Change[] {
  const isOld = (entry: Entry): boolean => entry.key !== undefined && Object.hasOwn(keys, entry.key);
  if (!object.entries.some((entry) => entry.kind === 'entry' && isOld(entry))) return [];
  const entries = object.entries.map((entry) => {
    if (entry.kind === 'spread' || !isOld(entry)) return { keep: entry };
    const value = { kind: 'verbatim', value: entry.value } as const;
    return { key: keys[entry.key ?? ''] ?? '', value, from: entry };
  });
  return [{ do: 'replace', at: object.at, with: { kind: 'object', base: object, entries } }];
}

/** Keys that the old method did not send take effect now. */
export function revived(site: CallSite, method: Method): Finding[] {
  const [argument] = site.call.args;
  if (!method.sent || !argument || argument.kind === 'spread') return [];
  const objects = possibilities(argument).filter((object) => object.kind === 'object');
  return objects.flatMap((object) => revivedIn(object, method));
}

function revivedIn({ entries }: ObjectValue, method: Method, depth = 0): Finding[] {
  return entries.flatMap((entry): Finding[] => {
    if (entry.kind === 'entry' && method.sent?.includes(entry.key ?? '')) return [];
    const spread = entry.kind === 'spread' ? objectsIn(entry.of) : [];
    if (spread.length && depth < MOST_SPREADS)
      return spread.flatMap((object) => revivedIn(object, method, depth + 1));
    const name = entry.kind === 'entry' ? (entry.key ?? 'a computed key') : 'what is spread here';
    const message = `${name} was ignored by ${method.from} and takes effect now`;
    const help = 'Take it out to keep what the program did, or keep it if it was meant.';
    return [{ rule: RULE, at: entry.at, message, help, changes: [] }];
  });
}

/** Spreads within spreads; only a cycle has more. */
const MOST_SPREADS = 8;

/** The objects a value may be; none when one of them cannot be read. */
function objectsIn(value: Value): readonly ObjectValue[] {
  const options = possibilities(value);
  const objects = options.filter((option) => option.kind === 'object');
  return objects.length === options.length ? objects : [];
}

/** The second argument was for the HTTP request; now that is the third, and the second sticks to the client. */
export function secondArgument({ call }: CallSite): Body['problems'] {
  const [, second] = call.args;
  if (!second || second.kind === 'null') return [];
  const message = 'its second argument was for the HTTP request, which is the third now';
  return [
    { message, help: 'Write create(body, undefined, options); headers in it are sent by neither version.' },
  ];
}
