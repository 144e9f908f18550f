import type { Change, Finding, RequestSite } from '../../src/site.js';
import type { Place } from '../../src/value.js';
import type { Remark } from '../config.js';
import { pairsIn } from '../gateways/carrier.js';
import { substitute, writtenAt } from '../urls/substitute.js';
import { bodyObject } from './folded.js';
import { headersOf } from './headers.js';
import { type RoutedUrl, routedUrls } from './urls.js';

/** The rule's name. */
export const REST = 'rest';

/** A request that is left to a person, with all that belongs to it. */
export function person(
  site: RequestSite,
  { message, help }: Omit<Remark, 'at'>,
  at: Place = site.url.at,
): Finding {
  return {
    rule: REST,
    at,
    message,
    ...(help !== undefined && { help }),
    changes: [],
    claims: claimsOf(site),
  };
}

/** Everything that belongs to a request: later rules leave it alone. */
export function claimsOf(site: RequestSite): readonly Place[] {
  const { routed } = routedUrls(site);
  const body = bodyObject(site);
  return [
    ...routed.map(({ url }) => url.value.at),
    ...headersOf(site).objects.map(({ at }) => at),
    ...(body ? [body.at] : []),
    ...(site.headers ? pairsIn(site.headers).map(({ at }) => at) : []),
  ];
}

/** What about a request is a person's, each at its place. */
export function persons(site: RequestSite, problems: readonly Remark[]): Finding[] {
  return problems.map((problem) => person(site, problem, problem.at));
}

/** URLs rewritten where they are written; undefined when one is put together in a way that cannot be. */
export function urlChanges(routed: readonly RoutedUrl[]): readonly Change[] | undefined {
  const changes = routed.map(({ url, match }) => substitute(url, match.substitutions));
  return changes.every((change) => change !== undefined) ? changes.flat() : undefined;
}

/** Why a URL cannot be rewritten. */
export const UNSPLIT: Omit<Remark, 'at'> = {
  message: 'the old path of this URL is put together in a way that cannot be rewritten',
  help: 'Write the path of the new API in one piece.',
};

/** A request that moves as a whole. */
export function finding(site: RequestSite, message: string, changes: readonly Change[]): Finding {
  const written = routedUrls(site).routed.flatMap(({ url, match }) => writtenAt(url, match.substitutions));
  return { rule: REST, at: site.url.at, message, changes, claims: [...claimsOf(site), ...written] };
}
