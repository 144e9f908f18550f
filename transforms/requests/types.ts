/** What a value must be for the gateway to take it. */
export type Type =
  | 'provider'
  | 'cacheMode'
  | 'number'
  | 'seconds'
  | 'boolean'
  | 'object'
  | 'slug'
  | 'statuses'
  | 'text';

const BY_HEADER: Readonly<Record<string, Type>> = {
  'x-portkey-provider': 'provider',
  'x-portkey-mode': 'provider',
  'x-portkey-config': 'slug',
  'x-portkey-cache': 'cacheMode',
  'x-portkey-metadata': 'object',
  'x-portkey-meta': 'object',
  'x-portkey-retry-count': 'number',
  'x-portkey-request-timeout': 'seconds',
  'x-portkey-cache-force-refresh': 'boolean',
  'cache-control': 'seconds',
};

/** What a header must be, by its name. */
export function typeOfHeader(name: string): Type {
  return BY_HEADER[name.toLowerCase()] ?? 'text';
}

const BY_KEY: Readonly<Record<string, Type>> = {
  provider: 'provider',
  cache_status: 'cacheMode',
  cache: 'cacheMode',
  mode: 'cacheMode',
  metadata: 'object',
  override_params: 'object',
  overrideParams: 'object',
  variables: 'object',
  params: 'object',
  config: 'slug',
  weight: 'number',
  attempts: 'number',
  retry: 'number',
  max_age: 'seconds',
  cache_age: 'seconds',
  request_timeout: 'seconds',
  on_status_codes: 'statuses',
  onStatusCodes: 'statuses',
  cache_force_refresh: 'boolean',
  stream: 'boolean',
};

/** What the value of a key in a config or a body must be. */
export function typeOfKey(key: string): Type {
  return BY_KEY[key] ?? 'text';
}

/** Providers that are sent what they are asked as it is, to stand for one that only the running program knows. */
export const STAND_INS: readonly string[] = [
  'anyscale',
  'together-ai',
  'mistral-ai',
  'perplexity-ai',
  'deepinfra',
  'groq',
  'fireworks-ai',
  'openrouter',
  'lingyi',
];
