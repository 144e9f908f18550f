// Loaded into a program before its own code (node --require): sends what is meant for api.portkey.ai to the gateway at
// REAL_GATEWAY instead, by whatever HTTP client it goes, and lets nothing else leave the machine. With REAL_CUSTOM_HOST the
// requests also ask the gateway to call that host in place of the provider's.
'use strict';

const http = require('node:http');
const https = require('node:https');
const { createRequire, syncBuiltinESMExports } = require('node:module');
const { join } = require('node:path');

const gateway = new URL(process.env.REAL_GATEWAY);
const customHost = process.env.REAL_CUSTOM_HOST;

/** Where a request really goes; throws for hosts that no program may talk to. */
function redirected(url) {
  if (url.hostname === 'api.portkey.ai') {
    return new URL(url.pathname + url.search, gateway);
  }
  if (url.hostname === gateway.hostname) return url;
  throw new Error(`a request left for ${url.origin}`);
}

function added() {
  return customHost ? { 'x-portkey-custom-host': customHost } : {};
}

// fetch, and SDKs built on it
const nativeFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(added())) headers.set(name, value);
  const { method, signal, redirect } = request;
  const body = init?.body ?? request.body ?? undefined;
  return nativeFetch(redirected(new URL(request.url)), {
    method,
    headers,
    signal,
    redirect,
    body,
    duplex: 'half',
  });
};

// http and https, and clients built on them
const nativeRequest = http.request;
function requestOf(protocol) {
  return (...args) => {
    const callback = args.find((arg) => typeof arg === 'function');
    const [first, second] = args;
    const isAddress = typeof first === 'string' || first instanceof URL;
    const options = (isAddress ? (typeof second === 'object' ? second : {}) : first) ?? {};
    const url = isAddress ? new URL(first) : addressOf(options, protocol);
    const { protocol: _1, host: _2, hostname: _3, port: _4, path: _5, agent: _6, ...kept } = options;
    // Anything Node's own request understands, lists included: normalized by Headers.
    const headers = { ...Object.fromEntries(new Headers(options.headers ?? {})), ...added() };
    delete headers.host;
    return nativeRequest(redirected(url), { ...kept, headers, createConnection: undefined }, callback);
  };
}

function addressOf(options, protocol) {
  const host = options.hostname ?? options.host ?? 'localhost';
  const port = options.port ? `:${options.port}` : '';
  return new URL(`${options.protocol ?? protocol}//${host}${port}${options.path ?? '/'}`);
}

for (const [module, protocol] of [
  [http, 'http:'],
  [https, 'https:'],
]) {
  module.request = requestOf(protocol);
  module.get = (...args) => {
    const request = module.request(...args);
    request.end();
    return request;
  };
}
syncBuiltinESMExports();

// the undici package, whose requests use neither
try {
  const undici = createRequire(join(process.cwd(), 'package.json'))('undici');
  class Redirecting extends undici.Agent {
    dispatch(options, handler) {
      const url = redirected(new URL(options.path, options.origin));
      const headers = { ...options.headers, ...added() };
      return super.dispatch(
        { ...options, origin: url.origin, path: url.pathname + url.search, headers },
        handler,
      );
    }
  }
  undici.setGlobalDispatcher(new Redirecting());
} catch (error) {
  if (error.code !== 'MODULE_NOT_FOUND') throw error;
}
