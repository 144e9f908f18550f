import type { JsonObject, Target } from '../recording.js';
import type { Parameters } from './parameters.js';

/** How a provider is spoken to. */
export interface Dialect {
  readonly base: (target: Target) => string;
  /** The provider's path by the path of OpenAI's API; any other path is the same. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Written around every path. */
  readonly around?: (path: string, target: Target, query: URLSearchParams) => string;
  /** In any letter case. */
  readonly headers: (target: Target) => Record<string, string>;
  /** Parameters by path of OpenAI's API; undefined: everything passes. A path that is not in it is not spoken. */
  readonly parameters?: Readonly<Record<string, Parameters>>;
  /** Paths that pass although they have no parameters. */
  readonly handsOn?: readonly string[];
  /** The query of a request that is handed on. */
  readonly handedOnQuery?: (query: string, target: Target) => string;
}

/** The name that messages of the gateway have for a path of OpenAI's API. */
export const FUNCTIONS: Readonly<Record<string, string>> = {
  '/chat/completions': 'chatComplete',
  '/completions': 'complete',
  '/embeddings': 'embed',
  '/images/generations': 'imageGenerate',
  '/images/edits': 'imageEdit',
  '/audio/speech': 'createSpeech',
  '/audio/transcriptions': 'createTranscription',
  '/audio/translations': 'createTranslation',
  '/messages': 'messages',
  '/messages/count_tokens': 'messagesCountTokens',
  '/responses': 'createModelResponse',
  '/batches': 'createBatch',
};

/** Headers of a provider that takes the key as a bearer. */
export function bearer({
  credentials,
}: {
  readonly credentials: Target['credentials'];
}): Record<string, string> {
  return { authorization: `Bearer ${credentials.apiKey ?? undefined}` };
}

/** Settings as headers, those that are there. */
export function settingHeaders(
  settings: JsonObject,
  names: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([setting, header]) => {
      const value = settings[setting];
      return typeof value === 'string' && value ? [[header, value]] : [];
    }),
  );
}
