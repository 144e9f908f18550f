import type { Origin } from '../../src/value.js';

/** Clients that add the version path to their base URL by themselves. */
export interface VersionAdding {
  readonly module: RegExp;
  readonly see: string;
}

const VERSION_ADDING: readonly VersionAdding[] = [
  {
    module: /^@anthropic-ai\//,
    see: 'npm @anthropic-ai/sdk: client.ts posts to /v1/complete and /v1/messages',
  },
  {
    module: /^@langchain\/anthropic|^langchain\/chat_models\/anthropic/,
    see: 'npm @langchain/anthropic: uses @anthropic-ai/sdk',
  },
  {
    module: /^(?:anthropic|langchain_anthropic|langchain(?:_community)?\.chat_models\.anthropic)$/,
    see: 'PyPI anthropic: posts to /v1/complete and /v1/messages',
  },
];

/** LangChain's class for Anthropic, where it is taken from a module that has others too. */
const ANTHROPIC = /^(?:Chat)?Anthropic$/;

/** Whether the client a call makes adds `/v1` to its base URL by itself. */
export function addsVersion(origin: Origin | undefined): boolean {
  if (origin === undefined) return false;
  const isAnthropic = /^langchain/.test(origin.module) && ANTHROPIC.test(origin.path.at(-1) ?? '');
  return isAnthropic || VERSION_ADDING.some(({ module }) => module.test(origin.module));
}

/** Packages whose calls are plain HTTP: no import is added for them. */
const HTTP_PACKAGES: ReadonlySet<string> = new Set([
  'axios',
  'got',
  'ky',
  'undici',
  'node-fetch',
  'cross-fetch',
  'isomorphic-fetch',
  'superagent',
  'request',
  'request-promise',
  'needle',
  'nock',
  'http',
  'https',
  'node:http',
  'node:https',
  'requests',
  'httpx',
  'aiohttp',
  'urllib',
  'urllib.request',
  'urllib3',
  'http.client',
]);

/** Functions of the language that send a request by themselves. */
const HTTP_GLOBALS: ReadonlySet<string> = new Set([
  'fetch',
  'globalThis.fetch',
  'window.fetch',
  'Headers',
  'Request',
]);

/** Whether a call is plain HTTP, as far as where it comes from says. */
export function isPlainHttp(origin: Origin | undefined): boolean {
  if (!origin) return false;
  return origin.module === '' ? HTTP_GLOBALS.has(origin.path.join('.')) : HTTP_PACKAGES.has(origin.module);
}
