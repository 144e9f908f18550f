import { setTimeout as wait } from 'node:timers/promises';
import type { Provider } from './stub.js';
import type { Wire } from './wire.js';

/** Something that goes wrong at a provider, on demand. */
export interface Fault {
  /** Which provider; all of them when left out. */
  readonly provider?: string;
  /** Answers with this status instead. */
  readonly status?: number;
  /** How often; always when left out. */
  readonly times?: number;
  /** Milliseconds before it answers. */
  readonly latency?: number;
  /** Ends the answer in its middle. */
  readonly cut?: boolean;
}

/** The same providers, with faults. */
export function withFaults(provider: Provider, faults: readonly Fault[]): Provider {
  const left = faults.map((fault) => ({ fault, times: fault.times ?? Number.POSITIVE_INFINITY }));
  return async (wire) => {
    const due = left.filter(
      ({ fault, times }) => times > 0 && (!fault.provider || fault.provider === wire.provider),
    );
    for (const entry of due) entry.times--;
    const latency = Math.max(0, ...due.map(({ fault }) => fault.latency ?? 0));
    if (latency) await wait(latency);
    const status = due.map(({ fault }) => fault.status).find((said) => said !== undefined);
    if (status !== undefined) return failure(status, wire);
    const response = await provider(wire);
    return due.some(({ fault }) => fault.cut) ? cut(response) : response;
  };
}

function failure(status: number, { provider }: Wire): Response {
  const error = { message: `${provider} was told to fail`, type: 'fault', param: null, code: null };
  return Response.json({ error }, { status });
}

/** Milliseconds in which the first half is on its way: a server that has sent nothing yet would answer with an error instead. */
const PAUSE = 50;

async function cut(response: Response): Promise<Response> {
  const whole = new Uint8Array(await response.arrayBuffer());
  const half = whole.slice(0, Math.floor(whole.length / 2));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(half);
    },
    async pull(controller) {
      await wait(PAUSE);
      controller.error(new Error('the stream was told to break'));
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

const KEYS = ['provider', 'status', 'times', 'latency', 'cut'];

/** Reads `provider=openai,status=429,times=2`; undefined when it is no fault. */
export function readFault(text: string): Fault | undefined {
  const pairs = text.split(',').map((pair) => pair.split('='));
  const fields = Object.fromEntries(pairs.map(([key = '', value = 'true']) => [key.trim(), value.trim()]));
  if (Object.keys(fields).some((key) => !KEYS.includes(key))) return undefined;
  const { provider, cut: isCut } = fields;
  const numbers = ['status', 'times', 'latency'].flatMap((key) =>
    key in fields ? [[key, Number(fields[key])]] : [],
  );
  if (numbers.some(([, value]) => !Number.isInteger(value) || Number(value) < 0)) return undefined;
  const fault: Fault = {
    ...(provider ? { provider } : {}),
    ...Object.fromEntries(numbers),
    ...(isCut === 'true' ? { cut: true } : {}),
  };
  const isStatus = fault.status === undefined || (fault.status >= 200 && fault.status <= 599);
  const does = fault.status !== undefined || fault.latency !== undefined || fault.cut;
  return isStatus && does ? fault : undefined;
}
