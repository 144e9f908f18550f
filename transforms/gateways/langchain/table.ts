import type { Call, Origin } from '../../../src/value.js';

const UTILITY =
  'PyPI langchain 0.0.350 (and langchain-community 0.0.3): utilities/portkey.py, Portkey.Config';

/** A parameter of `Portkey.Config`. */
export interface ConfigParameter {
  readonly from: string;
  /** What says the same to createHeaders: an option of its own, an entry of the metadata, or a part of the config. */
  readonly to: 'api_key' | 'trace_id' | 'metadata' | 'cache' | 'age' | 'retry' | 'refresh';
  /** The key in the metadata. */
  readonly key?: string;
  readonly see: string;
}

/** Its parameters, in the order they have when they are given without names. */
export const CONFIG_PARAMETERS: readonly ConfigParameter[] = [
  { from: 'api_key', to: 'api_key', see: UTILITY },
  { from: 'trace_id', to: 'trace_id', see: UTILITY },
  { from: 'environment', to: 'metadata', key: '_environment', see: UTILITY },
  { from: 'user', to: 'metadata', key: '_user', see: UTILITY },
  { from: 'organisation', to: 'metadata', key: '_organisation', see: UTILITY },
  { from: 'prompt', to: 'metadata', key: '_prompt', see: UTILITY },
  { from: 'retry_count', to: 'retry', see: UTILITY },
  { from: 'cache', to: 'cache', see: UTILITY },
  { from: 'cache_force_refresh', to: 'refresh', see: UTILITY },
  { from: 'cache_age', to: 'age', see: UTILITY },
];

/** The provider that `Portkey.Config` sent everything to, whatever took its headers. See: its `x-portkey-mode: proxy openai`. */
export const PROVIDER = 'openai';

/** A class that takes these headers, and the base URL that came from the environment. */
export interface HeaderTaker {
  readonly from: string;
  /** The argument that says the base URL. */
  readonly base: string;
  readonly see: string;
}

/** LangChain's classes over OpenAI. */
export const HEADER_TAKERS: readonly HeaderTaker[] = [
  { from: 'OpenAI', base: 'openai_api_base', see: 'PyPI langchain 0.0.350: llms/openai.py' },
  { from: 'OpenAIChat', base: 'openai_api_base', see: 'PyPI langchain 0.0.350: llms/openai.py' },
  { from: 'ChatOpenAI', base: 'openai_api_base', see: 'PyPI langchain 0.0.350: chat_models/openai.py' },
  { from: 'OpenAIEmbeddings', base: 'openai_api_base', see: 'PyPI langchain 0.0.350: embeddings/openai.py' },
  {
    from: 'PromptLayerOpenAI',
    base: 'openai_api_base',
    see: 'PyPI langchain 0.0.350: llms/promptlayer_openai.py',
  },
  {
    from: 'PromptLayerChatOpenAI',
    base: 'openai_api_base',
    see: 'PyPI langchain 0.0.350: chat_models/promptlayer_openai.py',
  },
];

/** Names of the base URL among the arguments: what is given there counts, whatever the environment says. */
export const BASE_NAMES: ReadonlySet<string> = new Set(['openai_api_base', 'base_url']);

const PORTKEY = /^langchain(?:_community)?\.utilities\.(?:portkey\.)?Portkey$/;

/** Whether a name is the utility, as an import site says it. */
export function isUtility(module: string, name: string): boolean {
  return PORTKEY.test(`${module}.${name}`);
}

/** Whether a call is `Portkey.Config(...)` of LangChain. */
export function isHeaderConfig({ origin }: Call): boolean {
  const path = pathOf(origin);
  return path.endsWith('.Config') && PORTKEY.test(path.slice(0, -'.Config'.length));
}

function pathOf(origin: Origin | undefined): string {
  return origin ? [origin.module, ...origin.path].join('.') : '';
}

/** What is known of the class that a call makes an object of; undefined when it is not one over OpenAI. */
export function takerOf({ origin }: Call): HeaderTaker | undefined {
  if (!/^langchain(?:_community|_openai)?(?:\.|$)/.test(origin?.module ?? '')) return undefined;
  return HEADER_TAKERS.find(({ from }) => from === origin?.path.at(-1));
}
