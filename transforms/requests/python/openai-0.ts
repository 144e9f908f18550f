import type { Call } from '../../../src/value.js';
import { type Data, get, isTruthy, joined, known, merge, type RecordData, record, without } from '../data.js';
import { evaluate, type Reading } from '../evaluate.js';
import type { Sent } from '../request.js';
import { environment, hasRest } from './client.js';
import { givenTo } from './keywords.js';
import { ENCODING, OPENAI_1, sendOpenAi1 } from './openai-1.js';
import { stateAt } from './state.js';

const CLIENT = 'openai';
const DEFAULT_URL = known('https://api.openai.com/v1');

const ROUTES: Readonly<Record<string, string>> = {
  ChatCompletion: '/chat/completions',
  Completion: '/completions',
  Embedding: '/embeddings',
  Moderation: '/moderations',
  Edit: '/edits',
  Image: '/images/generations',
};

/** Arguments of `create` that are no parameters of the model (api_resources/abstract/engine_api_resource.py of 0.28). */
const SETTINGS = [
  'api_key',
  'api_base',
  'api_type',
  'request_id',
  'api_version',
  'organization',
  'headers',
  'request_timeout',
  'deployment_id',
  'engine',
];

/** What a call of a class of openai below 1 sends, or one of the module as openai 1 has it; undefined for anything else. */
export function sendOpenAiModule(call: Call, path: string, reading: Reading): Sent | undefined {
  const found = /^(\w+)\.a?create$/.exec(path);
  const route = found && ROUTES[found[1] ?? ''];
  return route ? sendOpenAi0(call, route, reading) : sendModule1(call, path, reading);
}

function sendOpenAi0(call: Call, route: string, reading: Reading): Sent {
  const { named } = givenTo(call, (value) => evaluate(value, reading));
  const setting = (name: string, variable: string): Data | undefined =>
    [
      get(named, name),
      stateAt(`openai.${name}`, call, reading),
      stateAt(`os.environ.${variable}`, call, reading),
    ].find(isTruthy);
  const key = setting('api_key', 'OPENAI_API_KEY') ?? environment('OPENAI_API_KEY');
  const base = setting('api_base', 'OPENAI_API_BASE') ?? DEFAULT_URL;
  const type = setting('api_type', 'OPENAI_API_TYPE');
  const organization = setting('organization', 'OPENAI_ORGANIZATION');
  const isAzure = type?.kind === 'known' && /^azure/i.test(String(type.value));
  const version = setting('api_version', 'OPENAI_API_VERSION');
  const headers = merge(
    record({
      'Content-Type': known('application/json'),
      ...(type?.kind === 'known' && type.value === 'azure'
        ? { 'api-key': key }
        : { Authorization: joined([known('Bearer '), key]) }),
      ...(organization ? { 'OpenAI-Organization': organization } : {}),
    }),
    get(named, 'headers'),
  );
  const body = without(named, ...SETTINGS);
  const url = isAzure ? azureUrl(base, route, named, version) : joined([base, engine(named), known(route)]);
  return {
    kind: 'request',
    client: CLIENT,
    method: 'POST',
    url,
    headers,
    body: route === '/embeddings' ? merge(ENCODING, body) : body,
  };
}

function engine(named: RecordData): Data {
  const name = get(named, 'engine');
  return isTruthy(name) ? joined([known('/engines/'), name]) : known('');
}

function azureUrl(base: Data, route: string, named: RecordData, version: Data | undefined): Data {
  const deployment = [get(named, 'deployment_id'), get(named, 'engine')].find(isTruthy) ?? known('');
  return joined([
    base,
    known('/openai/deployments/'),
    deployment,
    known(`${route}?api-version=`),
    version ?? environment('OPENAI_API_VERSION'),
  ]);
}

const STATE = ['api_key', 'base_url', 'default_headers', 'default_query', 'organization'];

/** `openai.chat.completions.create`: openai 1 has a client in the module, made of what is assigned to it. */
function sendModule1(call: Call, path: string, reading: Reading): Sent | undefined {
  const given = givenTo(call, (value) => evaluate(value, reading));
  const set = STATE.flatMap((name) => {
    const value = stateAt(`openai.${name}`, call, reading);
    return value ? [[name, value] as const] : [];
  });
  const options = record(Object.fromEntries(set));
  if (OPENAI_1.exports.includes(path) || hasRest(options)) return undefined;
  return sendOpenAi1({ call, options, made: 'OpenAI', remade: [], path, given, reading });
}
