import type { Project } from '../../../src/project.js';
import type { CallSite } from '../../../src/site.js';
import type { Call } from '../../../src/value.js';
import { type Data, get, isGiven, isTruthy, joined, known, merge, type RecordData, record } from '../data.js';
import { evaluate, type Reading } from '../evaluate.js';
import { withoutSlash } from '../openai.js';
import type { Sent } from '../request.js';
import { rootsOf } from './chain.js';
import { environment, hasRest, unwrittenOptions } from './client.js';
import { argumentOf, givenTo } from './keywords.js';
import { askedBy } from './langchain.js';
import { sendConfig } from './portkey-0.js';
import { stateAt } from './state.js';

const CLIENT = 'llama_index';
const MODULES = /^llama_index(?:\.|$)/;

/** Whether a construction is a model of LlamaIndex: OpenAI's (llms/openai.py of 0.9.48), or the old gateway's (llms/portkey.py). */
export function isLlamaIndex({ origin, isNew }: Call): boolean {
  return Boolean(
    isNew &&
      origin &&
      MODULES.test(origin.module) &&
      /^(?:OpenAI|OpenAILike|Portkey)$/.test(origin.path.at(-1) ?? ''),
  );
}

/** What such a model sends, whenever it is used. */
export function sendLlamaIndex(call: Call, reading: Reading): Sent {
  return call.origin?.path.at(-1) === 'Portkey' ? sendOldModel(call, reading) : sendOpenAi(call, reading);
}

function sendOldModel(call: Call, reading: Reading): Sent {
  const inner = (value: Parameters<typeof evaluate>[0]): Data => evaluate(value, reading);
  const { named } = givenTo(call, inner);
  if (hasRest(named)) return unwrittenOptions(CLIENT);
  const added = addedTo(call, reading.project).map((add) => argumentOf(givenTo(add, inner), 'llm_params', 0));
  const items = added.flatMap((data) => (data?.kind === 'list' ? data.items : data ? [data] : []));
  if (!items.length) return { kind: 'unreadable', client: CLIENT, why: 'no LLMs are added to it in sight' };
  const [first] = items;
  const isChat = isChatModel(first?.kind === 'rest' ? undefined : get(first, 'model'));
  const config = merge(named, record({ llms: { kind: 'list', items } }));
  const route = isChat ? '/v1/chatComplete' : '/v1/complete';
  return {
    ...sendConfig(route, askedBy(isChat ? '/chat' : '/complete'), config, call, reading),
    client: CLIENT,
  };
}

/** `model.add_llms(…)`, all there are. */
function addedTo(model: Call, project: Project): readonly Call[] {
  const sites = project.files.flatMap((file) => project.document(file)?.sites() ?? []);
  const calls = sites.filter((site): site is CallSite => site.kind === 'call');
  return calls.flatMap(({ call }) => {
    const isAdding = call.callee.kind === 'member' && call.callee.name === 'add_llms';
    return isAdding && rootsOf(call).includes(model) ? [call] : [];
  });
}

function isChatModel(model: Data | undefined): boolean {
  const text = model?.kind === 'known' ? String(model.value) : '';
  return /^gpt-(?:3\.5-turbo|4)(?!.*-instruct)/.test(text);
}

const DEFAULT_MODEL = known('gpt-3.5-turbo');

function sendOpenAi(call: Call, reading: Reading): Sent {
  const { named } = givenTo(call, (value) => evaluate(value, reading));
  if (hasRest(named)) return unwrittenOptions(CLIENT);
  const extra = get(named, 'additional_kwargs');
  const key = [get(named, 'api_key')].find(isTruthy) ?? environment('OPENAI_API_KEY');
  const headers = merge(
    record({ 'Content-Type': known('application/json'), Authorization: joined([known('Bearer '), key]) }),
    get(named, 'default_headers'),
    get(extra, 'headers'),
    get(extra, 'extra_headers'),
  );
  const base =
    [
      get(named, 'api_base'),
      get(extra, 'api_base'),
      stateAt('os.environ.OPENAI_API_BASE', call, reading),
    ].find(isTruthy) ?? known('https://api.openai.com/v1');
  const route = isChat(call, named) ? '/chat/completions' : '/completions';
  const url = joined([withoutSlash(base), known(route)]);
  return { kind: 'request', client: CLIENT, method: 'POST', url, headers, body: bodyOf(named, extra, route) };
}

/** OpenAILike asks for chats where it is told to only. */
function isChat({ origin }: Call, named: RecordData): boolean {
  if (origin?.path.at(-1) === 'OpenAILike') return isTruthy(get(named, 'is_chat_model'));
  return isChatModel(get(named, 'model') ?? DEFAULT_MODEL);
}

/** It always names a temperature; 1 is what is taken where none is named. */
function temperatureOf(named: RecordData): Readonly<Record<string, Data>> {
  const temperature = get(named, 'temperature') ?? known(0.1);
  const isUsual = temperature.kind === 'known' && temperature.value === 1;
  return isUsual ? {} : { temperature };
}

function bodyOf(named: RecordData, extra: Data | undefined, route: string): Data {
  const tokens = get(named, 'max_tokens');
  const params = record({
    model: get(named, 'model') ?? DEFAULT_MODEL,
    ...temperatureOf(named),
    ...(isGiven(tokens) ? { max_tokens: tokens } : {}),
  });
  const more = extra?.kind === 'record' ? extra.fields : [];
  const own = more.filter(
    (field) => !('key' in field && /^(?:(?:extra_)?headers|api_base)$/.test(field.key)),
  );
  return merge(params, { kind: 'record', fields: own }, askedBy(route));
}
