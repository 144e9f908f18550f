import { type Asking, askTarget } from './ask.js';
import { chooseByConditions, type Unrouted } from './conditions.js';
import type { GroupStep, Step } from './plan.js';
import { type Refused, refused } from './refusal.js';

/** Does what the plan says; a refusal when nothing in it can be asked. */
export async function runPlan(step: Step, asking: Asking): Promise<Response | Refused> {
  if ('target' in step) return askTarget(step, asking);
  const { mode } = step.group.strategy;
  if (mode === 'fallback') return runFallback(step, asking);
  if (mode === 'conditional') return runConditional(step, asking);
  if (mode === 'single') return runFirst(step.steps[0], asking);
  return runBalanced(step, asking);
}

function runFirst(step: Step | undefined, asking: Asking): Promise<Response | Refused> {
  return step ? runPlan(step, asking) : Promise.resolve(refused(500, emptySingle(asking)));
}

function emptySingle({ route }: Asking): string {
  if (route.endpoint !== 'proxy') return 'Something went wrong';
  return "Proxy error: Cannot read properties of undefined (reading 'originalIndex')";
}

/** What becomes of lists of targets that nothing can be taken from. */
const NO_ANSWER = "Cannot read properties of undefined (reading 'entries')";

/** The next target is asked after a status on the list, or after any failure when there is no list. */
async function runFallback({ group, steps }: GroupStep, asking: Asking): Promise<Response | Refused> {
  const codes = group.strategy.onStatusCodes;
  let last: Response | Refused = refused(500, NO_ANSWER);
  for (const step of steps) {
    last = await runPlan(step, asking);
    if ('refusal' in last) return last;
    if (codes ? !codes.includes(last.status) : last.ok) return last;
  }
  return last;
}

/** The first target that may be chosen at all: the same every time. */
async function runBalanced({ steps }: GroupStep, asking: Asking): Promise<Response | Refused> {
  const open = steps.find((step) => ('target' in step ? step.target : step.group).weight > 0);
  return open ? runPlan(open, asking) : refused(500, NO_ANSWER);
}

async function runConditional({ group, steps }: GroupStep, asking: Asking): Promise<Response | Refused> {
  const chosen = chooseByConditions(group.strategy, steps, asking.understood, asking.incoming);
  return isUnrouted(chosen) ? unrouted(chosen, asking) : runPlan(chosen, asking);
}

function isUnrouted(chosen: Step | Unrouted): chosen is Unrouted {
  return 'why' in chosen;
}

function unrouted({ why }: Unrouted, { route }: Asking): Refused {
  const isExplained = route.endpoint === 'chatComplete' || route.endpoint === 'proxy';
  return isExplained ? refused(400, why) : refused(500, 'Something went wrong');
}
