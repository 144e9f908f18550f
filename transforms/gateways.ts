import { covers } from '../src/project.js';
import type { CallSite, Context, Finding, ObjectSite, Site, Skip, Transform } from '../src/site.js';
import type { Value } from '../src/value.js';
import { skipDescription } from './descriptions.js';
import { decideModuleBase } from './gateways/base.js';
import { type Carrier, carrierOf } from './gateways/carrier.js';
import { addsVersion, isPlainHttp } from './gateways/clients.js';
import { decideCarrier, isCertain, type Taker } from './gateways/decide.js';
import { decideHeaderConfig, decideUtility } from './gateways/langchain.js';
import { decideHost, decideHostImport } from './gateways/llama-index.js';
import { carriesHeaders, gatewayEntries } from './gateways/plan.js';
import { decideServer } from './gateways/servers.js';
import { decideName, decideSetter, decideWrite } from './gateways/setters.js';
import { isOldHeaderName } from './headers.js';

const CLIENTS = 'gateway-clients';
const HEADERS = 'gateway-headers';

/** A call that is given a base URL and headers, or headers alone. */
function decideCall(site: Site, context: Context): readonly Finding[] {
  if (site.kind === 'assignment') return decideModuleBase(CLIENTS, site, context);
  if (site.kind === 'import')
    return [...decideUtility(CLIENTS, site, context), ...decideHostImport(site, context)];
  if (site.kind !== 'call' || site.compares) return [];
  const own = [...decideHeaderConfig(CLIENTS, site, context), ...decideHost(site, context)];
  if (own.length) return own;
  const carrier = open(carrierOf(argumentsOf(site)), context);
  const plain = isPlainHttp(site.call.origin);
  const isBase = carrier.urls.every(
    ({ match }) => /^\/?(?:[?#]|$)/.test(match.tail) || /\.openai\.azure\.com\//.test(match.tail),
  );
  const taker: Taker = {
    at: site.at,
    addsVersion: addsVersion(site.call.origin),
    takesImports: !plain && isBase && (site.call.isNew || isPackage(site)),
    isAzures: /^Azure/.test(site.call.origin?.path.at(-1) ?? ''),
  };
  if (carrier.urls.length) return isCertain(carrier) ? decideCarrier(CLIENTS, carrier, taker, context) : [];
  const unread = isSdk(site, plain) ? [...carrier.unread, ...(carrier.hidden ?? [])] : carrier.unread;
  if (unread.length && carrier.headers.length) {
    const said = decideCarrier(CLIENTS, { ...carrier, unread }, taker, context);
    if (said.some(({ changes }) => !changes.length)) return said;
  }
  if (!carrier.headers.length || isSdk(site, plain)) return [];
  const here = carrier.headers.filter(({ object }) => covers(site.at, object.at));
  return here.length
    ? decideCarrier(
        CLIENTS,
        { urls: [], headers: here, unread: [] },
        { ...taker, takesImports: false },
        context,
      )
    : [];
}

/** Object literals of any call, and whatever is given to a construction or a package's function. */
function argumentsOf(site: CallSite): readonly Value[] {
  const follows = site.call.isNew || isPackage(site);
  return site.call.args.flatMap((argument) => {
    if (argument.kind === 'spread') return [];
    return argument.kind === 'object' || (follows && argument.kind !== 'text') ? [argument] : [];
  });
}

function isPackage({ call }: CallSite): boolean {
  return call.origin !== undefined && /^[^./]/.test(call.origin.module);
}

/** Whether what is called is a package's client, as against plain HTTP or a function of the project. */
function isSdk(site: CallSite, plain: boolean): boolean {
  if (plain) return false;
  const isOnClient =
    site.receiverType !== undefined ||
    site.receivers.some(({ origin }) => origin && origin.module !== '' && !isPlainHttp(origin));
  return site.call.isNew || isPackage(site) || isOnClient;
}

/** What no earlier finding dealt with. */
function open({ urls, headers, unread, hidden, pairs }: Carrier, context: Context): Carrier {
  return {
    unread,
    ...(hidden && { hidden }),
    ...(pairs && { pairs }),
    urls: urls.filter(({ url }) => !context.claimed(url.value.at)),
    headers: headers.filter(({ object }) => !context.claimed(object.at)),
  };
}

/** SDKs of any kind that are pointed at the old proxy. */
export const gatewayClients: Transform = {
  rule: CLIENTS,
  summary: 'SDKs pointed at the old proxy: base URL and headers',
  before: `new OpenAI({
  baseURL: "https://api.portkey.ai/v1/proxy",
  defaultHeaders: { "x-portkey-api-key": KEY, "x-portkey-mode": "proxy openai" },
})`,
  after: `new OpenAI({
  baseURL: PORTKEY_GATEWAY_URL,
  defaultHeaders: createHeaders({ apiKey: KEY, provider: "openai" }),
})`,
  sites: ['object', 'call', 'assignment', 'import'],
  decide: (site, context) =>
    site.kind === 'object' ? decideServer(CLIENTS, site, context) : decideCall(site, context),
};

function decideHeaders(site: Site, context: Context): readonly (Finding | Skip)[] {
  if (site.kind === 'call') return decideSetter(HEADERS, site, context);
  if (site.kind === 'assignment') return decideWrite(HEADERS, site, context);
  if (site.kind === 'text') return decideName(HEADERS, site, context);
  return site.kind === 'object' ? decideObject(site, context) : [];
}

/** An object with headers, or with a base URL and headers, that no call in sight is given. */
function decideObject(site: ObjectSite, context: Context): readonly (Finding | Skip)[] {
  if (site.compares)
    return carriesOld(site, context) ? [{ at: site.at, reason: EXPECTED, claims: [site.at] }] : [];
  const taker: Taker = { at: site.at, addsVersion: false, takesImports: true };
  if (context.claimed(site.at)) return [];
  const described = skipDescription(site, context);
  if (described) return [described];
  if (carriesHeaders(site.value)) {
    const alone = { urls: [], headers: [{ object: site.value, key: '' }], unread: [] };
    return decideCarrier(HEADERS, alone, taker, context);
  }
  const carrier = open(carrierOf([site.value]), context);
  const own = carrier.urls.filter(({ owner }) => owner === site.value);
  const isBlind = carrier.unread.some(({ at }) => covers(site.at, at));
  return (own.length || isBlind) && carrier.headers.length
    ? decideCarrier(HEADERS, { ...carrier, urls: own }, taker, context)
    : [];
}

const EXPECTED = 'a test expects headers of the old surface here';

function carriesOld({ value, at }: ObjectSite, { claimed }: Context): boolean {
  return !claimed(at) && gatewayEntries(value).some(({ key }) => isOldHeaderName(key ?? ''));
}

/** Header objects and single headers, wherever they are built. */
export const gatewayHeaders: Transform = {
  rule: HEADERS,
  summary: 'objects that carry the headers of the old API, and single headers',
  before: '{ "x-portkey-api-key": KEY, "x-portkey-mode": "proxy " + provider }',
  after: 'createHeaders({ apiKey: KEY, provider })',
  sites: ['call', 'assignment', 'object', 'text'],
  decide: decideHeaders,
};
