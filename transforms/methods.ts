import type { CallSite, Change, Context, Finding, Site, Step, Transform } from '../src/site.js';
import { besidePrompts } from './client/prompts.js';
import { bodyOf, revived, secondArgument } from './methods/arguments.js';
import {
  decideArguments,
  decideMember,
  decideNamed,
  decideStandIn,
  decideStandInField,
  decideStranger,
} from './methods/out-of-sight.js';
import {
  CALLED_OUT_OF_SIGHT,
  HANDED_ON,
  METHODS,
  type Method,
  oldMethodOf,
  RULE,
  renameSteps,
  stepsOf,
} from './methods/table.js';
import { decideFirst, decideMethodText, decideModule } from './module.js';
import { unwrapReads } from './responses/unwrap.js';
import { isConstruction, listedFor } from './sdk.js';

export { METHODS, oldMethodOf };

function decide(site: Site, context: Context): readonly Finding[] {
  if (site.kind === 'import') return decideModule(site, RULE, context);
  if (site.kind === 'object') return decideStandIn(site, context);
  if (site.kind === 'assignment') return decideStandInField(site, context);
  if (site.kind === 'member') return decideMember(site, context);
  if (site.kind === 'text') return [...decideNamed(site, context), ...decideMethodText(site)];
  if (site.kind !== 'call') return [];
  const method = oldMethodOf(site);
  if (!method)
    return [...decideArguments(site, context), ...decideStranger(site, context), ...decideFirst(site, RULE)];
  const [step] = site.path;
  if (!step || context.claimed(step.at)) return [];
  const renames = renameSteps(site.path, method);
  if (site.path.length > stepsOf(method).length) return [indirectly(step, method, renames)];
  const body = bodyOf(site, method);
  const readers = method.wrapped ? unwrapReads(site.call, [], context) : { changes: [], problems: [] };
  const problems = [...body.problems, ...secondArgument(site)];
  const message = `${method.from} is now ${method.to}`;
  if (problems.length || readers.problems.length) {
    const [first] = [...problems, ...readers.problems];
    const why = first ? `: ${first.message}` : '';
    return [
      {
        rule: RULE,
        at: step.at,
        message: `${message}, left to a person${why}`,
        changes: [],
        ...(first?.help && { help: first.help }),
      },
    ];
  }
  const changes = [...renames, ...body.changes, ...readers.changes, listedFor(site.at.file, context.project)];
  return [
    { rule: RULE, at: step.at, message, changes },
    ...revived(site, method),
    ...apart(site, method, context),
  ];
}

/** `client.chatCompletions.create.call(…)`: what it is called with is not in its place. */
function indirectly({ at }: Step, method: Method, renames: readonly Change[]): Finding {
  const message = `${method.from} is now ${method.to}`;
  if (!method.keys) return { rule: RULE, at, message, changes: renames };
  return {
    rule: RULE,
    at,
    message: `${message}, left to a person: ${CALLED_OUT_OF_SIGHT}`,
    help: HANDED_ON,
    changes: [],
  };
}

/** What the client's options say was not sent with prompts. */
function apart(site: CallSite, { wrapped }: Method, context: Context): readonly Finding[] {
  const at = site.path[0]?.at;
  return wrapped && at ? besidePrompts(RULE, at, site.receivers.filter(isConstruction), context) : [];
}

/** Methods of the SDK's client. */
export const methods: Transform = {
  rule: RULE,
  summary: 'methods of the client, with the keys they take and what is read of their results',
  before: 'await portkey.chatCompletions.create({ messages })',
  after: 'await portkey.chat.completions.create({ messages })',
  sites: ['import', 'call', 'object', 'assignment', 'member', 'text'],
  decide,
};
