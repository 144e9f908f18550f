import { type Route as OldRoute, ROUTES } from '../../transforms/routes.js';
import type { Incoming } from './incoming.js';
import { isObject, parseJson } from './json.js';
import type { JsonObject } from './recording.js';

/** What a route is for; `proxy` is handed on as it is, `unified` speaks OpenAI's shape for every provider. */
export type Endpoint =
  | 'chatComplete'
  | 'complete'
  | 'embed'
  | 'unified'
  | 'form'
  | 'proxy'
  | 'generate'
  | 'promptCompletions'
  | 'promptRender'
  | 'feedback';

/** Which API a request is for, and what of it. */
export interface Route {
  readonly surface: 'old' | 'new';
  readonly endpoint: Endpoint;
  /** Below the provider's base URL: `/chat/completions`. */
  readonly path: string;
  /** The prompt's id. */
  readonly id: string | null;
  /** The old body was `{ config, params }`. */
  readonly folded: boolean;
  /** The route of the new API that took an old one's place. */
  readonly successor: string | null;
}

/** The route of a request; undefined when nothing answers there. */
export function routeOf(incoming: Incoming): Route | undefined {
  const { method, url } = incoming;
  const path = url.pathname;
  const old = ROUTES.find((route) => matches(route, method, path));
  if (old && !isNative(old, incoming)) return oldRoute(old, path);
  if (!path.startsWith('/v1/') || !['GET', 'POST', 'DELETE'].includes(method)) return undefined;
  return newRoute(method, path.slice('/v1'.length));
}

function matches({ method, from }: OldRoute, asked: string, path: string): boolean {
  return (method === 'ANY' || method === asked) && patternOf(from).test(path);
}

const SEGMENT = '([^/]+)';

function patternOf(route: string): RegExp {
  const escaped = route.replace(/[.]/g, '\\$&').replace('ID', SEGMENT);
  return new RegExp(`^${escaped.endsWith('/*') ? `${escaped.slice(0, -2)}(/.*)?` : escaped}$`);
}

/** Anthropic has a `/complete` of its own, Cohere an `/embed`: a body without config and params, beside a provider, is for them. */
function isNative({ folded }: OldRoute, { headers, content }: Incoming): boolean {
  if (!folded || !NAMES_A_TARGET.some((name) => headers[name])) return false;
  const body = parseJson(new TextDecoder().decode(content.bytes));
  return !isObject(body) || !isFolded(body);
}

const NAMES_A_TARGET = ['x-portkey-provider', 'x-portkey-config', 'x-portkey-virtual-key'];

function isFolded(body: JsonObject): boolean {
  return isObject(body.params) || body.config !== undefined;
}

const OLD_ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/v1/chat/completions': 'chatComplete',
  '/v1/completions': 'complete',
  '/v1/embeddings': 'embed',
};

function oldRoute({ from, to, folded, wrapped }: OldRoute, path: string): Route {
  const found = patternOf(from).exec(path)?.[1];
  const successor = to.replace('ID', found ?? '').replace('/*', found ?? '');
  const base = { surface: 'old', folded: folded ?? false, successor } as const;
  if (wrapped) return { ...base, endpoint: 'generate', path: '/chat/completions', id: decoded(found ?? '') };
  const endpoint = OLD_ENDPOINTS[to];
  if (endpoint) return { ...base, endpoint, path: to.slice('/v1'.length), id: null };
  return { ...base, endpoint: 'proxy', path: found ?? '/', id: null };
}

/** Routes of the new API that have a handler of their own in @portkey-ai/gateway 1.15.2; the others are handed on. */
const HANDLED: readonly (readonly [method: string, path: RegExp, endpoint: Endpoint])[] = [
  ['POST', /^\/chat\/completions$/, 'chatComplete'],
  ['POST', /^\/completions$/, 'complete'],
  ['POST', /^\/embeddings$/, 'embed'],
  ['POST', /^\/prompts\/[^/]+\/(?:chat\/)?completions$/, 'promptCompletions'],
  ['POST', /^\/prompts\/[^/]+\/render$/, 'promptRender'],
  ['POST', /^\/feedback$/, 'feedback'],
  [
    'POST',
    /^\/(?:images\/generations|audio\/speech|messages|messages\/count_tokens|responses|batches)$/,
    'unified',
  ],
  ['POST', /^\/(?:images\/edits|audio\/transcriptions|audio\/translations)$/, 'form'],
];

function newRoute(method: string, path: string): Route {
  const handled = HANDLED.find(([asked, pattern]) => asked === method && pattern.test(path));
  const endpoint = handled?.[2] ?? 'proxy';
  const id = endpoint.startsWith('prompt') ? decoded(path.split('/')[2] ?? '') : null;
  const upstream = endpoint === 'promptCompletions' ? '/chat/completions' : path;
  return { surface: 'new', endpoint, path: upstream, id, folded: false, successor: null };
}

/** A segment of a path as it is meant; one that is broken stays as it is. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
