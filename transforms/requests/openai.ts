import { type ClientCall, optionOf, type SdkClient, unwritten } from './client-call.js';
import {
  ABSENT,
  type Data,
  environment,
  fieldsOf,
  get,
  isGiven,
  isTruthy,
  joined,
  known,
  merge,
  record,
} from './data.js';
import type { Sent } from './request.js';
import { ANTHROPIC_RESOURCES, fillRoute, OPENAI_3_RESOURCES, OPENAI_RESOURCES } from './resources.js';

/** openai from 4 on, as core.js and index.js of 4.20.1 do. */
export const OPENAI_4: SdkClient = {
  packages: ['openai'],
  exports: ['OpenAI', 'default'],
  send: sendOpenAi4,
  probe: 'chat.completions.create',
};

/** openai 3, as dist/configuration.js, dist/base.js and dist/api.js of 3.3.0 do. */
export const OPENAI_3: SdkClient = {
  packages: ['openai'],
  exports: ['OpenAIApi'],
  send: sendOpenAi3,
  probe: 'createChatCompletion',
};

/** Anthropic's SDK, as index.js of 0.9.1 does. */
export const ANTHROPIC: SdkClient = {
  packages: ['@anthropic-ai/sdk'],
  exports: ['Anthropic', 'default'],
  send: sendAnthropic,
  probe: 'messages.create',
};

const JSON_TYPE = known('application/json');
const OPENAI_URL = known('https://api.openai.com/v1');

function bearer(key: Data): Data {
  return joined([known('Bearer '), key]);
}

function sendOpenAi4({ client, path, args, reading }: ClientCall): Sent {
  const options = optionOf(client, 0, reading);
  const resource = OPENAI_RESOURCES[path];
  if (unwritten(options))
    return {
      kind: 'unreadable',
      client: 'openai',
      why: 'the options of its client are not written in the code',
    };
  if (!resource)
    return { kind: 'unreadable', client: 'openai', why: `what ${path} of openai sends is not known` };
  const { route, body, options: ofCall } = fillRoute(resource, args);
  const organization = get(options, 'organization');
  const own = {
    'Content-Type': JSON_TYPE,
    Authorization: bearer(get(options, 'apiKey') ?? environment('OPENAI_API_KEY')),
    ...(isGiven(organization) ? { 'OpenAI-Organization': organization } : {}),
  };
  const headers = merge(record(own), get(options, 'defaultHeaders'), get(ofCall, 'headers'));
  const query = merge(get(options, 'defaultQuery'), get(ofCall, 'query'));
  const base = [get(options, 'baseURL')].find(isTruthy) ?? OPENAI_URL;
  const url = joined([withoutSlash(base), route, queryOf(query)]);
  return { kind: 'request', client: 'openai', method: resource.method, url, headers, body };
}

/** A base that ends in a slash swallows the path's. */
export function withoutSlash(base: Data): Data {
  if (base.kind === 'joined')
    return joined([...base.parts.slice(0, -1), withoutSlash(base.parts.at(-1) ?? known(''))]);
  return base.kind === 'known' ? known(String(base.value).replace(/\/$/, '')) : base;
}

/** `?a=b&c=d`; nothing when there is nothing to ask. */
export function queryOf(query: Data): Data {
  const pairs = fieldsOf(query).filter(({ value }) => isGiven(value));
  return joined(
    pairs.flatMap(({ key, value }, at) => [known(`${at ? '&' : '?'}${encodeURIComponent(key)}=`), value]),
  );
}

function sendOpenAi3({ client, path, args, reading }: ClientCall): Sent {
  const resource = OPENAI_3_RESOURCES[path];
  const configuration = configurationOf(client, reading);
  if (!configuration)
    return { kind: 'unreadable', client: 'openai 3', why: 'its Configuration is not written in the code' };
  if (!resource)
    return { kind: 'unreadable', client: 'openai 3', why: `what ${path} of openai 3 sends is not known` };
  const { route, body, options } = fillRoute(resource, args);
  const organization = get(configuration, 'organization');
  const headers = merge(
    record({ 'Content-Type': JSON_TYPE, Authorization: bearer(get(configuration, 'apiKey') ?? ABSENT) }),
    get(configuration, 'baseOptions', 'headers'),
    isTruthy(organization) ? record({ 'OpenAI-Organization': organization }) : undefined,
    get(options, 'headers'),
  );
  const query = merge(get(configuration, 'baseOptions', 'params'), get(options, 'params'));
  const base = [get(configuration, 'basePath'), optionOf(client, 1, reading)].find(isTruthy) ?? OPENAI_URL;
  const url = joined([base, route, queryOf(query)]);
  return { kind: 'request', client: 'openai 3', method: resource.method, url, headers, body };
}

/** `new OpenAIApi(new Configuration({...}))`: the options of the Configuration. */
function configurationOf(client: ClientCall['client'], reading: ClientCall['reading']): Data | undefined {
  const configuration = optionOf(client, 0, reading);
  if (!configuration) return record({});
  const made =
    configuration.kind === 'hole' && typeof configuration.of !== 'string' ? configuration.of : undefined;
  const isMade = made?.kind === 'call' && made.isNew && made.origin?.path.at(-1) === 'Configuration';
  const options = isMade ? (optionOf(made, 0, reading) ?? record({})) : configuration;
  return options.kind === 'record' && !unwritten(options) ? options : undefined;
}

function sendAnthropic({ client, path, args, reading }: ClientCall): Sent {
  const options = optionOf(client, 0, reading);
  const resource = ANTHROPIC_RESOURCES[path];
  if (unwritten(options))
    return {
      kind: 'unreadable',
      client: 'anthropic',
      why: 'the options of its client are not written in the code',
    };
  if (!resource)
    return {
      kind: 'unreadable',
      client: 'anthropic',
      why: `what ${path} of @anthropic-ai/sdk sends is not known`,
    };
  const { route, body, options: ofCall } = fillRoute(resource, args);
  const own = {
    'Content-Type': JSON_TYPE,
    'X-Api-Key': get(options, 'apiKey') ?? environment('ANTHROPIC_API_KEY'),
    'anthropic-version': known('2023-06-01'),
  };
  const headers = merge(record(own), get(options, 'defaultHeaders'), get(ofCall, 'headers'));
  const base = [get(options, 'baseURL')].find(isTruthy) ?? known('https://api.anthropic.com');
  const url = joined([withoutSlash(base), route]);
  return { kind: 'request', client: 'anthropic', method: resource.method, url, headers, body };
}
