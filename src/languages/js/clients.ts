/** Where an HTTP client takes the parts of a request. Numbers are argument positions, names are keys of the options object. */
export interface HttpClient {
  readonly module: string;
  /** Member paths of the callee from the module (`[]`: the module itself is called). */
  readonly callees: readonly (readonly string[])[];
  readonly url: number | string;
  readonly body?: number | readonly string[];
  readonly options: number;
  readonly method?: string;
  /** From the awaited result to the parsed body. */
  readonly payload: readonly string[];
  readonly see: string;
}

const VERBS = ['post', 'put', 'patch'] as const;
const PLAIN = ['get', 'delete', 'head'] as const;

function fetchLike(module: string, callees: readonly (readonly string[])[], see: string): HttpClient {
  return { module, callees, url: 0, body: ['body'], options: 1, payload: ['json()'], see };
}

/** With and without `default`: interop differs, the callee is the same. */
function both(path: readonly string[]): readonly (readonly string[])[] {
  return [path, ['default', ...path]];
}

const AXIOS: readonly HttpClient[] = [
  {
    module: 'axios',
    callees: [...both([]), ...both(['request'])],
    url: 'url',
    body: ['data'],
    options: 0,
    payload: ['data'],
    see: 'npm axios: README, axios(config)',
  },
  ...VERBS.map(
    (verb): HttpClient => ({
      module: 'axios',
      callees: both([verb]),
      url: 0,
      body: 1,
      options: 2,
      method: verb.toUpperCase(),
      payload: ['data'],
      see: `npm axios: README, axios.${verb}(url, data, config)`,
    }),
  ),
  ...PLAIN.map(
    (verb): HttpClient => ({
      module: 'axios',
      callees: both([verb]),
      url: 0,
      options: 1,
      method: verb.toUpperCase(),
      payload: ['data'],
      see: `npm axios: README, axios.${verb}(url, config)`,
    }),
  ),
];

/** `got`, `ky`: `f(url, options)` and `f.post(url, options)`. */
function gotLike(
  module: string,
  payloads: readonly string[],
  names: readonly (readonly string[])[],
): readonly HttpClient[] {
  const shared = {
    module,
    url: 0,
    body: ['json', 'body'],
    options: 1,
    payload: payloads,
    see: `npm ${module}: README`,
  };
  const verbs = [...VERBS, ...PLAIN].map((verb) => ({
    ...shared,
    callees: names.map((name) => [...name, verb]),
    method: verb.toUpperCase(),
  }));
  return [{ ...shared, callees: names }, ...verbs];
}

/** Every HTTP client of the language whose requests are read. */
export const HTTP_CLIENTS: readonly HttpClient[] = [
  fetchLike(
    '',
    [['fetch'], ['globalThis', 'fetch'], ['window', 'fetch'], ['self', 'fetch']],
    'Fetch standard',
  ),
  fetchLike('', [['Request']], 'Fetch standard: new Request(input, init) takes what fetch takes'),
  fetchLike('node-fetch', both([]), 'npm node-fetch: README'),
  fetchLike('cross-fetch', [...both([]), ['fetch']], 'npm cross-fetch: README'),
  fetchLike('isomorphic-fetch', both([]), 'npm isomorphic-fetch: README'),
  fetchLike('undici', both(['fetch']), 'npm undici: README'),
  {
    module: 'undici',
    callees: both(['request']),
    url: 0,
    body: ['body'],
    options: 1,
    payload: ['body', 'json()'],
    see: 'npm undici: README',
  },
  ...AXIOS,
  ...gotLike('got', ['body'], [...both([]), ['got']]),
  ...gotLike('ky', ['json()'], both([])),
  ...['http', 'https', 'node:http', 'node:https'].map(
    (module): HttpClient => ({
      module,
      callees: both(['request']),
      url: 'path',
      options: 0,
      payload: [],
      see: 'Node.js: http.request(url, options, callback)',
    }),
  ),
];

/** How an instance with defaults of its own is made. */
export interface ClientFactory {
  readonly module: string;
  readonly callees: readonly (readonly string[])[];
  readonly base: string;
}

/** Factories of the clients above. */
export const CLIENT_FACTORIES: readonly ClientFactory[] = [
  { module: 'axios', callees: both(['create']), base: 'baseURL' },
  { module: 'got', callees: [...both(['extend']), ['got', 'extend']], base: 'prefixUrl' },
  { module: 'ky', callees: both(['create']), base: 'prefixUrl' },
  { module: 'ky', callees: both(['extend']), base: 'prefixUrl' },
];
