import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReferenceGateway, type Recording, type ReferenceGateway } from '../../../src/gateway/index.js';
import { describeWithPython, type Environment, NEW_SDKS, runPython } from './python.js';
import { SEED } from './seed.js';

const CHECKS = readFileSync(new URL('checks.py', import.meta.url), 'utf8');
const HELLO = 'Hello from openai';
const OTHER_API = /does not speak this API: portkey-/;

/** What an expression came to: its value, or how it was refused. */
interface Tried {
  readonly value?: unknown;
  readonly error?: string;
  readonly message?: string;
  readonly status?: number | null;
}

let gateway: ReferenceGateway;
let url: string;
let close: () => Promise<void>;

beforeAll(async () => {
  gateway = createReferenceGateway({ seed: SEED });
  ({ url, close } = await gateway.listen());
});

afterAll(() => close?.());

/** What expressions come to, one after the other in one process, and what the gateway recorded meanwhile. */
async function tryAll(
  environments: readonly Environment[],
  setup: string,
  expressions: readonly string[],
): Promise<{ tried: readonly Tried[]; recordings: readonly Recording[] }> {
  gateway.clear();
  const files = { 'checks.py': CHECKS, 'setup.py': setup, 'checks.json': JSON.stringify(expressions) };
  const { stdout, stderr, exitCode } = await runPython({
    files,
    main: 'checks.py',
    environments,
    gateway: url,
  });
  expect(exitCode, stderr).toBe(0);
  const tried = stdout
    .trim()
    .split('\n')
    .map((line): Tried => JSON.parse(line));
  return { tried, recordings: gateway.recordings() };
}

function meant({ plan, upstream }: Recording) {
  return { plan, upstream };
}

/** What is tried: an expression, what it comes to, and, when it is refused, by whom. */
interface Check {
  readonly name: string;
  readonly python: string;
  readonly gives: Tried | { readonly status: number; readonly message: unknown };
}

const OLD_SETUP = `
import portkey
from portkey import ChatCompletions, Completions, Config, Generations, LLMOptions
from portkey.api_resources.base_client import APIClient

portkey.config = Config(mode="fallback", llms=[
    LLMOptions(provider="openai", api_key="sk-1", model="gpt-4", retry={"attempts": 2, "on_status_codes": [429]}),
    LLMOptions(provider="openai", virtual_key="openai-main"),
])
CHAT = {"messages": [{"role": "user", "content": "Hi"}], "model": "gpt-4"}
ONE = Config(mode="single", llms=LLMOptions(provider="openai", virtual_key="openai-main"))
WRONG = Config(api_key="pk-wrong", mode="single", llms=LLMOptions(provider="openai", virtual_key="openai-main"))

def on_new_api():
    client = APIClient()
    answer = client._client.post("/v1/chat/completions", headers=client._default_headers, json=CHAT)
    return {"status": answer.status_code, "message": answer.json()["message"]}
`;

