import type { Send } from './exchange.js';
import type { Filling } from './holes.js';
import { fill } from './outgoing.js';
import type { Verdict } from './result.js';
import type { SendingSite } from './sites.js';
import { worstOf } from './verdicts.js';
import { worldsOf } from './worlds.js';

/** Whether the new API takes what a site sends, in every world. */
export async function judgeNew(site: SendingSite, filling: Filling, send: Send): Promise<Verdict> {
  const verdicts: Verdict[] = [];
  for (const world of worldsOf(site.choices)) {
    const request = fill(site.sent(world, 'after'), filling);
    if (request.kind === 'failing') return { is: 'refused', status: undefined, message: request.why };
    if (request.kind === 'outgoing') verdicts.push(verdictOn(await send(request)));
    else verdicts.push({ is: 'unreadable', why: request.why });
  }
  return worstOf(verdicts);
}

function verdictOn({ api, refusal }: Awaited<ReturnType<Send>>): Verdict {
  if (refusal) return { is: 'refused', ...refusal };
  if (api === 'new') return { is: 'accepted' };
  return { is: 'differs', differences: [{ field: 'API', old: 'new', new: 'old' }] };
}
