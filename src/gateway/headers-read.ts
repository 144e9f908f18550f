import { PREFIX } from '../../transforms/headers.js';
import { azureIn, type ConfigNode, EMPTY_NODE, type Told } from './config-node.js';
import { bearerOf, type Incoming } from './incoming.js';
import { camelCased, isObject, numberIn, parseJson } from './json.js';
import type { Json, JsonObject } from './recording.js';

/** A header of the gateway's own; empty ones are none. */
export function own(incoming: Incoming, name: string): string | null {
  return incoming.headers[PREFIX + name]?.trim() || null;
}

/** Where the key of a provider stands when a client speaks that provider's own dialect. */
const KEY_HEADERS: Readonly<Record<string, string>> = { anthropic: 'x-api-key', 'azure-openai': 'api-key' };

/** The provider's key: its own header where the request is handed on as it is, else the bearer. */
export function keyFor(provider: string | null, incoming: Incoming, isHandedOn: boolean): string | null {
  const name = KEY_HEADERS[provider ?? ''];
  const said = name ? (incoming.headers[name] ?? null) : null;
  if (isHandedOn) return said || bearerOf(incoming);
  return bearerOf(incoming) || (provider === 'anthropic' ? said : null);
}

/** The target that headers alone describe. */
export function headerTarget(
  provider: string | null,
  virtualKey: string | null,
  incoming: Incoming,
  isHandedOn: boolean,
): ConfigNode {
  if (virtualKey) return { ...EMPTY_NODE, virtualKey };
  return {
    ...EMPTY_NODE,
    provider,
    apiKey: keyFor(provider, incoming, isHandedOn),
    azure: provider === 'azure-openai' ? azureHeaders(incoming) : null,
    settings: provider ? settingHeaders(provider, incoming) : {},
  };
}

function azureHeaders(incoming: Incoming) {
  return azureIn({
    resourceName: own(incoming, 'azure-resource-name'),
    deploymentId: own(incoming, 'azure-deployment-id'),
    apiVersion: own(incoming, 'azure-api-version'),
  });
}

/** What a provider's settings begin with, in headers and in configs alike (cu in @portkey-ai/gateway 1.15.2). */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  openai: ['openai-'],
  'azure-openai': ['azure-ad-', 'azure-auth-', 'azure-entra-', 'azure-managed-', 'azure-model-'],
  anthropic: ['anthropic-'],
  bedrock: ['aws-'],
  sagemaker: ['aws-', 'amzn-sagemaker-'],
  'vertex-ai': ['vertex-', 'anthropic-'],
  'workers-ai': ['workers-ai-'],
  huggingface: ['huggingface-'],
  'fireworks-ai': ['fireworks-'],
  'stability-ai': ['stability-'],
  cortex: ['snowflake-'],
  oracle: ['oracle-'],
};

/** Whether a header, less its prefix, is the setting of some provider. */
export function isSetting(name: string): boolean {
  return (
    name.startsWith('azure-') ||
    Object.values(SETTINGS)
      .flat()
      .some((start) => name.startsWith(start))
  );
}

/** Headers of a provider's own that stand for a setting where the gateway's are missing. */
const PLAIN: Readonly<Record<string, readonly string[]>> = {
  openai: ['openai-beta'],
  'azure-openai': ['openai-beta'],
  anthropic: ['anthropic-beta', 'anthropic-version'],
  'vertex-ai': ['anthropic-beta', 'anthropic-version'],
};

function settingHeaders(provider: string, { headers }: Incoming): JsonObject {
  const starts = SETTINGS[provider] ?? [];
  const plain = (PLAIN[provider] ?? []).flatMap((name) =>
    headers[name] ? [[name.replaceAll('-', '_'), headers[name]]] : [],
  );
  const found = Object.entries(headers).flatMap(([name, value]) => {
    const bare = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
    return starts.some((start) => bare.startsWith(start)) ? [[bare.replaceAll('-', '_'), value]] : [];
  });
  const camel = camelCased(Object.fromEntries([...plain, ...found]), new Set());
  return isObject(camel) ? camel : {};
}

/** What holds for every target, whoever says it: headers win over configs. */
export function headersForAll(incoming: Incoming): Partial<ConfigNode> {
  const customHost = own(incoming, 'custom-host');
  const requestTimeout = numberIn(own(incoming, 'request-timeout') ?? undefined);
  const forward = own(incoming, 'forward-headers');
  return {
    ...(customHost ? { customHost } : {}),
    ...(requestTimeout ? { requestTimeout } : {}),
    ...(forward ? { forwardHeaders: forward.split(',').map((name) => name.trim()) } : {}),
  };
}

/** Trace, metadata and refresh, under the given names; any value of refresh, even `false`, is yes. */
export function toldBy(
  incoming: Incoming,
  metadataNames: readonly string[],
  refreshNames: readonly string[],
): Told {
  const traceId = own(incoming, 'trace-id');
  const metadata = metadataNames.map((name) => own(incoming, name)).find(Boolean);
  const isRefreshed = refreshNames.some((name) => own(incoming, name) !== null);
  return {
    ...(traceId ? { traceId } : {}),
    ...(metadata ? { metadata: metadataIn(metadata) } : {}),
    ...(isRefreshed ? { cacheForceRefresh: true } : {}),
  };
}

function metadataIn(text: string): Json {
  return parseJson(text) ?? text;
}
