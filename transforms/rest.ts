import type { Change, Context, Finding, RequestSite, Site, Skip, Transform } from '../src/site.js';
import type { Place } from '../src/value.js';
import type { Remark } from './config.js';
import { AZURE_HELP, azureKey, hasAzure, readAzure, withoutAzure } from './gateways/azure.js';
import { carrierOf } from './gateways/carrier.js';
import { isPlainHttp } from './gateways/clients.js';
import { decideCarrier, isCertain } from './gateways/decide.js';
import { typesOf, unwrapReads } from './responses/unwrap.js';
import { isPutApart } from './rest/apart.js';
import { bodyObject, isFolded, unfold } from './rest/folded.js';
import { headersOf, planSent, type SentHeaders, sentEntries, writeSent } from './rest/headers.js';
import { sharingUrl } from './rest/shared.js';
import { type RoutedUrl, routedUrls } from './rest/urls.js';
import { UNIFIED_ROUTES } from './routes.js';
import { isGateway } from './urls/match.js';
import { substitute, writtenAt } from './urls/read.js';

const RULE = 'rest';

function decide(site: Site, context: Context): readonly (Finding | Skip)[] {
  if (site.kind === 'call') return decideInstance(site, context);
  if (site.kind !== 'request') return [];
  const said = decideRequest(site, context);
  if (!said.some(isChange)) return said;
  const others = sharingUrl(site, context.project);
  const isHeld = others.some((other) => decideRequest(other, context).some(isLeft));
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

function decideRequest(site: RequestSite, context: Context): readonly (Finding | Skip)[] {
  const { routed, others } = routedUrls(site);
  const open = routed.filter(({ url }) => !context.claimed(url.value.at) || !isDone(url.value.at, site));
  if (!open.length) return [];
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

function person(site: RequestSite, { message, help }: Omit<Remark, 'at'>, at: Place = site.url.at): Finding {
  return {
    rule: RULE,
    at,
    message,
    ...(help !== undefined && { help }),
    changes: [],
    claims: claimsOf(site),
  };
}

/** Everything that belongs to a request: later rules leave it alone. */
function claimsOf(site: RequestSite): readonly Place[] {
  const { routed } = routedUrls(site);
  const body = bodyObject(site);
  return [
    ...routed.map(({ url }) => url.value.at),
    ...headersOf(site).objects.map(({ at }) => at),
    ...(body ? [body.at] : []),
  ];
}

function persons(site: RequestSite, problems: readonly Remark[]): Finding[] {
  return problems.map((problem) => person(site, problem, problem.at));
}

/** URLs rewritten where they are written; undefined when one is put together in a way that cannot be. */
function urlChanges(routed: readonly RoutedUrl[]): readonly Change[] | undefined {
  const changes = routed.map(({ url, match }) => substitute(url, match.substitutions));
  return changes.every((change) => change !== undefined) ? changes.flat() : undefined;
}

const UNSPLIT: Omit<Remark, 'at'> = {
  message: 'the old path of this URL is put together in a way that cannot be rewritten',
  help: 'Write the path of the new API in one piece.',
};

function finding(site: RequestSite, message: string, changes: readonly Change[]): Finding {
  const written = routedUrls(site).routed.flatMap(({ url, match }) => writtenAt(url, match.substitutions));
  return { rule: RULE, at: site.url.at, message, changes, claims: [...claimsOf(site), ...written] };
}

/** `/v1/proxy/…` with a mode header. */
function decideProxy(
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

/** `{ config, params }` routes. */
function decideFolded(
  site: RequestSite,
  routed: readonly RoutedUrl[],
  sent: SentHeaders,
  context: Context,
): readonly (Finding | Skip)[] {
  const object = bodyObject(site);
  if (object && !isFolded(object)) return decideUnfolded(site, routed, object);
  const plans = planSent(sent, context);
  if (!object) return isNative(routed, sent) ? [] : [person(site, NO_BODY)];
  const unfolding = unfold(site, object, context);
  const problems = [...unfolding.problems, ...plans.flatMap((plan) => plan.problems)];
  if (problems.length) return persons(site, problems);
  const urls = urlChanges(routed);
  if (!urls) return [person(site, UNSPLIT)];
  const headers = writeSent(site, plans, unfolding.headers);
  if (!headers) return [person(site, NO_PLACE)];
  const [first] = routed;
  const message = [
    `${first?.match.route.from} is now ${first?.match.route.to}, with params for a body`,
    ...unfolding.notes,
  ];
  return [finding(site, message.join('; '), [...urls, ...unfolding.changes, ...headers])];
}

const NO_BODY: Omit<Remark, 'at'> = {
  message: 'the body of this request is built where it cannot be followed',
  help: 'params become the body, and config becomes headers: x-portkey-provider and Authorization, x-portkey-virtual-key, or x-portkey-config.',
};
const NO_PLACE: Omit<Remark, 'at'> = {
  message:
    'the config of this request becomes headers, and its headers are not written where they can be added to',
  help: 'Send x-portkey-provider and Authorization, x-portkey-virtual-key, or x-portkey-config with this request.',
};

/** Anthropic's own /v1/complete and Cohere's /v1/embed bear the names of old routes. */
function isNative(routed: readonly RoutedUrl[], sent: SentHeaders): boolean {
  const names = sentEntries(sent).map(({ key }) => key?.toLowerCase());
  return (
    names.includes('x-portkey-provider') &&
    routed.every(({ match }) => /\/(?:complete|embed)$/.test(match.route.from))
  );
}

function decideUnfolded(
  site: RequestSite,
  routed: readonly RoutedUrl[],
  object: NonNullable<ReturnType<typeof bodyObject>>,
): readonly (Finding | Skip)[] {
  const isOpen = object.entries.some((entry) => entry.kind === 'spread');
  const mayBeNative = routed.every(({ match }) => /\/(?:complete|embed)$/.test(match.route.from));
  if (mayBeNative && !isOpen) {
    return [
      {
        at: site.url.at,
        reason: "the provider's own route of that name: its body is not { config, params }",
        claims: claimsOf(site),
      },
    ];
  }
  return [person(site, NO_BODY)];
}

/** `/v1/prompts/ID/generate`, and everything that reads its answer. */
function decidePrompt(
  site: RequestSite,
  routed: readonly RoutedUrl[],
  sent: SentHeaders,
  context: Context,
): readonly Finding[] {
  const readers = unwrapReads(site.call, site.payload, context);
  const plans = planSent(sent, context);
  const problems = [...readers.problems, ...plans.flatMap((plan) => plan.problems)];
  if (problems.length) return [person(site, LEFT), ...persons(site, problems)];
  const urls = urlChanges(routed);
  const headers = writeSent(site, plans, []);
  if (!urls || !headers) return [person(site, UNSPLIT)];
  const changes = [...urls, ...readers.changes, ...headers];
  const remarks = [...typesOf(site.call, site.payload, context), ...newlySent(site)];
  return [
    finding(site, '/v1/prompts/ID/generate is now /v1/prompts/ID/completions', changes),
    ...persons(site, remarks),
  ];
}

/** The old route read `variables` alone; the new one takes everything else for parameters of the model. */
function newlySent(site: RequestSite): readonly Remark[] {
  return (bodyObject(site)?.entries ?? []).flatMap((entry): Remark[] => {
    if (entry.kind === 'spread' || entry.key === undefined || entry.key === 'variables') return [];
    const message = `${entry.key} was ignored by the old route, and is a parameter of the model now`;
    return [
      { at: entry.at, message, help: 'Take it out of the body, unless the prompt should be run with it.' },
    ];
  });
}

const LEFT: Omit<Remark, 'at'> = {
  message:
    '/v1/prompts/ID/generate is now /v1/prompts/ID/completions, left to a person: not every reader of its answer could be followed',
  help: 'The new answer is the completion itself: what was read from .data is read from the body, and success is not there.',
};

/** `axios.create({ baseURL, headers })` and the like: plain HTTP, so the smaller edit. */
function decideInstance(site: Extract<Site, { kind: 'call' }>, context: Context): readonly Finding[] {
  if (!isPlainHttp(site.call.origin)) return [];
  const isFactory = /(?:^|\.)(?:create|extend|defaults)$/.test(site.call.origin?.path.join('.') ?? '');
  if (!isFactory) return [];
  const carrier = carrierOf(
    site.call.args.flatMap((argument) => (argument.kind === 'spread' ? [] : [argument])),
  );
  const open = {
    urls: carrier.urls.filter(({ url }) => !context.claimed(url.value.at)),
    headers: carrier.headers.filter(({ object }) => !context.claimed(object.at)),
  };
  if (!isCertain(open) || (!open.urls.length && !open.headers.length)) return [];
  return decideCarrier(RULE, open, { at: site.at, addsVersion: false, takesImports: false }, context);
}

/** Requests in plain HTTP. */
export const rest: Transform = {
  rule: RULE,
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
