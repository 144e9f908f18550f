import type { Call } from '../../../src/value.js';
import { type Data, joined, known } from '../data.js';
import { fromJson } from '../json.js';
import { createPythonHeaders } from './create-headers.js';
import { type Given, givenTo, type Inner } from './keywords.js';
import { portkeyConfig } from './langchain-config.js';

type Known = (given: Given) => Data | undefined;

const LANGCHAIN_CONFIG = [
  'langchain.utilities',
  'langchain.utilities.portkey',
  'langchain_community.utilities',
];

const SAME: Known = ({ placed }) => placed[0];
const BY_NAME: Known = ({ named }) => named;

/** Functions of Python, of its library and of the SDKs whose result is known. */
const FUNCTIONS: Readonly<Record<string, Known>> = {
  'json.dumps': ({ placed: [first] }) => first && { kind: 'encoded', of: first },
  'json.loads': ({ placed: [first] }) => decoded(first),
  'copy.copy': SAME,
  'copy.deepcopy': SAME,
  '.str': ({ placed: [first] }) => first && joined([first]),
  '.int': SAME,
  '.float': SAME,
  '.list': SAME,
  '.tuple': SAME,
  'urllib.parse.quote': SAME,
  'httpx.URL': SAME,
  'httpx.Headers': SAME,
  'yarl.URL': SAME,
  'portkey_ai.createHeaders': ({ named }) => createPythonHeaders(named),
  'portkey.Message': BY_NAME,
  'portkey.RetrySettings': BY_NAME,
  'portkey.LLMOptions': BY_NAME,
  'portkey.LLMBase': BY_NAME,
  'portkey.Config': BY_NAME,
  'portkey.Params': BY_NAME,
  ...Object.fromEntries(
    LANGCHAIN_CONFIG.map((module) => [`${module}.Portkey.Config`, (given: Given) => portkeyConfig(given)]),
  ),
};

/** What a call of a function that is known gives. */
export function pythonResult(call: Call, inner: Inner): Data | undefined {
  const { origin, callee } = call;
  const known = origin && FUNCTIONS[`${origin.module}.${origin.path.join('.')}`];
  if (known) return known(givenTo(call, inner));
  return callee.kind === 'member' ? ofMethod(callee.name ?? '', call, inner) : undefined;
}

/** `text.encode()`, `headers.copy()`: the same again. */
function ofMethod(name: string, { callee }: Call, inner: Inner): Data | undefined {
  if (callee.kind !== 'member' || !/^(?:encode|decode|strip|copy|format)$/.test(name)) return undefined;
  const of = inner(callee.of);
  if (name === 'format') return undefined;
  if (name === 'copy') return of.kind === 'record' || of.kind === 'list' ? of : undefined;
  return of.kind === 'known' || of.kind === 'joined' || of.kind === 'encoded' ? of : undefined;
}

function decoded(data: Data | undefined): Data | undefined {
  if (data?.kind === 'encoded') return data.of;
  return data?.kind === 'known' && typeof data.value === 'string' ? fromJson(data.value) : undefined;
}

/** Members of enumerations of portkey below 1 (api_resources/utils.py of 0.1.53), and constants of portkey-ai. */
const CONSTANTS: Readonly<Record<string, string>> = {
  'portkey.Modes.FALLBACK': 'fallback',
  'portkey.Modes.AB_TEST': 'ab_test',
  'portkey.Modes.SINGLE': 'single',
  'portkey.Modes.PROXY': 'proxy',
  'portkey.Modes.LOADBALANCE': 'loadbalance',
  'portkey.ProviderTypes.OPENAI': 'openai',
  'portkey.ProviderTypes.COHERE': 'cohere',
  'portkey.ProviderTypes.ANTHROPIC': 'anthropic',
  'portkey.ProviderTypes.AZURE_OPENAI': 'azure-openai',
  'portkey.ProviderTypes.HUGGING_FACE': 'huggingface',
  'portkey.CacheType.SEMANTIC': 'semantic',
  'portkey.CacheType.SIMPLE': 'simple',
  'portkey_ai.PORTKEY_GATEWAY_URL': 'https://api.portkey.ai/v1',
};

/** A constant of a Python package; `.value` of a member of an enumeration is the same text. */
export function pythonConstant(name: string): Data | undefined {
  const text = CONSTANTS[name.replace(/\.value$/, '')];
  return text === undefined ? undefined : known(text);
}