const OLD: readonly Check[] = [
  {
    name: 'a chat',
    python: 'ChatCompletions.create(**CHAT)["choices"][0]["message"]["content"]',
    gives: { value: HELLO },
  },
  {
    name: 'a chat in a stream',
    python: 'words(ChatCompletions.create(stream=True, **CHAT))',
    gives: { value: HELLO },
  },
  {
    name: 'the last chunk of a stream is made up',
    python: '[*ChatCompletions.create(stream=True, **CHAT)][-1].dict(exclude_none=True)',
    gives: { value: { model: '', choices: [{ delta: {} }] } },
  },
  {
    name: 'a completion',
    python: 'Completions.create(prompt="Hi").choices[0].text',
    gives: { value: HELLO },
  },
  {
    name: 'a completion in a stream',
    python: '"".join(part.choices[0]["text"] or "" for part in Completions.create(prompt="Hi", stream=True))',
    gives: { value: HELLO },
  },
  {
    name: 'a completion with a saved config loses its text',
    python: 'Completions.create(prompt="Hi", config="pc-faq-bo-1b2c3d").choices[0]["text"]',
    gives: { value: null },
  },
  {
    name: 'a saved prompt',
    python:
      'Generations.create(prompt_id="pp-cards-4f1e2d", variables={"topic": "a"}).data["choices"][0]["message"]["content"]',
    gives: { value: HELLO },
  },
  {
    name: 'a config for one call',
    python: 'ChatCompletions.create(config=ONE, **CHAT).choices[0].message["content"]',
    gives: { value: HELLO },
  },
  {
    name: 'a saved config',
    python: 'ChatCompletions.create(config="pc-moder-5566aa", **CHAT).choices[0].message["content"]',
    gives: { value: HELLO },
  },
  {
    name: 'a key nobody knows is refused',
    python: 'ChatCompletions.create(config=WRONG, **CHAT)',
    gives: { error: 'AuthenticationError', status: 401, message: expect.any(String) },
  },
  {
    name: 'the new API refuses it, and says why',
    python: 'on_new_api()',
    gives: { value: { status: 400, message: expect.stringMatching(OTHER_API) } },
  },
];

describeWithPython('portkey-ai below 1 on the old API', () => {
  let results: readonly Tried[];
  let recordings: readonly Recording[];

  beforeAll(async () => {
    const all = await tryAll(
      ['sdk-0', 'openai-1'],
      OLD_SETUP,
      OLD.map(({ python }) => python),
    );
    ({ tried: results, recordings } = all);
  });

  test.each(OLD.map((check, index) => ({ ...check, index })))('$name', ({ gives, index }) => {
    expect(results[index]).toEqual(gives);
  });

  test('every accepted request is one of the old API', () => {
    expect(recordings).toHaveLength(OLD.length);
    const accepted = recordings.filter((one) => one.accepted);
    expect(accepted).toHaveLength(OLD.length - 2);
    expect(accepted.every(({ surface }) => surface === 'old')).toBe(true);
  });

  test('mode loadbalance never worked', async () => {
    const { tried, recordings: none } = await tryAll(['sdk-0', 'openai-1'], OLD_SETUP, [
      'ChatCompletions.create(config=Config(mode="loadbalance", llms=[]), **CHAT)',
    ]);
    expect(tried).toMatchObject([{ error: 'NotImplementedError' }]);
    expect(none).toEqual([]);
  });
});

describeWithPython('what portkey-ai below 1 makes of what it is given', () => {
  const SETUP = `
from portkey import CacheType, Config, LLMOptions, Modes, Params
from portkey.api_resources.base_client import ProviderOptions, remove_empty_values

def llm(**options):
    return LLMOptions(provider="openai", **options)

def keys(**options):
    return [llm(**options).api_key, llm(**options).virtual_key]
`;
  const ROWS: readonly (readonly [expression: string, gives: unknown])[] = [
    // The key is read from the environment for an explicit None only, and then for either of the two.
    ['keys()', [null, null]],
    ['keys(api_key=None)', ['sk-openai-1', null]],
    ['keys(api_key=None, virtual_key="vk")', ['sk-openai-1', 'vk']],
    ['keys(api_key="sk", virtual_key=None)', ['sk', 'sk-openai-1']],
    // Penalties are cut to whole numbers, unknown options and the names in messages are dropped without a word.
    [
      'Params(presence_penalty=0.6, frequency_penalty=-0.5).dict(exclude_none=True)',
      { presence_penalty: 0, frequency_penalty: 0 },
    ],
    [
      'Params(messages=[{"role": "user", "content": "x", "name": "n"}]).dict(exclude_none=True)',
      { messages: [{ role: 'user', content: 'x' }] },
    ],
    ['"seed" in llm(seed=1).dict()', false],
    ['remove_empty_values({"a": None, "b": "", "c": [], "d": 0, "e": {"f": None}})', { c: [], d: 0, e: {} }],
    ['Config(mode="single", llms=(llm(virtual_key="vk"),)).llms[0].virtual_key', 'vk'],
    [
      'Config(mode="single", params=Params()).dict()',
      { api_key: null, base_url: null, mode: 'single', llms: null },
    ],
    [
      'ProviderOptions(provider="openai", cache_age=60, cache_status=CacheType.SIMPLE).dict(exclude_none=True)',
      { provider: 'openai', cache_age: 'max-age=60', cache_status: 'simple' },
    ],
    ['Modes.AB_TEST == "ab_test"', true],
  ];
  const REFUSED = [
    'llm(retry=3)',
    'llm(retry={"attempts": 3})',
    'Params(seed=1)',
    'Params(virtual_key="vk")',
    'Params(messages=[{"role": "assistant", "content": None}])',
    'Config(llms=llm(virtual_key="vk"))',
    'Config(mode="fallback", llms=[(llm(virtual_key="vk"),)])',
    'LLMOptions(virtual_key="vk")',
  ];

  test('values', async () => {
    const { tried, recordings } = await tryAll(
      ['sdk-0', 'openai-1'],
      SETUP,
      ROWS.map(([expression]) => expression),
    );
    expect(tried).toEqual(ROWS.map(([, value]) => ({ value })));
    expect(recordings).toEqual([]);
  });

  test('refusals', async () => {
    const { tried } = await tryAll(['sdk-0', 'openai-1'], SETUP, REFUSED);
    expect(tried.map(({ error }) => error)).toEqual(REFUSED.map(() => 'ValidationError'));
  });
});

