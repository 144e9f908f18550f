import { samePlace } from '../../../src/project.js';
import type { CallSite, RequestSite } from '../../../src/site.js';
import type { Call, Value } from '../../../src/value.js';
import { type Data, get, isGiven, joined, known, merge, type RecordData, record } from '../data.js';
import { evaluate, type Reading } from '../evaluate.js';
import { queryOf, withoutSlash } from '../openai.js';
import type { Sent } from '../request.js';
import { rootsOf } from './chain.js';
import { givenTo } from './keywords.js';

/** What a request of requests, httpx, aiohttp, urllib or http.client sends. */
export function sendPythonHttp(site: RequestSite, reading: Reading): Sent {
  const data = (value: Value | undefined): Data | undefined => value && evaluate(value, reading);
  const body = data(site.body);
  const { named } = givenTo(site.call, (value) => evaluate(value, reading));
  const headers = merge(
    typeOf(site, body, get(named, 'json') !== undefined),
    data(site.base?.headers),
    ...laterHeaders(site, reading),
    data(site.headers),
    ...addedHeaders(site.call, reading),
  );
  const url = joined([urlOf(site, data), queryOf(get(named, 'params') ?? record({}))]);
  return {
    kind: 'request',
    client: site.client,
    method: site.method ?? (body ? 'POST' : 'GET'),
    url,
    headers: withoutNone(headers),
    body: body?.kind === 'encoded' ? body.of : body,
  };
}

const FORM = 'application/x-www-form-urlencoded';

/** What each client says of a body when nobody else does. */
function typeOf({ client }: RequestSite, body: Data | undefined, isJson: boolean): RecordData | undefined {
  if (!isGiven(body)) return undefined;
  if (isJson) return record({ 'Content-Type': known('application/json') });
  const isForm = body.kind === 'record' || client.startsWith('urllib.request');
  if (isForm && !client.startsWith('http.client')) return record({ 'Content-Type': known(FORM) });
  return client.startsWith('aiohttp')
    ? record({ 'Content-Type': known('text/plain; charset=utf-8') })
    : undefined;
}

/** requests leaves out headers that are None; the others throw. */
function withoutNone(headers: RecordData): RecordData {
  return { ...headers, fields: headers.fields.filter((field) => !('key' in field) || isGiven(field.value)) };
}

function urlOf(site: RequestSite, data: (value: Value | undefined) => Data | undefined): Data {
  const url = data(site.url) ?? known('');
  const base = data(site.base?.url);
  if (!base || /^[a-z]+:\/\//i.test(firstText(url))) return url;
  return joined([withoutSlash(base), firstText(url).startsWith('/') ? url : joined([known('/'), url])]);
}

function firstText(url: Data): string {
  const first = url.kind === 'joined' ? url.parts[0] : url;
  return first?.kind === 'known' ? String(first.value) : '';
}

/** `session.headers.update({…})`, `session.headers["x"] = …`, `session.headers = {…}`. */
function laterHeaders({ call }: RequestSite, reading: Reading): readonly Data[] {
  const sessions = new Set(rootsOf(call));
  if (!sessions.size) return [];
  const files = new Set([call.at.file, ...[...sessions].map(({ at }) => at.file)]);
  return [...files].flatMap((file) => {
    const sites = reading.project.document(file)?.sites() ?? [];
    return sites.flatMap((site): Data[] => {
      if (site.kind !== 'assignment' && site.kind !== 'call') return [];
      if (!site.receivers.some((receiver) => sessions.has(receiver))) return [];
      const [first, second, ...more] = site.path.map(({ name }) => name);
      if (first !== 'headers' || more.length) return [];
      if (site.kind === 'call') return second === 'update' ? updatedBy(site, reading) : [];
      const value = evaluate(site.value, reading);
      return [second === undefined ? value : record({ [second]: value })];
    });
  });
}

function updatedBy({ call }: CallSite, reading: Reading): Data[] {
  const { placed, named } = givenTo(call, (value) => evaluate(value, reading));
  return [...placed, named];
}

/** `request.add_header("x", value)` of urllib. */
function addedHeaders(request: Call, reading: Reading): readonly Data[] {
  if (request.origin?.path.at(-1) !== 'Request') return [];
  const sites = reading.project.document(request.at.file)?.sites() ?? [];
  return sites.flatMap((site): Data[] => {
    if (site.kind !== 'call' || site.path.at(-1)?.name !== 'add_header') return [];
    if (!site.receivers.some(({ at }) => samePlace(at, request.at))) return [];
    const [name, value] = givenTo(site.call, (each) => evaluate(each, reading)).placed;
    return name?.kind === 'known' && value ? [record({ [String(name.value)]: value })] : [];
  });
}
