import { type Data, joined, known } from './data.js';

/** What a method of an SDK sends: `{0}` is the first argument, and so on; the body is the argument after those. */
export interface Resource {
  readonly method: 'POST' | 'GET' | 'DELETE';
  readonly route: string;
}

function post(route: string): Resource {
  return { method: 'POST', route };
}

function read(route: string): Resource {
  return { method: 'GET', route };
}

/** openai 4 (resources/**.js of 4.20.1 to 4.104); portkey-ai from 1 hands the same methods on to it. */
export const OPENAI_RESOURCES: Readonly<Record<string, Resource>> = {
  'chat.completions.create': post('/chat/completions'),
  'chat.completions.parse': post('/chat/completions'),
  'chat.completions.stream': post('/chat/completions'),
  'beta.chat.completions.parse': post('/chat/completions'),
  'beta.chat.completions.stream': post('/chat/completions'),
  'beta.chat.completions.runTools': post('/chat/completions'),
  'beta.chat.completions.runFunctions': post('/chat/completions'),
  'completions.create': post('/completions'),
  'embeddings.create': post('/embeddings'),
  'moderations.create': post('/moderations'),
  'edits.create': post('/edits'),
  'images.generate': post('/images/generations'),
  'images.edit': post('/images/edits'),
  'images.createVariation': post('/images/variations'),
  'audio.speech.create': post('/audio/speech'),
  'audio.transcriptions.create': post('/audio/transcriptions'),
  'audio.translations.create': post('/audio/translations'),
  'models.list': read('/models'),
  'models.retrieve': read('/models/{0}'),
  'files.create': post('/files'),
  'files.list': read('/files'),
  'files.retrieve': read('/files/{0}'),
  'files.content': read('/files/{0}/content'),
  'files.del': { method: 'DELETE', route: '/files/{0}' },
  'fineTuning.jobs.create': post('/fine_tuning/jobs'),
  'fineTuning.jobs.list': read('/fine_tuning/jobs'),
  'fineTuning.jobs.retrieve': read('/fine_tuning/jobs/{0}'),
  'beta.assistants.create': post('/assistants'),
  'beta.assistants.retrieve': read('/assistants/{0}'),
  'beta.threads.create': post('/threads'),
  'beta.threads.messages.create': post('/threads/{0}/messages'),
  'beta.threads.messages.list': read('/threads/{0}/messages'),
  'beta.threads.runs.create': post('/threads/{0}/runs'),
  'beta.threads.runs.retrieve': read('/threads/{0}/runs/{1}'),
};

/** openai 3 (dist/api.js of 3.3.0). */
export const OPENAI_3_RESOURCES: Readonly<Record<string, Resource>> = {
  createChatCompletion: post('/chat/completions'),
  createCompletion: post('/completions'),
  createEdit: post('/edits'),
  createEmbedding: post('/embeddings'),
  createImage: post('/images/generations'),
  createModeration: post('/moderations'),
  createFineTune: post('/fine-tunes'),
  listModels: read('/models'),
  retrieveModel: read('/models/{0}'),
  listFiles: read('/files'),
};

/** @anthropic-ai/sdk (resources/*.js of 0.9.1 and later): its base URL has no version. */
export const ANTHROPIC_RESOURCES: Readonly<Record<string, Resource>> = {
  'completions.create': post('/v1/complete'),
  'messages.create': post('/v1/messages'),
  'messages.stream': post('/v1/messages'),
  'beta.messages.create': post('/v1/messages'),
};

/** A route with its arguments filled in, the body, and what comes after it. */
export interface Filled {
  readonly route: Data;
  readonly body: Data | undefined;
  readonly options: Data | undefined;
}

/** Fills a route with the arguments of a call. */
export function fillRoute({ method, route }: Resource, args: readonly Data[]): Filled {
  const pieces = route.split(/\{\d\}/);
  const count = pieces.length - 1;
  const parts = pieces.flatMap((piece, at) => [
    known(piece),
    ...(at < count ? [args[at] ?? known('undefined')] : []),
  ]);
  const sendsBody = method === 'POST';
  return {
    route: joined(parts),
    body: sendsBody ? args[count] : undefined,
    options: args[sendsBody ? count + 1 : count],
  };
}