const NEW_SETUP = `
from portkey_ai import AsyncPortkey, Portkey

CONFIG = {
    "strategy": {"mode": "fallback"},
    "targets": [
        {
            "provider": "openai", "api_key": "sk-1", "override_params": {"model": "gpt-4"},
            "retry": {"attempts": 2, "on_status_codes": [429]},
        },
        {"virtual_key": "openai-main"},
    ],
}
OLD_CONFIG = {"mode": "single", "options": [{"provider": "openai", "virtual_key": "openai-main"}]}
CHAT = {"messages": [{"role": "user", "content": "Hi"}], "model": "gpt-4"}
PROMPT = {"prompt_id": "pp-cards-4f1e2d", "variables": {"topic": "a"}}
client = Portkey(config=CONFIG)
plain = Portkey()
keyed = Portkey(virtual_key="openai-main")

def later(config=CONFIG):
    return AsyncPortkey(config=config)

async def chat():
    return (await later().chat.completions.create(**CHAT)).choices[0].message.content

async def stream():
    return words(await collected(later().chat.completions.create(stream=True, **CHAT)))

async def prompt():
    return (await AsyncPortkey().prompts.completions.create(**PROMPT)).choices[0].message.content

async def complete():
    return (await later().completions.create(prompt="Hi", model="m")).choices[0].text

async def refused():
    return await later(OLD_CONFIG).chat.completions.create(**CHAT)
`;

