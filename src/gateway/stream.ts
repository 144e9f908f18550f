import { isList, isObject } from './json.js';
import type { Json, JsonObject } from './recording.js';

/** An answer in pieces: server-sent events, a word each, as OpenAI streams them. */
export function streamed(answer: JsonObject, isChat: boolean): Response {
  const { usage: _, ...frame } = answer;
  const object = isChat ? 'chat.completion.chunk' : 'text_completion';
  const choices = isList(answer.choices) ? answer.choices.filter(isObject) : [];
  const chunks = choices.flatMap((choice) => (isChat ? chatChunks(choice) : textChunks(choice)));
  const events = chunks.map((choice) => event({ ...frame, object, choices: [choice] }));
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const text of [...events, 'data: [DONE]\n\n']) controller.enqueue(encoder.encode(text));
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

function event(data: Json): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function words(text: Json | undefined): readonly string[] {
  return typeof text === 'string' ? text.split(/(?<= )/) : [];
}

function chatChunks({ index = 0, message }: JsonObject): readonly JsonObject[] {
  const content = isObject(message) ? message.content : '';
  const start = { index, delta: { role: 'assistant', content: '' }, finish_reason: null };
  const middle = words(content).map((word) => ({ index, delta: { content: word }, finish_reason: null }));
  return [start, ...middle, { index, delta: {}, finish_reason: 'stop' }];
}

function textChunks({ index = 0, text }: JsonObject): readonly JsonObject[] {
  const middle = words(text).map((word) => ({ index, text: word, logprobs: null, finish_reason: null }));
  return [...middle, { index, text: '', logprobs: null, finish_reason: 'stop' }];
}
