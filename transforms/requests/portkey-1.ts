import { type ClientCall, optionOf, unwritten } from './client-call.js';
import { createHeaders, isEmpty } from './create-headers.js';
import { type Data, environment, get, isTruthy, joined, known, merge, record, without } from './data.js';
import type { Sent } from './request.js';
import { fillRoute, OPENAI_RESOURCES, type Resource } from './resources.js';

const VERSION = 'portkey-1.10.4';
const CLIENT = 'portkey-ai 1';

/** src/constants.ts: where a client talks to with a key, and where without one. */
const HOSTED_URL = known('https://api.portkey.ai/v1');
const LOCAL_URL = known('http://localhost:8787/v1');

const RESOURCES: Readonly<Record<string, Resource>> = {
  ...OPENAI_RESOURCES,
  'feedback.create': { method: 'POST', route: '/feedback' },
  'prompts.render': { method: 'POST', route: '/prompts/{promptID}/render' },
  'prompts.completions.create': { method: 'POST', route: '/prompts/{promptID}/completions' },
  // Still there, and never right: the base URL has its /v1 already.
  'generations.create': { method: 'POST', route: '/v1/prompts/{promptID}/generate' },
  post: { method: 'POST', route: '{0}' },
};

/** Options that stay in the client; everything else of them becomes a header (src/client.ts, src/baseClient.ts). */
const KEPT = ['baseURL', 'calculateAudioDuration'];

/** What portkey-ai from 1 on sends, as src/client.ts, src/baseClient.ts and src/apis of 1.10.4 do. */
export function sendPortkey1({ client, path, args, reading }: ClientCall): Sent {
  const options = optionOf(client, 0, reading) ?? record({});
  if (unwritten(options))
    return {
      kind: 'unreadable',
      client: CLIENT,
      why: 'the options of its client are not written in the code',
    };
  const resource = RESOURCES[path];
  if (!resource) return { kind: 'failing', client: CLIENT, why: `portkey-ai 1 has no ${path}` };
  const filled = fillRoute(resource, args);
  const prompt = get(filled.body, 'promptID') ?? known('undefined');
  const route = withPrompt(filled.route, prompt);
  const base = baseOf(options);
  return {
    kind: 'request',
    client: CLIENT,
    method: resource.method,
    url: joined([base, route]),
    headers: headersOf(options, filled.options),
    body: filled.body && bodyOf(path, filled.body),
  };
}

function withPrompt(route: Data, prompt: Data): Data {
  if (route.kind !== 'known') return route;
  const [before = '', after] = String(route.value).split('{promptID}');
  return after === undefined ? route : joined([known(before), prompt, known(after)]);
}

function apiKeyOf(options: Data): Data {
  const given = get(options, 'apiKey');
  return given ?? environment('PORTKEY_API_KEY');
}

function baseOf(options: Data): Data {
  const given = get(options, 'baseURL');
  if (isTruthy(given)) return given;
  return isTruthy(apiKeyOf(options)) ? HOSTED_URL : LOCAL_URL;
}

/** The client's own headers, then those of the call's second argument; its config wins unless it is empty. */
function headersOf(options: Data, params: Data | undefined) {
  const strict = get(options, 'strictOpenAiCompliance') ?? known(false);
  const said = merge(
    record({ apiKey: apiKeyOf(options) }),
    without(options, ...KEPT, 'apiKey'),
    record({ strictOpenAiCompliance: strict }),
  );
  const config = isEmpty(get(params, 'config')) ? get(options, 'config') : get(params, 'config');
  const ofCall = params && createHeaders(merge(params, record(config ? { config } : {})));
  return merge(
    record({
      'Content-Type': known('application/json'),
      'x-portkey-package-version': known(VERSION),
      'x-portkey-runtime': known('node'),
    }),
    createHeaders(said),
    ofCall,
  );
}

/** parseBody of src/utils.ts: the keys of the body itself become snake_case. */
function bodyOf(path: string, body: Data): Data {
  const sent = path.startsWith('prompts.') ? promptBody(path, body) : body;
  const only =
    path === 'generations.create'
      ? record({ variables: get(body, 'variables') ?? { kind: 'absent' } })
      : sent;
  if (only.kind !== 'record') return only;
  const fields = only.fields.map((field) => ('key' in field ? { ...field, key: snake(field.key) } : field));
  return { ...only, fields };
}

/** `promptID` is taken out of the body; a completion always says whether it streams. */
function promptBody(path: string, body: Data): Data {
  const rest = without(body, 'promptID');
  return path === 'prompts.render'
    ? rest
    : merge(rest, record({ stream: get(body, 'stream') ?? known(false) }));
}

function snake(key: string): string {
  return key.replace('ID', 'Id').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