const NEW: readonly Check[] = [
  {
    name: 'a chat',
    python: 'client.chat.completions.create(**CHAT).choices[0].message.content',
    gives: { value: HELLO },
  },
  { name: 'a chat, async', python: 'run(chat())', gives: { value: HELLO } },
  {
    name: 'a chat in a stream',
    python: 'words(client.chat.completions.create(stream=True, **CHAT))',
    gives: { value: HELLO },
  },
  { name: 'a chat in a stream, async', python: 'run(stream())', gives: { value: HELLO } },
  {
    name: 'no chunk of a stream is made up',
    python: 'all(chunk.model for chunk in client.chat.completions.create(stream=True, **CHAT))',
    gives: { value: true },
  },
  {
    name: 'a completion',
    python: 'client.completions.create(prompt="Hi", model="m").choices[0].text',
    gives: { value: HELLO },
  },
  { name: 'a completion, async', python: 'run(complete())', gives: { value: HELLO } },
  {
    name: 'a completion in a stream',
    python:
      '"".join(part.choices[0].text or "" for part in client.completions.create(prompt="Hi", model="m", stream=True))',
    gives: { value: HELLO },
  },
  {
    name: 'a saved prompt',
    python: 'plain.prompts.completions.create(**PROMPT).choices[0].message.content',
    gives: { value: HELLO },
  },
  { name: 'a saved prompt, async', python: 'run(prompt())', gives: { value: HELLO } },
  {
    name: 'a saved prompt in a stream',
    python: 'words(plain.prompts.completions.create(stream=True, **PROMPT))',
    gives: { value: HELLO },
  },
  {
    name: 'embeddings',
    python: 'len(keyed.embeddings.create(model="m", input=["a", "b"]).data)',
    gives: { value: 2 },
  },
  {
    name: 'a config for one call',
    python: 'plain.with_options(config=CONFIG).chat.completions.create(**CHAT).choices[0].message.content',
    gives: { value: HELLO },
  },
  {
    name: 'a saved config for one call',
    python:
      'plain.with_options(config="pc-moder-5566aa").chat.completions.create(**CHAT).choices[0].message.content',
    gives: { value: HELLO },
  },
  {
    name: 'a config 1.0 is refused',
    python: 'Portkey(config=OLD_CONFIG).chat.completions.create(**CHAT)',
    gives: {
      error: 'BadRequestError',
      status: 400,
      message: expect.stringContaining('Either x-portkey-provider needs to be passed'),
    },
  },
  {
    name: 'a config 1.0 is refused, async',
    python: 'run(refused())',
    gives: {
      error: 'BadRequestError',
      status: 400,
      message: expect.stringContaining('Either x-portkey-provider needs to be passed'),
    },
  },
  {
    name: 'nothing that names a provider is refused',
    python: 'plain.chat.completions.create(**CHAT)',
    gives: {
      error: 'BadRequestError',
      status: 400,
      message: expect.stringContaining('Either x-portkey-config or x-portkey-provider header is required'),
    },
  },
  {
    name: 'what is left of an old constructor is refused',
    python: 'Portkey(mode="fallback", llms=CONFIG["targets"]).chat.completions.create(**CHAT)',
    gives: {
      error: 'BadRequestError',
      status: 400,
      message: expect.stringContaining('Either x-portkey-config or x-portkey-provider header is required'),
    },
  },
  {
    name: 'the old API refuses it, and says why',
    python: 'keyed.post("/chatComplete", config=CONFIG, params=CHAT)',
    gives: { error: 'BadRequestError', status: 400, message: expect.stringMatching(OTHER_API) },
  },
  {
    name: 'a key nobody knows is refused',
    python: 'Portkey(api_key="pk-wrong", config=CONFIG).chat.completions.create(**CHAT)',
    gives: { error: 'AuthenticationError', status: 401, message: expect.any(String) },
  },
];

const isRefused = ({ gives }: Check) => 'error' in gives;

describeWithPython.each(NEW_SDKS)('portkey-ai, %s, on the new API', (sdk) => {
  let results: readonly Tried[];
  let recordings: readonly Recording[];

  beforeAll(async () => {
    const all = await tryAll(
      [sdk, 'openai-1'],
      NEW_SETUP,
      NEW.map(({ python }) => python),
    );
    ({ tried: results, recordings } = all);
  });

  test.each(NEW.map((check, index) => ({ ...check, index })))('$name', ({ gives, index }) => {
    expect(results[index]).toEqual(gives);
  });

  test('every accepted request is one of the new API', () => {
    expect(recordings.map(({ accepted }) => accepted)).toEqual(NEW.map((check) => !isRefused(check)));
    expect(recordings.filter(({ accepted }) => accepted).every(({ surface }) => surface === 'new')).toBe(
      true,
    );
  });

  test('says more than it was told, and nulls where the old one was silent', async () => {
    const { tried, recordings } = await tryAll([sdk, 'openai-1'], NEW_SETUP, [
      'keyed.chat.completions.create(messages=CHAT["messages"]).id is not None',
      'keyed.completions.create(prompt="Hi", model="m", stop=None, n=1).id is not None',
      'keyed.chat.completions.create()',
    ]);
    expect(tried).toEqual([
      { value: true },
      { value: true },
      expect.objectContaining({ error: 'TypeError' }),
    ]);
    expect(recordings.map(({ upstream }) => upstream?.body)).toEqual([
      { model: 'portkey-default', messages: [{ role: 'user', content: 'Hi' }] },
      { model: 'm', prompt: 'Hi', stop: null, n: 1 },
    ]);
  });

  test('means the same as portkey-ai below 1 on the old one', async () => {
    const old = await tryAll(['sdk-0', 'openai-1'], OLD_SETUP, [
      'words(ChatCompletions.create(stream=True, **CHAT))',
    ]);
    const fresh = await tryAll([sdk, 'openai-1'], NEW_SETUP, [
      'words(client.chat.completions.create(stream=True, **CHAT))',
    ]);
    expect(fresh.recordings).toHaveLength(1);
    expect(fresh.recordings.map(meant)).toEqual(old.recordings.map(meant));
  });
});

