import { HOSTS } from '../../transforms/routes.js';
import type { Project } from '../project.js';
import type { Elsewhere } from './elsewhere.js';
import { compareExchanges, type Exchange, type Send } from './exchange.js';
import type { Filling, Given } from './holes.js';
import { fill, type Nothing, type Outgoing } from './outgoing.js';
import type { Pair } from './pairs.js';
import type { Difference, Judgement, Verdict } from './result.js';
import type { SendingSite } from './sites.js';
import { ADDRESS_UNKNOWN, NEVER_WORKED, RELATIVE, worstOf } from './verdicts.js';
import { type World, worldsOf } from './worlds.js';

/** What a judge needs: the two texts, and the gateway to send to. */
export interface Court {
  readonly before: Project;
  readonly after: Project;
  readonly send: Send;
  /** Another gateway that has the word on new requests. */
  readonly elsewhere: Elsewhere | undefined;
  readonly given: Given;
}

/** The verdict on a pair: that of the worst of its worlds. */
export async function judge({ before, after }: Pair, court: Court): Promise<Judgement> {
  if (!before || !after) return { verdict: unpaired(before ? 'old' : 'new') };
  const judged: Judgement[] = [];
  for (const world of worldsOf(new Map([...before.choices, ...after.choices]))) {
    judged.push(await judgeWorld(before, after, world, court));
  }
  return halfWay(judged) ?? worstOf(judged);
}

/** Old in one run and new in another: whoever reads the answers reads one of them wrongly. */
function halfWay(judged: readonly Judgement[]): Judgement | undefined {
  const left = judged.find(({ verdict }) => verdict.is === 'left');
  if (!left || !judged.some(({ verdict }) => verdict.is === 'equal')) return undefined;
  const field = {
    field: 'API',
    old: 'old',
    new: 'still the old one in some runs, and the new one in others',
  };
  return { ...left, verdict: { is: 'differs', differences: [field] } };
}

function unpaired(where: 'old' | 'new'): Verdict {
  const there = 'a call';
  const missing = 'no call that could be paired with it';
  const difference = {
    field: 'call site',
    old: where === 'old' ? there : missing,
    new: where === 'new' ? there : missing,
  };
  return { is: 'differs', differences: [difference] };
}

async function judgeWorld(
  before: SendingSite,
  after: SendingSite,
  world: World,
  court: Court,
): Promise<Judgement> {
  const { given } = court;
  const sent = (site: SendingSite, project: Project, side: 'before' | 'after') => {
    const filling: Filling = { project, given };
    return fill(site.sent(world, side), filling);
  };
  const old = sent(before, court.before, 'before');
  const fresh = sent(after, court.after, 'after');
  if (old.kind !== 'outgoing') return { verdict: unreadable(old, 'old') };
  if (isLeft(old, sent(after, court.after, 'before'))) {
    const exchange = await court.send(old);
    if (exchange.api === 'old') return { verdict: { is: 'left' }, old: { request: old, exchange } };
  }
  if (fresh.kind === 'failing') return { verdict: { is: 'refused', status: undefined, message: fresh.why } };
  if (fresh.kind !== 'outgoing') {
    const verdict = fresh.why === RELATIVE ? withoutHost(old) : unreadable(fresh, 'new');
    return { verdict };
  }
  const other = otherBase(old, fresh);
  return other ? { verdict: other } : compareSent(old, fresh, court);
}

/** What had a host has lost it. */
function withoutHost({ url }: Outgoing): Verdict {
  return { is: 'differs', differences: [{ field: 'address', old: url, new: 'an address without a host' }] };
}

function unreadable({ why, kind }: Nothing, side: 'old' | 'new'): Verdict {
  const what = kind === 'failing' ? `the ${side} call fails by itself: ${why}` : why;
  return {
    is: 'unreadable',
    why:
      what === ADDRESS_UNKNOWN || what === RELATIVE || kind === 'failing' ? what : `${what} (${side} text)`,
  };
}

/** Read as the old code it was, the text after still sends the very same: nobody has touched it. */
function isLeft(old: Outgoing, asBefore: Outgoing | Nothing): boolean {
  if (asBefore.kind !== 'outgoing') return false;
  return (
    JSON.stringify({ ...old, assumed: undefined }) === JSON.stringify({ ...asBefore, assumed: undefined })
  );
}

/** One unknown base cannot end in two ways: a person must change what it holds. */
function otherBase(old: Outgoing, fresh: Outgoing): Verdict | undefined {
  const [was, is] = [old.assumed, fresh.assumed];
  if (!was || !is || was.base !== is.base || was.endsIn === is.endsIn) return undefined;
  const shown = (end: string): string => (end ? `an address that ends in ${end}` : 'an address without /v1');
  return {
    is: 'unreadable',
    why: `${is.base} held ${shown(was.endsIn)} and must hold ${shown(is.endsIn)} now, which the code does not say`,
  };
}

async function compareSent(old: Outgoing, fresh: Outgoing, { send, elsewhere }: Court): Promise<Judgement> {
  const was = await send(old);
  const is = await send(fresh);
  const both = { old: { request: old, exchange: was }, new: { request: fresh, exchange: is } };
  if (was.refusal)
    return { ...both, verdict: { is: 'unreadable', why: `${NEVER_WORKED}: ${refusalText(was)}` } };
  const refusal = elsewhere && is.api === 'new' ? await elsewhere(fresh) : is.refusal;
  if (refusal) return { ...both, verdict: { is: 'refused', ...refusal } };
  // Only the other gateway takes it: there is nothing to compare.
  if (is.refusal) return { ...both, verdict: { is: 'accepted' } };
  const differences = [...otherHost(old, fresh), ...compareExchanges(was, is)];
  return { ...both, verdict: differences.length ? { is: 'differs', differences } : { is: 'equal' } };
}

/** The hosted API has several names; a host that only the running program knows is nobody's. */
function otherHost(old: Outgoing, fresh: Outgoing): readonly Difference[] {
  const [was, is] = [hostOf(old), hostOf(fresh)];
  return was === is || !was || !is ? [] : [{ field: 'host', old: was, new: is }];
}

function hostOf({ url }: Outgoing): string | undefined {
  const { host, hostname } = new URL(url);
  if (HOSTS.includes(hostname)) return HOSTS[0];
  return hostname.endsWith('.invalid') ? undefined : host;
}

function refusalText({ refusal }: Exchange): string {
  return refusal ? `${refusal.status} ${refusal.message}` : '';
}
