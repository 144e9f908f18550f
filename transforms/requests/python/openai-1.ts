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
import { queryOf, withoutSlash } from '../openai.js';
import type { Sent } from '../request.js';
import { environment, hasRest, type PythonCall, type PythonClient, unwrittenOptions } from './client.js';
import { withBearer } from './create-headers.js';
import { filledRoute, resourceOf } from './resources.js';
import { stateAt } from './state.js';

const CLIENT = 'openai';
const DEFAULT_URL = known('https://api.openai.com/v1');

/** openai from 1 on, as _client.py and lib/azure.py of 1.3 do. */
export const OPENAI_1: PythonClient = {
  modules: /^openai(?:\.|$)/,
  exports: ['OpenAI', 'AsyncOpenAI', 'Client', 'AsyncClient', 'AzureOpenAI', 'AsyncAzureOpenAI'],
  send: sendOpenAi1,
  probe: 'chat.completions.create',
};

/** Embeddings are asked for in base64 when nobody says otherwise. */
export const ENCODING: RecordData = record({ encoding_format: known('base64') });

/** What a client of openai 1 sends. */
export function sendOpenAi1(call: PythonCall): Sent | undefined {
  const { path, given, made } = call;
  const resource = resourceOf(path);
  if (!resource) return undefined;
  if ([call.options, ...call.remade].some(hasRest)) return unwrittenOptions(CLIENT);
  const options = call.remade.reduce(remake, call.options);
  const { route, rest } = filledRoute(resource, given);
  const isAzure = made.includes('Azure');
  const { base, own, query } = isAzure ? azure(options, rest) : plain(options, call);
  const headers = merge(
    record({ 'Content-Type': known('application/json') }),
    own,
    get(options, 'default_headers'),
    ifGiven(get(rest, 'extra_headers')),
  );
  const asked = queryOf(merge(query, get(options, 'default_query'), get(rest, 'extra_query')));
  const sent = resource.method === 'POST' ? bodyOf(rest) : undefined;
  const body = sent && path.endsWith('embeddings.create') ? merge(ENCODING, sent) : sent;
  const url = joined([withoutSlash(base), route, asked]);
  return { kind: 'request', client: CLIENT, method: resource.method, url, headers, body };
}

function ifGiven(data: Data | undefined): Data | undefined {
  return isGiven(data) ? data : undefined;
}

function bodyOf(rest: RecordData): Data {
  const own = without(rest, 'extra_headers', 'extra_query', 'extra_body', 'timeout');
  return merge(own, ifGiven(get(rest, 'extra_body')));
}

/** `with_options`: default headers and queries are added, or set anew; anything else takes the place of what was. */
function remake(options: RecordData, next: RecordData): RecordData {
  const added = (name: string): Readonly<Record<string, Data>> => {
    const more = get(next, name);
    const all = get(next, `set_${name}`) ?? (more && merge(get(options, name), more));
    return all ? { [name]: all } : {};
  };
  const plainOnes = {
    kind: 'record' as const,
    fields: next.fields.filter((field) => 'key' in field && isTruthy(field.value)),
  };
  return merge(options, plainOnes, record({ ...added('default_headers'), ...added('default_query') }));
}

interface Target {
  readonly base: Data;
  readonly own: RecordData;
  readonly query?: Data;
}

function plain(options: RecordData, { call, reading }: PythonCall): Target {
  const organization = get(options, 'organization');
  const base =
    [get(options, 'base_url'), stateAt('os.environ.OPENAI_BASE_URL', call, reading)].find(isTruthy) ??
    DEFAULT_URL;
  const key = [get(options, 'api_key')].find(isTruthy) ?? environment('OPENAI_API_KEY');
  const own = record({
    Authorization: joined([known('Bearer '), key]),
    ...(isTruthy(organization) ? { 'OpenAI-Organization': organization } : {}),
  });
  return { base, own };
}

/** Azure: the deployment goes into the path, the key into a header of its own. */
function azure(options: RecordData, rest: RecordData): Target {
  const endpoint = get(options, 'azure_endpoint');
  const deployment = get(options, 'azure_deployment');
  const given = [get(options, 'base_url')].find(isTruthy);
  const token = get(options, 'azure_ad_token');
  const model = get(rest, 'model');
  const base =
    given ?? joined([withoutSlash(endpoint ?? environment('AZURE_OPENAI_ENDPOINT')), known('/openai')]);
  const place = deployment ?? model;
  const written = base.kind === 'known' ? String(base.value) : '';
  const isPlaced =
    written.includes('/deployments') || !place || (base.kind === 'joined' && hasDeployments(base.parts));
  const version = get(options, 'api_version') ?? environment('OPENAI_API_VERSION');
  const own: Readonly<Record<string, Data>> = isTruthy(token)
    ? { Authorization: withBearer(token) }
    : { 'api-key': get(options, 'api_key') ?? environment('AZURE_OPENAI_API_KEY') };
  return {
    base: isPlaced ? base : joined([withoutSlash(base), known('/deployments/'), place]),
    own: record(own),
    query: record({ 'api-version': version }),
  };
}

function hasDeployments(parts: readonly Data[]): boolean {
  return parts.some((part) => part.kind === 'known' && String(part.value).includes('/deployments'));
}
