import { Server } from 'node:net';
import { JobError } from '../../job-error.js';
import type { Host } from './matching.js';
import type { Authority, MockServer, Mockttp, RuleBuilder } from './mockttp.js';

/** An intercepting proxy that runs, and the certificate that its child must trust. */
export interface RunningProxy {
  readonly port: number;
  readonly certificate: string;
  readonly close: () => Promise<void>;
}

/** Where the proxy leads what. */
export interface Leading {
  readonly hosts: readonly Host[];
  /** A port of 127.0.0.1 that answers for the hosts, in plain HTTP. */
  readonly port: number;
  /** Other hosts are not called. */
  readonly isBlocked: boolean;
  /** The proxy through which other hosts are reached, and what is kept from it. */
  readonly upstream: { readonly url: string; readonly direct: readonly string[] } | undefined;
}

/** Starts a proxy on the loopback interface, under an authority that is made for it and never written down. */
export async function startProxy(mockttp: Mockttp, leading: Leading): Promise<RunningProxy> {
  const authority = await mockttp.generateCACertificate({
    subject: { commonName: 'portkey-migrate verify: trusted by one run only' },
  });
  const server = mockttp.getLocal(settingsOf(authority, leading));
  // A number, or the package looks for a free port itself, with many listenings.
  await onLoopback(() => server.start(0));
  if (server.address.address !== '127.0.0.1') {
    await server.stop();
    throw new JobError('the intercepting proxy', 'the loopback interface', server.address.address);
  }
  await lead(server, leading);
  return { port: server.port, certificate: authority.cert, close: () => server.stop() };
}

function settingsOf({ key, cert }: Authority, { hosts, isBlocked, upstream }: Leading): object {
  // Where nothing is to be known of other hosts, their connections stay closed to us.
  const isTunnelled = !isBlocked && !upstream;
  const only = isTunnelled ? { tlsInterceptOnly: hosts.map(({ name }) => ({ hostname: name })) } : {};
  return { https: { key, cert, ...only }, http2: 'fallback', recordTraffic: false, suggestChanges: false };
}

/** The package listens on every interface; for as long as it starts, listening means the loopback one, on any free port. */
async function onLoopback(start: () => Promise<void>): Promise<void> {
  const { listen } = Server.prototype;
  const method = { configurable: true, writable: true };
  Object.defineProperty(Server.prototype, 'listen', {
    ...method,
    value: function listenHere(this: Server): Server {
      return Reflect.apply(listen, this, [0, '127.0.0.1']);
    },
  });
  try {
    await start();
  } finally {
    Object.defineProperty(Server.prototype, 'listen', { ...method, value: listen });
  }
}

/** `host` and the path stay as they were: the gateway is told what was asked for. */
async function lead(server: MockServer, { hosts, port, isBlocked, upstream }: Leading): Promise<void> {
  const toGateway = {
    transformRequest: {
      setProtocol: 'http',
      replaceHost: { targetHost: `127.0.0.1:${port}`, updateHostHeader: false },
    },
  };
  for (const host of hosts) await ruleFor(host, server.forAnyRequest()).thenPassThrough(toGateway);
  if (isBlocked) {
    await server.forUnmatchedRequest().thenReply(502, BLOCKED, { 'content-type': 'text/plain' });
    await server.forAnyWebSocket().thenRejectConnection(502);
    return;
  }
  const onward = upstream ? { proxyConfig: { proxyUrl: upstream.url, noProxy: [...upstream.direct] } } : {};
  await server.forUnmatchedRequest().thenPassThrough(onward);
  await server.forAnyWebSocket().thenPassThrough(onward);
}

const BLOCKED = 'Blocked by portkey-migrate verify --block-network\n';

function ruleFor({ name, port }: Host, rule: RuleBuilder): RuleBuilder {
  return port ? rule.forHost(`${name}:${port}`) : rule.forHostname(name);
}
