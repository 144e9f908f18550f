import { PROVIDERS } from '../../transforms/providers.js';
import { isCustomHost } from './custom-host.js';
import { isList, isObject } from './json.js';
import type { Json, JsonObject } from './recording.js';

/** Checks a value at a path and says what is wrong, as the gateway's own schema does. */
type Check = (value: Json, path: readonly string[]) => readonly string[];

const ONE_OF = 'Must be one of: ';
const INCOMPLETE =
  "Invalid configuration. It must have either 'provider' and 'api_key', or 'strategy' and 'targets', or 'cache', or 'retry', or 'request_timeout'";

/**
 * Everything wrong with a config on the new API; the lines that @portkey-ai/gateway 1.15.2 puts into `errors`. Unlike that gateway, a
 * `virtual_key` is enough of a target: the hosted API resolves it.
 */
export const checkConfig2: Check = (value, path) => {
  if (!isObject(value)) return [said(path, `Expected object, received ${typeName(value)}`)];
  const wrong = Object.entries(FIELDS).flatMap(([key, check]) => {
    const inner = value[key];
    return inner === undefined ? [] : check(inner, [...path, key]);
  });
  return wrong.length ? wrong : checkWhole(value, path);
};

function said(path: readonly string[], message: string): string {
  return `path: ${path}, message: ${message}`;
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  return isList(value) ? 'array' : typeof value;
}

function type(expected: 'string' | 'number' | 'boolean'): Check {
  return (value, path) => {
    if (typeof value === expected) return [];
    return [said(path, `Expected ${expected}, received ${typeName(value)}`)];
  };
}

const text = type('string');
const number = type('number');
const flag = type('boolean');

function oneOf(names: readonly string[], what: string): Check {
  return (value, path) => {
    const wrong = text(value, path);
    if (wrong.length || names.includes(String(value))) return wrong;
    return [said(path, `Invalid '${what}' value. ${ONE_OF}${names.join(', ')}`)];
  };
}

function listOf(check: Check): Check {
  return (value, path) => {
    if (!isList(value)) return [said(path, `Expected array, received ${typeName(value)}`)];
    return value.flatMap((item, index) => check(item, [...path, String(index)]));
  };
}

function objectOf(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>>,
): Check {
  return (value, path) => {
    if (!isObject(value)) return [said(path, `Expected object, received ${typeName(value)}`)];
    const missing = Object.entries(required).flatMap(([key, check]) => {
      const inner = value[key];
      return inner === undefined ? [said([...path, key], 'Required')] : check(inner, [...path, key]);
    });
    const wrong = Object.entries(optional).flatMap(([key, check]) => {
      const inner = value[key];
      return inner === undefined ? [] : check(inner, [...path, key]);
    });
    return [...missing, ...wrong];
  };
}

const anyObject = objectOf({}, {});
// Not as a literal: an object with a `then` looks like a promise.
const condition = objectOf(
  Object.fromEntries([
    ['query', anyObject],
    ['then', text],
  ]),
  {},
);
const targets: Check = (value, path) => listOf(checkConfig2)(value, path);
const guardrails: Check = (value, path) =>
  listOf(text)(value, path).length ? listOf(anyObject)(value, path) : [];

const FIELDS: Readonly<Record<string, Check>> = {
  strategy: objectOf(
    { mode: oneOf(['single', 'loadbalance', 'fallback', 'conditional'], 'mode') },
    { on_status_codes: listOf(number), conditions: listOf(condition), default: text },
  ),
  provider: oneOf(PROVIDERS, 'provider'),
  cache: objectOf({ mode: oneOf(['simple', 'semantic'], 'cache.mode') }, { max_age: number }),
  retry: objectOf({ attempts: number }, { on_status_codes: listOf(number), use_retry_after_header: flag }),
  weight: number,
  on_status_codes: listOf(number),
  targets,
  request_timeout: number,
  forward_headers: listOf(text),
  strict_open_ai_compliance: flag,
  after_request_hooks: listOf(anyObject),
  before_request_hooks: listOf(anyObject),
  input_guardrails: guardrails,
  output_guardrails: guardrails,
  vertex_service_account_json: anyObject,
  ...Object.fromEntries(
    `api_key aws_secret_access_key aws_access_key_id aws_session_token aws_region custom_host vertex_project_id vertex_region
    openai_project openai_organization azure_model_name azure_auth_mode`
      .split(/\s+/)
      .map((key) => [key, text]),
  ),
};

/** Any of these makes a config complete. */
const ENOUGH = [
  'cache',
  'retry',
  'request_timeout',
  'after_request_hooks',
  'before_request_hooks',
  'input_guardrails',
  'output_guardrails',
  'virtual_key',
];

function checkWhole(config: JsonObject, path: readonly string[]): readonly string[] {
  const wrong: string[] = [];
  if (!isComplete(config)) wrong.push(said(path, INCOMPLETE));
  const host = config.custom_host;
  if (typeof host === 'string' && host && !isCustomHost(host)) wrong.push(said(path, 'Invalid custom host'));
  return wrong;
}

function isComplete(config: JsonObject): boolean {
  const has = (key: string): boolean => config[key] !== undefined;
  if ((has('provider') && has('api_key')) || (has('strategy') && has('targets'))) return true;
  if (ENOUGH.some((key) => Boolean(config[key]))) return true;
  if (config.aws_access_key_id && config.aws_secret_access_key) return true;
  return isCompleteByItself(config);
}

/** Providers that need no key, or have another kind of it. */
function isCompleteByItself(config: JsonObject): boolean {
  if (config.provider === 'ollama' || config.provider === 'triton') return true;
  if (config.provider === 'azure-openai') return Boolean(config.azure_auth_mode);
  const isVertex = config.provider === 'vertex-ai' && Boolean(config.vertex_region);
  return isVertex && Boolean(config.vertex_service_account_json || config.vertex_project_id);
}
