import { Hono } from 'hono';
import { type AnswerCache, answerCache } from './answer-cache.js';
import { type Fault, withFaults } from './faults.js';
import { readIncoming } from './incoming.js';
import { logLine, unreadLine } from './log-line.js';
import type { Recording } from './recording.js';
import { type RecordingBook, recordingBook } from './recording-book.js';
import { refusalResponse, refusedByUs } from './refusal.js';
import type { Seed } from './seed.js';
import { serve } from './serve.js';
import { type Listening, listen, type Where } from './server.js';
import { type Provider, stubProvider } from './stub.js';

/** What a gateway is made with; everything may be left out. */
export interface GatewayOptions {
  /** What the hosted API would know. Each part that is left out is made up as it is asked for, and always the same. */
  readonly seed?: Seed;
  /** Answers in place of the providers (default: stubs in OpenAI's shape); nothing is ever sent to them. */
  readonly provider?: Provider;
  /** Bodies with more bytes are refused with 413 (default: 32 MiB). */
  readonly mostBytes?: number;
  /** Requests beyond so many at once are refused with 503 (default: 1,000). */
  readonly mostAtOnce?: number;
  /** So many recordings are kept, the latest (default: all). */
  readonly keep?: number;
  /** What goes wrong at the providers (default: nothing). */
  readonly faults?: readonly Fault[];
  /** Old routes answer 410 and name the new one (default: they answer as they did). */
  readonly afterDeprecation?: boolean;
  /** Is told a line for every request, without credentials. */
  readonly log?: (line: string) => void;
}

/** An answer, and what is known of its request; undefined where nothing was read of it: too large, or too many at once. */
export interface Answered {
  readonly response: Response;
  readonly recording: Recording | undefined;
}

/** A gateway that speaks both APIs and sends nothing anywhere. */
export interface ReferenceGateway {
  /** Answers a request, whatever its host; never throws for what a client sends. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The same, together with the recording of this very request. */
  readonly ask: (request: Request) => Promise<Answered>;
  /** Serves on a port (0: any free one) of the loopback interface, unless told another host. Throws when the port is taken. */
  readonly listen: (where?: Where) => Promise<Listening>;
  /** What was recorded since the beginning, or the last `clear`; in the order of arrival. */
  readonly recordings: () => readonly Recording[];
  /** Forgets recordings and cached answers. */
  readonly clear: () => void;
}

const MOST_BYTES = 32 * 2 ** 20;
const MOST_AT_ONCE = 1000;

/** Where recordings can be read (GET) and forgotten (DELETE) by other processes. */
export const RECORDINGS_PATH = '/_portkey-migrate/recordings';

/**
 * Makes a reference gateway: both APIs of Portkey, the compatibility table between them, and providers that are stubs. It holds no
 * port and no file until `listen` is called.
 */
export function createReferenceGateway(options: GatewayOptions = {}): ReferenceGateway {
  const book = recordingBook(options.keep ?? Number.POSITIVE_INFINITY);
  const cache = answerCache();
  const clear = (): void => {
    book.clear();
    cache.clear();
  };
  const ask = asker(options, book, cache);
  const fetch = pagesOf(ask, book, clear);
  return { fetch, ask, listen: (where) => listen(fetch, where), recordings: book.recordings, clear };
}

function asker(options: GatewayOptions, book: RecordingBook, cache: AnswerCache): ReferenceGateway['ask'] {
  const world = {
    seed: options.seed ?? {},
    provider: withFaults(options.provider ?? stubProvider, options.faults ?? []),
    cache,
    afterDeprecation: options.afterDeprecation ?? false,
  };
  const limits = { bytes: options.mostBytes ?? MOST_BYTES, atOnce: options.mostAtOnce ?? MOST_AT_ONCE };
  let atOnce = 0;
  const unread = (why: 'too many' | 'too large', request: Request): Answered => {
    const refused = refusedByUs(why);
    options.log?.(unreadLine(request, refused.refusal));
    return { response: refusalResponse(refused), recording: undefined };
  };
  return async (request) => {
    if (atOnce >= limits.atOnce) return unread('too many', request);
    atOnce++;
    try {
      const page = book.open();
      const incoming = await readIncoming(request, limits.bytes);
      if (!incoming) return unread('too large', request);
      const { response, recording } = await serve(incoming, world);
      options.log?.(logLine(recording));
      return { response, recording: page.write(recording) };
    } finally {
      atOnce--;
    }
  };
}

/** Everything that is answered over HTTP: recordings for other processes, and both APIs. */
function pagesOf(
  ask: ReferenceGateway['ask'],
  book: RecordingBook,
  clear: () => void,
): ReferenceGateway['fetch'] {
  const app = new Hono();
  app.get(RECORDINGS_PATH, (c) => c.json(book.recordings()));
  app.delete(RECORDINGS_PATH, (c) => {
    clear();
    return c.body(null, 204);
  });
  app.get('/', (c) => c.text('The reference gateway of portkey-migrate.'));
  app.all('*', async (c) => (await ask(c.req.raw)).response);
  return async (request) => app.fetch(request);
}
