import type { CallSite, Context, Finding, Site, Transform } from '../src/site.js';
import { METHODS, oldMethodOf } from './methods.js';
import { decideModule } from './module.js';
import { typesOf, unwrapReads } from './responses/unwrap.js';
import { isClientClass, isConstruction } from './sdk.js';

const RULE = 'responses';

function decide(site: Site, context: Context): readonly Finding[] {
  if (site.kind === 'import') return decideModule(site, RULE, context);
  if (site.kind !== 'call') return [];
  const method = oldMethodOf(site);
  if (method) return method.wrapped ? problemsOf(site, context) : [];
  const path = site.path.map(({ name }) => name).join('.');
  const isNew = METHODS.some(({ to, wrapped }) => wrapped && to === path);
  const isOurs = site.receivers.some(isConstruction) || isClientClass(site.receiverType);
  return isNew && isOurs ? staleReads(site, context) : [];
}

/** Types that are written for an old result, and where its readers keep the call from being renamed. */
function problemsOf(site: CallSite, context: Context): Finding[] {
  const remarks = [...typesOf(site.call, [], context), ...unwrapReads(site.call, [], context).problems];
  return remarks.map(({ at, message, help }) => ({
    rule: RULE,
    at,
    message,
    ...(help !== undefined && { help }),
    changes: [],
  }));
}

/** A call that was renamed by hand, with readers that still expect the wrapping. */
function staleReads(site: CallSite, context: Context): Finding[] {
  const { changes } = unwrapReads(site.call, [], context);
  const open = changes.filter(
    (change) => 'at' in change && 'span' in change.at && !context.claimed(change.at),
  );
  const message = 'the result is the completion itself, no longer { success, data }';
  const [first] = open;
  if (!first || !('at' in first) || !('span' in first.at)) return [];
  return [{ rule: RULE, at: first.at, message, changes: open }];
}

/** Readers of a prompt's result. */
export const responses: Transform = {
  rule: RULE,
  summary: "readers of a prompt's result lose .data",
  before: 'const text = result.data.choices[0].message.content;',
  after: 'const text = result.choices[0].message.content;',
  sites: ['import', 'call'],
  decide,
};
