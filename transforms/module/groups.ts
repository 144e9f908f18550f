import { covers } from '../../src/project.js';
import type { Place, Value } from '../../src/value.js';
import type { Remark } from '../config.js';
import { STATE_KEYS } from './table.js';
import type { ModuleUses, State } from './uses.js';

/** The state that one client is made of: `anchor` is where it is made, `states` what it is given. */
export interface Group {
  readonly anchor: State;
  /** The last that was said of each key before the client is made. */
  readonly states: ReadonlyMap<string, State>;
  readonly problems: readonly Remark[];
}

/** Sorts what is set on the module into the clients that it makes. */
export function groupsOf({ states }: ModuleUses, textOf: (value: Value) => string): readonly Group[] {
  const known = states.filter(({ key }) => STATE_KEYS.has(key));
  const holders = new Map<string, State[]>();
  for (const state of known) {
    const name = textOf(state.holder);
    holders.set(name, [...(holders.get(name) ?? []), state]);
  }
  return [...holders.values()].flatMap(groupsOfHolder);
}

function groupsOfHolder(states: readonly State[]): readonly Group[] {
  const configs = states.filter(({ key }) => key === 'config');
  const last = states.at(-1);
  const anchors = configs.length ? configs : last ? [last] : [];
  return anchors.map((anchor, index) => groupAt(anchor, anchors[index + 1], states));
}

function groupAt(anchor: State, next: State | undefined, states: readonly State[]): Group {
  const given = new Map<string, State>([[anchor.key, anchor]]);
  const problems: Remark[] = [];
  for (const key of STATE_KEYS) {
    const said = states.filter((state) => state.key === key && state !== anchor && key !== anchor.key);
    const before = said.filter((state) => isBefore(state, anchor));
    const after = said.filter((state) => !isBefore(state, anchor) && (!next || isBefore(state, next)));
    const state =
      before.findLast((one) => reaches(one, anchor)) ?? after.find((one) => isBeside(one, anchor));
    if (state) given.set(key, state);
    else if (said.length) problems.push(unreached(anchor, key));
  }
  return { anchor, states: given, problems };
}

function unreached({ site }: State, key: string): Remark {
  return {
    at: site.statement,
    message: `${key} is set where it cannot be told whether it is before this`,
    help: `Give the client ${key} where it is made.`,
  };
}

function isBefore(one: State, other: State): boolean {
  return one.site.at.span.start < other.site.at.span.start;
}

/** Whether a statement is always run on the way to another one. */
function reaches({ site }: State, other: State): boolean {
  const [own] = site.blocks ?? [];
  return own !== undefined && (other.site.blocks ?? []).some((block) => isSame(block, own));
}

/** Whether a later statement stands in the same block, and what it sets is known before already. */
function isBeside(state: State, anchor: State): boolean {
  const [own] = state.site.blocks ?? [];
  const [other] = anchor.site.blocks ?? [];
  return (
    own !== undefined &&
    other !== undefined &&
    isSame(own, other) &&
    isKnownBefore(state.value, anchor.site.at)
  );
}

function isSame(one: Place, other: Place): boolean {
  return covers(one, other) && covers(other, one);
}

function isKnownBefore(value: Value, at: Place): boolean {
  if (value.kind === 'name') {
    const declared = value.binding()?.at;
    return value.origin !== undefined || (declared !== undefined && declared.span.start < at.span.start);
  }
  if (value.kind === 'call') return value.origin?.module === 'os';
  return (
    value.kind === 'text' ||
    value.kind === 'number' ||
    (value.kind === 'member' && value.origin?.module === 'os')
  );
}
