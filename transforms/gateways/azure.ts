import type { Draft } from '../../src/site.js';
import type { Entry, ObjectValue } from '../../src/value.js';
import { sameValue } from '../config/literals.js';
import type { RouteMatch } from '../urls/match.js';
import type { Url } from '../urls/read.js';
import { stretchDraft, valueOfStretch } from '../urls/substitute.js';
import { headerEntry } from './plan.js';
import type { MoreHeaders } from './write.js';

/** An Azure host in the path of the old proxy: what it says moves into headers. */
export interface AzureTarget {
  readonly headers: MoreHeaders;
  readonly hasVersion: boolean;
  /** Where in the URL the path of the new API goes on, after the deployment. */
  readonly pathAt: number;
  readonly pathEnd: number;
}

const AZURE =
  /^(\/(?:https?:\/\/)?)([^/?#]+)(\.openai\.azure\.com(?::443)?\/openai\/deployments\/)([^/?#]+)([^?#]*)(?:\?([^#]*))?/;

/** Whether an Azure host, or a path that only Azure has, follows the old proxy. */
export function hasAzure({ tail }: RouteMatch): boolean {
  return /^\/(?:https?:\/\/)?[^/?#]+\.azure\.com(?=[:/?#]|$)|\/openai\/deployments(?=[/?#]|$)/i.test(tail);
}

/** Why a URL with an Azure host in it cannot be rewritten. */
export const AZURE_HELP =
  'Use a plain OpenAI client at /v1, and send x-portkey-provider: azure-openai with x-portkey-azure-resource-name, -deployment-id and -api-version, and the key in Authorization.';

/** Reads the Azure host, deployment and version from what follows the old proxy. */
export function readAzure(url: Url, match: RouteMatch): AzureTarget | undefined {
  const found = AZURE.exec(match.tail);
  if (!found) return undefined;
  const [, lead = '', resource = '', middle = '', deployment = '', path = '', query = ''] = found;
  const resourceAt = match.tailAt + lead.length;
  const deploymentAt = resourceAt + resource.length + middle.length;
  const pathAt = deploymentAt + deployment.length;
  const version = /(?:^|&)api-version=([^&]+)/.exec(query);
  const versionAt = pathAt + path.length + 1 + (version?.index ?? 0) + (version?.[0].indexOf('=') ?? 0) + 1;
  return {
    headers: [
      azureHeader('resource-name', url, resourceAt, resource.length),
      azureHeader('deployment-id', url, deploymentAt, deployment.length),
      ...(version ? [azureHeader('api-version', url, versionAt, version[1]?.length ?? 0)] : []),
    ],
    hasVersion: version !== null,
    pathAt,
    pathEnd: pathAt + path.length,
  };
}

function azureHeader(name: string, url: Url, start: number, length: number): MoreHeaders[number] {
  return azureOption(name, stretchDraft(valueOfStretch(url, start, start + length)));
}

function azureOption(name: string, value: Draft): MoreHeaders[number] {
  const option = `azure-${name}`.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { option, name: `x-portkey-azure-${name}`, value };
}

/** The URL without its Azure part: what stands before the old route, /v1, and the path after the deployment. */
export function withoutAzure(url: Url, match: RouteMatch, target: AzureTarget): Draft {
  const [path] = match.substitutions.slice(-1);
  const before = valueOfStretch(url, 0, path?.start ?? 0);
  const after = valueOfStretch(url, target.pathAt, target.pathEnd);
  const [first, ...others] = before;
  const secure = typeof first === 'string' ? first.replace(/^http:\/\/(?=api\.portkey)/, 'https://') : first;
  const parts = [...(secure === undefined ? [] : [secure]), ...others, ...after];
  return stretchDraft(parts);
}

/** Azure's own query parameter, where an SDK takes it apart from the URL: the header it becomes, and what to take it out of. */
export function versionQuery(
  owner: ObjectValue,
): { header: MoreHeaders[number]; holder: ObjectValue; entry: Entry } | undefined {
  const entry = owner.entries.find(
    (one): one is Entry => one.kind === 'entry' && /^default_?query$/i.test(one.key ?? ''),
  );
  const query = entry?.value.kind === 'object' ? entry.value : undefined;
  const version = query && headerEntry(query, 'api-version');
  if (!entry || !query || !version) return undefined;
  const header = azureOption('api-version', { kind: 'verbatim', value: version.value });
  const isAlone = query.entries.length === 1;
  return isAlone ? { header, holder: owner, entry } : { header, holder: query, entry: version };
}

/** Azure's `api-key` header is not understood by the new API: the key goes into Authorization, where an SDK sends it already or not. */
export function azureKey(
  headers: ObjectValue,
  owner: ObjectValue | undefined,
): { entry: Entry; more: MoreHeaders } | undefined {
  const entry = headerEntry(headers, 'api-key');
  if (!entry) return undefined;
  const own = owner && (headerEntry(owner, 'apikey') ?? headerEntry(owner, 'api_key'));
  if (own && sameValue(own.value, entry.value)) return { entry, more: [] };
  const bearer: Draft =
    entry.value.kind === 'text'
      ? { kind: 'literal', value: `Bearer ${entry.value.text}` }
      : { kind: 'template', parts: ['Bearer ', entry.value] };
  return { entry, more: [{ option: 'Authorization', name: 'Authorization', value: bearer }] };
}
