import type { Incoming } from './incoming.js';
import { isList, isObject, parseJson } from './json.js';
import type { Step } from './plan.js';
import type { Json, JsonObject, Strategy } from './recording.js';
import type { Understood } from './understood.js';

/** Why no target was chosen. */
export interface Unrouted {
  readonly why: string;
}

/** The target of the first condition that holds, else the default (Wd in @portkey-ai/gateway 1.15.2). */
export function chooseByConditions(
  strategy: Strategy,
  steps: readonly Step[],
  understood: Understood,
  incoming: Incoming,
): Step | Unrouted {
  const context = contextOf(understood, incoming);
  if (!strategy.conditions.length && strategy.default === null)
    return { why: 'No conditions passed in the query router' };
  for (const condition of strategy.conditions) {
    if (!isObject(condition) || !isObject(condition.query)) continue;
    const holds = evaluate(condition.query, context);
    if (typeof holds !== 'boolean') return holds;
    if (holds) return named(String(condition.then), steps);
  }
  if (strategy.default !== null) return named(strategy.default, steps);
  return { why: 'Query router did not resolve to any valid target' };
}

function contextOf({ body }: Understood, { headers, url }: Incoming): JsonObject {
  const params = body.kind === 'json' && isObject(body.value) ? body.value : {};
  return {
    metadata: parseJson(headers['x-portkey-metadata'] ?? '{}') ?? {},
    params,
    url: { pathname: url.pathname },
  };
}

function named(name: string, steps: readonly Step[]): Step | Unrouted {
  const found = steps.find((step) => ('target' in step ? step.target : step.group).name === name);
  return found ?? { why: `Invalid target name found in the query router: ${name}` };
}

function evaluate(query: JsonObject, context: JsonObject): boolean | Unrouted {
  for (const [key, wanted] of Object.entries(query)) {
    if ((key === '$or' || key === '$and') && isList(wanted)) return combine(key, wanted, context);
    const holds = isObject(wanted)
      ? compareAll(wanted, valueAt(key, context))
      : valueAt(key, context) === wanted;
    if (holds !== true) return holds;
  }
  return true;
}

function combine(how: '$or' | '$and', queries: readonly Json[], context: JsonObject): boolean | Unrouted {
  for (const query of queries) {
    const holds = isObject(query) && evaluate(query, context);
    if (typeof holds !== 'boolean') return holds;
    if (holds === (how === '$or')) return holds;
  }
  return how === '$and';
}

/** `metadata.user`: two steps, whatever follows. */
function valueAt(key: string, context: JsonObject): Json | undefined {
  const [first = '', second = ''] = key.split('.');
  const inner = context[first];
  return isObject(inner) ? inner[second] : undefined;
}

type Comparison = (value: Json | undefined, wanted: Json) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  $eq: (value, wanted) => value === wanted,
  $ne: (value, wanted) => value !== wanted,
  $gt: (value, wanted) => Number.parseFloat(String(value)) > Number.parseFloat(String(wanted)),
  $gte: (value, wanted) => Number.parseFloat(String(value)) >= Number.parseFloat(String(wanted)),
  $lt: (value, wanted) => Number.parseFloat(String(value)) < Number.parseFloat(String(wanted)),
  $lte: (value, wanted) => Number.parseFloat(String(value)) <= Number.parseFloat(String(wanted)),
  $in: (value, wanted) => isList(wanted) && wanted.some((item) => item === value),
  $nin: (value, wanted) => isList(wanted) && !wanted.some((item) => item === value),
  $regex: (value, wanted) => matches(String(wanted), String(value)),
};

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
}

function compareAll(operators: JsonObject, value: Json | undefined): boolean | Unrouted {
  for (const [operator, wanted] of Object.entries(operators)) {
    const compare = COMPARISONS[operator];
    if (!compare) return { why: `Unsupported operator used in the query router: ${operator}` };
    if (operator === '$regex') return compare(value, wanted);
    if (!compare(value, wanted)) return false;
  }
  return true;
}
