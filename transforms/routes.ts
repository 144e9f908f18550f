/** One route of the API, old and new; `ID` stands for any one segment, `*` for the rest of the path. */
export interface Route {
  readonly method: 'POST' | 'ANY';
  readonly from: string;
  readonly to: string;
  /** The old body was `{ config, params }`: params become the body, and config a header. */
  readonly folded?: boolean;
  /** The old answer was `{ success, data }` around what the new one answers. */
  readonly wrapped?: boolean;
  readonly see: string;
}

/** Every route of the old API. */
export const ROUTES: readonly Route[] = [
  {
    method: 'ANY',
    from: '/v1/proxy/*',
    to: '/v1/*',
    see: 'Migration guide of 8 December 2023: Compatibility & Deprecation List',
  },
  {
    method: 'POST',
    from: '/v1/chatComplete',
    to: '/v1/chat/completions',
    folded: true,
    see: 'Migration guide of 8 December 2023: Compatibility & Deprecation List',
  },
  {
    method: 'POST',
    from: '/v1/complete',
    to: '/v1/completions',
    folded: true,
    see: 'Migration guide of 8 December 2023: Compatibility & Deprecation List',
  },
  {
    method: 'POST',
    from: '/v1/embed',
    to: '/v1/embeddings',
    folded: true,
    see: 'Migration guide of 8 December 2023: Compatibility & Deprecation List',
  },
  {
    method: 'POST',
    from: '/v1/prompts/ID/generate',
    to: '/v1/prompts/ID/completions',
    wrapped: true,
    see: 'Migration guide of 8 December 2023: Similarly, for Prompts',
  },
];

/** Hosts of the hosted API; self-hosted gateways have any. */
export const HOSTS: readonly string[] = ['api.portkey.ai', 'api.portkeydev.com', 'portkey.ai'];

/** Hosts of the vendor that serve pages, not the API. */
export const PAGES = /^(?:docs|app|www|blog|status|assets|help)\./;

/** What the SDK calls PORTKEY_GATEWAY_URL. */
export const GATEWAY_URL = 'https://api.portkey.ai/v1';

/** Routes of the new API that speak OpenAI's shape for every provider; anything else below /v1 is passed through. */
export const UNIFIED_ROUTES: readonly string[] = [
  '/chat/completions',
  '/completions',
  '/embeddings',
  '/images/generations',
  '/images/edits',
  '/images/variations',
  '/audio/transcriptions',
  '/audio/translations',
  '/audio/speech',
  '/models',
  '/files',
  '/fine_tuning/jobs',
  '/moderations',
];
