import type { ts } from 'ts-morph';
import { entryOf, possibilities, resolve } from '../../project.js';
import type { CallSite, RequestSite } from '../../site.js';
import type { Call, Chunk, ObjectValue, Value } from '../../value.js';
import { CLIENT_FACTORIES, HTTP_CLIENTS, type HttpClient } from './clients.js';
import { typescript } from './typescript.js';
import { nodeOf, read } from './values.js';

/** A call of one of the language's HTTP clients as a request; undefined for every other call. */
export function requestSite(site: CallSite): RequestSite | undefined {
  const { call } = site;
  const direct = call.origin && findClient(call.origin.module, call.origin.path);
  if (direct) return readRequest(site, direct, undefined);
  const instance = site.receivers.find((receiver) => factoryOf(receiver));
  const factory = instance && factoryOf(instance);
  if (!factory || !instance) return undefined;
  const path = site.path.map((step) => step.name);
  const client = findClient(factory.module, path) ?? findClient(factory.module, ['default', ...path]);
  return client && readRequest(site, client, baseOf(instance, factory.base));
}

function findClient(module: string, path: readonly string[]): HttpClient | undefined {
  const wanted = path.join('.');
  return HTTP_CLIENTS.find(
    (client) => client.module === module && client.callees.some((callee) => callee.join('.') === wanted),
  );
}

function factoryOf(call: Call) {
  const { origin } = call;
  if (!origin) return undefined;
  const path = origin.path.join('.');
  return CLIENT_FACTORIES.find(
    (factory) =>
      factory.module === origin.module && factory.callees.some((callee) => callee.join('.') === path),
  );
}

function baseOf(instance: Call, key: string): RequestSite['base'] {
  const options = objectIn(instance.args[0]);
  return { url: options && valueAt(options, key), headers: options && valueAt(options, 'headers') };
}

function readRequest(site: CallSite, client: HttpClient, base: RequestSite['base']): RequestSite | undefined {
  const { call } = site;
  const hasUrlFirst = client.url !== 0 && !objectIn(call.args[0]) && call.args.length > 0;
  const options = objectIn(call.args[hasUrlFirst ? client.options + 1 : client.options]);
  const url =
    typeof client.url === 'number' || hasUrlFirst
      ? argument(call, 0)
      : options && valueAt(options, client.url);
  if (!url) return undefined;
  const method = options && valueAt(options, 'method');
  const name = [...(call.origin?.path ?? site.path.map((step) => step.name))]
    .filter((part) => part !== 'default')
    .join('.');
  const host =
    client.url === 'path' && !hasUrlFirst && options
      ? (valueAt(options, 'hostname') ?? valueAt(options, 'host'))
      : undefined;
  return {
    kind: 'request',
    client: client.module === '' ? name : [client.module, name].filter(Boolean).join('.'),
    call,
    method: client.method ?? (method?.kind === 'text' ? method.text.toUpperCase() : undefined),
    url: unwrapUrl(url),
    base: base ?? (host && { url: host, headers: undefined }),
    headers: options && headersIn(options),
    headersHome: headersHome(call, client, hasUrlFirst ? client.options + 1 : client.options),
    body: client.url === 'path' ? writtenBody(call) : bodyOf(call, client, options),
    payload: payloadOf(call, client),
    at: site.at,
  };
}

/** An options object written in the call, or the place right after the arguments that stand before it. */
function headersHome(call: Call, client: HttpClient, position: number): RequestSite['headersHome'] {
  const options = call.args[position];
  if (options) return options.kind === 'object' && !valueAt(options, 'headers') ? { options } : undefined;
  const last = call.args[position - 1];
  const isNext = call.args.length === position && typeof client.url === 'number';
  return isNext && last && last.kind !== 'spread' ? { after: last } : undefined;
}

