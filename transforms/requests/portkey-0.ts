import { type ClientCall, optionOf, unwritten } from './client-call.js';
import {
  type Data,
  environment,
  fieldsOf,
  get,
  isTruthy,
  joined,
  known,
  merge,
  type RecordData,
  record,
} from './data.js';
import type { Sent } from './request.js';

/** dist/version.js of 0.1.16 says 0.1.12. */
const VERSION = 'portkey-0.1.12';
const DEFAULT_URL = known('https://api.portkey.ai');

const ROUTES: Readonly<Record<string, string>> = {
  'chatCompletions.create': '/v1/chatComplete',
  // The guide shows this name on an old client as well.
  'chat.completions.create': '/v1/chatComplete',
  'completions.create': '/v1/complete',
};

/** What portkey-ai below 1 sends, as dist/index.js, dist/baseClient.js and dist/apis of 0.1.16 do. */
export function sendPortkey0({ client, path, args, reading }: ClientCall): Sent {
  const name = 'portkey-ai 0';
  const options = optionOf(client, 0, reading) ?? record({});
  const unknown = unwritten(options);
  if (unknown)
    return { kind: 'unreadable', client: name, why: 'the options of its client are not written in the code' };
  const call = path === 'generations.create' ? generation(args[0]) : completion(path, args[0], options);
  if (!call) return { kind: 'failing', client: name, why: `portkey-ai 0 has no ${path}` };
  // Early docs wrote api_key; the SDK never read it, and threw unless the environment had one.
  const apiKey = [get(options, 'apiKey'), get(options, 'api_key')].find(isTruthy);
  const base = [get(options, 'baseURL')].find(isTruthy) ?? DEFAULT_URL;
  const headers = record({
    'Content-Type': known('application/json'),
    'x-portkey-api-key': apiKey ?? environment('PORTKEY_API_KEY'),
    'x-portkey-package-version': known(VERSION),
    'x-portkey-runtime': known('node'),
  });
  const { route, body } = call;
  return { kind: 'request', client: name, method: 'POST', url: joined([base, route]), headers, body };
}

function completion(path: string, body: Data | undefined, options: RecordData | Data) {
  const route = ROUTES[path];
  if (!route) return undefined;
  const config = get(options, 'config');
  const inline = record({ mode: orNull(get(options, 'mode')), options: constructLlms(get(options, 'llms')) });
  return {
    route: known(route),
    body: record({ config: isTruthy(config) ? config : inline, params: merge(body) }),
  };
}

function generation(body: Data | undefined) {
  const prompt = get(body, 'promptId') ?? known('undefined');
  const variables = get(body, 'variables');
  return {
    route: joined([known('/v1/prompts/'), prompt, known('/generate')]),
    body: record(variables ? { variables } : {}),
  };
}

function orNull(data: Data | undefined): Data {
  return isTruthy(data) ? data : known(null);
}

/** ModelParamsList of dist/_types/portkeyConstructs.js. */
const MODEL_PARAMS: ReadonlySet<string> = new Set(
  `model suffix max_tokens temperature top_k top_p n stop_sequences timeout functions function_call logprobs echo stop
   presence_penalty frequency_penalty best_of logit_bias user organization`.split(/\s+/),
);

function constructLlms(llms: Data | undefined): Data {
  if (llms?.kind !== 'list') return orNull(llms);
  return { ...llms, items: llms.items.map((llm) => (llm.kind === 'record' ? constructLlm(llm) : llm)) };
}

/** Model parameters are moved into override_params, over what stands there. */
function constructLlm(llm: RecordData): RecordData {
  const moved = fieldsOf(llm).filter(({ key }) => MODEL_PARAMS.has(key));
  if (!moved.length) return llm;
  const rest = llm.fields.filter((field) => !('key' in field && MODEL_PARAMS.has(field.key)));
  const params = merge(get(llm, 'override_params'), { kind: 'record', fields: moved });
  return merge({ kind: 'record', fields: rest }, record({ override_params: params }));
}
