import { PREFIX } from '../../transforms/headers.js';
import type { ConfigNode, Told } from './config-node.js';
import { isSetting } from './headers-read.js';
import type { Incoming } from './incoming.js';
import { type GroupStep, SINGLE, type Step } from './plan.js';
import type { Group, Json, Plan, Target, Upstream } from './recording.js';
import type { Understood } from './understood.js';

/** A plan as it is recorded: the same for an old and a new request that mean the same. */
export function recordPlan(step: Step, understood: Understood, incoming: Incoming): Plan {
  const { told, savedConfig, prompt } = understood;
  const top = 'target' in step ? { strategy: SINGLE, targets: [step.target] } : publicGroup(step);
  return {
    strategy: top.strategy,
    targets: top.targets,
    savedConfig,
    traceId: told.traceId ?? null,
    metadata: told.metadata ?? null,
    cacheForceRefresh: told.cacheForceRefresh ?? false,
    prompt: prompt && { id: prompt.id, variables: prompt.variables },
    others: otherHeaders(incoming),
  };
}

function publicGroup({ group, steps }: GroupStep): Group {
  return { ...group, targets: steps.map(publicStep) };
}

/** A group of one that is always asked is that one. */
function publicStep(step: Step): Target | Group {
  if ('target' in step) return step.target;
  const [only] = step.steps;
  if (step.group.strategy.mode !== 'single' || !only) return publicGroup(step);
  return { ...publicStep(only), name: step.group.name, weight: step.group.weight };
}

/** What every target of an old config says alike is said of the request; headers go before it. */
export function liftTold(root: ConfigNode, header: Told): { readonly root: ConfigNode; readonly told: Told } {
  const leaves = leavesOf(root);
  const shared = SAID.filter((key) => leaves.every(({ told }) => sameJson(told[key], leaves[0]?.told[key])));
  const lifted: Told = Object.fromEntries(
    shared.flatMap((key) => {
      const value = root.told[key] ?? leaves[0]?.told[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
  return { root: withoutTold(root, shared), told: { ...lifted, ...header } };
}

const SAID = ['traceId', 'metadata', 'cacheForceRefresh'] as const;

function leavesOf(node: ConfigNode): readonly ConfigNode[] {
  return node.strategy ? node.targets.flatMap(leavesOf) : [node];
}

function withoutTold(node: ConfigNode, keys: readonly string[]): ConfigNode {
  const told: Told = Object.fromEntries(Object.entries(node.told).filter(([key]) => !keys.includes(key)));
  return { ...node, told, targets: node.targets.map((target) => withoutTold(target, keys)) };
}

function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Headers of the gateway's own that one of the two APIs reads, or that an SDK adds by itself. */
const KNOWN = new Set(
  `api-key mode config provider virtual-key cache cache-force-refresh cache-refresh retry-count trace-id metadata meta
  custom-host request-timeout forward-headers package-version runtime runtime-version strict-open-ai-compliance`.split(
    /\s+/,
  ),
);

function otherHeaders({ headers }: Incoming): Readonly<Record<string, string>> {
  const others = Object.entries(headers).filter(([name]) => {
    const bare = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : undefined;
    return bare !== undefined && !KNOWN.has(bare) && !isSetting(bare);
  });
  return Object.fromEntries(others.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the first provider asked is sent. */
export function recordUpstream(first: Target, understood: Understood, incoming: Incoming): Upstream {
  const { path, query } = understood;
  const isAzure = first.provider === 'azure-openai';
  const { 'api-version': _, ...rest } = query;
  return {
    provider: first.provider,
    method: incoming.method,
    path: first.provider === 'anthropic' ? path.replace(/^\/v1\//, '/') : path,
    query: isAzure ? rest : query,
    headers: survivors(incoming),
    authorization: first.credentials.apiKey,
    body: first.body,
  };
}

/** Added by clients themselves, or a matter of the connection, or credentials, or read by the gateway. */
const NOT_THE_USERS =
  /^(?:x-portkey-.*|x-stainless-.*|accept(?:-.*)?|connection|content-.*|host|user-agent|sec-.*|transfer-encoding|keep-alive|cache-control|pragma|te|upgrade|expect|authorization|api-key|x-api-key|proxy-.*|idempotency-key|priority)$/;

function survivors({ headers }: Incoming): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).filter(([name]) => !NOT_THE_USERS.test(name));
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The first target that would be asked; loadbalance takes the first that has a weight. */
export function firstTarget(step: Step): Target | undefined {
  if ('target' in step) return step.target;
  const isOpen = (inner: Step): boolean => ('target' in inner ? inner.target : inner.group).weight > 0;
  const next = step.group.strategy.mode === 'loadbalance' ? step.steps.find(isOpen) : step.steps[0];
  return next && firstTarget(next);
}
