import { covers } from '../../src/project.js';
import type { Change, Context, Draft, Finding } from '../../src/site.js';
import type { Entry, ObjectValue, Place } from '../../src/value.js';
import type { Remark } from '../config.js';
import { hasManifest } from '../manifests.js';
import { UNIFIED_ROUTES } from '../routes.js';
import { neededBy, sdkFor } from '../sdk.js';
import { hasLooseUrl } from '../urls/loose.js';
import { isGateway, isHosted } from '../urls/match.js';
import { type Substitution, substitute } from '../urls/substitute.js';
import { AZURE_HELP, azureKey, hasAzure, readAzure, versionQuery, withoutAzure } from './azure.js';
import type { CarriedUrl, Carrier } from './carrier.js';
import { clashesIn, gatewayEntries, type HeaderPlan, planHeaders } from './plan.js';
import { type MoreHeaders, writeCreateHeaders, writeHeaders } from './write.js';

/** What is known of the client that takes a base URL and headers. */
export interface Taker {
  /** Where it stands. */
  readonly at: Place;
  /** It adds `/v1` to its base URL by itself. */
  readonly addsVersion: boolean;
  /** It may be given what a package makes. */
  readonly takesImports: boolean;
  /** It builds Azure's own paths: nothing but Azure's host answers them. */
  readonly isAzures?: boolean;
}

interface Work {
  readonly carrier: Carrier;
  readonly plans: readonly HeaderPlan[];
  readonly taker: Taker;
  /** The bigger edit: createHeaders and PORTKEY_GATEWAY_URL. */
  readonly imports: boolean;
  readonly context: Context;
}

/** Base URLs and headers that are sent together change together. */
export function decideCarrier(
  rule: string,
  carrier: Carrier,
  taker: Taker,
  context: Context,
): readonly Finding[] {
  const around = carrier.headers.flatMap(({ object }) => gatewayEntries(object));
  const plans = carrier.headers.map(({ object }) => planHeaders(object, context, around));
  const problems = [
    ...plans.flatMap((plan) => plan.problems),
    ...clashesIn(plans),
    ...azureProblems(carrier, taker),
    ...(hasLooseUrl(taker.at.file, context) ? [] : unreadProblems(carrier, plans)),
    ...passThrough(carrier, plans, around, taker),
    ...pairProblems(carrier),
  ];
  const claims = [
    ...carrier.urls.map(({ url }) => url.value.at),
    ...[...plans.map(({ object }) => object), ...(carrier.pairs ?? [])].map(({ at }) => at),
  ];
  const at = carrier.urls[0]?.entry.at ?? plans[0]?.object.at ?? taker.at;
  if (problems.length) return problems.map((problem) => ({ ...manual(rule, problem), claims }));
  const imports = plans.length > 0 && plans.every((plan) => takesCall(plan, taker, context));
  const work: Work = { carrier, plans, taker, imports, context };
  const changes = carrier.urls.some(isAzure) ? azureChanges(work) : plainChanges(work);
  if (!changes) return [{ ...manual(rule, unsplit(at)), claims }];
  return changes.length ? [{ rule, at, message: messageOf(work), changes, claims }] : [];
}

function manual(rule: string, { at, message, help }: Remark): Finding {
  return { rule, at, message, ...(help !== undefined && { help }), changes: [] };
}

function unsplit(at: Place): Remark {
  return {
    at,
    message: 'the old path of this URL is put together in a way that cannot be rewritten',
    help: 'The base URL of the new API ends in /v1.',
  };
}

function takesCall(plan: HeaderPlan, { at, takesImports }: Taker, { project }: Context): boolean {
  const { file } = plan.object.at;
  const isCode = /^(?:javascript|python)$/.test(project.document(file)?.language.name ?? '');
  return (
    takesImports &&
    isCode &&
    plan.isPlain &&
    plan.isOld &&
    covers(at, plan.object.at) &&
    hasManifest(file, project)
  );
}

/**
 * The old path with a provider header and no mode is a raw pass-through that still works: it moves only where the provider's
 * own path is one of the new API's.
 */
