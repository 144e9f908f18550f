import { isObject, numberIn, numbersIn, textIn, without } from './json.js';
import type { Azure, Cache, Json, JsonObject, Strategy } from './recording.js';

/** Retries as a config says them; without codes the defaults hold. */
export interface RetrySettings {
  readonly attempts: number;
  readonly onStatusCodes: readonly number[] | null;
}

/** A cache as a config says it; without a mode only the age of what is inherited changes. */
export type CacheSettings = Cache | { readonly mode: null; readonly maxAge: number } | 'none';

/** What a config says of the whole request, where only old ones did. */
export interface Told {
  readonly traceId?: string;
  readonly metadata?: Json;
  readonly cacheForceRefresh?: boolean;
}

/** A config or one of its targets, of either generation, before anything is inherited. Undefined: not said. */
export interface ConfigNode {
  readonly name: string | null;
  readonly weight: number | null;
  readonly strategy: Strategy | null;
  readonly targets: readonly ConfigNode[];
  readonly provider: string | null;
  readonly apiKey: string | null;
  readonly virtualKey: string | null;
  readonly overrideParams: JsonObject;
  readonly cache: CacheSettings | undefined;
  readonly retry: RetrySettings | undefined;
  readonly azure: Azure | null;
  readonly customHost: string | null;
  readonly requestTimeout: number | null;
  readonly forwardHeaders: readonly string[] | null;
  readonly settings: JsonObject;
  readonly told: Told;
}

/** A config that says nothing. */
export const EMPTY_NODE: ConfigNode = {
  name: null,
  weight: null,
  strategy: null,
  targets: [],
  provider: null,
  apiKey: null,
  virtualKey: null,
  overrideParams: {},
  cache: undefined,
  retry: undefined,
  azure: null,
  customHost: null,
  requestTimeout: null,
  forwardHeaders: null,
  settings: {},
  told: {},
};

/** Azure's fields in camelCase; null when there is none. */
export function azureIn(fields: JsonObject): Azure | null {
  const azure = {
    resourceName: textIn(fields.resourceName),
    deploymentId: textIn(fields.deploymentId),
    apiVersion: textIn(fields.apiVersion),
  };
  return Object.values(azure).some((field) => field !== null) ? azure : null;
}

/** Keys with a meaning of their own; everything else are a provider's settings. */
const READ = new Set(
  `name weight strategy targets options llms mode provider apiKey virtualKey overrideParams cache retry resourceName
  deploymentId apiVersion customHost requestTimeout forwardHeaders traceId metadata cacheForceRefresh cacheStatus cacheAge
  id strictOpenAiCompliance`.split(/\s+/),
);

/** What both generations say in the same words; the fields in camelCase. */
export function commonFields(fields: JsonObject): Partial<ConfigNode> {
  return {
    name: textIn(fields.name),
    weight: numberIn(fields.weight),
    provider: textIn(fields.provider),
    apiKey: textIn(fields.apiKey),
    virtualKey: textIn(fields.virtualKey),
    overrideParams: isObject(fields.overrideParams) ? fields.overrideParams : {},
    azure: azureIn(fields),
    customHost: textIn(fields.customHost),
    requestTimeout: numberIn(fields.requestTimeout),
    forwardHeaders: Array.isArray(fields.forwardHeaders) ? fields.forwardHeaders.map(String) : null,
    settings: without(fields, READ),
  };
}

/** `{attempts, onStatusCodes}`. */
export function retryIn(value: Json | undefined): RetrySettings | undefined {
  if (typeof value === 'number') return { attempts: value, onStatusCodes: null };
  if (!isObject(value)) return undefined;
  return { attempts: numberIn(value.attempts) ?? 0, onStatusCodes: numbersIn(value.onStatusCodes) };
}