/** The openai package before 1 and from 1 on, and Anthropic's: what they send through the proxy and on the new API. */
const OTHERS: readonly {
  readonly of: string;
  readonly openai: 0 | 1;
  readonly setup: string;
  readonly checks: readonly string[];
}[] = [
  {
    of: 'openai 1',
    openai: 1,
    setup: `
from openai import AsyncOpenAI, OpenAI

CHAT = {"messages": [{"role": "user", "content": "Hi"}], "model": "gpt-4"}
OPTIONS = {"api_key": "sk-1", "base_url": BASE, "default_headers": {**HEADERS, "x-team": "blue"}, "max_retries": 0}
client = OpenAI(**OPTIONS)

async def chat():
    return (await AsyncOpenAI(**OPTIONS).chat.completions.create(**CHAT)).choices[0].message.content

async def stream():
    return words(await collected(AsyncOpenAI(**OPTIONS).chat.completions.create(stream=True, **CHAT)))
`,
    checks: [
      'client.chat.completions.create(**CHAT).choices[0].message.content',
      'words(client.chat.completions.create(stream=True, **CHAT))',
      'run(chat())',
      'run(stream())',
      'client.completions.create(prompt="Hi", model="m").choices[0].text',
      'len(client.embeddings.create(model="m", input=["a", "b"]).data)',
      'client.moderations.create(input="a").id is not None',
      'client.models.list().data is not None',
      'client.audio.transcriptions.create(model="whisper-1", file=("a.mp3", b"abc")).text is not None',
    ],
  },
  {
    of: 'openai 0.28',
    openai: 0,
    setup: `
import io
import openai

openai.api_key = "sk-1"
openai.api_base = BASE
CHAT = {"messages": [{"role": "user", "content": "Hi"}], "model": "gpt-4", "headers": HEADERS}
SOUND = io.BytesIO(b"abc")
SOUND.name = "a.mp3"

async def chat():
    return (await openai.ChatCompletion.acreate(**CHAT)).choices[0].message.content

async def stream():
    return words(await collected(openai.ChatCompletion.acreate(stream=True, **CHAT)))
`,
    checks: [
      'openai.ChatCompletion.create(**CHAT)["choices"][0]["message"]["content"]',
      'words(openai.ChatCompletion.create(stream=True, **CHAT))',
      'run(chat())',
      'run(stream())',
      'openai.Completion.create(prompt="Hi", model="m", headers=HEADERS).choices[0].text',
      'len(openai.Embedding.create(model="m", input=["a", "b"], headers=HEADERS)["data"])',
    ],
  },
  {
    of: 'anthropic, whose base URL has no version',
    openai: 1,
    setup: `
from anthropic import Anthropic, AsyncAnthropic

ASK = {"model": "claude-2", "max_tokens": 5, "messages": [{"role": "user", "content": "Hi"}]}
OPTIONS = {"api_key": "sk-ant", "base_url": BARE, "default_headers": HEADERS, "max_retries": 0}

async def message():
    return (await AsyncAnthropic(**OPTIONS).beta.messages.create(**ASK)).id is not None
`,
    checks: ['Anthropic(**OPTIONS).beta.messages.create(**ASK).id is not None', 'run(message())'],
  },
];

