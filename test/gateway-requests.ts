import type { Recording, ReferenceGateway } from '../src/gateway/index.js';

/** A request to a gateway; POST with JSON unless it says otherwise. */
export interface Ask {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Sends it with a Portkey key. */
export function send(
  gateway: ReferenceGateway,
  { method = 'POST', path, headers = {}, body }: Ask,
): Promise<Response> {
  const isRaw = body === undefined || typeof body === 'string' || body instanceof FormData;
  const type: Record<string, string> = body instanceof FormData ? {} : { 'content-type': 'application/json' };
  return gateway.fetch(
    new Request(`http://gateway.invalid${path}`, {
      method,
      headers: { 'x-portkey-api-key': 'pk-1', ...type, ...headers },
      body: isRaw ? (body as string | FormData | undefined) : JSON.stringify(body),
    }),
  );
}

/** Sends it, and gives what was recorded. */
export async function record(gateway: ReferenceGateway, ask: Ask): Promise<Recording> {
  await (await send(gateway, ask)).text();
  const recording = gateway.recordings().at(-1);
  if (!recording) throw new Error('nothing was recorded');
  return recording;
}

/** A config header. */
export function config(value: unknown): Record<string, string> {
  return { 'x-portkey-config': typeof value === 'string' ? value : JSON.stringify(value) };
}
