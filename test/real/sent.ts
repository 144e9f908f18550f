import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Program, type RunOptions, runProgram } from './programs.js';

/** A request as it came over the wire. */
export interface Caught {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Everything a program really sends, with its real clients, in order; what answers says something every program understands. */
export async function sentBy(
  program: Program,
  options: Omit<RunOptions, 'gateway'>,
): Promise<readonly Caught[]> {
  const caught: Caught[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      caught.push({ method: request.method ?? '', path: request.url ?? '', headers, body });
      const isStream = /"stream":\s*true/.test(body);
      response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
      response.end(isStream ? STREAM : JSON.stringify(answer(request.url ?? '')));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { exitCode, stderr } = await runProgram(program, {
      ...options,
      gateway: `http://127.0.0.1:${port}`,
    });
    if (exitCode !== 0) throw new Error(`${program.name} ended with ${exitCode}: ${stderr}`);
    return caught;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const CHAT = {
  id: 'cmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'stub',
  type: 'message',
  role: 'assistant',
  content: [{ type: 'text', text: 'ok' }],
  stop_reason: 'end_turn',
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  choices: [
    { index: 0, finish_reason: 'stop', text: '["ok"]', message: { role: 'assistant', content: '["ok"]' } },
  ],
};

const EMBEDDINGS = {
  object: 'list',
  model: 'stub',
  data: [0, 1].map((index) => ({ index, object: 'embedding', embedding: [0.1] })),
};

function answer(path: string): unknown {
  if (/generate/.test(path)) return { success: true, data: CHAT };
  return /embed/.test(path) ? EMBEDDINGS : CHAT;
}

const STREAM = `data: ${JSON.stringify({ ...CHAT, choices: [{ index: 0, delta: { content: 'ok' } }] })}\n\ndata: [DONE]\n\n`;
