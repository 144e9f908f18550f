import { configGeneration } from '../../transforms/compatibility.js';
import { PROXY_MODE } from '../../transforms/headers.js';
import { azureAddress } from './azure-address.js';
import { type Body, mediaType, NO_BODY, readAnything } from './body.js';
import { configText } from './check-headers.js';
import { type ConfigProblem, readConfig1 } from './config-1.js';
import { readConfig2 } from './config-2.js';
import { checkConfig2 } from './config-check.js';
import { type ConfigNode, EMPTY_NODE } from './config-node.js';
import { headersForAll, headerTarget, own, toldBy } from './headers-read.js';
import type { Incoming } from './incoming.js';
import { isObject } from './json.js';
import { combined, namesTarget } from './new-request.js';
import { cacheHeaders, retryHeader } from './old-headers.js';
import { understandPrompt } from './prompt.js';
import type { Json, JsonObject } from './recording.js';
import { isRefused, type Refused, refusedByUs } from './refusal.js';
import type { Route } from './route.js';
import { savedConfigOf } from './saved.js';
import type { Seed } from './seed.js';
import type { Understood } from './understood.js';

/** Reads a request to the old API as its documents say. */
export async function understandOld(
  incoming: Incoming,
  route: Route,
  seed: Seed,
): Promise<Understood | Refused> {
  const whole = await readAnything(incoming.content);
  const mustBeJson = route.folded || mediaType(incoming.content.type) === 'application/json';
  if (whole.kind === 'broken') return refusedByUs('bad body', whole.why);
  if (mustBeJson && whole.kind !== 'json' && whole.kind !== 'none') return refusedByUs('bad body', 'no JSON');
  const fields: JsonObject = whole.kind === 'json' && isObject(whole.value) ? whole.value : {};
  const config = readOldConfig(route.folded ? fields.config : undefined, incoming, seed);
  if (isRefused(config)) return config;
  const azure = azureAddress(route.path, incoming.url.searchParams);
  const body: Body = route.folded ? { kind: 'json', value: fields.params ?? {} } : whole;
  const said: Understood = {
    body: incoming.method === 'GET' ? NO_BODY : body,
    path: azure?.path ?? route.path,
    query: azure?.query ?? Object.fromEntries(incoming.url.searchParams),
    prompt: null,
    told: toldBy(incoming, ['metadata', 'meta'], ['cache-force-refresh', 'cache-refresh']),
    savedConfig: config.savedConfig,
    root: rootOf(config.node, incoming, azure?.azure ?? null),
  };
  if (route.endpoint === 'generate') return understandPrompt(said, route.id ?? '', seed, 'old');
  return namesTarget(said.root) || said.savedConfig ? said : refusedByUs('no target');
}

interface OldConfig {
  readonly node: ConfigNode;
  readonly savedConfig: string | null;
}

/** The config of the body, or else of the header: inline in either generation, as text, or a slug. */
function readOldConfig(inBody: Json | undefined, incoming: Incoming, seed: Seed): OldConfig | Refused {
  const written = typeof inBody === 'string' || inBody === undefined || inBody === null;
  const text = typeof inBody === 'string' ? inBody : own(incoming, 'config');
  const config = written ? configText(text) : ({ kind: 'json', value: inBody } as const);
  if (config.kind === 'none') return { node: EMPTY_NODE, savedConfig: null };
  if (config.kind === 'broken')
    return refusedByUs('bad old config', 'neither JSON nor the name of a saved one');
  const node = config.kind === 'slug' ? savedConfigOf(config.slug, seed) : readInline(config.value);
  if (node === 'made up')
    return { node: EMPTY_NODE, savedConfig: config.kind === 'slug' ? config.slug : null };
  if (!node) return refusedByUs('unknown config');
  return 'problem' in node ? refusedByUs('bad old config', node.problem) : { node, savedConfig: null };
}

function readInline(config: Json): ConfigNode | ConfigProblem {
  if (!isObject(config)) return { problem: 'A config is an object' };
  const generation = configGeneration(Object.keys(config));
  if (generation === 'old') return readConfig1(config);
  // A short form never applied override_params on the old API.
  if (generation === 'either') return { ...EMPTY_NODE, ...readConfig1(config), overrideParams: {} };
  const [wrong] = checkConfig2(config, []);
  return wrong ? { problem: wrong } : readConfig2(config);
}

function rootOf(node: ConfigNode, incoming: Incoming, azure: ConfigNode['azure']): ConfigNode {
  const forAll = headersForAll(incoming);
  const provider = providerOf(incoming) ?? (azure ? 'azure-openai' : null);
  const target = headerTarget(provider, own(incoming, 'virtual-key'), incoming, true);
  const root = namesTarget(node)
    ? { ...node, ...forAll }
    : combined(node, { ...target, azure: target.azure ?? azure }, forAll);
  return { ...root, retry: root.retry ?? retryHeader(incoming), cache: root.cache ?? cacheHeaders(incoming) };
}

/** `x-portkey-mode: proxy openai`, or the header of the new API, which the old one came to read. */
function providerOf(incoming: Incoming): string | null {
  const mode = own(incoming, 'mode');
  if (mode && PROXY_MODE.test(mode)) return mode.replace(PROXY_MODE, '').trim() || null;
  return own(incoming, 'provider');
}
