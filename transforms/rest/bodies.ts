import type { Context, Finding, RequestSite, Skip } from '../../src/site.js';
import type { Remark } from '../config.js';
import { claimsOf, finding, person, persons, UNSPLIT, urlChanges } from './findings.js';
import { bodyObject, isFolded, unfold } from './folded.js';
import { planSent, type SentHeaders, sentEntries, writeSent } from './headers.js';
import type { RoutedUrl } from './urls.js';

/** `{ config, params }` routes. */
export function decideFolded(
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
