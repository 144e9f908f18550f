/** What a gateway does with a config, read on its own terms for each generation: written from the facts, not from the conversion. */
export type Plan =
  | { readonly mode: string; readonly weight: number; readonly of: readonly Plan[] }
  | {
      readonly to: string;
      readonly weight: number;
      readonly params: unknown;
      readonly azure: unknown;
      readonly retry: unknown;
      readonly cache: unknown;
    };

type Json = Record<string, unknown>;
type Inherited = { readonly retry: unknown; readonly cache: { mode: unknown; age: unknown } | undefined };

const first = (object: Json, ...keys: string[]): unknown =>
  keys.map((key) => object[key]).find((value) => value !== undefined && value !== null);

const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.map((item) => Object(item)) : []);

/** The plan of a Config 1.0. */
export function planOf1(config: Json, inherited: Inherited = { retry: undefined, cache: undefined }): Plan {
  const retry = retryOf1(first(config, 'retry', 'retry_settings', 'retrySettings')) ?? inherited.retry;
  const cache = cacheOf1(config, inherited.cache);
  const weight = Number(first(config, 'weight') ?? 1);
  const options = first(config, 'options', 'llms');
  if (options) {
    const mode = config.mode === 'ab_test' ? 'loadbalance' : String(config.mode);
    return { mode, weight, of: objects(options).map((option) => planOf1(option, { retry, cache })) };
  }
  const virtual = first(config, 'virtual_key', 'virtualKey');
  const params = { ...Object(first(config, 'override_params', 'overrideParams', 'params_to_override')) };
  for (const key of ['model', 'temperature', 'max_tokens']) {
    if (config[key] !== undefined) params[key] = config[key];
  }
  const key = first(config, 'api_key', 'apiKey', 'providerKey');
  return {
    to: virtual ? `virtual ${virtual}` : `${config.provider} with ${key}`,
    weight,
    params,
    azure: virtual ? undefined : first(config, 'resource_name', 'resourceName'),
    retry,
    cache,
  };
}

function retryOf1(retry: unknown): unknown {
  if (typeof retry === 'number') return { attempts: retry, codes: undefined };
  if (typeof retry !== 'object' || retry === null) return undefined;
  const settings: Json = { ...retry };
  return { attempts: settings.attempts, codes: first(settings, 'on_status_codes', 'onStatusCodes') };
}

function cacheOf1(config: Json, above: Inherited['cache']): Inherited['cache'] {
  const status = first(config, 'cache_status', 'cacheStatus');
  const said = first(config, 'cache');
  const written = first(config, 'cache_age', 'cacheAge');
  const age = written === undefined ? undefined : Number(String(written).replace('max-age=', ''));
  if (said === false) return undefined;
  const mode = status ?? (typeof said === 'string' ? said : said === true ? 'simple' : undefined);
  if (mode) return { mode, age };
  return age !== undefined && above ? { mode: above.mode, age } : above;
}

/** The plan of a Config 2.0. */
export function planOf2(config: Json, inherited: Inherited = { retry: undefined, cache: undefined }): Plan {
  const settings = config.retry as Json | undefined;
  const retry = settings ? { attempts: settings.attempts, codes: settings.on_status_codes } : inherited.retry;
  const said = config.cache as Json | undefined;
  const cache = said ? { mode: said.mode, age: said.max_age } : inherited.cache;
  const weight = Number(config.weight ?? 1);
  const strategy = config.strategy as Json | undefined;
  if (strategy) {
    const of = objects(config.targets).map((target) => planOf2(target, { retry, cache }));
    return { mode: String(strategy.mode), weight, of };
  }
  const virtual = config.virtual_key;
  return {
    to: virtual ? `virtual ${virtual}` : `${config.provider} with ${config.api_key}`,
    weight,
    params: config.override_params ?? {},
    azure: virtual ? undefined : config.resource_name,
    retry,
    cache,
  };
}
