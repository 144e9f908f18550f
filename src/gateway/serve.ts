import { RUNTIME_HEADER, sdkGeneration, VERSION_HEADER, verdictOn } from '../../transforms/compatibility.js';
import type { AnswerCache } from './answer-cache.js';
import { own } from './headers-read.js';
import { bearerOf, type Incoming } from './incoming.js';
import { namesTarget, understandNew } from './new-request.js';
import { understandOld } from './old-request.js';
import { planSteps } from './plan.js';
import { rendered, wrapped } from './prompt-answers.js';
import { firstTarget, liftTold, recordPlan, recordUpstream } from './recorded-plan.js';
import type { Attempt, Recording } from './recording.js';
import { isRefused, type Refused, refusalResponse, refused, refusedByUs } from './refusal.js';
import { type Route, routeOf } from './route.js';
import { runPlan } from './run-plan.js';
import type { Seed } from './seed.js';
import type { Provider } from './stub.js';
import type { Understood } from './understood.js';

/** What a gateway knows and talks to. */
export interface World {
  readonly seed: Seed;
  readonly provider: Provider;
  readonly cache: AnswerCache;
  /** The old API is gone. */
  readonly afterDeprecation: boolean;
}

/** An answered request. */
export interface Served {
  readonly response: Response;
  readonly recording: Omit<Recording, 'id'>;
}

/** What came of a request so far. */
type Outcome = Pick<Recording, 'plan' | 'upstream' | 'attempts'> & { readonly answer: Response | Refused };

const NOTHING_DONE = { plan: null, upstream: null, attempts: [] } as const;

/** Answers a request, and says everything that is to be known of it. */
export async function serve(incoming: Incoming, world: World): Promise<Served> {
  const route = routeOf(incoming);
  const outcome = route ? await outcomeOf(incoming, route, world) : notFound();
  const { answer, ...done } = outcome;
  const refusal = isRefused(answer) ? answer.refusal : null;
  const response = isRefused(answer) ? refusalResponse(answer) : answer;
  const recording = {
    surface: route?.surface ?? 'new',
    method: incoming.method,
    path: incoming.url.pathname,
    successor: route?.successor ?? null,
    sdk: incoming.headers[VERSION_HEADER] ?? null,
    accepted: refusal === null,
    refusal,
    portkeyKey: own(incoming, 'api-key'),
    ...done,
    status: response.status,
  };
  return { response, recording };
}

function notFound(): Outcome {
  const refusal = { status: 404, message: 'Not Found', ours: false };
  return { ...NOTHING_DONE, answer: { refusal, body: { message: 'Not Found', ok: false } } };
}

async function outcomeOf(incoming: Incoming, route: Route, world: World): Promise<Outcome> {
  if (route.surface === 'old' && world.afterDeprecation)
    return { ...NOTHING_DONE, answer: refusedByUs('gone', `use ${route.successor}`) };
  const stranger = checkCaller(incoming, route, world.seed);
  if (stranger) return { ...NOTHING_DONE, answer: stranger };
  if (route.endpoint === 'feedback') return { ...NOTHING_DONE, answer: thankYou() };
  const understand = route.surface === 'old' ? understandOld : understandNew;
  const understood = await understand(incoming, route, world.seed);
  if (isRefused(understood)) return { ...NOTHING_DONE, answer: understood };
  return carryOut(complete(understood), incoming, route, world);
}

/** Who may speak to this API at all: somebody with a key, by an SDK of its generation. */
function checkCaller(incoming: Incoming, { surface, endpoint }: Route, seed: Seed): Refused | undefined {
  const key = own(incoming, 'api-key');
  if (!key) return refusedByUs('no key');
  if (seed.api_keys && !seed.api_keys.includes(key)) return refusedByUs('unknown key');
  const said = incoming.headers[VERSION_HEADER];
  const sdk = sdkGeneration(said, incoming.headers[RUNTIME_HEADER]);
  if (!sdk || sdk === 'either' || endpoint === 'feedback') return undefined;
  if (verdictOn(`${surface} api`, `${sdk} sdk`) !== 'fails') return undefined;
  return refusedByUs('wrong SDK', `${said} on ${incoming.url.pathname}, a route of the ${surface} API`);
}

function thankYou(): Response {
  return Response.json({ status: 'success', message: 'Feedback successfully saved', feedback_ids: ['stub'] });
}

/** What all targets say alike is lifted; a saved config that nobody knows stands for a target of its own. */
function complete(understood: Understood): Understood {
  const { root, told } = liftTold(understood.root, understood.told);
  const { savedConfig } = understood;
  const isMadeUp = savedConfig !== null && !namesTarget(root);
  return { ...understood, told, root: isMadeUp ? { ...root, virtualKey: `config-${savedConfig}` } : root };
}

async function carryOut(
  understood: Understood,
  incoming: Incoming,
  route: Route,
  { seed, provider, cache }: World,
): Promise<Outcome> {
  const fallbackKey = route.surface === 'old' ? bearerOf(incoming) : null;
  const step = planSteps(understood.root, { body: understood.body, seed, fallbackKey });
  if (isRefused(step)) return { ...NOTHING_DONE, answer: step };
  const plan = recordPlan(step, understood, incoming);
  const first = firstTarget(step);
  if (first && !first.provider) return { ...NOTHING_DONE, answer: refused(500, 'Something went wrong') };
  const upstream = first ? recordUpstream(first, understood, incoming) : null;
  if (route.endpoint === 'promptRender')
    return { plan, upstream, attempts: [], answer: rendered(understood.body) };
  const attempts: Attempt[] = [];
  const isRefreshed = understood.told.cacheForceRefresh ?? false;
  const traceId = understood.told.traceId ?? null;
  const asking = { incoming, route, understood, provider, cache, isRefreshed, traceId, attempts };
  const answer = await runPlan(step, asking);
  const isWrapped = route.endpoint === 'generate' && !isRefused(answer);
  return { plan, upstream, attempts, answer: isWrapped ? await wrapped(answer) : answer };
}
