import type { Body } from './body.js';
import type { ConfigNode, RetrySettings } from './config-node.js';
import { isObject, without } from './json.js';
import type { Cache, Group, Json, JsonObject, Retry, Strategy, Target } from './recording.js';
import { type Refused, refusedByUs } from './refusal.js';
import { virtualKeyOf } from './saved.js';
import type { Seed } from './seed.js';

/** After which statuses the gateway asks again when a config does not say it. */
export const RETRY_STATUS_CODES: readonly number[] = [429, 500, 502, 503, 504];

/** A target or group, and where it stands in the config as the response header says it. */
export type Step = TargetStep | GroupStep;

/** One provider to ask. */
export interface TargetStep {
  readonly option: string;
  readonly target: Target;
}

/** Several, and how one is chosen. */
export interface GroupStep {
  readonly option: string;
  readonly group: Omit<Group, 'targets'>;
  readonly steps: readonly Step[];
}

/** What is the same for every target of a request. */
export interface Planning {
  readonly body: Body;
  readonly seed: Seed;
  /** The key of the request, for targets of old configs that have none. */
  readonly fallbackKey: string | null;
}

/** What is done when nothing else is said: one target is asked once. */
export const SINGLE: Strategy = { mode: 'single', onStatusCodes: null, conditions: [], default: null };

interface Inherited {
  readonly overrideParams: JsonObject;
  readonly retry: RetrySettings | undefined;
  readonly cache: Cache | null;
  readonly customHost: string | null;
  readonly requestTimeout: number | null;
  readonly forwardHeaders: readonly string[] | null;
}

const NOTHING: Inherited = {
  overrideParams: {},
  retry: undefined,
  cache: null,
  customHost: null,
  requestTimeout: null,
  forwardHeaders: null,
};

/** Works out everything the gateway would do with a config: inheritance, defaults, what virtual keys stand for. */
export function planSteps(root: ConfigNode, planning: Planning): Step | Refused {
  return stepOf(root, NOTHING, 'config', 1, planning);
}

function stepOf(
  node: ConfigNode,
  above: Inherited,
  option: string,
  weight: number,
  planning: Planning,
): Step | Refused {
  const here = inherit(node, above);
  if (!node.strategy) return targetOf(node, here, option, weight, planning);
  const { mode } = node.strategy;
  const steps: Step[] = [];
  // A single one asks its first target, whatever stands behind it.
  for (const [index, target] of (mode === 'single' ? node.targets.slice(0, 1) : node.targets).entries()) {
    const own = mode === 'loadbalance' ? (target.weight ?? 1) : 1;
    const step = stepOf(target, here, `${option}.targets[${index}]`, own, planning);
    if ('refusal' in step) return step;
    steps.push(step);
  }
  return { option, group: groupOf(node, node.strategy, weight), steps };
}

function groupOf({ name }: ConfigNode, strategy: Strategy, weight: number): GroupStep['group'] {
  const onStatusCodes = strategy.mode === 'fallback' ? strategy.onStatusCodes : null;
  return { kind: 'group', name, weight, strategy: { ...strategy, onStatusCodes } };
}

/** A target's retry and cache replace its parent's, its parameters go over them (iu in @portkey-ai/gateway 1.15.2). */
function inherit(node: ConfigNode, above: Inherited): Inherited {
  return {
    overrideParams: { ...above.overrideParams, ...node.overrideParams },
    retry: node.retry ?? above.retry,
    cache: cacheOf(node, above.cache),
    customHost: node.customHost ?? above.customHost,
    requestTimeout: node.requestTimeout ?? above.requestTimeout,
    forwardHeaders: node.forwardHeaders ?? above.forwardHeaders,
  };
}

function cacheOf({ cache }: ConfigNode, above: Cache | null): Cache | null {
  if (cache === undefined) return above;
  if (cache === 'none') return null;
  if (cache.mode !== null) return { mode: cache.mode, maxAge: cache.maxAge };
  return above && { mode: above.mode, maxAge: cache.maxAge };
}

function targetOf(
  node: ConfigNode,
  here: Inherited,
  option: string,
  weight: number,
  { body, seed, fallbackKey }: Planning,
): TargetStep | Refused {
  const { virtualKey } = node;
  const key = virtualKey ? virtualKeyOf(virtualKey, seed) : undefined;
  if (virtualKey && !key) return refusedByUs('unknown virtual key', virtualKey);
  const resolved = key
    ? { provider: key.provider, apiKey: key.api_key, azure: azureOf(key) }
    : { provider: node.provider ?? '', apiKey: node.apiKey ?? fallbackKey, azure: node.azure };
  const { provider, apiKey, azure } = resolved;
  const target: Target = {
    kind: 'target',
    name: node.name,
    provider,
    credentials: { virtualKey, apiKey },
    weight,
    body: sentBody(body, here.overrideParams),
    overrideParams: here.overrideParams,
    cache: here.cache,
    retry: retryOf(here.retry),
    azure: provider === 'azure-openai' ? azure : null,
    customHost: here.customHost,
    requestTimeout: here.requestTimeout,
    forwardHeaders: here.forwardHeaders ?? [],
    settings: { ...node.settings, ...differing(node) },
  };
  return { option, target };
}

/** What only old configs say of a single target, and no new request can: it keeps plans apart. */
function differing({ told }: ConfigNode): JsonObject {
  const { traceId, metadata, cacheForceRefresh } = told;
  return {
    ...(traceId === undefined ? {} : { traceId }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(cacheForceRefresh === undefined ? {} : { cacheForceRefresh }),
  };
}

function azureOf(key: {
  readonly resource_name?: string;
  readonly deployment_id?: string;
  readonly api_version?: string;
}) {
  return {
    resourceName: key.resource_name ?? null,
    deploymentId: key.deployment_id ?? null,
    apiVersion: key.api_version ?? null,
  };
}

function retryOf(retry: RetrySettings | undefined): Retry | null {
  if (!retry?.attempts) return null;
  return { attempts: retry.attempts, onStatusCodes: retry.onStatusCodes ?? RETRY_STATUS_CODES };
}

const SILENT = new Set(['stream']);

/** Not to stream is what happens without a word as well. Only JSON takes parameters. */
function sentBody(body: Body, overrideParams: JsonObject): Json {
  if (body.kind === 'none' || body.kind === 'broken') return null;
  if (body.kind !== 'json' || !isObject(body.value)) return body.value;
  const merged = { ...body.value, ...overrideParams };
  return merged.stream === false ? without(merged, SILENT) : merged;
}
