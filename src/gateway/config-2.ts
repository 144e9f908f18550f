import { type CacheSettings, type ConfigNode, commonFields, EMPTY_NODE, retryIn } from './config-node.js';
import { camelCased, isList, isObject, numberIn, numbersIn, textIn } from './json.js';
import type { Json, JsonObject, Strategy } from './recording.js';

/** Keys below which names stay as they are written (cu in @portkey-ai/gateway 1.15.2). */
const VERBATIM = new Set(
  `override_params params checks vertex_service_account_json vertexServiceAccountJson conditions input_guardrails
  output_guardrails default_input_guardrails default_output_guardrails integrationModelDetails integrationDetails
  virtualKeyDetails cb_config`.split(/\s+/),
);

/** Reads a Config 2.0 that was checked before. */
export function readConfig2(config: JsonObject): ConfigNode {
  const camel = camelCased(config, VERBATIM);
  return isObject(camel) ? nodeOf(camel) : EMPTY_NODE;
}

function nodeOf(fields: JsonObject): ConfigNode {
  const strategy = isObject(fields.strategy) ? strategyOf(fields.strategy) : null;
  const targets = isList(fields.targets) ? fields.targets.filter(isObject).map(nodeOf) : [];
  return {
    ...EMPTY_NODE,
    ...commonFields(fields),
    strategy,
    targets: strategy ? targets : [],
    retry: retryIn(fields.retry),
    cache: cacheOf(fields.cache),
  };
}

const MODES: readonly Strategy['mode'][] = ['single', 'fallback', 'loadbalance', 'conditional'];

function strategyOf(fields: JsonObject): Strategy | null {
  const mode = MODES.find((known) => known === fields.mode);
  if (!mode) return null;
  return {
    mode,
    onStatusCodes: numbersIn(fields.onStatusCodes),
    conditions: isList(fields.conditions) ? fields.conditions : [],
    default: textIn(fields.default),
  };
}

function cacheOf(cache: Json | undefined): CacheSettings | undefined {
  if (!isObject(cache)) return undefined;
  const mode = textIn(cache.mode);
  return mode ? { mode, maxAge: numberIn(cache.maxAge) } : undefined;
}
