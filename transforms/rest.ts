import type { Context, Finding, RequestSite, Site, Skip, Transform } from '../src/site.js';
import type { Place } from '../src/value.js';
import type { Remark } from './config.js';
import { UNREAD } from './gateways/decide.js';
import { putsOf } from './rest/apart.js';
import { decideFolded } from './rest/bodies.js';
import { claimsOf, person, REST } from './rest/findings.js';
import { headersOf, planSent, type SentHeaders, sentEntries } from './rest/headers.js';
import { decideInstance } from './rest/instance.js';
import { decidePrompt } from './rest/prompt.js';
import { decideProxy } from './rest/proxy.js';
import { sharingUrl } from './rest/shared.js';
import { type RoutedUrl, routedUrls } from './rest/urls.js';
import { hasLooseUrl } from './urls/loose.js';
import { isGateway } from './urls/match.js';
import { isUnread } from './urls/read.js';

function decide(site: Site, context: Context): readonly (Finding | Skip)[] {
  if (site.kind === 'call') {
    return decideInstance(site, context, (request) => saidOf(request, context).some(isLeft));
  }
  if (site.kind !== 'request') return [];
  const said = saidOf(site, context);
  if (!said.some(isChange)) return said;
  const others = sharingUrl(site, context.project);
  const isHeld = others.some((other) => saidOf(other, context).some(isLeft));
  return isHeld ? [person(site, SHARED)] : said;
}

function isChange(said: Finding | Skip): boolean {
  return 'changes' in said && said.changes.length > 0;
}

function isLeft(said: Finding | Skip): boolean {
  return 'changes' in said && !said.changes.length;
}

const SHARED: Omit<Remark, 'at'> = {
  message: 'this request has its URL in common with another one that is left to a person',
  help: 'Give the other request a URL of its own, or migrate both by hand.',
};

const decided = new WeakMap<Context, Map<RequestSite, readonly (Finding | Skip)[]>>();

/** What is said of a request, the same for whoever asks: what it claims itself does not change that. */
function saidOf(site: RequestSite, context: Context): readonly (Finding | Skip)[] {
  const known = decided.get(context) ?? new Map<RequestSite, readonly (Finding | Skip)[]>();
  decided.set(context, known);
  const said = known.get(site) ?? whole(decideRequest(site, context), site, context);
  known.set(site, said);
  return said;
}

/** What a request left to a person is put together of stays with it. */
function whole(
  said: readonly (Finding | Skip)[],
  site: RequestSite,
  context: Context,
): readonly (Finding | Skip)[] {
  const puts = said.some(isLeft) ? putsOf(site, context) : [];
  return puts.length ? said.map((one) => ({ ...one, claims: [...(one.claims ?? []), ...puts] })) : said;
}

function decideRequest(site: RequestSite, context: Context): readonly (Finding | Skip)[] {
  const { routed, others } = routedUrls(site);
  const open = routed.filter(({ url }) => !context.claimed(url.value.at) || !isDone(url.value.at, site));
  if (!open.length) return decideUnread(site, context);
  const sent = headersOf(site);
  if (!isOurs(open, sent))
    return [
      {
        at: site.url.at,
        reason: "looks like an old route, on a host that is not the gateway's",
        claims: claimsOf(site),
      },
    ];
  const routes = new Set(open.map(({ match }) => match.route));
  const [route] = routes;
  if (!route) return [];
  const isMixed = routes.size > 1 || (others > 0 && (route.folded || route.wrapped));
  if (isMixed) return [person(site, MIXED)];
  if (route.folded) return decideFolded(site, open, sent, context);
  return route.wrapped ? decidePrompt(site, open, sent, context) : decideProxy(site, open, sent, context);
}

/** Old headers, sent where only the running program knows. */
function decideUnread(site: RequestSite, context: Context): readonly Finding[] {
  const value = site.base?.url ? undefined : site.url;
  if (!value || !isUnread(value) || hasLooseUrl(site.at.file, context)) return [];
  const plans = planSent(headersOf(site), context);
  const isOld = plans.some((plan) => plan.isOld && !context.claimed(plan.object.at));
  return isOld || putsOf(site, context).length ? [person(site, UNREAD)] : [];
}

const MIXED: Omit<Remark, 'at'> = {
  message: 'this one call sends requests of several kinds, old ones among them',
  help: 'Make a call for each kind of request, or change URL, body and headers together by hand.',
};

/** A URL in the call itself that was dealt with; constants may be needed by several requests. */
function isDone(at: Place, site: RequestSite): boolean {
  return at.file === site.at.file && at.span.start >= site.at.span.start && at.span.end <= site.at.span.end;
}

function isOurs(routed: readonly RoutedUrl[], sent: SentHeaders): boolean {
  return (
    sentEntries(sent).length > 0 ||
    routed.some(({ url, match }) => isGateway(url) || /chatComplete/.test(match.route.from))
  );
}

/** Requests in plain HTTP. */
export const rest: Transform = {
  rule: REST,
  summary: 'requests to the old routes in any HTTP client: URL, body, headers and readers of the answer',
  before: `fetch("https://api.portkey.ai/v1/chatComplete", {
  headers: { "x-portkey-api-key": KEY },
  body: JSON.stringify({ config: { provider: "openai", api_key: OPENAI }, params: { model, messages } }),
})`,
  after: `fetch("https://api.portkey.ai/v1/chat/completions", {
  headers: { "x-portkey-api-key": KEY, "x-portkey-provider": "openai", Authorization: \`Bearer \${OPENAI}\` },
  body: JSON.stringify({ model, messages }),
})`,
  sites: ['call', 'request'],
  decide,
};
