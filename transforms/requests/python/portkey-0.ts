import type { Call } from '../../../src/value.js';
import { lastOfEach } from '../create-headers.js';
import {
  type Data,
  type Field,
  fieldsOf,
  get,
  isGiven,
  isTruthy,
  joined,
  known,
  merge,
  type RecordData,
  type Rest,
  record,
  textOf,
} from '../data.js';
import { evaluate, type Reading } from '../evaluate.js';
import type { Failing, Sent, Unreadable } from '../request.js';
import { environment, hasRest } from './client.js';
import { givenTo } from './keywords.js';
import { stateAt } from './state.js';

const CLIENT = 'portkey-ai 0';
const VERSION = 'portkey-0.1.53';
const DEFAULT_URL = known('https://api.portkey.ai');

const ROUTES: Readonly<Record<string, string>> = {
  'ChatCompletions.create': '/v1/chatComplete',
  'Completions.create': '/v1/complete',
};

/** ConversationInput and ModelParams of api_resources/utils.py. */
const PARAMS: ReadonlySet<string> = new Set(
  `prompt messages model suffix max_tokens temperature top_k top_p n stop_sequences timeout functions function_call
   logprobs echo stop presence_penalty frequency_penalty best_of logit_bias user organization`.split(/\s+/),
);

/** Constructs of api_resources/utils.py. */
const CONSTRUCTS: ReadonlySet<string> = new Set(
  `provider api_key virtual_key cache cache_age cache_status cache_force_refresh trace_id metadata weight retry
   deployment_id resource_name api_version`.split(/\s+/),
);

/** Whether a path below the module is a call that sends something, or would if it were there. */
export function isOldCall(path: string): boolean {
  return /^[A-Z]\w*\.create$/.test(path);
}

/** What portkey-ai below 1 sends, as portkey/api_resources of 0.1.53 do. */
export function sendOld(call: Call, path: string, reading: Reading): Sent {
  const { named } = givenTo(call, (value) => evaluate(value, reading));
  const ofCall = get(named, 'config');
  const config = isGiven(ofCall) ? ofCall : stateAt('portkey.config', call, reading);
  const route = ROUTES[path];
  if (route) return sendConfig(route, named, config, call, reading);
  if (path !== 'Generations.create') return failing(`portkey-ai 0 has no ${path}`);
  if (hasRest(named) && !get(named, 'prompt_id'))
    return unreadable('its arguments are not written in the code');
  return generation(named, envelopeOf(config, call, reading));
}

/** What a call with a config would send: Config(…) that nothing in sight is called with. */
export function sendOldProbe(config: Call, rest: Data, reading: Reading): Sent {
  const body: RecordData = { kind: 'record', fields: [{ kind: 'rest', of: rest }] };
  return sendConfig('/v1/chatComplete', body, evaluate(config, reading), config, reading);
}

function envelopeOf(config: Data | undefined, call: Call, reading: Reading): Envelope {
  const setting = (name: string): Data | undefined =>
    [get(config, name), stateAt(`portkey.${name}`, call, reading)].find(isTruthy);
  const headers = record({
    'Content-Type': known('application/json'),
    'x-portkey-api-key': setting('api_key') ?? environment('PORTKEY_API_KEY'),
    'x-portkey-package-version': known(VERSION),
    'x-portkey-runtime': known('CPython'),
  });
  return { base: setting('base_url') ?? DEFAULT_URL, headers };
}

interface Envelope {
  readonly base: Data;
  readonly headers: RecordData;
}

function generation(named: RecordData, { base, headers }: Envelope): Sent {
  const prompt = get(named, 'prompt_id') ?? known('');
  const variables = get(named, 'variables');
  return {
    kind: 'request',
    client: CLIENT,
    method: 'POST',
    url: joined([base, known('/v1/prompts/'), prompt, known('/generate')]),
    headers,
    body: withoutEmpty(record(variables ? { variables } : {})),
  };
}

/** What a completion sends with a config of its own or the module's. */
export function sendConfig(
  route: string,
  named: RecordData,
  config: Data | undefined,
  call: Call,
  reading: Reading,
): Sent {
  const { base, headers } = envelopeOf(config, call, reading);
  const mode = [get(config, 'mode'), stateAt('portkey.mode', call, reading)].find(isTruthy);
  const params = {
    ...named,
    fields: named.fields.filter((field) => !('key' in field && /^(?:config|stream)$/.test(field.key))),
  };
  const stranger = fieldsOf(params).find(({ key }) => !PARAMS.has(key));
  if (stranger) return failing(`portkey-ai 0 takes no ${stranger.key} there`);
  const sent = sentConfig(config, mode);
  if (sent.kind === 'failing' || sent.kind === 'unreadable') return sent;
  const stream = get(named, 'stream') ?? known(false);
  return {
    kind: 'request',
    client: CLIENT,
    method: 'POST',
    url: joined([base, known(route)]),
    headers,
    body: withoutEmpty(record({ config: sent, params: merge(params, record({ stream })) })),
  };
}

