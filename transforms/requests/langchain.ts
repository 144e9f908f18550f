import type { Call } from '../../src/value.js';
import { optionOf } from './client-call.js';
import {
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
import type { Reading } from './evaluate.js';
import { withoutSlash } from './openai.js';
import { exportNamed, packageNamed } from './package-name.js';
import type { Sent } from './request.js';

/** LangChain's classes over OpenAI (chat_models/openai, llms/openai, embeddings/openai of langchain 0.0 and @langchain/openai). */
const CLASSES: Readonly<Record<string, string>> = {
  ChatOpenAI: '/chat/completions',
  OpenAI: '/completions',
  OpenAIChat: '/chat/completions',
  OpenAIEmbeddings: '/embeddings',
};

const MODULES = /^(?:langchain(?:\/.*)?|@langchain\/openai(?:\/.*)?)$/;

/** Whether a construction is one of LangChain's classes over OpenAI. */
export function isLangChain({ origin, isNew }: Call): boolean {
  return Boolean(
    isNew && origin && MODULES.test(packageNamed(origin.module)) && CLASSES[exportNamed(origin)],
  );
}

/**
 * What an object of such a class sends, whenever it is used: base URL and headers are those of the second argument or of
 * `configuration`, in openai 3's spelling or openai 4's; the class translates both.
 */
export function sendLangChain(call: Call, reading: Reading): Sent {
  const fields = optionOf(call, 0, reading) ?? record({});
  const settings = merge(optionOf(call, 1, reading), get(fields, 'configuration'));
  const client = 'langchain';
  if (settings.fields.some((field) => !('key' in field)))
    return { kind: 'unreadable', client, why: 'the configuration of its client is not written in the code' };
  const key =
    ['openAIApiKey', 'apiKey'].map((name) => get(fields, name)).find(isGiven) ?? get(settings, 'apiKey');
  const headers = merge(
    record({
      'Content-Type': known('application/json'),
      Authorization: joined([known('Bearer '), key ?? environment('OPENAI_API_KEY')]),
    }),
    get(settings, 'baseOptions', 'headers'),
    get(settings, 'defaultHeaders'),
  );
  const base =
    [get(settings, 'baseURL'), get(settings, 'basePath')].find(isTruthy) ??
    known('https://api.openai.com/v1');
  const url = joined([withoutSlash(base), known(routeOf(call, fields))]);
  return { kind: 'request', client, method: 'POST', url, headers, body: bodyOf(fields) };
}

/** `new OpenAI({modelName: "gpt-4"})` of langchain gives the chat class. */
function routeOf({ origin }: Call, fields: Data): string {
  const name = origin ? exportNamed(origin) : '';
  const model = get(fields, 'modelName') ?? get(fields, 'model');
  const isChat =
    name === 'OpenAI' &&
    model?.kind === 'known' &&
    /^gpt-(?:3\.5-turbo|4)(?!.*instruct)/.test(String(model.value));
  return (isChat ? CLASSES.ChatOpenAI : CLASSES[name]) ?? '/chat/completions';
}

const NOT_SENT = new Set([
  'openAIApiKey',
  'apiKey',
  'configuration',
  'verbose',
  'maxRetries',
  'maxConcurrency',
  'cache',
  'callbacks',
]);

/** Parameters of the model under the API's names, and a message to stand for whatever is asked. */
function bodyOf(fields: Data): Data {
  const params = fieldsOf(fields).flatMap(({ key, value }) => {
    if (NOT_SENT.has(key) || key.startsWith('azure')) return [];
    if (key === 'modelName') return [{ key: 'model', value }];
    if (key === 'streaming') return [{ key: 'stream', value }];
    return key === 'modelKwargs' ? fieldsOf(value) : [{ key: snake(key), value }];
  });
  const asked: Data = {
    kind: 'list',
    items: [record({ role: known('user'), content: { kind: 'hole', of: 'the question' } })],
  };
  return merge({ kind: 'record', fields: params }, record({ messages: asked }));
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
