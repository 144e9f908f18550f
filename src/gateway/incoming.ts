import type { Content } from './body.js';

/** A request as it came in, its body read but not yet understood. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  /** Lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Content;
}

/** Reads a request to its end; undefined when its body has more bytes than allowed. */
export async function readIncoming(request: Request, mostBytes: number): Promise<Incoming | undefined> {
  const headers = Object.fromEntries(request.headers);
  if (Number(headers['content-length']) > mostBytes) return undefined;
  const bytes = await readBounded(request.body, mostBytes);
  if (!bytes) return undefined;
  const content = { bytes, type: headers['content-type'] ?? '' };
  return { method: request.method, url: new URL(request.url), headers, content };
}

async function readBounded(
  stream: ReadableStream<Uint8Array> | null,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!stream) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The bearer of the request, as the gateway reads it: the first `Bearer ` goes. */
export function bearerOf({ headers }: Incoming): string | null {
  return headers.authorization?.replace('Bearer ', '') || null;
}