function failing(why: string): Failing {
  return { kind: 'failing', client: CLIENT, why };
}

function unreadable(why: string): Unreadable {
  return { kind: 'unreadable', client: CLIENT, why };
}

const MODES = ['single', 'fallback', 'ab_test'];

/** What goes out as the config: a slug, or the mode and what becomes of each of the LLMs. */
function sentConfig(config: Data | undefined, mode: Data | undefined): Data | Unreadable | Failing {
  if (!isGiven(config)) return unreadable('its config is not set anywhere in sight');
  if (config.kind !== 'record')
    return isText(config) ? config : unreadable('its config is not written in the code');
  if (hasRest(config)) return unreadable('its config is not written in the code');
  if (!mode) return failing("The 'mode' parameter is not set.");
  if (mode.kind === 'known' && !MODES.includes(String(mode.value))) return failing('Mode not implemented.');
  const llms = get(config, 'llms');
  if (!isGiven(llms)) return failing('the config has no llms');
  const isNested = llms.kind === 'list' && llms.items.some(({ kind }) => kind === 'list');
  if (isNested) return failing('an LLM of its config is a list of its own');
  return record({ mode, options: optionsOf(llms) });
}

function isText(data: Data): boolean {
  return textOf(data) !== undefined || data.kind === 'joined' || isVariable(data);
}

/** A variable of the environment is a text, and so a slug. */
function isVariable(data: Data): boolean {
  if (data.kind !== 'hole' || typeof data.of === 'string') return false;
  return 'origin' in data.of && data.of.origin?.module === 'os';
}

function optionsOf(llms: Data): Data {
  if (llms.kind === 'record') return { kind: 'list', items: [optionOf(llms)] };
  if (llms.kind !== 'list') return llms;
  return {
    ...llms,
    items: llms.items.map((llm) => (llm.kind === 'record' ? optionOf(llm) : llm)),
  };
}

/** One LLM: parameters of the model go to override_params, keys that are not given come from the environment. */
function optionOf(llm: RecordData): RecordData {
  const fields = [...llm.fields, ...keyOfEnvironment(llm)];
  const own = fields.flatMap((field): readonly (Field | Rest)[] => {
    if (!('key' in field)) return [field];
    return CONSTRUCTS.has(field.key) ? [{ key: field.key, value: constructOf(field) }] : [];
  });
  const params = fields.filter((field) => 'key' in field && PARAMS.has(field.key));
  return merge(
    { kind: 'record', fields: own },
    record({ override_params: { kind: 'record', fields: params } }),
  );
}

function constructOf({ key, value }: Field): Data {
  return key === 'cache_age' && isGiven(value) ? joined([known('max-age='), value]) : value;
}

function keyOfEnvironment(llm: RecordData): readonly Field[] {
  if ([get(llm, 'api_key'), get(llm, 'virtual_key')].some(isGiven)) return [];
  const provider = textOf(get(llm, 'provider'));
  if (provider === undefined || llm.fields.some((field) => !('key' in field))) return [];
  return [{ key: 'api_key', value: environment(`${provider.toUpperCase().replaceAll('-', '_')}_API_KEY`) }];
}

/** remove_empty_values: None and empty texts are not sent, however deep they stand. */
export function withoutEmpty(data: Data): Data {
  if (data.kind === 'list') return { ...data, items: data.items.flatMap(cleanItem) };
  if (data.kind !== 'record') return data;
  return { ...data, fields: lastOfEach(data.fields).flatMap(cleanField) };
}

function cleanItem(item: Data | Rest): readonly (Data | Rest)[] {
  if (item.kind === 'rest') return [item];
  return isEmpty(item) ? [] : [withoutEmpty(item)];
}

function cleanField(field: Field | Rest): readonly (Field | Rest)[] {
  if (!('key' in field)) return [field];
  return isEmpty(field.value) ? [] : [{ key: field.key, value: withoutEmpty(field.value) }];
}

function isEmpty(data: Data): boolean {
  return !isGiven(data) || textOf(data) === '';
}