function headersIn(options: ObjectValue): Value | undefined {
  const headers = valueAt(options, 'headers');
  const made = headers && resolve(headers);
  const isHeaders =
    made?.kind === 'call' &&
    made.isNew &&
    made.origin?.module === '' &&
    made.origin.path.join('.') === 'Headers';
  const inner = isHeaders ? argument(made, 0) : undefined;
  return inner && objectIn(inner) ? inner : headers;
}

/** `new URL(x)` and `new URL(x, base)` stand for their text. */
function unwrapUrl(url: Value): Value {
  const made = resolve(url);
  const isUrl = made.kind === 'call' && made.origin?.module === '' && made.origin.path.join('.') === 'URL';
  if (!isUrl) return url;
  const [path, base] = [argument(made, 0), argument(made, 1)];
  if (made.args.length === 1) return path ?? url;
  return (path && base && below(base, path, made)) ?? url;
}

/** An absolute path on the host of a base: both are written where they stand. */
function below(base: Value, path: Value, { at }: Call): Value | undefined {
  const [host, end] = [resolve(base), resolve(path)];
  if (host.kind !== 'text' || end.kind !== 'text' || !end.text.startsWith('/')) return undefined;
  const origin = /^\w+:\/\/[^/]+(?=\/?$)/.exec(host.text)?.[0];
  const chunk = (text: string, { at: { file, span } }: Value): Chunk => {
    const start = span.start + 1;
    return { kind: 'chunk', text, at: { file, span: { start, end: start + text.length } } };
  };
  return origin === undefined
    ? undefined
    : { kind: 'template', parts: [chunk(origin, host), chunk(end.text, end)], at };
}

function bodyOf(call: Call, client: HttpClient, options: ObjectValue | undefined): Value | undefined {
  if (typeof client.body === 'number') return argument(call, client.body);
  return client.body?.map((key) => options && valueAt(options, key)).find(Boolean);
}

/** got: `.json()` on the promise, or `responseType: "json"` and `.body`. */
function payloadOf(call: Call, client: HttpClient): readonly string[] {
  const node = nodeOf(call)?.node;
  const member =
    node && typescript().isPropertyAccessExpression(node.parent) ? node.parent.name.text : undefined;
  return client.payload[0] === 'body' && client.payload.length === 1 && member === 'json'
    ? ['json()']
    : client.payload;
}

/** node's `const req = http.request(…); req.write(body); req.end(body)`. */
function writtenBody(call: Call): Value | undefined {
  const found = nodeOf(call);
  const ts = typescript();
  const holder = found?.node.parent;
  if (!found || !holder || !ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name))
    return undefined;
  const uses = found.source.identifiers.get(holder.name.text) ?? [];
  return uses.map((use) => writeArgument(found.source, use)).find(Boolean);
}

function writeArgument(
  source: NonNullable<ReturnType<typeof nodeOf>>['source'],
  use: ts.Identifier,
): Value | undefined {
  const ts = typescript();
  const access = use.parent;
  if (!ts.isPropertyAccessExpression(access) || !/^(write|end)$/.test(access.name.text)) return undefined;
  const call = access.parent;
  const first = ts.isCallExpression(call) ? call.arguments[0] : undefined;
  return first && read(source, first);
}

function argument(call: Call, index: number): Value | undefined {
  const value = call.args[index];
  return value && value.kind !== 'spread' ? value : undefined;
}

function objectIn(value: Call['args'][number] | undefined): ObjectValue | undefined {
  if (!value || value.kind === 'spread') return undefined;
  return possibilities(value).find((option) => option.kind === 'object');
}

function valueAt(object: ObjectValue, key: string): Value | undefined {
  const entry = entryOf(object, key);
  if (entry?.kind === 'entry') return entry.value;
  const spreads = object.entries.flatMap((part) => (part.kind === 'spread' ? possibilities(part.of) : []));
  return spreads.flatMap((inner) => (inner.kind === 'object' ? (valueAt(inner, key) ?? []) : []))[0];
}
