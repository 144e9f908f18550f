import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from '../../src/gateway/recording.js';
import { installed } from './install.js';

/** A server of a test; `stop` when it is no longer needed. */
export interface Running {
  readonly origin: string;
  readonly stop: () => void;
}

const PRELOAD = fileURLToPath(new URL('tell-port.cjs', import.meta.url));

/** Starts the real @portkey-ai/gateway on a port of the system's choice. Throws when it ends before it listens. */
export async function startRealGateway(): Promise<Running> {
  const script = join(await installed('gateway'), '@portkey-ai/gateway/build/start-server.js');
  const child = fork(script, ['--headless', '--port=0'], {
    execArgv: ['--require', PRELOAD],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the real gateway ended with ${code}`)));
  });
  return { origin: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}

/** What a provider was asked. */
export interface Asked {
  readonly method: string;
  /** Below the provider's base URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Json;
}

/** A provider that answers everything and remembers what it was asked. */
export interface Provider extends Running {
  readonly asked: () => readonly Asked[];
  readonly forget: () => void;
}

/** Starts a provider; its base URL is the origin and /v1. */
export async function startProvider(): Promise<Provider> {
  let asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const body = text ? JSON.parse(text) : null;
      asked.push({ method, path: url.replace(/^\/v1(?=\/)/, ''), headers, body });
      response.setHeader('content-type', body?.stream ? 'text/event-stream' : 'application/json');
      response.end(body?.stream ? STREAM : JSON.stringify(ANSWER));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
    asked: () => asked,
    forget: () => {
      asked = [];
    },
  };
}

/** Something for every route of OpenAI and Anthropic. */
const ANSWER = {
  id: 'answer-1',
  type: 'message',
  object: 'chat.completion',
  created: 1,
  model: 'stub',
  role: 'assistant',
  content: [{ type: 'text', text: 'Hello.' }],
  stop_reason: 'end_turn',
  completion: 'Hello.',
  choices: [
    { index: 0, text: 'Hello.', message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' },
  ],
  data: [{ object: 'embedding', index: 0, embedding: [0.1, 0.2] }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, input_tokens: 1, output_tokens: 1 },
};

const STREAM = [
  '{"id":"a","object":"chat.completion.chunk","created":1,"model":"stub","choices":[{"index":0,"delta":{"content":"Hello."}}]}',
  '[DONE]',
]
  .map((data) => `data: ${data}\n\n`)
  .join('');
