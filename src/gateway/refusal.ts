import type { Refusal } from './recording.js';

/** A refusal of the real gateway, in its words. */
export function refused(status: number, message: string, details: Record<string, unknown> = {}): Refused {
  return { refusal: { status, message, ours: false }, body: { status: 'failure', message, ...details } };
}

/** A refusal that the real gateway lacks. */
export function refusedByUs(name: OwnRefusal, detail = ''): Refused {
  const { status, message } = OWN_REFUSALS[name];
  const said = detail ? `${message}: ${detail}` : message;
  return { refusal: { status, message: said, ours: true }, body: { status: 'failure', message: said } };
}

/** A refusal and the body that says it. */
export interface Refused {
  readonly refusal: Refusal;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Whether something was refused. */
export function isRefused(value: object): value is Refused {
  return 'refusal' in value;
}

/** A refusal as a response. */
export function refusalResponse({ refusal, body }: Refused): Response {
  return Response.json(body, { status: refusal.status });
}

/** Every refusal that the real open-source gateway does not have, and why this one has it. */
export const OWN_REFUSALS = {
  'no key': {
    status: 401,
    message: 'x-portkey-api-key is missing',
    why: 'the hosted API wants a key on every request; the open-source gateway takes none',
  },
  'unknown key': {
    status: 401,
    message: 'x-portkey-api-key is not one of the keys of the seed',
    why: 'keys are accounts of the hosted API',
  },
  'wrong SDK': {
    status: 400,
    message: 'This SDK does not speak this API',
    why: 'the compatibility table; the open-source gateway does not look at the version of an SDK',
  },
  'unknown virtual key': {
    status: 400,
    message: 'The virtual key is not in the seed',
    why: 'virtual keys are resolved by the hosted API only',
  },
  'unknown config': {
    status: 400,
    message: 'The config is not in the seed',
    why: 'saved configs are resolved by the hosted API only',
  },
  'unknown prompt': {
    status: 404,
    message: 'The prompt is not in the seed',
    why: 'prompts are resolved by the hosted API only',
  },
  'bad old config': {
    status: 400,
    message: 'Invalid config passed',
    why: 'the open-source gateway has no old API any more',
  },
  'no target': {
    status: 400,
    message: 'Nothing says which provider is meant',
    why: 'the open-source gateway has no old API any more',
  },
  'bad body': {
    status: 400,
    message: 'The body could not be read',
    why: 'the open-source gateway has no old API any more',
  },
  gone: {
    status: 410,
    message: 'This route of the old API is gone',
    why: 'asked for with afterDeprecation: what every old route will answer one day',
  },
  'too large': {
    status: 413,
    message: 'The body is too large',
    why: 'a gateway for tests keeps what it receives in memory',
  },
  'too many': {
    status: 503,
    message: 'Too many requests at once',
    why: 'a gateway for tests keeps what it receives in memory',
  },
} as const;

/** The name of a refusal of our own. */
export type OwnRefusal = keyof typeof OWN_REFUSALS;
