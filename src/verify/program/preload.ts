/**
 * Loaded into every Node process of the program before its own code (`node --import`). Sockets that are opened to a known host lead to
 * the intercepting proxy, whichever client opens them, and requests say where in the program they are made.
 */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { callSite } from './call-site.js';
import { isAmong, isLoopback } from './matching.js';
import { ORDERS, type Orders, SITE_HEADER } from './message.js';

const written = process.env[ORDERS];
if (written) obey(JSON.parse(written));

function obey(orders: Orders): void {
  redirectSockets(orders);
  markFetch(orders);
  markRequests(orders);
  syncBuiltinESMExports();
}

type Connecting = Partial<net.TcpNetConnectOpts> & { readonly path?: string };

/** Every TCP and TLS client of Node ends here. */
function redirectSockets({ hosts, port: proxyPort, isBlocked }: Orders): void {
  const { connect } = net.Socket.prototype;
  function redirected(this: net.Socket, ...args: readonly unknown[]): net.Socket {
    const { options, callback } = connecting(args);
    const { host = 'localhost', port, path } = options;
    if (path) return Reflect.apply(connect, this, args);
    if (isAmong(hosts, { hostname: host, port: String(port ?? '') })) {
      const { localAddress: _, localPort: __, family: ___, lookup: ____, ...kept } = options;
      return Reflect.apply(connect, this, [{ ...kept, host: '127.0.0.1', port: proxyPort }, callback]);
    }
    if (!isBlocked || isLoopback(host)) return Reflect.apply(connect, this, args);
    return refuse(this, host);
  }
  Object.defineProperty(net.Socket.prototype, 'connect', { value: redirected });
}

function refuse(socket: net.Socket, host: string): net.Socket {
  const error = new Error(`connect ENETUNREACH ${host}: blocked by portkey-migrate verify --block-network`);
  process.nextTick(() => socket.destroy(Object.assign(error, { code: 'ENETUNREACH' })));
  return socket;
}

/** The forms `connect` takes: an object, a port and a host, a path, or what Node itself made of them. */
function connecting(args: readonly unknown[]): { options: Connecting; callback: unknown } {
  const [first, second] = args;
  const callback = args.findLast((arg) => typeof arg === 'function');
  if (Array.isArray(first)) return { options: Object(first[0]), callback: first[1] ?? callback };
  if (typeof first === 'object') return { options: Object(first), callback };
  if (Number.isNaN(Number(first))) return { options: { path: String(first) }, callback };
  return {
    options: { port: Number(first), ...(typeof second === 'string' ? { host: second } : {}) },
    callback,
  };
}

function markFetch(orders: Orders): void {
  const native = globalThis.fetch;
  globalThis.fetch = (input, init) => native(input, marked(input, init, orders));
}

function marked(
  input: string | URL | Request,
  init: RequestInit | undefined,
  orders: Orders,
): RequestInit | undefined {
  try {
    const isRequest = input instanceof Request;
    if (!isAmong(orders.hosts, new URL(isRequest ? input.url : String(input)))) return init;
    const site = callSite(orders.cwd);
    if (!site) return init;
    const headers = new Headers(init?.headers ?? (isRequest ? input.headers : undefined));
    headers.set(SITE_HEADER, site);
    return { ...init, headers };
  } catch {
    // What is wrong with the request is fetch's to say.
    return init;
  }
}

function markRequests(orders: Orders): void {
  for (const module of [http, https]) {
    const native = module.request;
    const request = (...args: readonly unknown[]): http.ClientRequest => {
      const made: http.ClientRequest = Reflect.apply(native, module, args);
      mark(made, orders);
      return made;
    };
    const get = (...args: readonly unknown[]): http.ClientRequest => {
      const made = request(...args);
      made.end();
      return made;
    };
    Object.assign(module, { request, get });
  }
}

function mark(request: http.ClientRequest, { hosts, cwd }: Orders): void {
  try {
    if (!isAmong(hosts, new URL(`${request.protocol}//${request.getHeader('host') ?? request.host}`))) return;
    const site = callSite(cwd);
    if (site) request.setHeader(SITE_HEADER, site);
  } catch {
    // Headers that were given as a list are sent already: the request goes without its place.
  }
}
