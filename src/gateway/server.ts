import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A gateway that is being served. */
export interface Listening {
  /** Without a slash at its end: `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly port: number;
  /** The server itself, listening. */
  readonly server: Server;
  /** Stops listening and ends open connections. */
  readonly close: () => Promise<void>;
}

/** Where to listen. */
export interface Where {
  /** 0 or left out: any free one. */
  readonly port?: number;
  /** An address of this machine (default: 127.0.0.1, which no other machine reaches). */
  readonly host?: string;
}

const LOOPBACK = '127.0.0.1';

/** Serves a fetch handler over HTTP. Throws when the port is taken. */
export async function listen(
  fetch: (request: Request) => Promise<Response>,
  { port = 0, host = LOOPBACK }: Where = {},
): Promise<Listening> {
  const [{ createServer }, { getRequestListener }] = await Promise.all([
    import('node:http'),
    import('@hono/node-server'),
  ]);
  // Request and Response stay those of the program this runs in.
  const server = createServer(getRequestListener(fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const bound = portOf(server.address());
  const shown = host.includes(':') ? `[${host}]` : host;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://${shown}:${bound}`, port: bound, server, close };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}
