import { isList, isObject, textIn } from './json.js';
import type { Json, JsonObject } from './recording.js';
import { streamed } from './stream.js';
import type { Wire } from './wire.js';

/** Answers in place of a provider. */
export type Provider = (wire: Wire) => Response | Promise<Response>;

/** When every stub says it answered: recordings and answers must not depend on the clock. */
const CREATED = 1_700_000_000;

/** A provider that knows nothing and answers in OpenAI's shape, whatever it is asked. */
export function stubProvider(wire: Wire): Response {
  const path = new URL(wire.url).pathname;
  const body = isObject(wire.body) ? wire.body : {};
  const model = textIn(body.model) ?? 'stub';
  if (path.endsWith('/audio/speech'))
    return new Response('stub', { headers: { 'content-type': 'audio/mpeg' } });
  const answer = answerTo(path, body, model, wire);
  const isStream = body.stream === true && (isChat(path) || isText(path));
  return isStream ? streamed(answer, isChat(path)) : Response.json(answer);
}

function isChat(path: string): boolean {
  return /\/(?:chat\/completions|chat|messages)$/.test(path);
}

function isText(path: string): boolean {
  return /\/(?:completions|complete|generate)$/.test(path) && !isChat(path);
}

function answerTo(path: string, body: JsonObject, model: string, wire: Wire): JsonObject {
  if (isChat(path)) return completion('chat.completion', 'chatcmpl-stub', model, chatChoices(body, wire));
  if (isText(path)) return completion('text_completion', 'cmpl-stub', model, textChoices(body, wire));
  if (/\/(?:embeddings|embed)$/.test(path)) return embeddings(body, model);
  if (path.endsWith('/images/generations'))
    return { created: CREATED, data: [{ url: 'https://stub.invalid/1.png' }] };
  if (/\/audio\/(?:transcriptions|translations)$/.test(path)) return { text: saidBy(wire) };
  if (path.endsWith('/moderations'))
    return { id: 'modr-stub', model, results: [{ flagged: false, categories: {}, category_scores: {} }] };
  if (/\/(?:models|files|jobs|batches)$/.test(path) && wire.method === 'GET')
    return {
      object: 'list',
      data: [{ id: 'stub', object: path.split('/').at(-1)?.replace(/s$/, '') ?? 'stub' }],
    };
  return { id: 'stub', object: 'stub', created: CREATED, model, text: saidBy(wire) };
}

function saidBy({ provider }: Wire): string {
  return `Hello from ${provider}`;
}

function completion(object: string, id: string, model: string, choices: readonly JsonObject[]): JsonObject {
  const usage = { prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 };
  return { id, object, created: CREATED, model, choices, usage };
}

/** As many choices as were asked for, within reason. */
const MOST_CHOICES = 16;

function counted(body: JsonObject): readonly number[] {
  const count = typeof body.n === 'number' ? body.n : 1;
  return Array.from({ length: Math.min(Math.max(1, count), MOST_CHOICES) }, (_, index) => index);
}

function chatChoices(body: JsonObject, wire: Wire): readonly JsonObject[] {
  return counted(body).map((index) => {
    const message = { role: 'assistant', content: saidBy(wire) };
    return { index, message, logprobs: null, finish_reason: 'stop' };
  });
}

function textChoices(body: JsonObject, wire: Wire): readonly JsonObject[] {
  return counted(body).map((index) => ({ index, text: saidBy(wire), logprobs: null, finish_reason: 'stop' }));
}

const VECTOR = [0.25, 0.5, -0.25, -0.5];

function embeddings(body: JsonObject, model: string): JsonObject {
  const inputs = isList(body.input) && typeof body.input[0] !== 'number' ? body.input : [body.input ?? ''];
  const isBase64 = body.encoding_format === 'base64';
  const embedding: Json = isBase64 ? Buffer.from(new Float32Array(VECTOR).buffer).toString('base64') : VECTOR;
  const data = inputs.map((_, index) => ({ object: 'embedding', index, embedding }));
  return { object: 'list', data, model, usage: { prompt_tokens: 1, total_tokens: 1 } };
}
