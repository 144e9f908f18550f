import { textIn } from '../json.js';
import type { Target } from '../recording.js';
import { type Dialect, settingHeaders } from './dialect.js';
import { images, SAMPLING, SPEECH, TEXT } from './openai.js';
import { passing } from './parameters.js';

/** Azure's OpenAI service: the deployment is part of the address. */
export const AZURE: Dialect = {
  base: ({ azure }) => `https://${azure?.resourceName ?? undefined}.openai.azure.com/openai`,
  around: (path, { azure }, query) => {
    const version = azure?.apiVersion;
    if (version?.trim() === 'v1') return `/v1${path}?`;
    if (version) query.set('api-version', version);
    return `/deployments/${azure?.deploymentId ?? undefined}${path}?${query}`;
  },
  headers: azureHeaders,
  parameters: {
    '/chat/completions': {
      ...SAMPLING,
      model: { make: ({ model }) => textIn(model) ?? '' },
      max_completion_tokens: { min: 0 },
      ...passing(`messages functions function_call tools tool_choice response_format store metadata modalities audio seed
        prediction reasoning_effort stream_options logprobs top_logprobs web_search_options prompt_cache_key
        safety_identifier verbosity`),
    },
    '/completions': { ...TEXT, ...passing('model') },
    '/embeddings': {
      model: { make: ({ model }) => textIn(model) ?? '' },
      ...passing('input user dimensions encoding_format'),
    },
    '/images/generations': images('dall-e-3'),
    '/audio/speech': SPEECH,
  },
  handsOn: ['/images/edits', '/audio/transcriptions', '/audio/translations', '/responses', '/batches'],
  handedOnQuery: (query, { azure }) => {
    const version = azure?.apiVersion;
    if (!version || version.trim() === 'v1' || query.includes('api-version')) return query;
    return query ? `${query}&api-version=${version}` : `?api-version=${version}`;
  },
};

function azureHeaders({ credentials, settings }: Target): Record<string, string> {
  const token = textIn(settings.azureAdToken);
  if (token) return { authorization: `Bearer ${token.replace('Bearer ', '')}` };
  return {
    'api-key': `${credentials.apiKey ?? undefined}`,
    ...settingHeaders(settings, { openaiBeta: 'openai-beta' }),
  };
}
