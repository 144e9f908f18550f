import { isList, isObject } from '../json.js';
import type { Json, JsonObject } from '../recording.js';
import { bearer, type Dialect } from './dialect.js';
import { passing } from './parameters.js';

const TOOL_CHOICES: Readonly<Record<string, Json>> = { required: 'REQUIRED', auto: null, none: 'NONE' };

/** Cohere, whose versions stand in its paths. */
export const COHERE: Dialect = {
  base: () => 'https://api.cohere.ai',
  paths: { '/chat/completions': '/v2/chat', '/completions': '/v1/generate', '/embeddings': '/v2/embed' },
  headers: bearer,
  parameters: {
    '/chat/completions': {
      messages: { make: messages },
      stop: { to: 'stop_sequences', make: ({ stop }) => (typeof stop === 'string' ? [stop] : stop) },
      response_format: [{}, { to: 'strict_tools', make: strictTools }],
      top_p: { to: 'p' },
      tool_choice: { make: ({ tool_choice }) => toolChoice(tool_choice) },
      ...passing(`stream model max_tokens temperature seed frequency_penalty presence_penalty tools documents
        citation_options safety_mode k thinking`),
    },
    '/completions': {
      model: { fallback: 'command' },
      max_tokens: { min: 1 },
      temperature: { min: 0, max: 5 },
      top_p: { to: 'p', min: 0, max: 1 },
      top_k: { to: 'k', max: 500 },
      frequency_penalty: { min: 0, max: 1 },
      presence_penalty: { min: 0, max: 1 },
      n: { to: 'num_generations', min: 1, max: 5 },
      stop: { to: 'end_sequences' },
      ...passing('prompt logit_bias stream'),
    },
    '/embeddings': {
      input: { to: 'texts', make: texts },
      encoding_format: {
        to: 'embedding_types',
        make: ({ encoding_format }) =>
          typeof encoding_format === 'string' ? [encoding_format] : encoding_format,
      },
      ...passing('model input_type truncate'),
    },
  },
};

function messages(body: JsonObject): Json | undefined {
  if (!isList(body.messages)) return undefined;
  return body.messages.filter(isObject).map(({ role, content = null }) => ({
    role: role === 'developer' ? 'system' : (role ?? null),
    content,
  }));
}

function strictTools({ response_format }: JsonObject): Json | undefined {
  if (!isObject(response_format) || response_format.type !== 'json_schema') return null;
  return isObject(response_format.json_schema) ? response_format.json_schema.strict : undefined;
}

function toolChoice(choice: Json | undefined): Json {
  const known = typeof choice === 'string' ? TOOL_CHOICES[choice] : undefined;
  return known === undefined ? 'REQUIRED' : known;
}

function texts({ input }: JsonObject): Json | undefined {
  if (typeof input === 'string') return [input];
  if (!isList(input) || !input.length) return undefined;
  const found = input.flatMap((item) => {
    const text = isObject(item) ? item.text : item;
    return typeof text === 'string' && text ? [text] : [];
  });
  return found.length ? found : undefined;
}
