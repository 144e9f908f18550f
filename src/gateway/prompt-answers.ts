import type { Body } from './body.js';

/** The old `generate` put what the provider said into `data`. */
export async function wrapped(answer: Response): Promise<Response> {
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  const data: unknown = await answer.json().catch(() => null);
  return Response.json({ success: answer.ok, data }, { status: answer.status, headers });
}

/** What `render` answers: the prompt filled in, and nobody asked. */
export function rendered(body: Body): Response {
  return Response.json({ success: true, data: body.kind === 'json' ? body.value : {} });
}
