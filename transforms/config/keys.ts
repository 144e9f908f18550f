/** Modes of Configs 1.0 and what they are in 2.0. A mode that is not here is never guessed. */
export const MODES: ReadonlyMap<string, string> = new Map([
  ['single', 'single'],
  ['fallback', 'fallback'],
  ['loadbalance', 'loadbalance'],
  // A weighted choice. The old gateway's public source knows no ab_test: this is the project's choice, and is said.
  ['ab_test', 'loadbalance'],
]);

/** Modes that were seen and mean nothing that can be said in 2.0. */
export const MODES_WITHOUT_MEANING: ReadonlySet<string> = new Set(['scientist', 'proxy']);

/** Keys that had more names than one, in snake_case. See: the SDKs below 1 and configs in real repositories. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['llms', 'options'],
  ['provider_key', 'api_key'],
  ['params_to_override', 'override_params'],
  ['retry_settings', 'retry'],
]);

/** Keys of an option that chose how its answers are cached. */
export const CACHE_KEYS: ReadonlySet<string> = new Set(['cache', 'cache_status', 'cache_age']);

/** Keys that are no config any more: they travel as request headers or client options. */
export const MOVED_KEYS: ReadonlySet<string> = new Set(['trace_id', 'metadata', 'cache_force_refresh']);

/** What an Azure virtual key takes care of. */
export const AZURE_KEYS: ReadonlySet<string> = new Set(['resource_name', 'deployment_id', 'api_version']);

/** Keys any one of which says with what credentials a target is reached. See: anyOf in the vendor's schema. */
export const CREDENTIAL_KEYS: readonly string[] = [
  'api_key',
  'virtual_key',
  'custom_host',
  'prompt_id',
  'aws_access_key_id',
  'vertex_service_account_json',
  'vertex_project_id',
  'azure_deployment_name',
  'azure_endpoint_name',
];

/** Model parameters the SDKs took beside the keys of an llm. See: npm portkey-ai 0.1.16, ModelParamsList. */
export const MODEL_PARAMETERS: ReadonlySet<string> = new Set([
  'model',
  'suffix',
  'max_tokens',
  'temperature',
  'top_k',
  'top_p',
  'n',
  'stop_sequences',
  'timeout',
  'functions',
  'function_call',
  'logprobs',
  'echo',
  'stop',
  'presence_penalty',
  'frequency_penalty',
  'best_of',
  'logit_bias',
  'user',
  'organization',
]);

/** Beside the model parameters; Node's SDK left them where they were and the gateway ignored them, Python's moved them too. */
export const CONVERSATION_KEYS: ReadonlySet<string> = new Set(['messages', 'prompt']);

/** Keys of Configs 2.0 that mean the same wherever they stand. See: the vendor's config-2.0 schema. */
const SAME_KEYS: readonly string[] = [
  'after_request_hooks',
  'input_guardrails',
  'output_guardrails',
  'before_request_hooks',
  'strategy',
  'targets',
  'name',
  'strict_open_ai_compliance',
  'provider',
  'resource_name',
  'deployment_id',
  'api_version',
  'deployments',
  'override_params',
  'default_params',
  'drop_params',
  'api_key',
  'virtual_key',
  'prompt_id',
  'request_timeout',
  'cache',
  'cb_config',
  'retry',
  'weight',
  'on_status_codes',
  'custom_host',
  'passthrough',
  'forward_headers',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_region',
  'aws_session_token',
  'openai_organization',
  'openai_project',
  'vertex_project_id',
  'vertex_region',
  'vertex_service_account_json',
  'azure_region',
  'azure_deployment_name',
  'azure_deployment_type',
  'azure_endpoint_name',
  'azure_api_version',
];

const KNOWN: ReadonlySet<string> = new Set([
  ...SAME_KEYS,
  ...CACHE_KEYS,
  ...MOVED_KEYS,
  ...OTHER_NAMES.keys(),
  'mode',
  'options',
]);

/** Names providers go by in configs and mode headers; only used to tell a config from something that looks like one. */
export const PROVIDERS: ReadonlySet<string> = new Set([
  'openai',
  'azure-openai',
  'anthropic',
  'cohere',
  'anyscale',
  'palm',
  'google',
  'together-ai',
  'perplexity-ai',
  'mistral-ai',
  'huggingface',
  'bedrock',
  'ai21',
  'stability-ai',
  'nomic',
  'ollama',
  'deepinfra',
  'replicate',
]);

/** What a key of a config means, in snake_case whatever its case; undefined for a key that configs do not have. */
export function meaningOf(key: string): string | undefined {
  const snake = key.replace('ID', 'Id').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return KNOWN.has(snake) ? (OTHER_NAMES.get(snake) ?? snake) : undefined;
}
