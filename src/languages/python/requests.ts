import { entryOf, possibilities } from '../../project.js';
import type { CallSite, RequestSite } from '../../site.js';
import type { Call, ObjectValue, Value } from '../../value.js';
import { CLIENT_FACTORIES, HTTP_CLIENTS, type HttpClient, type Parameter } from './clients.js';

/** A call of one of the language's HTTP clients as a request; undefined for every other call. */
export function requestSite(site: CallSite): RequestSite | undefined {
  const { call } = site;
  if (!mayRequest(call.callee)) return undefined;
  const direct = call.origin && findClient(call.origin.module, call.origin.path.join('.'));
  if (direct) return readRequest(site, direct, undefined);
  for (const instance of site.receivers) {
    const factory = factoryOf(instance);
    const path = site.path.map((step) => step.name).join('.');
    const client = factory && findClient(factory.module, path);
    if (!client) continue;
    const url = factory.base && argument(instance, factory.base);
    return readRequest(site, client, { url, headers: argument(instance, { keyword: 'headers' }) });
  }
  return undefined;
}

const METHODS: ReadonlySet<string | undefined> = new Set(
  HTTP_CLIENTS.flatMap(({ callees }) => callees.map((callee) => callee.split('.').at(-1))),
);

/** Whether what is called goes by the name of a client's method, or by one that may be another name for it. */
function mayRequest(callee: Value): boolean {
  if (callee.kind === 'member') return METHODS.has(callee.name);
  if (callee.kind !== 'name') return false;
  return METHODS.has(callee.name) || callee.origin?.module !== '';
}

function findClient(module: string, path: string): HttpClient | undefined {
  return HTTP_CLIENTS.find((client) => client.module === module && client.callees.includes(path));
}

function factoryOf({ origin }: Call) {
  const path = origin?.path.join('.') ?? '';
  return CLIENT_FACTORIES.find(({ module, callees }) => module === origin?.module && callees.includes(path));
}

function readRequest(site: CallSite, client: HttpClient, base: RequestSite['base']): RequestSite | undefined {
  const { call } = site;
  const url = argument(call, client.url);
  if (!url) return undefined;
  const path = (call.origin?.path ?? site.path.map((step) => step.name)).join('.');
  return {
    kind: 'request',
    client: `${client.module}.${path}`,
    call,
    method: methodOf(call, client),
    url: withoutWrapping(url),
    base,
    headers: argument(call, client.headers),
    headersHome: headersHome(call),
    body: bodyOf(call, client),
    payload: ['json()'],
    at: site.at,
  };
}

function methodOf(call: Call, { method, bodies }: HttpClient): string | undefined {
  if (typeof method === 'string') return method;
  const said = method && argument(call, method);
  if (said?.kind === 'text') return said.text.toUpperCase();
  // urllib.request.Request sends a POST when it is given data.
  return !said && method?.keyword === 'method' && bodies.some((body) => argument(call, body))
    ? 'POST'
    : undefined;
}

/** Keyword arguments written in the call, or the place after its last argument. */
function headersHome(call: Call): RequestSite['headersHome'] {
  const last = call.args.at(-1);
  if (!last || last.kind === 'spread') return undefined;
  if (last.kind === 'object' && isKeywords(last, call)) return { options: last };
  return { after: last };
}

/** The object of a call's keyword arguments has no brackets of its own: its last argument is one in any call with some. */
function isKeywords(object: ObjectValue, call: Call): boolean {
  return keywordsOf(call) === object;
}

function bodyOf(call: Call, { bodies }: HttpClient): Value | undefined {
  for (const parameter of bodies) {
    const body = argument(call, parameter);
    if (body && body.kind !== 'null') return withoutEncoding(body);
  }
  return undefined;
}

/** `json.dumps(x).encode("utf-8")`: what is encoded. */
function withoutEncoding(body: Value): Value {
  const option = body.kind === 'call' ? body : possibilities(body)[0];
  if (option?.kind !== 'call' || option.callee.kind !== 'member' || option.callee.name !== 'encode')
    return body;
  return option.callee.of;
}

/** `URL("…")`, `str(url)`. */
function withoutWrapping(url: Value): Value {
  const made = url.kind === 'call' ? url : possibilities(url)[0];
  if (made?.kind !== 'call' || made.args.length !== 1) return url;
  const name = made.origin?.path.at(-1);
  const [first] = made.args;
  return (name === 'URL' || name === 'str') && first && first.kind !== 'spread' ? first : url;
}

function argument(call: Call, { at, keyword }: Parameter): Value | undefined {
  const keywords = keywordsOf(call);
  const named = keywords && valueAt(keywords, keyword);
  if (named || at === undefined) return named;
  const value = call.args[at];
  const isPositional = value && value.kind !== 'spread' && value !== keywords;
  return isPositional && !call.args.slice(0, at).some(({ kind }) => kind === 'spread') ? value : undefined;
}

/** Keyword arguments begin with a name, not with a bracket. */
function keywordsOf(call: Call): ObjectValue | undefined {
  const last = call.args.at(-1);
  if (last?.kind !== 'object') return undefined;
  const [first] = last.entries;
  return first && first.at.span.start === last.at.span.start ? last : undefined;
}

function valueAt(object: ObjectValue, key: string): Value | undefined {
  const entry = entryOf(object, key);
  if (entry?.kind === 'entry') return entry.value;
  const spreads = object.entries.flatMap((part) => (part.kind === 'spread' ? possibilities(part.of) : []));
  return spreads.flatMap((inner) => (inner.kind === 'object' ? (valueAt(inner, key) ?? []) : []))[0];
}
