import { Hono } from 'hono';
import { answerCache } from './answer-cache.js';
import { type Fault, withFaults } from './faults.js';
import { readIncoming } from './incoming.js';
import { logLine } from './log-line.js';
import type { Recording } from './recording.js';
import { recordingBook } from './recording-book.js';
import { refusalResponse, refusedByUs } from './refusal.js';
import type { Seed } from './seed.js';
import { serve } from './serve.js';
import { type Listening, listen } from './server.js';
import { type Provider, stubProvider } from './stub.js';

/** What a gateway is made with; everything may be left out. */
export interface GatewayOptions {
  /** What the hosted API would know; without it keys, configs and prompts are made up. */
  readonly seed?: Seed;
  /** Answers in place of the providers; nothing is ever sent to them. */
  readonly provider?: Provider;
  /** Larger bodies are refused with 413. */
  readonly mostBytes?: number;
  /** Requests beyond so many at once are refused with 503. */
  readonly mostAtOnce?: number;
  /** So many recordings are kept, the latest. */
  readonly keep?: number;
  /** What goes wrong at the providers. */
  readonly faults?: readonly Fault[];
  /** Old routes answer 410 and name the new one. */
  readonly afterDeprecation?: boolean;
  /** Is told a line for every request, without credentials. */
  readonly log?: (line: string) => void;
}

/** A gateway that speaks both APIs and sends nothing anywhere. */
export interface ReferenceGateway {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Serves on a port (0: any free one) of the loopback interface, unless told another host. */
  readonly listen: (where?: { readonly port?: number; readonly host?: string }) => Promise<Listening>;
  /** In the order of arrival. */
  readonly recordings: () => readonly Recording[];
  /** Forgets recordings and cached answers. */
  readonly clear: () => void;
}

const MOST_BYTES = 32 * 2 ** 20;
const MOST_AT_ONCE = 1000;

/** Where recordings can be read (GET) and forgotten (DELETE) by other processes. */
export const RECORDINGS_PATH = '/_portkey-migrate/recordings';

/** Makes a reference gateway. */
export function createReferenceGateway(options: GatewayOptions = {}): ReferenceGateway {
  const book = recordingBook(options.keep ?? Number.POSITIVE_INFINITY);
  const cache = answerCache();
  const clear = (): void => {
    book.clear();
    cache.clear();
  };
  const world = {
    seed: options.seed ?? {},
    provider: withFaults(options.provider ?? stubProvider, options.faults ?? []),
    cache,
    afterDeprecation: options.afterDeprecation ?? false,
  };
  const limits = { bytes: options.mostBytes ?? MOST_BYTES, atOnce: options.mostAtOnce ?? MOST_AT_ONCE };
  let atOnce = 0;
  const answer = async (request: Request): Promise<Response> => {
    if (atOnce >= limits.atOnce) return refusalResponse(refusedByUs('too many'));
    atOnce++;
    try {
      const page = book.open();
      const incoming = await readIncoming(request, limits.bytes);
      if (!incoming) return refusalResponse(refusedByUs('too large'));
      const { response, recording } = await serve(incoming, world);
      page.write(recording);
      options.log?.(logLine(recording));
      return response;
    } finally {
      atOnce--;
    }
  };
  const app = new Hono();
  app.get(RECORDINGS_PATH, (c) => c.json(book.recordings()));
  app.delete(RECORDINGS_PATH, (c) => {
    clear();
    return c.body(null, 204);
  });
  app.get('/', (c) => c.text('The reference gateway of portkey-migrate.'));
  app.all('*', (c) => answer(c.req.raw));
  const fetch = async (request: Request): Promise<Response> => app.fetch(request);
  return { fetch, listen: (where) => listen(fetch, where), recordings: book.recordings, clear };
}
