import { JobError } from '../job-error.js';

/** Another gateway than the reference: the real one, or a staging deployment. */
export interface Remote {
  /** For people: without credentials, without `/v1`. */
  readonly name: string;
  /** Sends a request of the new API there. Throws a JobError when nobody answers. */
  readonly ask: (request: RemoteRequest) => Promise<Response>;
}

/** A request as it was meant for the gateway it is written for. */
export interface RemoteRequest {
  readonly method: string;
  /** Path and query: `/v1/chat/completions`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

/** Why a gateway did not serve a request. */
export interface RemoteRefusal {
  readonly status: number;
  readonly message: string;
}

/** A header as `--header` has it. Throws a JobError that does not repeat its value. */
export function readHeader(text: string): readonly [name: string, value: string] {
  const [, name, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*:\s*(.*?)\s*$/s.exec(text) ?? [];
  if (name && value && !/[\r\n]/.test(value)) return [name.toLowerCase(), value];
  throw new JobError('--header', "'name: value'", name ? `${name} without a value` : 'something else');
}

/** Another gateway by its URL; `headers` go with every request, in place of what the program sends under those names. */
export function remoteGateway(url: string, headers: readonly (readonly [string, string])[]): Remote {
  const base = parseBase(url);
  const root = base.pathname.replace(/\/(?:v1\/?)?$/, '');
  const name = base.origin + root;
  const own = Object.fromEntries(headers);
  const user: Record<string, string> = base.username ? { authorization: basic(base) } : {};
  return {
    name,
    ask: ({ path, method, headers: said, body }) =>
      reach(name, `${base.origin}${root}${path}`, {
        method,
        headers: { ...user, ...withoutTransport(said), ...own },
        // A redirect would take the keys along to somebody else.
        redirect: 'manual',
        ...(body === undefined || method === 'GET' || method === 'HEAD' ? {} : { body }),
      }),
  };
}

function parseBase(url: string): URL {
  const isHttp = /^https?:\/\/[^/]/i.test(url) && URL.canParse(url);
  if (!isHttp) throw new JobError('--gateway', 'a URL: http://localhost:8787', 'something else');
  return new URL(url);
}

function basic({ username, password }: URL): string {
  const said = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(said).toString('base64')}`;
}

/** Said anew for what is really sent. */
const TRANSPORT =
  /^(?:host|connection|content-length|transfer-encoding|expect|keep-alive|proxy-.*|upgrade|te)$/;

function withoutTransport(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !TRANSPORT.test(name.toLowerCase())));
}

async function reach(name: string, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
    throw new JobError(`the gateway at ${name} could not be asked (${code})`);
  }
}

/** Says which target answered: no gateway has it on what it refuses itself. */
const ANSWERED_BY = 'x-portkey-last-used-option-index';
const LONGEST = 500;

/** Whether the gateway asked a provider, whatever that one said. */
export function isTaken(response: Response): boolean {
  return response.ok || response.headers.has(ANSWERED_BY);
}

/** Why the gateway refused, of the text it answered with. */
export function refusalFrom({ status }: Response, text: string): RemoteRefusal {
  return { status, message: messageIn(text) || `status ${status}` };
}

/** Why the gateway refused; undefined when it did not. Reads the answer to its end. */
export async function remoteRefusal(response: Response): Promise<RemoteRefusal | undefined> {
  if (!isTaken(response)) return refusalFrom(response, await response.text().catch(() => ''));
  await response.body?.cancel();
  return undefined;
}

function messageIn(text: string): string {
  try {
    const { message, error } = Object(JSON.parse(text));
    const said: unknown = message ?? Object(error).message ?? error;
    if (typeof said === 'string') return said.slice(0, LONGEST);
  } catch {
    // It is no JSON: shown as it is.
  }
  return text.trim().slice(0, LONGEST);
}