const OLD_SIDE = (provider: string) => `
BASE = BARE = "https://api.portkey.ai/v1/proxy"
HEADERS = {"x-portkey-api-key": "pk-test-1", "x-portkey-mode": "proxy ${provider}"}
`;

const NEW_SIDE = (provider: string) => `
BASE, BARE = "https://api.portkey.ai/v1", "https://api.portkey.ai"
HEADERS = {"x-portkey-api-key": "pk-test-1", "x-portkey-provider": "${provider}"}
`;

describeWithPython.each(OTHERS)('$of', ({ of, openai, setup, checks }) => {
  const provider = of.startsWith('anthropic') ? 'anthropic' : 'openai';
  const environments = ['sdk-1', `openai-${openai}`] as const;

  test('means the same through the proxy and on the new API', async () => {
    const old = await tryAll(environments, OLD_SIDE(provider) + setup, checks);
    const fresh = await tryAll(environments, NEW_SIDE(provider) + setup, checks);
    expect(old.tried.filter(({ error }) => error)).toEqual([]);
    expect(fresh.tried).toEqual(old.tried);
    expect(old.recordings.map(({ surface, accepted }) => [surface, accepted])).toEqual(
      checks.map(() => ['old', true]),
    );
    expect(fresh.recordings.map(({ surface, accepted }) => [surface, accepted])).toEqual(
      checks.map(() => ['new', true]),
    );
    expect(fresh.recordings.map(meant)).toEqual(old.recordings.map(meant));
  });
});

describeWithPython('createHeaders', () => {
  const SETUP = 'from portkey_ai import PORTKEY_GATEWAY_URL, createHeaders';
  const EXPRESSIONS = [
    'PORTKEY_GATEWAY_URL',
    'createHeaders(api_key="pk", provider="openai", trace_id="t", cache_force_refresh=True)',
    'createHeaders(metadata={"_user": "ä"}, config={"retry": {"attempts": 3}}, virtual_key=None)',
    'createHeaders(Authorization="sk-1")',
    'createHeaders(Authorization="Bearer sk-1")',
    'createHeaders(azure_resource_name="r", azure_deployment_id="d", azure_api_version="v")',
  ];

  test.each(NEW_SDKS)('writes what the transforms think it writes, with %s', async (sdk) => {
    const { tried } = await tryAll([sdk, 'openai-1'], SETUP, EXPRESSIONS);
    expect(tried.map(({ value }) => value)).toEqual([
      'https://api.portkey.ai/v1',
      {
        'x-portkey-api-key': 'pk',
        'x-portkey-provider': 'openai',
        'x-portkey-trace-id': 't',
        'x-portkey-cache-force-refresh': 'true',
      },
      {
        'x-portkey-metadata': '{"_user": "\\u00e4"}',
        'x-portkey-config': '{"retry": {"attempts": 3}}',
      },
      { Authorization: 'Bearer sk-1' },
      { Authorization: 'Bearer sk-1' },
      {
        'x-portkey-azure-resource-name': 'r',
        'x-portkey-azure-deployment-id': 'd',
        'x-portkey-azure-api-version': 'v',
      },
    ]);
  });

  test('takes the place of openai 0.28 in portkey-ai 1.9.10 to 1.14.4, and no more from 1.15 on', async () => {
    const [whose] = ['import openai, portkey_ai, sys; WHOSE = sys.modules["openai"].__name__'];
    const names = await Promise.all(
      NEW_SDKS.map(async (sdk) => (await tryAll([sdk, 'openai-0'], whose ?? '', ['WHOSE'])).tried[0]?.value),
    );
    expect(names).toEqual(['portkey_ai._vendor.openai', 'openai', 'openai']);
  });
});
