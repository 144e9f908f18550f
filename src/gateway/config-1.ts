import {
  type CacheSettings,
  type ConfigNode,
  commonFields,
  EMPTY_NODE,
  retryIn,
  type Told,
} from './config-node.js';
import { camelCased, isList, isObject, numberIn, textIn, without } from './json.js';
import type { Json, JsonObject, Strategy } from './recording.js';

/** What is wrong with a Config 1.0. */
export interface ConfigProblem {
  readonly problem: string;
}

const MODES: Readonly<Record<string, Strategy['mode']>> = {
  single: 'single',
  fallback: 'fallback',
  loadbalance: 'loadbalance',
  // The guide has no word for it; a weighted choice is what it was.
  ab_test: 'loadbalance',
};

const VERBATIM = new Set([
  'override_params',
  'overrideParams',
  'params_to_override',
  'paramsToOverride',
  'metadata',
]);

/** Reads a Config 1.0, whole or one of its options; keys may be snake_case or camelCase. */
export function readConfig1(config: JsonObject): ConfigNode | ConfigProblem {
  const fields = renamed(camelCased(config, VERBATIM));
  const options = fields.options ?? fields.llms;
  if (options === undefined && fields.mode === undefined) return leaf(fields);
  const mode = typeof fields.mode === 'string' ? MODES[fields.mode] : undefined;
  if (!mode) return { problem: `Unknown mode ${JSON.stringify(fields.mode ?? null)} in the config` };
  if (!isList(options) || !options.length) return { problem: 'The config has no options' };
  const targets: ConfigNode[] = [];
  for (const option of options) {
    const target = isObject(option)
      ? readConfig1(option)
      : { problem: 'An option of the config is no object' };
    if ('problem' in target) return target;
    targets.push(target);
  }
  const strategy: Strategy = { mode, onStatusCodes: null, conditions: [], default: null };
  return { ...EMPTY_NODE, ...settingsOf(fields), weight: numberIn(fields.weight), strategy, targets };
}

/** Names that some documents and early SDKs used. */
function renamed(camel: Json): JsonObject {
  if (!isObject(camel)) return {};
  const { providerKey, paramsToOverride, retrySettings, ...rest } = camel;
  return {
    ...(providerKey === undefined ? {} : { apiKey: providerKey }),
    ...(paramsToOverride === undefined ? {} : { overrideParams: paramsToOverride }),
    ...(retrySettings === undefined ? {} : { retry: retrySettings }),
    ...rest,
  };
}

function settingsOf(fields: JsonObject): Partial<ConfigNode> {
  return { retry: retryIn(fields.retry), cache: cacheOf(fields), told: toldBy(fields) };
}

/** What an option could hold and the old gateway never read. See: section 5 of the surface. */
const IGNORED = new Set(['messages', 'prompt']);

function leaf(fields: JsonObject): ConfigNode {
  return { ...EMPTY_NODE, ...commonFields(without(fields, IGNORED)), ...settingsOf(fields) };
}

/** `cache: true|false|"semantic"`, `cache_status`, `cache_age` (a number, or Python's "max-age=N"). */
function cacheOf({ cache, cacheStatus, cacheAge }: JsonObject): CacheSettings | undefined {
  if (cache === false) return 'none';
  const maxAge = numberIn(typeof cacheAge === 'string' ? cacheAge.replace(/^max-age[=:]\s*/, '') : cacheAge);
  if (isObject(cache)) return { mode: textIn(cache.mode) ?? 'simple', maxAge: numberIn(cache.maxAge) };
  const mode = textIn(cacheStatus) ?? textIn(cache) ?? (cache === true ? 'simple' : null);
  if (mode) return { mode, maxAge };
  return maxAge === null ? undefined : { mode: null, maxAge };
}

function toldBy({ traceId, metadata, cacheForceRefresh }: JsonObject): Told {
  return {
    ...(typeof traceId === 'string' ? { traceId } : {}),
    ...(metadata === undefined || metadata === null ? {} : { metadata }),
    ...(cacheForceRefresh === true ? { cacheForceRefresh: true } : {}),
  };
}