function passThrough(
  { urls }: Carrier,
  plans: readonly HeaderPlan[],
  around: readonly Entry[],
  { addsVersion }: Taker,
): readonly Remark[] {
  const isRaw =
    around.some(({ key }) => key?.toLowerCase() === 'x-portkey-provider') &&
    !plans.some(({ isOld }) => isOld);
  if (!isRaw) return [];
  return urls.flatMap(({ entry, match }) => {
    const path = match.tail.replace(/[?#].*$/, '').replace(/\/$/, '');
    if (!addsVersion && (path === '' || UNIFIED_ROUTES.some((route) => path.startsWith(route)))) return [];
    const message =
      'this goes through the old proxy path raw, which still works, and has no certain place in the new API';
    return [
      { at: entry.at, message, help: 'Move it to /v1 once the provider is known to take that path there.' },
    ];
  });
}

/** An old base URL beside headers that are a list. */
function pairProblems({ urls, pairs }: Carrier): readonly Remark[] {
  if (!urls.length) return [];
  const message = 'these headers are a list of names and values, and move together with the base URL';
  const help = 'Write them as an object, or send x-portkey-provider and take /proxy out of the URL by hand.';
  return (pairs ?? []).map(({ at }) => ({ at, message, help }));
}

/** Old headers, and a base URL that may lead to the old path or not. */
function unreadProblems({ unread }: Carrier, plans: readonly HeaderPlan[]): readonly Remark[] {
  return plans.some(({ isOld }) => isOld) ? unread.map(({ at }) => ({ at, ...UNREAD })) : [];
}

/** Why old headers stay: nobody knows yet where they are sent. */
export const UNREAD: Omit<Remark, 'at'> = {
  message: 'where this URL leads is only known at run time: it is left to a person, and its old headers too',
  help: 'Let it end in /v1 without /proxy, and send x-portkey-provider instead of x-portkey-mode.',
};

function azureProblems({ urls }: Carrier, { isAzures }: Taker): readonly Remark[] {
  return urls.flatMap((carried): Remark[] => {
    const { at } = carried.entry;
    if (isAzures)
      return [
        {
          at,
          message: "this client builds Azure's own paths and headers, which the new API does not take",
          help: AZURE_HELP,
        },
      ];
    const isApart = hasAzure(carried.match) && !isAzure(carried);
    return isApart
      ? [
          {
            at,
            message: 'the Azure host leaves this URL for headers, and not all they need is in it',
            help: AZURE_HELP,
          },
        ]
      : [];
  });
}

function isAzure({ url, match }: CarriedUrl): boolean {
  return readAzure(url, match) !== undefined;
}

function messageOf({ imports, plans, carrier }: Work): string {
  const notes = plans.flatMap((plan) => plan.notes);
  const parts = [
    carrier.urls.length ? 'the old proxy path is gone from the base URL' : '',
    plans.some(({ isOld }) => isOld) ? (imports ? 'headers by createHeaders' : 'headers of the new API') : '',
    ...notes,
  ];
  return parts.filter(Boolean).join('; ');
}

function plainChanges(work: Work): readonly Change[] | undefined {
  const urls = work.carrier.urls.map((carried) => urlChanges(carried, work));
  if (!urls.every((changes) => changes !== undefined)) return undefined;
  const headers = work.plans.flatMap((plan) => [...plan.changes, ...written(plan, work)]);
  return [...urls.flat(), ...headers];
}

function written(
  plan: HeaderPlan,
  { imports, context }: Work,
  more: MoreHeaders = [],
  without: readonly Entry[] = [],
): readonly Change[] {
  if (!imports) return writeHeaders(plan, more, without);
  const { file } = plan.object.at;
  const changes = writeCreateHeaders(plan, sdkFor(file, context.project), more, without);
  return [...changes, neededBy(file, context.project)];
}

function urlChanges(carried: CarriedUrl, { imports, taker, context }: Work): readonly Change[] | undefined {
  const { url, match } = carried;
  if (imports && !taker.addsVersion && isWholeBase(carried) && covers(taker.at, url.value.at)) {
    const { at } = url.value;
    return [{ do: 'replace', at, with: gatewayFor(at, context) }, neededBy(at.file, context.project)];
  }
  return substitute(url, taker.addsVersion ? bare(carried) : match.substitutions);
}

function gatewayFor({ file }: Place, { project }: Context): Draft {
  return { kind: 'imported', from: { module: sdkFor(file, project).module, name: 'PORTKEY_GATEWAY_URL' } };
}

/** A text on the hosted API that ends with the old path, and is written here from end to end. */
function isWholeBase({ url, match }: CarriedUrl): boolean {
  const { at } = url.value;
  const isLiteral = url.segments.every(({ source }) => source && covers(at, source.at));
  return isLiteral && isHosted(url) && /^\/?$/.test(match.tail) && /^https?:/.test(url.text);
}

/** The URL without any version: its client adds that. */
function bare({ url, match }: CarriedUrl): readonly Substitution[] {
  return match.substitutions.map((one) => {
    const isPath = one.end > 5;
    const start = one.start - '/v1'.length;
    return isPath && url.text.slice(start, one.start) === '/v1' ? { ...one, start } : one;
  });
}

/** An Azure client: host, deployment and version leave the URL for headers. */
function azureChanges(work: Work): readonly Change[] | undefined {
  const { carrier, plans, imports, context } = work;
  const [carried] = carrier.urls;
  const [plan] = plans;
  const target = carried && readAzure(carried.url, carried.match);
  if (!carried || !target || !plan || carrier.urls.length > 1 || plans.length > 1) return undefined;
  const { owner, url, match } = carried;
  const query = versionQuery(owner);
  const key = azureKey(plan.object, owner);
  const hasKey = gatewayEntries(plan.object).some((entry) =>
    /^x-portkey-virtual-key$/i.test(entry.key ?? ''),
  );
  const details = [...target.headers, ...(query && !target.hasVersion ? [query.header] : [])];
  const more = [...(hasKey ? [] : details), ...(key?.more ?? [])];
  const base = withoutAzure(url, match, target);
  const isWhole = base.kind === 'literal' && base.value === 'https://api.portkey.ai/v1';
  return [
    { do: 'replace', at: url.value.at, with: imports && isWhole ? gatewayFor(url.value.at, context) : base },
    ...(query ? [withoutEntry(query.holder, query.entry)] : []),
    ...plan.changes,
    ...written(plan, work, more, key ? [key.entry] : []),
    ...(imports ? [neededBy(url.value.at.file, context.project)] : []),
  ];
}

function withoutEntry(owner: ObjectValue, gone: Entry): Change {
  const entries = owner.entries.filter((entry) => entry !== gone).map((keep) => ({ keep }));
  return { do: 'replace', at: owner.at, with: { kind: 'object', base: owner, entries } };
}

/** Whether a carrier is the gateway's beyond doubt. */
export function isCertain({ urls, headers }: Carrier): boolean {
  return headers.length > 0 || urls.some(({ url }) => isGateway(url));
}
