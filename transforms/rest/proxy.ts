import type { Change, Context, Finding, RequestSite } from '../../src/site.js';
import type { Remark } from '../config.js';
import { AZURE_HELP, azureKey, hasAzure, readAzure, withoutAzure } from '../gateways/azure.js';
import { UNIFIED_ROUTES } from '../routes.js';
import { isPutApart } from './apart.js';
import { finding, person, persons, UNSPLIT, urlChanges } from './findings.js';
import { planSent, type SentHeaders, sentEntries, writeSent } from './headers.js';
import type { RoutedUrl } from './urls.js';

/** `/v1/proxy/…` with a mode header. */
export function decideProxy(
  site: RequestSite,
  routed: readonly RoutedUrl[],
  sent: SentHeaders,
  context: Context,
): readonly Finding[] {
  const plans = planSent(sent, context);
  const problems = plans.flatMap((plan) => plan.problems);
  if (problems.length) return persons(site, problems);
  const isOld = plans.some((plan) => plan.isOld);
  if (!isOld && !isPutApart(site, context)) {
    const reason = withoutMode(site, routed, sent);
    if (reason) return [person(site, reason)];
  }
  const azure = routed.find(({ url, match }) => readAzure(url, match));
  if (azure) return decideAzure(site, routed, azure, plans);
  if (routed.some(({ match }) => hasAzure(match))) return [person(site, AZURE)];
  const urls = urlChanges(routed);
  const headers = writeSent(site, plans, []);
  if (!urls || !headers) return [person(site, UNSPLIT)];
  const notes = plans.flatMap((plan) => plan.notes);
  return [finding(site, ['/v1/proxy is gone from the URL', ...notes].join('; '), [...urls, ...headers])];
}

/** Why a request through the proxy that names no mode cannot simply move. */
function withoutMode(
  site: RequestSite,
  routed: readonly RoutedUrl[],
  sent: SentHeaders,
): Omit<Remark, 'at'> | undefined {
  const names = sentEntries(sent).map(({ key }) => key?.toLowerCase());
  if (names.includes('x-portkey-config') || names.includes('x-portkey-virtual-key')) return undefined;
  if (names.includes('x-portkey-provider')) {
    const isUnified = routed.every(({ match }) =>
      UNIFIED_ROUTES.some((path) => match.tail.replace(/[?#].*$/, '') === path),
    );
    return isUnified ? undefined : RAW;
  }
  return site.headers || site.base?.headers ? NO_MODE : NO_HEADERS;
}

const RAW: Omit<Remark, 'at'> = {
  message:
    'this goes through the old proxy path raw, which still works, and has no certain place in the new API',
  help: 'Move it to /v1 once the provider is known to take that path there.',
};
const NO_MODE: Omit<Remark, 'at'> = {
  message: 'this request names no provider where it can be seen',
  help: 'Send x-portkey-provider (or a config, or a virtual key) and take /proxy out of the URL.',
};
const NO_HEADERS: Omit<Remark, 'at'> = {
  message: 'the headers of this request are added where they cannot be followed',
  help: 'Send x-portkey-provider (or a config, or a virtual key) and take /proxy out of the URL.',
};

function decideAzure(
  site: RequestSite,
  routed: readonly RoutedUrl[],
  { url, match }: RoutedUrl,
  plans: readonly ReturnType<typeof planSent>[number][],
): readonly Finding[] {
  const target = readAzure(url, match);
  const [plan] = plans;
  if (!target || routed.length > 1 || plans.length !== 1 || !plan) return [person(site, AZURE)];
  const key = azureKey(plan.object, undefined);
  const added = [...target.headers, ...(key?.more ?? [])];
  const headers = writeSent(site, [plan], added, key ? [key.entry] : []);
  if (!headers) return [person(site, AZURE)];
  const changes: Change[] = [
    { do: 'replace', at: url.value.at, with: withoutAzure(url, match, target) },
    ...headers,
  ];
  return [finding(site, 'the Azure host leaves the URL for headers', changes)];
}

const AZURE: Omit<Remark, 'at'> = {
  message: 'an Azure host in the path goes into headers, and this request cannot be rewritten as a whole',
  help: AZURE_HELP,
};
