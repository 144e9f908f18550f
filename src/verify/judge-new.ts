import type { Elsewhere } from './elsewhere.js';
import type { Exchange, Send } from './exchange.js';
import type { Filling } from './holes.js';
import { fill, type Outgoing } from './outgoing.js';
import type { Judgement, Verdict } from './result.js';
import type { SendingSite } from './sites.js';
import { worstOf } from './verdicts.js';
import { worldsOf } from './worlds.js';

/** Who is asked: the reference gateway, and another one that has the word where there is one. */
export interface NewCourt {
  readonly send: Send;
  readonly elsewhere: Elsewhere | undefined;
}

/** Whether the new API takes what a site sends, in every world. */
export async function judgeNew(site: SendingSite, filling: Filling, court: NewCourt): Promise<Judgement> {
  const judged: Judgement[] = [];
  for (const world of worldsOf(site.choices)) {
    const request = fill(site.sent(world, 'after'), filling);
    if (request.kind === 'outgoing') judged.push(await judgeRequest(request, court));
    else if (request.kind === 'failing')
      judged.push({ verdict: { is: 'refused', status: undefined, message: request.why } });
    else judged.push({ verdict: { is: 'unreadable', why: request.why } });
  }
  return worstOf(judged);
}

async function judgeRequest(request: Outgoing, { send, elsewhere }: NewCourt): Promise<Judgement> {
  const exchange = await send(request);
  const refusal = elsewhere && exchange.api === 'new' ? await elsewhere(request) : exchange.refusal;
  return { verdict: verdictOn(exchange, refusal), new: { request, exchange } };
}

function verdictOn({ api }: Exchange, refusal: Exchange['refusal']): Verdict {
  if (refusal) return { is: 'refused', ...refusal };
  if (api === 'new') return { is: 'accepted' };
  return { is: 'differs', differences: [{ field: 'API', old: 'new', new: 'old' }] };
}
