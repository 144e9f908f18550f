import { createServer, type IncomingMessage, type Server } from 'node:http';
import { readAnything } from '../../../src/gateway/body.js';

/** What a provider received, less what every HTTP client adds in its own way. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What a provider answers. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const NOISE =
  /^(?:host|connection|content-length|accept|accept-language|accept-encoding|sec-.*|user-agent|transfer-encoding|keep-alive)$/;

/** Headers that somebody meant; the boundary of a form is nobody's. */
export function meant(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !NOISE.test(name.toLowerCase()));
  const spelled = kept.map(([name, value]) => [
    name.toLowerCase(),
    String(value).replace(/; boundary=.*/, ''),
  ]);
  return Object.fromEntries(spelled.filter(([, value]) => value !== 'multipart/form-data'));
}

/** Every provider at once: the shape of the answer by its path, the status by the model's name (`fail-429`, `fail-500-once`). */
export function answers(): (path: string, body: unknown) => Answer {
  const asked = new Map<string, number>();
  return (path, body) => {
    const { model = '', stream } = Object(body);
    const [, status = '', once] = /^fail-(\d+)(-once)?/.exec(String(model)) ?? [];
    const times = (asked.get(model) ?? 0) + 1;
    asked.set(model, times);
    if (status && !(once && times > 1)) return failure(Number(status), path);
    return stream === true ? streamed(path) : json(200, shapeOf(path));
  };
}

function json(status: number, value: unknown): Answer {
  return { status, type: 'application/json', text: JSON.stringify(value) };
}

function failure(status: number, path: string): Answer {
  const error = { message: `failed with ${status}`, type: 'stub_error', param: null, code: 'stub' };
  return json(status, path.includes('/v2/') ? { message: error.message } : { type: 'error', error });
}

function streamed(path: string): Answer {
  const chunk = {
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta: { content: 'Hi' } }],
  };
  const events = path.endsWith('/messages')
    ? ['event: message_stop\ndata: {"type":"message_stop"}\n\n']
    : [`data: ${JSON.stringify(chunk)}\n\n`, 'data: [DONE]\n\n'];
  return { status: 200, type: 'text/event-stream', text: events.join('') };
}

const USAGE = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, input_tokens: 1, output_tokens: 1 };

function shapeOf(path: string): unknown {
  if (path.endsWith('/messages'))
    return {
      id: 'm',
      type: 'message',
      role: 'assistant',
      model: 'claude',
      content: [{ type: 'text', text: 'Hi' }],
      usage: USAGE,
    };
  if (path.endsWith('/v2/chat'))
    return {
      id: 'c',
      finish_reason: 'COMPLETE',
      message: { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
      usage: { tokens: USAGE, billed_units: USAGE },
    };
  if (path.endsWith('/v2/embed'))
    return { id: 'e', embeddings: [[0.5]], texts: ['a'], meta: { billed_units: { input_tokens: 1 } } };
  if (path.endsWith('/complete'))
    return { completion: 'Hi', stop_reason: 'stop', model: 'claude', log_id: 'l' };
  if (path.endsWith('/v1/generate')) return { id: 'g', generations: [{ id: '1', text: 'Hi' }], prompt: 'p' };
  if (/\/embeddings(?:\?|$)/.test(path))
    return {
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding: [0.5] }],
      model: 'm',
      usage: USAGE,
    };
  const choices = [
    {
      index: 0,
      text: 'Hi',
      message: { role: 'assistant', content: 'Hi' },
      logprobs: null,
      finish_reason: 'stop',
    },
  ];
  return { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices, usage: USAGE };
}

/** A server that is every provider, and what it received. */
export interface ProviderServer {
  readonly url: string;
  /** What came in since the last time. */
  readonly take: () => readonly Received[];
  readonly close: () => Promise<void>;
}

/** Serves the providers on a free port of the loopback interface. */
export async function serveProviders(): Promise<ProviderServer> {
  let received: Received[] = [];
  const answer = answers();
  const server = createServer(async (request, response) => {
    const seen = await read(request);
    received.push(seen);
    const { status, type, text } = answer(seen.path.split('?')[0] ?? '', seen.body);
    response.writeHead(status, { 'content-type': type }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    take: () => {
      const taken = received;
      received = [];
      return taken;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const bytes = new Uint8Array(Buffer.concat(chunks));
  const content = await readAnything({ bytes, type: request.headers['content-type'] ?? '' });
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: meant(request.headers),
    body: 'value' in content ? content.value : null,
  };
}
