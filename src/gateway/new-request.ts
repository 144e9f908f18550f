import { type Body, mediaType, NO_BODY, readBytes, readForm, readJson } from './body.js';
import { checkNewHeaders, configHeader } from './check-headers.js';
import { readConfig2 } from './config-2.js';
import type { ConfigNode } from './config-node.js';
import { EMPTY_NODE } from './config-node.js';
import { headersForAll, headerTarget, own, toldBy } from './headers-read.js';
import type { Incoming } from './incoming.js';
import { isObject } from './json.js';
import { understandPrompt } from './prompt.js';
import { isRefused, type Refused, refused } from './refusal.js';
import type { Route } from './route.js';
import { savedConfigOf } from './saved.js';
import type { Seed } from './seed.js';
import type { Understood } from './understood.js';

/** Reads a request to the new API as the real gateway does, or refuses it in its words. */
export async function understandNew(
  incoming: Incoming,
  route: Route,
  seed: Seed,
): Promise<Understood | Refused> {
  const isPrompt = route.endpoint.startsWith('prompt');
  const wrong = checkNewHeaders(incoming, isPrompt, seed);
  if (wrong) return wrong;
  const body = await readBody(incoming, route);
  if (body.kind === 'broken') return brokenBody(body.why, route);
  const said = {
    body,
    path: route.path,
    query: Object.fromEntries(incoming.url.searchParams),
    prompt: null,
    told: toldBy(incoming, ['metadata'], ['cache-force-refresh']),
    ...rootOf(incoming, route, seed),
  };
  return isPrompt ? understandPrompt(said, route.id ?? '', seed, 'new') : said;
}

async function readBody(incoming: Incoming, { endpoint }: Route): Promise<Body> {
  const { content, method } = incoming;
  if (endpoint === 'form') return readForm(content);
  if (endpoint !== 'proxy') return readJson(content);
  if (method === 'GET' || method === 'DELETE') return NO_BODY;
  const type = mediaType(content.type);
  if (type === 'application/json') return readJson(content);
  if (type === 'multipart/form-data') return readForm(content);
  return type.startsWith('audio') ? readBytes(content) : NO_BODY;
}

function brokenBody(why: string, { endpoint }: Route): Refused {
  return refused(500, endpoint === 'proxy' ? `Proxy error: ${why}` : 'Something went wrong');
}

/** The config; where it names no target, the target that the headers describe with what the config says. */
function rootOf(incoming: Incoming, route: Route, seed: Seed): Pick<Understood, 'root' | 'savedConfig'> {
  const { node, savedConfig } = configOf(incoming, seed);
  const provider = own(incoming, 'provider');
  const virtualKey = own(incoming, 'virtual-key');
  const forAll = headersForAll(incoming);
  if (namesTarget(node)) return { root: { ...node, ...forAll }, savedConfig };
  const target = headerTarget(provider, virtualKey, incoming, route.endpoint === 'proxy');
  return { root: combined(node, target, forAll), savedConfig };
}

/** Whether a config says by itself who is asked. */
export function namesTarget(node: ConfigNode): boolean {
  return Boolean(node.strategy || node.provider || node.virtualKey);
}

/** What the config says, and the target of the headers. */
export function combined(node: ConfigNode, target: ConfigNode, forAll: Partial<ConfigNode>): ConfigNode {
  const { provider, apiKey, virtualKey, azure } = target;
  const settings = { ...node.settings, ...target.settings };
  return { ...node, provider, apiKey, virtualKey, azure: azure ?? node.azure, settings, ...forAll };
}

/** The config of a request whose headers were checked. */
function configOf(incoming: Incoming, seed: Seed): { node: ConfigNode; savedConfig: string | null } {
  const config = configHeader(incoming);
  if (config.kind === 'json' && isObject(config.value))
    return { node: readConfig2(config.value), savedConfig: null };
  if (config.kind !== 'slug') return { node: EMPTY_NODE, savedConfig: null };
  const saved = savedConfigOf(config.slug, seed);
  if (saved === 'made up') return { node: EMPTY_NODE, savedConfig: config.slug };
  return { node: saved && !isRefused(saved) && 'targets' in saved ? saved : EMPTY_NODE, savedConfig: null };
}
