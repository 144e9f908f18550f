import { isList, isObject } from '../json.js';
import type { Json, JsonObject } from '../recording.js';
import { bearer, type Dialect } from './dialect.js';
import { SAMPLING, TEXT } from './openai.js';
import { passing } from './parameters.js';

/** Providers that copy OpenAI have no role for developers. */
function withoutDevelopers({ messages }: JsonObject): Json | undefined {
  if (!isList(messages)) return undefined;
  return messages.map((message) =>
    isObject(message) && message.role === 'developer' ? { ...message, role: 'system' } : message,
  );
}

/** Anyscale's endpoints. */
export const ANYSCALE: Dialect = {
  base: () => 'https://api.endpoints.anyscale.com/v1',
  headers: bearer,
  parameters: {
    '/chat/completions': {
      ...SAMPLING,
      model: { fallback: 'meta-llama/Llama-2-7b-chat-hf' },
      messages: { make: withoutDevelopers },
      max_completion_tokens: { to: 'max_tokens', min: 0 },
      ...passing('functions function_call tools tool_choice response_format logprobs top_logprobs'),
    },
    '/completions': { ...TEXT, model: { fallback: 'Meta-Llama/Llama-Guard-7b' } },
    '/embeddings': { model: { fallback: 'thenlper/gte-large' }, ...passing('input user') },
  },
};

/** Together's endpoints. */
export const TOGETHER: Dialect = {
  base: () => 'https://api.together.xyz',
  paths: {
    '/chat/completions': '/v1/chat/completions',
    '/completions': '/v1/completions',
    '/embeddings': '/v1/embeddings',
  },
  headers: bearer,
  parameters: {
    '/chat/completions': {
      model: { fallback: 'meta-llama/Llama-3.2-11B-Vision-Instruct-Turbo' },
      messages: { fallback: '', make: withoutDevelopers },
      max_tokens: { fallback: 128, min: 1 },
      max_completion_tokens: { to: 'max_tokens', min: 1 },
      frequency_penalty: { to: 'repetition_penalty' },
      ...passing('stop temperature top_p top_k stream logprobs tools tool_choice response_format'),
    },
    '/completions': {
      model: { fallback: 'togethercomputer/RedPajama-INCITE-7B-Instruct' },
      prompt: { fallback: '' },
      max_tokens: { fallback: 128, min: 1 },
      frequency_penalty: { to: 'repetition_penalty' },
      ...passing('stop temperature top_p top_k stream logprobs'),
    },
    '/embeddings': {
      model: { fallback: 'mistral-embed' },
      input: { make: ({ input = null }) => (isList(input) ? input : [input]) },
    },
  },
};

/** Perplexity's endpoint. */
export const PERPLEXITY: Dialect = {
  base: () => 'https://api.perplexity.ai',
  headers: bearer,
  parameters: {
    '/chat/completions': {
      model: { fallback: 'mistral-7b-instruct' },
      messages: { fallback: [], make: withoutDevelopers },
      max_tokens: { min: 1 },
      max_completion_tokens: { to: 'max_tokens', min: 1 },
      temperature: { min: 0, max: 2 },
      top_p: { min: 0, max: 1 },
      top_k: { min: 0, max: 2048 },
      presence_penalty: { min: -2, max: 2 },
      frequency_penalty: { to: 'repetition_penalty' },
      n: { min: 1, max: 1 },
      ...passing('search_domain_filter stream web_search_options response_format search_recency_filter'),
    },
  },
};
