import type { JsonObject, Target } from './recording.js';
import type { Endpoint } from './route.js';

/** How a provider is spoken to. */
export interface Dialect {
  readonly base: (target: Target) => string;
  /** The provider's path for a path of OpenAI's API. */
  readonly path: (path: string, endpoint: Endpoint, target: Target, query: URLSearchParams) => string;
  /** Lower case. */
  readonly headers: (target: Target, endpoint: Endpoint) => Record<string, string>;
  readonly body: (body: JsonObject, path: string, target: Target) => JsonObject;
  /** The query of a request that is handed on, when it is not simply the one that came. */
  readonly handedOnQuery?: (url: URL, target: Target) => string;
}

const BASES: Readonly<Record<string, string>> = {
  openai: 'https://api.openai.com/v1',
  anyscale: 'https://api.endpoints.anyscale.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  cohere: 'https://api.cohere.ai',
};

/** OpenAI's own, which most providers speak. */
const OPENAI: Dialect = {
  base: ({ provider }) => BASES[provider] ?? `https://${provider || 'nobody'}.invalid/v1`,
  path: (path) => path,
  headers: ({ credentials }) => ({ authorization: `Bearer ${credentials.apiKey ?? undefined}` }),
  body: (body) => body,
};

/** The dialect of a provider; OpenAI's for any that is not known. */
export function dialectOf(_provider: string): Dialect {
  return OPENAI;
}
