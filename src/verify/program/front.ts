import type { ReferenceGateway } from '../../gateway/index.js';
import type { Recording } from '../../gateway/recording.js';
import { isTaken, type Remote, type RemoteRefusal, refusalFrom } from '../remote.js';
import type { Verdict } from '../result.js';
import { SITE_HEADER } from './message.js';
import type { CallPlace, ProgramRequest } from './result.js';

/** What stands where the program thinks that the hosted API is, and what it was asked. */
export interface Front {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly requests: () => readonly ProgramRequest[];
}

/** Answers a program through the reference gateway; new requests through another one where there is one. */
export function frontOf(gateway: ReferenceGateway, remote: Remote | undefined): Front {
  const requests: ProgramRequest[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const place = placeIn(request.headers.get(SITE_HEADER));
    const asked = await askedOf(request);
    const { response, recording } = await gateway.ask(requestOf(asked));
    const other = recording?.surface === 'new' && remote ? await elsewhere(asked, remote) : undefined;
    const refusal = other ? other.refusal : refusalIn(response, recording);
    requests.push({ ...described(asked, recording), verdict: verdictOn(refusal, recording), place });
    return other?.response ?? response;
  };
  return { fetch, requests: () => requests };
}

/** A request that can be sent more than once. */
interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}

async function askedOf(request: Request): Promise<Asked> {
  const { [SITE_HEADER]: _, ...headers } = Object.fromEntries(request.headers);
  const hasBody = request.body !== null && request.method !== 'GET' && request.method !== 'HEAD';
  const body = hasBody ? new Uint8Array(await request.arrayBuffer()) : undefined;
  return { method: request.method, url: new URL(request.url), headers, body };
}

function requestOf({ method, url, headers, body }: Asked): Request {
  return new Request(url, { method, headers, ...(body ? { body } : {}) });
}

interface Elsewhere {
  readonly response: Response;
  readonly refusal: RemoteRefusal | undefined;
}

async function elsewhere({ method, url, headers, body }: Asked, remote: Remote): Promise<Elsewhere> {
  try {
    const response = await remote.ask({ method, path: url.pathname + url.search, headers, body });
    // What is taken may be a stream without an end: it is handed on as it comes.
    if (isTaken(response)) return { response: answerOf(response, response.body), refusal: undefined };
    const text = await response.text();
    return { response: answerOf(response, text), refusal: refusalFrom(response, text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { response: Response.json({ message }, { status: 502 }), refusal: { status: 502, message } };
  }
}

/** The body is unpacked already. */
function answerOf({ status, headers }: Response, body: string | ReadableStream<Uint8Array> | null): Response {
  const kept = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name);
  return new Response(body, { status, headers: kept });
}

function refusalIn({ status }: Response, recording: Recording | undefined): RemoteRefusal | undefined {
  if (!recording) return { status, message: 'The request could not be taken' };
  return recording.refusal ?? undefined;
}

function verdictOn(refusal: RemoteRefusal | undefined, recording: Recording | undefined): Verdict {
  if (refusal) return { is: 'refused', status: refusal.status, message: refusal.message };
  if (recording?.surface === 'old') return { is: 'old', successor: recording.successor };
  return { is: 'accepted' };
}

function described({ method, url }: Asked, recording: Recording | undefined) {
  return {
    method,
    url: `${url.host.replace(/:(?:80|443)$/, '')}${url.pathname}`,
    api: recording?.surface ?? 'new',
  } as const;
}

/** `file:line:column`, the file percent-encoded. */
function placeIn(site: string | null): CallPlace | undefined {
  const [, file, line, column] = /^(.+):(\d+):(\d+)$/.exec(site ?? '') ?? [];
  return file ? { file: decodeURI(file), line: Number(line), column: Number(column) } : undefined;
}
