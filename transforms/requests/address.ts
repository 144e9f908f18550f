import { type Data, fieldsOf, get, joined, known, writtenText } from './data.js';
import type { Request } from './request.js';

/** Where a request goes; `assumed`: what had to be taken for granted of an address that is not written in the code. */
export interface Address {
  /** Begins with a scheme and a host; the host is nobody's where the code does not say it. */
  readonly url: Data;
  readonly assumed?: { readonly base: Data; readonly endsIn: string };
}

/** Stands for hosts that only the running program knows. */
const NOBODY = 'https://gateway.invalid';

/** The absolute address of a request; undefined when the code does not say enough. */
export function addressOf(request: Request): Address | undefined {
  const parts = request.url.kind === 'joined' ? request.url.parts : [request.url];
  const first = parts[0];
  if (first?.kind !== 'known') return afterUnknown(parts, request);
  const text = String(first.value);
  if (text.startsWith('/')) return undefined;
  const isAbsolute = /^[a-z]+:\/\//i.test(text);
  return { url: withKnownHost(isAbsolute ? parts : [known('https://'), ...parts]) };
}

/** Whether the address is written without a host: nothing in sight says where it leads. */
export function isRelative({ url }: Request): boolean {
  const first = url.kind === 'joined' ? url.parts[0] : url;
  return first?.kind === 'known' && String(first.value).startsWith('/');
}

/** A host with something unknown in it (`http://localhost:${port}/v1`) becomes nobody's. */
function withKnownHost(parts: readonly Data[]): Data {
  const whole = joined(parts);
  const flat = whole.kind === 'joined' ? whole.parts : [whole];
  const [first = known('')] = flat;
  if (/^[a-z]+:\/\/[^/]*\//i.test(writtenText(first)) || flat.length === 1) return whole;
  return joined([known(NOBODY), ...fromSlash(flat.slice(1))]);
}

/** What follows the first slash, with it. */
function fromSlash(parts: readonly Data[]): readonly Data[] {
  const at = parts.findIndex((part) => part.kind === 'known' && String(part.value).includes('/'));
  const part = parts[at];
  if (part?.kind !== 'known') return [];
  const text = String(part.value);
  return [known(text.slice(text.indexOf('/'))), ...parts.slice(at + 1)];
}

/** `${base}/chat/completions`: without a version in sight, the base is taken to end in what the request needs. */
function afterUnknown(parts: readonly Data[], request: Request): Address | undefined {
  const rest = fromSlash(parts);
  const [base] = parts;
  if (!rest.length || !base) return undefined;
  const path = writtenText(joined(rest));
  if (/^\/v\d+(?:\/|$)/.test(path))
    return { url: joined([known(NOBODY), ...rest]), assumed: { base, endsIn: '' } };
  const endsIn = isProxied(request) ? '/v1/proxy' : '/v1';
  return { url: joined([known(`${NOBODY}${endsIn}`), ...rest]), assumed: { base, endsIn } };
}

function headerNamed(request: Request, name: string): Data | undefined {
  const field = fieldsOf(request.headers).findLast(({ key }) => key.toLowerCase() === name);
  return field && get(request.headers, field.key);
}

function isProxied(request: Request): boolean {
  const mode = headerNamed(request, 'x-portkey-mode');
  return mode !== undefined && /^proxy\b/.test(writtenText(mode).trim());
}

const OLD_ROUTE = /\/v1\/proxy(?:\/|$)|\/chatComplete(?:$|\?)|\/prompts\/[^/]*\/generate(?:$|\?)/;
const HOST = /^https?:\/\/(?:[a-z0-9-]+\.)*portkey(?:dev)?\.ai(?:[/:]|$)/i;

/** Whether a request is meant for the gateway: by its headers, its host, or a route only the gateway has. */
export function isForGateway(request: Request): boolean {
  if (request.client.startsWith('portkey-ai')) return true;
  if (fieldsOf(request.headers).some(({ key }) => /^x-portkey-/i.test(key))) return true;
  const url = writtenText(request.url);
  return HOST.test(url) || OLD_ROUTE.test(url) || isShortConfig(request.body);
}

const API = /^https?:\/\/api\.portkey(?:dev)?\.ai(?:[/:]|$)/i;

/** Whether a text is an address of the gateway's API, so that something must be sent there. */
export function isGatewayAddress(text: string): boolean {
  return API.test(text) || (/^https?:\/\//.test(text) && OLD_ROUTE.test(text));
}

/** `{config, params}` is what the old routes took. */
function isShortConfig(body: Data | undefined): boolean {
  return get(body, 'config') !== undefined && get(body, 'params') !== undefined;
}
