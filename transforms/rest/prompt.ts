import type { Context, Finding, RequestSite } from '../../src/site.js';
import type { Remark } from '../config.js';
import { typesOf, unwrapReads } from '../responses/unwrap.js';
import { finding, person, persons, UNSPLIT, urlChanges } from './findings.js';
import { bodyObject } from './folded.js';
import { planSent, type SentHeaders, writeSent } from './headers.js';
import type { RoutedUrl } from './urls.js';

/** `/v1/prompts/ID/generate`, and everything that reads its answer. */
export function decidePrompt(
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
