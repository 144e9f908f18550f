import type { AssignmentSite, Context, Finding } from '../../src/site.js';
import { hasManifest } from '../manifests.js';
import { neededBy, sdkFor } from '../sdk.js';
import { isHosted, matchRoute } from '../urls/match.js';
import { urlsIn } from '../urls/read.js';

/** Modules with a base URL of their own. */
const BASES: readonly { readonly module: string; readonly names: readonly string[]; readonly see: string }[] =
  [
    {
      module: 'openai',
      names: ['api_base', 'base_url'],
      see: 'PyPI openai 0.28: openai.api_base; 1.x: openai.base_url',
    },
  ];

/** `openai.api_base = "…/v1/proxy"`: the base URL of a module. */
export function decideModuleBase(rule: string, site: AssignmentSite, context: Context): readonly Finding[] {
  const { origin } = site.member ?? {};
  const isBase = BASES.some(
    ({ module, names }) =>
      origin?.module === module && origin.path.length === 1 && names.includes(origin.path[0] ?? ''),
  );
  const { value, at } = site;
  if (!isBase || value.kind !== 'text' || context.claimed(value.at) || !hasManifest(at.file, context.project))
    return [];
  const [url] = urlsIn(value);
  const match = url && matchRoute(url);
  if (!url || !match || !isHosted(url) || !/^\/?$/.test(match.tail)) return [];
  const { module } = sdkFor(at.file, context.project);
  return [
    {
      rule,
      at: value.at,
      message: 'the old proxy path is gone from the base URL',
      changes: [
        {
          do: 'replace',
          at: value.at,
          with: { kind: 'imported', from: { module, name: 'PORTKEY_GATEWAY_URL' } },
        },
        neededBy(at.file, context.project),
      ],
    },
  ];
}
