import type { Project } from '../../../src/project.js';
import type { Call } from '../../../src/value.js';
import {
  type Data,
  fieldsOf,
  get,
  isTruthy,
  joined,
  known,
  merge,
  type RecordData,
  record,
} from '../data.js';
import { evaluate, type Reading } from '../evaluate.js';
import { withoutSlash } from '../openai.js';
import type { Sent } from '../request.js';
import { environment, hasRest, unwrittenOptions } from './client.js';
import { givenTo } from './keywords.js';
import { PORTKEY_CONFIG_BASE } from './langchain-config.js';
import { stateAt } from './state.js';

const CLIENT = 'langchain';

/** LangChain's classes over OpenAI (chat_models/openai.py, llms/openai.py, embeddings/openai.py of 0.0.33x, langchain_openai). */
const CLASSES: Readonly<Record<string, string>> = {
  ChatOpenAI: '/chat/completions',
  OpenAIChat: '/chat/completions',
  OpenAI: '/completions',
  OpenAIEmbeddings: '/embeddings',
  ChatAnthropic: '/v1/messages',
};

const MODULES = /^langchain(?:_openai|_community|_anthropic)?(?:\.|$)/;

/** Whether a construction is one of LangChain's classes over OpenAI. */
export function isLangChainPython({ origin, isNew }: Call): boolean {
  return Boolean(isNew && origin && MODULES.test(origin.module) && CLASSES[origin.path.at(-1) ?? '']);
}

/** What an object of such a class sends, whenever it is used. */
export function sendLangChainPython(call: Call, reading: Reading): Sent {
  const { named } = givenTo(call, (value) => evaluate(value, reading));
  if (hasRest(named)) return unwrittenOptions(CLIENT);
  const first = (...names: readonly string[]): Data | undefined =>
    names.map((name) => get(named, name)).find(isTruthy);
  const extra = get(named, 'model_kwargs');
  const isAnthropic = call.origin?.path.at(-1) === 'ChatAnthropic';
  const headers = merge(
    record({ 'Content-Type': known('application/json') }),
    isAnthropic ? anthropicKey(first) : openAiKey(first),
    get(named, 'default_headers'),
    get(extra, 'headers'),
    get(extra, 'extra_headers'),
    get(named, 'headers'),
  );
  const base =
    first('openai_api_base', 'base_url', 'api_base', 'anthropic_api_url') ??
    (isAnthropic ? known('https://api.anthropic.com') : baseAround(call, reading));
  const route = routeOf(call, named);
  const url = joined([withoutSlash(base), known(route)]);
  return { kind: 'request', client: CLIENT, method: 'POST', url, headers, body: bodyOf(named, route) };
}

type First = (...names: readonly string[]) => Data | undefined;

function openAiKey(first: First): RecordData {
  const key = first('openai_api_key', 'api_key') ?? environment('OPENAI_API_KEY');
  return record({ Authorization: joined([known('Bearer '), key]) });
}

function anthropicKey(first: First): RecordData {
  const key = first('anthropic_api_key', 'api_key') ?? environment('ANTHROPIC_API_KEY');
  return record({ 'X-Api-Key': key, 'anthropic-version': known('2023-06-01') });
}

/** Where it goes when the construction does not say: Portkey.Config sets the variable that is read then. */
function baseAround(call: Call, reading: Reading): Data {
  if (callsPortkeyConfig(reading.project)) return known(PORTKEY_CONFIG_BASE);
  return (
    [stateAt('os.environ.OPENAI_API_BASE', call, reading)].find(isTruthy) ??
    known('https://api.openai.com/v1')
  );
}

const configured = new WeakMap<Project, boolean>();

function callsPortkeyConfig(project: Project): boolean {
  const memo = configured.get(project);
  if (memo !== undefined) return memo;
  const found = project.files.some((file) =>
    project
      .document(file)
      ?.sites()
      .some((site) => {
        const origin = site.kind === 'call' ? site.call.origin : undefined;
        return origin && /^langchain/.test(origin.module) && origin.path.join('.') === 'Portkey.Config';
      }),
  );
  configured.set(project, found);
  return found;
}

/** `OpenAI(model_name="gpt-4")` gives the chat class. */
function routeOf({ origin }: Call, named: RecordData): string {
  const name = origin?.path.at(-1) ?? '';
  const model = get(named, 'model_name');
  const text = model?.kind === 'known' ? String(model.value) : '';
  const isChat = name === 'OpenAI' && /^gpt-(?:3\.5-turbo|4)(?!.*-instruct)/.test(text);
  return (isChat ? CLASSES.ChatOpenAI : CLASSES[name]) ?? '';
}

const NOT_SENT =
  /^(?:openai_.*|anthropic_.*|api_key|base_url|api_base|organization|headers|default_headers|default_query|model_kwargs|verbose|callbacks|callback_manager|cache|max_retries|request_timeout|timeout|http_client|tags|metadata|tiktoken_.*|chunk_size|batch_size|client|async_client|deployment)$/;

/** Parameters of the model under the API's names, and something to stand for whatever is asked. */
function bodyOf(named: RecordData, route: string): Data {
  const params = fieldsOf(named).flatMap(({ key, value }) => {
    if (NOT_SENT.test(key)) return [];
    if (key === 'model_name') return [{ key: 'model', value }];
    return [{ key: key === 'streaming' ? 'stream' : key, value }];
  });
  const extra = fieldsOf(get(named, 'model_kwargs')).filter(({ key }) => !/^(?:extra_)?headers$/.test(key));
  const fields = [...params, ...extra];
  return merge(modelOf(route), { kind: 'record', fields }, askedBy(route));
}

/** What the classes name when nothing is said. */
function modelOf(route: string): RecordData {
  if (route === '/v1/messages') return record({ model: known('claude-2'), max_tokens: known(1024) });
  if (route === '/embeddings') return record({ model: known('text-embedding-ada-002') });
  return record({ model: known(route === '/completions' ? 'text-davinci-003' : 'gpt-3.5-turbo') });
}

/** A question only the running program knows, where a route takes it. */
export function askedBy(route: string): RecordData {
  const question: Data = { kind: 'hole', of: 'the question' };
  if (route.endsWith('/embeddings')) return record({ input: question });
  if (!/chat|messages/.test(route)) return record({ prompt: question });
  return record({ messages: { kind: 'list', items: [record({ role: known('user'), content: question })] } });
}
