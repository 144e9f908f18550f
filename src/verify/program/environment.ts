import type { Host } from './matching.js';
import { bareName, isLoopback } from './matching.js';
import { ORDERS, type Orders } from './message.js';
import { BUNDLE_VARIABLES, type Trust } from './trust.js';

type Environment = Readonly<Record<string, string | undefined>>;

const LOCAL = 'localhost,127.0.0.1,::1';

/** The environment in which every client talks to the proxy, and trusts it. */
export function environmentOf(
  env: Environment,
  orders: Orders,
  trust: Trust,
): Record<string, string | undefined> {
  const proxy = `http://127.0.0.1:${orders.port}`;
  const direct = directHosts(env, orders.hosts);
  return {
    ...env,
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    http_proxy: proxy,
    https_proxy: proxy,
    NO_PROXY: direct,
    no_proxy: direct,
    ...Object.fromEntries(BUNDLE_VARIABLES.map((name) => [name, trust.bundle])),
    NODE_EXTRA_CA_CERTS: trust.extra,
    NODE_OPTIONS: [env.NODE_OPTIONS, `--import=${preload()}`].filter(Boolean).join(' '),
    [ORDERS]: JSON.stringify(orders),
  };
}

/** A URL has no blanks, which NODE_OPTIONS would take for an end. */
function preload(): string {
  return new URL('./preload.js', import.meta.url).href;
}

/** What the user keeps from proxies, less the hosts that must go through this one; this machine, unless a host is on it. */
function directHosts(env: Environment, hosts: readonly Host[]): string {
  const said = (env.NO_PROXY ?? env.no_proxy ?? '').split(/[\s,]+/).filter(Boolean);
  const kept = said.filter((entry) => !hosts.some((host) => covers(entry, host)));
  const local = hosts.some(({ name }) => isLoopback(name)) ? [] : [LOCAL];
  return [...local, ...kept].join(',');
}

function covers(entry: string, { name }: Host): boolean {
  const written = bareName(entry.replace(/:\d+$/, '').replace(/^\*?\./, ''));
  return entry === '*' || name === written || name.endsWith(`.${written}`);
}
