import {
  type Data,
  get,
  isGiven,
  isTruthy,
  joined,
  known,
  merge,
  type RecordData,
  record,
  without,
} from '../data.js';
import type { Sent } from '../request.js';
import { environment, hasRest, type PythonCall, type PythonClient, unwrittenOptions } from './client.js';
import { createPythonHeaders } from './create-headers.js';
import { withoutEmpty } from './portkey-0.js';
import { filledRoute, resourceOf } from './resources.js';

const CLIENT = 'portkey-ai 1';
const VERSION = 'portkey-1.11.2';
const HOSTED_URL = known('https://api.portkey.ai/v1');

/** portkey-ai from 1 on, as portkey_ai/api_resources of 1.11.2 do. */
export const PORTKEY_1: PythonClient = {
  modules: /^portkey_ai(?:\.|$)/,
  exports: ['Portkey', 'AsyncPortkey'],
  send,
  probe: 'chat.completions.create',
};

/** Stay in the client. */
const KEPT = ['base_url', 'http_client', 'instrumentation', 'websocket_base_url'];

function send(call: PythonCall): Sent | undefined {
  const { path, given, made, remade } = call;
  if ([call.options, ...remade].some(hasRest)) return unwrittenOptions(CLIENT);
  const options = optionsOf(call.options, remade);
  if (typeof options === 'string') return { kind: 'failing', client: CLIENT, why: options };
  if (path === 'prompts.completions.create') return prompt('completions', given.named, options);
  if (path === 'prompts.render') return prompt('render', given.named, options);
  const resource = resourceOf(path) ?? OWN[path];
  if (!resource)
    return isCall(path) ? { kind: 'failing', client: CLIENT, why: `${made} has no ${path}` } : undefined;
  const { route, rest } = filledRoute(resource, given);
  const headers = merge(
    record({ Authorization: known('Bearer OPENAI_API_KEY') }),
    headersOf(options),
    get(rest, 'extra_headers'),
  );
  const url = joined([baseOf(options), route]);
  const body = resource.method === 'POST' ? bodyOf(rest) : undefined;
  return { kind: 'request', client: CLIENT, method: resource.method, url, headers, body };
}

const OWN: Readonly<Record<string, { method: 'POST'; route: string }>> = {
  'feedback.create': { method: 'POST', route: '/feedback' },
};

/** Methods of clients that send something, by the names they go by. */
function isCall(path: string): boolean {
  return /(?:^|\.)(?:create|acreate|generate|render|stream|parse)$/.test(path) && path.includes('.');
}

/** `copy` makes the client anew: what is given there counts, and what **kwargs held before must not be given again. */
function optionsOf(options: RecordData, remade: readonly RecordData[]): RecordData | string {
  let now = options;
  for (const next of remade) {
    const again = ['Authorization', 'authorization'].find((key) => get(now, key) && get(next, key));
    if (again) return `got multiple values for keyword argument '${again}'`;
    const fields = next.fields.filter((field) => !('key' in field) || isTruthy(field.value));
    now = merge(now, { kind: 'record', fields });
  }
  return now;
}

function apiKeyOf(options: RecordData): Data {
  return [get(options, 'api_key')].find(isTruthy) ?? environment('PORTKEY_API_KEY');
}

function baseOf(options: RecordData): Data {
  const given = [get(options, 'base_url')].find(isTruthy);
  return given ?? HOSTED_URL;
}

function headersOf(options: RecordData): RecordData {
  const strict = get(options, 'strict_open_ai_compliance') ?? known(false);
  return merge(
    record({
      'Content-Type': known('application/json'),
      'x-portkey-api-key': apiKeyOf(options),
      'x-portkey-package-version': known(VERSION),
      'x-portkey-runtime': known('CPython'),
    }),
    createPythonHeaders(merge(without(options, ...KEPT), record({ strict_open_ai_compliance: strict }))),
  );
}

/** OpenAI's package adds `extra_body`. Without a model the SDK says "portkey-default", which is nobody's and means none. */
function bodyOf(rest: RecordData): Data {
  return merge(
    without(rest, 'extra_headers', 'extra_body', 'extra_query', 'timeout'),
    get(rest, 'extra_body'),
  );
}

function prompt(action: string, named: RecordData, options: RecordData): Sent {
  const id = get(named, 'prompt_id');
  if (!id) return { kind: 'unreadable', client: CLIENT, why: 'its arguments are not written in the code' };
  const body = without(named, 'prompt_id', 'config', 'extra_headers');
  const stream = get(named, 'stream') ?? known(false);
  const extra = get(named, 'extra_headers');
  return {
    kind: 'request',
    client: CLIENT,
    method: 'POST',
    url: joined([baseOf(options), known('/prompts/'), id, known(`/${action}`)]),
    headers: merge(headersOf(options), isGiven(extra) ? extra : undefined),
    body: withoutEmpty(merge(body, record({ stream }))),
  };
}
