/** A parameter of a function, by its place and its name. */
export interface Parameter {
  readonly at?: number;
  readonly keyword: string;
}

/** Where an HTTP client takes the parts of a request. */
export interface HttpClient {
  readonly module: string;
  /** Dotted paths of the callee from the module. */
  readonly callees: readonly string[];
  readonly url: Parameter;
  readonly headers: Parameter;
  /** Where bodies are taken, each form of them. */
  readonly bodies: readonly Parameter[];
  /** The method itself, or where it is taken. */
  readonly method?: string | Parameter;
  readonly see: string;
}

const VERBS = ['post', 'put', 'patch', 'get', 'delete', 'head', 'options'] as const;
const HEADERS: Parameter = { keyword: 'headers' };
const BODIES: readonly Parameter[] = [{ keyword: 'json' }, { keyword: 'data' }, { keyword: 'content' }];

/** `f.post(url, …)`, `f.request(method, url, …)` on a module, or on what its factories make. */
function verbsOf(module: string, see: string): readonly HttpClient[] {
  const shared = { module, headers: HEADERS, see };
  const verbs = VERBS.map((verb): HttpClient => {
    const hasData = verb === 'post' || verb === 'put' || verb === 'patch';
    const bodies =
      hasData && module === 'requests'
        ? [{ keyword: 'json' }, { at: 1, keyword: 'data' }, { at: 2, keyword: 'json' }]
        : BODIES;
    return { ...shared, callees: [verb], url: { at: 0, keyword: 'url' }, bodies, method: verb.toUpperCase() };
  });
  const method = { at: 0, keyword: 'method' };
  const any = {
    ...shared,
    callees: ['request', 'stream'],
    url: { at: 1, keyword: 'url' },
    bodies: BODIES,
    method,
  };
  return [...verbs, any];
}

/** Every HTTP client of the language whose requests are read. */
export const HTTP_CLIENTS: readonly HttpClient[] = [
  ...verbsOf('requests', 'PyPI requests: requests.post(url, data=None, json=None, **kwargs)'),
  ...verbsOf('httpx', 'PyPI httpx: httpx.post(url, content=None, data=None, json=None, headers=None)'),
  ...verbsOf('aiohttp', 'PyPI aiohttp: ClientSession.post(url, data=None, json=None, headers=None)'),
  {
    module: 'urllib.request',
    callees: ['Request'],
    url: { at: 0, keyword: 'url' },
    bodies: [{ at: 1, keyword: 'data' }],
    headers: { at: 2, keyword: 'headers' },
    method: { at: 5, keyword: 'method' },
    see: 'Python: urllib.request.Request(url, data=None, headers={}, origin_req_host=None, unverifiable=False, method=None)',
  },
  {
    module: 'urllib3',
    callees: ['request'],
    url: { at: 1, keyword: 'url' },
    bodies: [{ keyword: 'body' }, { keyword: 'json' }],
    headers: HEADERS,
    method: { at: 0, keyword: 'method' },
    see: 'PyPI urllib3: PoolManager.request(method, url, body=None, fields=None, headers=None, json=None)',
  },
  {
    module: 'http.client',
    callees: ['request'],
    url: { at: 1, keyword: 'url' },
    bodies: [{ at: 2, keyword: 'body' }],
    headers: { at: 3, keyword: 'headers' },
    method: { at: 0, keyword: 'method' },
    see: 'Python: HTTPConnection.request(method, url, body=None, headers={})',
  },
];

/** How an object with defaults of its own is made. */
export interface ClientFactory {
  readonly module: string;
  readonly callees: readonly string[];
  /** Where it takes the base of its URLs. */
  readonly base?: Parameter;
}

/** Factories of the clients above. */
export const CLIENT_FACTORIES: readonly ClientFactory[] = [
  { module: 'requests', callees: ['Session', 'session', 'sessions.Session'] },
  { module: 'httpx', callees: ['Client', 'AsyncClient'], base: { keyword: 'base_url' } },
  {
    module: 'aiohttp',
    callees: ['ClientSession', 'client.ClientSession'],
    base: { at: 0, keyword: 'base_url' },
  },
  { module: 'urllib3', callees: ['PoolManager', 'poolmanager.PoolManager'] },
  { module: 'http.client', callees: ['HTTPSConnection', 'HTTPConnection'], base: { at: 0, keyword: 'host' } },
];
