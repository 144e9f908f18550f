import { bearer, type Dialect, settingHeaders } from './dialect.js';
import { type Parameters, passing } from './parameters.js';

/** Parameters that every completion of OpenAI's API has, with their limits. */
export const SAMPLING: Parameters = {
  max_tokens: { min: 0 },
  temperature: { min: 0, max: 2 },
  top_p: { min: 0, max: 1 },
  presence_penalty: { min: -2, max: 2 },
  frequency_penalty: { min: -2, max: 2 },
  ...passing('n stream stop logit_bias user'),
};

const CHAT: Parameters = {
  ...SAMPLING,
  // Seen by running it: in 1.15.2 another provider's fallback ends up in this table.
  model: { fallback: 'glm-4.6' },
  ...passing(`messages functions function_call seed tools tool_choice response_format logprobs top_logprobs stream_options
    service_tier parallel_tool_calls max_completion_tokens store metadata modalities audio prediction reasoning_effort
    web_search_options prompt_cache_key safety_identifier verbosity`),
};

/** Text completions, as OpenAI and those who copy it take them. */
export const TEXT: Parameters = {
  ...SAMPLING,
  logprobs: { max: 5 },
  ...passing('prompt echo best_of'),
};

/** Speech, as OpenAI and Azure take it. */
export const SPEECH: Parameters = {
  model: { fallback: 'tts-1' },
  voice: { fallback: 'alloy' },
  response_format: {},
  speed: {},
  input: {},
};

const IMAGES: Parameters = {
  n: { min: 1, max: 10 },
  ...passing('prompt quality response_format size style user'),
};

/** Images with the model that is meant when none is named. */
export function images(model: string): Parameters {
  return { ...IMAGES, model: { fallback: model } };
}

/** OpenAI itself. */
export const OPENAI: Dialect = {
  base: () => 'https://api.openai.com/v1',
  headers: (target) => ({
    ...bearer(target),
    ...settingHeaders(target.settings, {
      openaiOrganization: 'openai-organization',
      openaiProject: 'openai-project',
      openaiBeta: 'openai-beta',
    }),
  }),
  parameters: {
    '/chat/completions': CHAT,
    '/completions': {
      ...TEXT,
      model: { fallback: 'text-davinci-003' },
      ...passing('seed suffix stream_options'),
    },
    '/embeddings': {
      model: { fallback: 'text-embedding-ada-002' },
      ...passing('input encoding_format dimensions user'),
    },
    '/images/generations': images('dall-e-2'),
    '/audio/speech': SPEECH,
  },
  handsOn: ['/images/edits', '/audio/transcriptions', '/audio/translations', '/responses', '/batches'],
};
