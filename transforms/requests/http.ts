import type { RequestSite } from '../../src/site.js';
import type { Value } from '../../src/value.js';
import { type Data, get, joined, known, merge, record } from './data.js';
import { evaluate, type Reading } from './evaluate.js';
import { withoutSlash } from './openai.js';
import type { Sent } from './request.js';

/** Clients that say application/json by themselves when they are given an object. */
const ENCODES = /^(?:axios|got|ky)/;

/** What a request written in code sends. */
export function sendHttp(site: RequestSite, reading: Reading): Sent {
  const data = (value: Value | undefined): Data | undefined => value && evaluate(value, reading);
  const body = data(site.body);
  const isObject = body?.kind === 'record' || body?.kind === 'list';
  const type =
    ENCODES.test(site.client) && isObject ? record({ 'Content-Type': known('application/json') }) : undefined;
  const headers = merge(type, commonHeaders(data(site.base?.headers)), pairs(data(site.headers)));
  return {
    kind: 'request',
    client: site.client,
    method: site.method ?? (body ? 'POST' : 'GET'),
    url: urlOf(site, data),
    headers,
    body: body?.kind === 'encoded' ? body.of : body,
  };
}

function urlOf(site: RequestSite, data: (value: Value | undefined) => Data | undefined): Data {
  const url = data(site.url) ?? known('');
  const base = data(site.base?.url);
  if (!base || isAbsolute(url)) return url;
  return joined([withoutSlash(base), startsWithSlash(url) ? url : joined([known('/'), url])]);
}

function firstText(url: Data): string {
  const first = url.kind === 'joined' ? url.parts[0] : url;
  return first?.kind === 'known' ? String(first.value) : '';
}

function isAbsolute(url: Data): boolean {
  return /^[a-z]+:\/\//i.test(firstText(url));
}

function startsWithSlash(url: Data): boolean {
  return firstText(url).startsWith('/');
}

/** axios: defaults for every method stand under `common`. */
function commonHeaders(headers: Data | undefined): Data | undefined {
  return headers && merge(get(headers, 'common'), headers);
}

/** Headers may be a list of pairs. */
function pairs(headers: Data | undefined): Data | undefined {
  if (headers?.kind !== 'list') return headers;
  const fields = headers.items.flatMap((item) => {
    const [key, value] = item.kind === 'list' ? item.items : [];
    const name = key?.kind === 'known' ? String(key.value) : undefined;
    return name !== undefined && value && value.kind !== 'rest' ? [{ key: name, value }] : [];
  });
  return { kind: 'record', fields };
}
