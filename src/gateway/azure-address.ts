import type { Azure } from './recording.js';
import { decoded } from './route.js';

/** A deployment of Azure whose address stood in the path of the proxy. */
export interface AzureAddress {
  readonly azure: Azure;
  /** What is left of the path: `/chat/completions`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

const ADDRESS =
  /^\/(?:https?:\/{1,2})?(?<resource>[^/.]+)\.openai\.azure\.com(?:\/openai)?\/deployments\/(?<deployment>[^/]+)(?<rest>\/.*)?$/;

/** `/RESOURCE.openai.azure.com/openai/deployments/DEPLOYMENT/chat/completions?api-version=V`. */
export function azureAddress(path: string, parameters: URLSearchParams): AzureAddress | undefined {
  const groups = ADDRESS.exec(path)?.groups;
  if (!groups) return undefined;
  const { 'api-version': apiVersion, ...query } = Object.fromEntries(parameters);
  const { resource, deployment, rest } = groups;
  const azure = {
    resourceName: resource ?? null,
    deploymentId: decoded(deployment ?? ''),
    apiVersion: apiVersion ?? null,
  };
  return { azure, path: rest || '/', query };
}
