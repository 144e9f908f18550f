import type { Attempt, Group, Json, Plan, Recording, Target, Upstream } from '../../src/gateway/recording.js';

/** What a request meant to the providers and to whoever reads the logs: all of a recording that a migration must not change. */
export function meaningOf({ accepted, status, portkeyKey, plan, upstream, attempts }: Recording) {
  return {
    accepted,
    status,
    portkeyKey,
    plan: plan && planOf(plan),
    upstream: upstream && upstreamOf(upstream),
    attempts: attempts.map(attemptOf),
  };
}

function upstreamOf(upstream: Upstream) {
  return { ...upstream, body: spoken(upstream.body) };
}

function planOf(plan: Plan) {
  return { ...plan, targets: plan.targets.map(targetOf) };
}

/** A virtual key says which deployment of Azure is meant: the new surface no longer repeats it. */
function targetOf(target: Target | Group): unknown {
  if (target.kind === 'group') return { ...target, targets: target.targets.map(targetOf) };
  const body = spoken(target.body);
  return target.credentials.virtualKey === null ? { ...target, body } : { ...target, body, azure: null };
}

/** Headers in which clients name themselves differ. */
function attemptOf({ provider, method, url, headers, body, status }: Attempt) {
  return { provider, method, url, key: keyIn(headers), body: spoken(body), status };
}

/** The provider's key, in whichever header: sent twice, once in the provider's own header, it is one key. */
export function keyIn(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const sent = headers.authorization ?? headers['api-key'] ?? headers['x-api-key'];
  return typeof sent === 'string' ? sent.replace(/^Bearer /, '') : undefined;
}

/** Not to stream is what happens without a word as well. */
export function spoken(body: Json): Json {
  if (typeof body !== 'object' || body === null || !('stream' in body) || body.stream !== false) return body;
  const { stream: _, ...rest } = body;
  return rest;
}
