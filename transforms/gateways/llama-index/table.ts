import type { Call, Origin } from '../../../src/value.js';

/** Parameters of LlamaIndex's `Portkey` that its `OpenAI` has too, under the same names. */
export const SHARED_PARAMETERS: ReadonlySet<string> = new Set([
  'system_prompt',
  'messages_to_prompt',
  'completion_to_prompt',
  'pydantic_program_mode',
  'output_parser',
]);

/** Those that became something else, or nothing. See: PyPI llama-index 0.9.21, llms/portkey.py. */
export const OWN_PARAMETERS: ReadonlySet<string> = new Set(['mode', 'api_key', 'base_url']);

/** A class of LlamaIndex that talks to the new API. */
export interface HostClass {
  readonly name: string;
  /** Modules it can be taken from, by what the old class was taken from. */
  readonly module: string;
  readonly see: string;
}

/** Knows the models of OpenAI, and raises ValueError for every other. */
export const OPENAI: HostClass = {
  name: 'OpenAI',
  module: 'openai',
  see: 'PyPI llama-index 0.9.21: llms/openai.py, openai_modelname_to_contextsize',
};

/** Takes every model; asks for completions unless told is_chat_model, as the old class did for models that are not OpenAI's. */
export const OPENAI_LIKE: HostClass = {
  name: 'OpenAILike',
  module: 'openai_like',
  see: 'PyPI llama-index 0.9.21: llms/openai_like.py; llms/portkey_utils.py, is_chat_model',
};

/** Models that LlamaIndex's OpenAI class knows. See: PyPI llama-index 0.9.48, llms/openai_utils.py, ALL_AVAILABLE_MODELS. */
export const OPENAI_MODELS =
  /^(?:ft:)?(?:gpt-|text-(?:davinci|ada|babbage|curie)-|code-(?:davinci|cushman)-|(?:ada|babbage|curie|davinci)(?:$|[-:]))/;

/** Providers whose models are OpenAI's. */
export const OPENAI_PROVIDERS: ReadonlySet<string> = new Set(['openai', 'azure-openai']);

/** What LlamaIndex sends when nothing is said, and what providers take when nothing is sent. See: llama_index/constants.py. */
export const UNSAID_TEMPERATURE = 1;

/** What stands for a key that nobody reads: LlamaIndex wants one. */
export const NO_KEY = 'none';

const PORTKEY = /^llama_index\.llms\.(?:portkey\.)?Portkey$/;

/** Whether a name is the class, as an import site says it. */
export function isHostClass(module: string, name: string): boolean {
  return PORTKEY.test(`${module}.${name}`);
}

function pathOf(origin: Origin | undefined): string {
  return origin ? [origin.module, ...origin.path].join('.') : '';
}

/** Whether a call is `Portkey(...)` of LlamaIndex. */
export function isHostConstruction({ origin }: Call): boolean {
  return PORTKEY.test(pathOf(origin));
}
