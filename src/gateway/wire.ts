import { PREFIX } from '../../transforms/headers.js';
import type { Body } from './body.js';
import { type Dialect, FUNCTIONS } from './dialects/dialect.js';
import { dialectOf } from './dialects/index.js';
import { toProvider } from './dialects/parameters.js';
import type { Incoming } from './incoming.js';
import { isObject } from './json.js';
import type { Json, JsonObject, Target } from './recording.js';
import { type Refused, refused } from './refusal.js';
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

/** The request that a provider receives for a target; refused when the provider has nothing of the kind. */
export function wireFor(target: Target, sending: Sending): Wire | Refused {
  const { incoming, understood, route } = sending;
  const dialect = dialectOf(target.provider);
  const { path } = understood;
  if (!isHandedOn(route) && !isSpoken(dialect, path))
    return refused(500, `${FUNCTIONS[path] ?? path} is not supported by ${target.provider}`);
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

function isSpoken({ parameters, handsOn }: Dialect, path: string): boolean {
  return !parameters || path in parameters || Boolean(handsOn?.includes(path));
}

function urlFor(target: Target, dialect: Dialect, { understood, route, incoming }: Sending): string {
  const base = target.customHost || dialect.base(target);
  const query = new URLSearchParams(understood.query);
  if (isHandedOn(route) && !(route.surface === 'old' && target.azure))
    return handedOnUrl(base, target, understood.path, incoming.url.search, dialect);
  const path = isHandedOn(route) ? understood.path : (dialect.paths?.[understood.path] ?? understood.path);
  return base + (dialect.around?.(path, target, query) ?? path);
}

/** The path as it was asked for; Anthropic's SDK brings a version of its own. */
function handedOnUrl(base: string, target: Target, path: string, search: string, dialect: Dialect): string {
  if (target.provider === 'azure-openai' && path.includes('.openai.azure.com'))
    return `https:/${path}${search}`;
  const full = `${base}${path}${dialect.handedOnQuery?.(search, target) ?? search}`;
  return target.provider === 'anthropic' ? full.replace('/v1/v1/', '/v1/') : full;
}

function headersFor(target: Target, dialect: Dialect, { incoming, route }: Sending): Record<string, string> {
  const forwarded = target.forwardHeaders.flatMap((written) => {
    const value = incoming.headers[written.toLowerCase()];
    return value ? [[written.toLowerCase(), value]] : [];
  });
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...dialect.headers(target),
    ...Object.fromEntries(forwarded),
    ...(isHandedOn(route) ? userHeaders(incoming, target) : {}),
  };
  const isForm = route.endpoint === 'form' || headers['content-type']?.startsWith('multipart/form-data');
  if (incoming.method === 'GET' || isForm) delete headers['content-type'];
  return headers;
}

const CREDENTIALS = ['authorization', 'api-key', 'x-api-key'];

/** Everything that is not the gateway's own; a virtual key's credentials are never replaced. */
function userHeaders({ headers }: Incoming, { credentials }: Target): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => {
    if (name === 'expect' || name === 'content-length' || name.startsWith(PREFIX)) return false;
    return !(credentials.virtualKey && CREDENTIALS.includes(name));
  });
  return Object.fromEntries(kept);
}

function bodyFor(target: Target, dialect: Dialect, { understood, route, incoming }: Sending): Json {
  const { body, path } = understood;
  const isEmpty =
    body.kind === 'none' || body.kind === 'broken' || ['GET', 'DELETE'].includes(incoming.method);
  if (isEmpty) return null;
  if (body.kind !== 'json' || !isObject(body.value)) return body.value;
  const merged: JsonObject = { ...body.value, ...target.overrideParams };
  const parameters = isHandedOn(route) ? undefined : dialect.parameters?.[path];
  return parameters ? toProvider(merged, parameters) : merged;
}
