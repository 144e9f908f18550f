/**
 * What becomes of a header of the old surface.
 * same: nothing; renamed: it has another name; provider: `proxy P` becomes P under another name, and without a P it goes;
 * cache, age, retry: no longer read, becomes part of a config; gone: nothing says the same, a person must decide.
 */
export type HeaderFate = 'same' | 'renamed' | 'provider' | 'cache' | 'age' | 'retry' | 'gone';

/** One request header, in lower case. */
export interface Header {
  readonly from: string;
  readonly to?: string;
  readonly fate: HeaderFate;
  /** The option of createHeaders (Node) that writes it. */
  readonly option?: string;
  /** Its value is JSON: createHeaders encodes objects by itself. */
  readonly json?: boolean;
  readonly see: string;
}

/** What every header of the gateway's own begins with. */
export const PREFIX = 'x-portkey-';

/** Headers of the old surface, and those of the new one that keep their names. Others with the prefix stay as they are. */
export const HEADERS: readonly Header[] = [
  {
    from: 'x-portkey-mode',
    to: 'x-portkey-provider',
    fate: 'provider',
    option: 'provider',
    see: "Migration guide of 8 December 2023: 'x-portkey-mode header is deprecated and replaced with x-portkey-provider'",
  },
  {
    from: 'x-portkey-cache',
    fate: 'cache',
    see: '@portkey-ai/gateway 1.15.2: no route of the new API reads it',
  },
  {
    from: 'cache-control',
    fate: 'age',
    see: '@portkey-ai/gateway 1.15.2: cache.max_age of a config',
  },
  {
    from: 'x-portkey-retry-count',
    fate: 'retry',
    see: '@portkey-ai/gateway 1.15.2: no route of the new API reads it',
  },
  {
    from: 'x-portkey-meta',
    to: 'x-portkey-metadata',
    fate: 'renamed',
    option: 'metadata',
    json: true,
    see: 'early docs of the gateway; later ones write x-portkey-metadata',
  },
  {
    from: 'x-portkey-cache-refresh',
    to: 'x-portkey-cache-force-refresh',
    fate: 'renamed',
    option: 'cacheForceRefresh',
    see: 'early docs of the gateway; later ones write x-portkey-cache-force-refresh',
  },
  {
    from: 'x-portkey-fallback',
    fate: 'gone',
    see: 'early docs: "openai,azure_openai"; a config with strategy fallback',
  },
  { from: 'x-portkey-balance', fate: 'gone', see: 'early docs; a config with strategy loadbalance' },
  { from: 'x-portkey-balance-weights', fate: 'gone', see: 'early docs; weights of the targets of a config' },
  { from: 'x-portkey-prompt', fate: 'gone', see: 'early docs; the prompts routes' },
  { from: 'x-portkey-api-key', fate: 'same', option: 'apiKey', see: 'createHeaders of portkey-ai 1.10.4' },
  {
    from: 'x-portkey-config',
    fate: 'same',
    option: 'config',
    json: true,
    see: 'createHeaders of portkey-ai 1.10.4',
  },
  { from: 'x-portkey-trace-id', fate: 'same', option: 'traceID', see: 'createHeaders of portkey-ai 1.10.4' },
  {
    from: 'x-portkey-metadata',
    fate: 'same',
    option: 'metadata',
    json: true,
    see: 'createHeaders of portkey-ai 1.10.4',
  },
  { from: 'x-portkey-provider', fate: 'same', option: 'provider', see: 'createHeaders of portkey-ai 1.10.4' },
  {
    from: 'x-portkey-virtual-key',
    fate: 'same',
    option: 'virtualKey',
    see: 'createHeaders of portkey-ai 1.10.4',
  },
  {
    from: 'x-portkey-cache-force-refresh',
    fate: 'same',
    option: 'cacheForceRefresh',
    see: 'createHeaders of portkey-ai 1.10.4',
  },
  { from: 'x-portkey-debug', fate: 'same', option: 'debug', see: 'createHeaders of portkey-ai 1.10.4' },
];

const byName = new Map(HEADERS.map((header) => [header.from, header]));

/** What is known of a header, in any letter case; undefined for headers that are not the gateway's. */
export function headerNamed(name: string): Header | undefined {
  const lower = name.toLowerCase();
  const known = byName.get(lower);
  if (known || !lower.startsWith(PREFIX)) return known;
  return { from: lower, fate: 'same', option: optionOf(lower), see: 'createHeaders of portkey-ai 1.10.4' };
}

/** The option of createHeaders that writes a header: `x-portkey-foo-bar` is `fooBar`. */
function optionOf(name: string): string {
  return name.slice(PREFIX.length).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Modes of the old mode header that named a provider begin with this. */
export const PROXY_MODE = /^\s*proxy\s+/i;

/** Whether a text is the name of a header that is not the same any more, and nobody else's. */
export function isOldHeaderName(text: string): boolean {
  const header = /^x-/i.test(text) ? headerNamed(text.trim()) : undefined;
  return header !== undefined && header.fate !== 'same' && header.fate !== 'age';
}
