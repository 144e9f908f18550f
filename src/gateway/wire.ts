import { PREFIX } from '../../transforms/headers.js';
import type { Body } from './body.js';
import type { Incoming } from './incoming.js';
import { isObject } from './json.js';
import { type Dialect, dialectOf } from './providers.js';
import type { Json, Target } from './recording.js';
import type { Route } from './route.js';
import type { Understood } from './understood.js';

/** A request as it goes to a provider. */
export interface Wire {
  readonly provider: string;
  readonly method: string;
  readonly url: string;
  /** Lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent, as JSON can say it. */
  readonly body: Json;
  /** What is sent when that is no JSON. */
  readonly raw: Body;
}

/** What every target of one request shares. */
export interface Sending {
  readonly incoming: Incoming;
  readonly route: Route;
  readonly understood: Understood;
}

/** The request that a provider receives for a target. */
export function wireFor(target: Target, sending: Sending): Wire {
  const { incoming, understood } = sending;
  const dialect = dialectOf(target.provider);
  return {
    provider: target.provider,
    method: incoming.method,
    url: urlFor(target, dialect, sending),
    headers: headersFor(target, dialect, sending),
    body: bodyFor(target, dialect, sending),
    raw: understood.body,
  };
}

function isHandedOn({ endpoint }: Route): boolean {
  return endpoint === 'proxy';
}

function urlFor(target: Target, dialect: Dialect, { understood, route, incoming }: Sending): string {
  const base = target.customHost || dialect.base(target);
  const query = new URLSearchParams(understood.query);
  if (isHandedOn(route) && route.surface === 'new') return handedOnUrl(base, target, incoming, dialect);
  const path = dialect.path(understood.path, route.endpoint, target, query);
  const rest = isHandedOn(route) && query.size ? `?${query}` : '';
  return `${base}${path}${rest}`;
}

/** The path as it was asked for; Anthropic's SDK brings a version of its own. */
function handedOnUrl(base: string, target: Target, { url }: Incoming, dialect: Dialect): string {
  const path = url.pathname.replace('/v1', '');
  if (target.provider === 'azure-openai' && path.includes('.openai.azure.com'))
    return `https:/${path}${url.search}`;
  const full = `${base}${path}${dialect.handedOnQuery?.(url, target) ?? url.search}`;
  return target.provider === 'anthropic' ? full.replace('/v1/v1/', '/v1/') : full;
}

function headersFor(target: Target, dialect: Dialect, { incoming, route }: Sending): Record<string, string> {
  const handedOn = isHandedOn(route) ? userHeaders(incoming, target) : {};
  const forwarded = target.forwardHeaders.flatMap((written) => {
    const name = written.toLowerCase();
    const value = incoming.headers[name];
    return value ? [[name, value]] : [];
  });
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...dialect.headers(target, route.endpoint),
    ...Object.fromEntries(forwarded),
    ...handedOn,
  };
  const isForm = headers['content-type']?.startsWith('multipart/form-data');
  if (incoming.method === 'GET' || isForm || route.endpoint === 'form') delete headers['content-type'];
  return headers;
}

/** Everything that is not the gateway's own; a virtual key's credentials are never replaced. */
function userHeaders({ headers }: Incoming, { credentials }: Target): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => {
    if (name === 'expect' || name === 'content-length' || name.startsWith(PREFIX)) return false;
    return !(credentials.virtualKey && ['authorization', 'api-key', 'x-api-key'].includes(name));
  });
  return Object.fromEntries(kept);
}

function bodyFor(target: Target, dialect: Dialect, { understood, route, incoming }: Sending): Json {
  const { body } = understood;
  if (body.kind === 'none' || body.kind === 'broken' || ['GET', 'DELETE'].includes(incoming.method))
    return null;
  if (body.kind !== 'json' || !isObject(body.value)) return body.value;
  const merged = { ...body.value, ...target.overrideParams };
  return isHandedOn(route) ? merged : dialect.body(merged, understood.path, target);
}
