import type { Entry, ObjectValue, Value } from '../../src/value.js';
import { possibilities, resolve } from '../records.js';
import { type Fields, fieldsOf, ownEntries } from './fields.js';
import { CREDENTIAL_KEYS, MODEL_PARAMETERS, MODES, MOVED_KEYS, meaningOf, PROVIDERS } from './keys.js';
import { optionsOf } from './leaves.js';
import { textOf } from './literals.js';

/**
 * Whether a value is a Config 1.0 beyond doubt: `mode` and a list of options, one of which names credentials or a provider
 * as only a config does. Quizzes and forms have modes and options too.
 */
export function looksLikeConfig(value: Value): boolean {
  if (value.kind !== 'object') return false;
  const fields = fieldsOf(value);
  const list = fields.get('options') ?? (fields.has('mode') ? fields.get('targets') : undefined);
  if (!list || !possibilities(list.value).some(({ kind }) => kind === 'list' || kind === 'object'))
    return false;
  const options = optionsOf(list.value);
  if (!fields.has('mode')) return options.some((option) => hasVirtualKey(fieldsOf(option)));
  const known = isKnownMode(fields.get('mode'));
  return options.some((option) => isOption(option, known));
}

function isKnownMode(mode: Entry | undefined): boolean {
  const text = mode && textOf(mode.value);
  return text === undefined || MODES.has(text);
}

function isOption(option: ObjectValue, modeIsKnown: boolean): boolean {
  if (looksLikeConfig(option)) return true;
  const fields = fieldsOf(option);
  if (hasVirtualKey(fields) || (fields.has('provider') && fields.has('api_key'))) return true;
  const hasOnlyKnownKeys = ownEntries(option).every(({ key }) => key !== undefined && isKnownKey(key));
  return modeIsKnown && hasOnlyKnownKeys && isProvider(fields.get('provider'));
}

function hasVirtualKey(fields: Fields): boolean {
  return fields.has('virtual_key');
}

function isKnownKey(key: string): boolean {
  return meaningOf(key) !== undefined || MODEL_PARAMETERS.has(key);
}

function isProvider(provider: Entry | undefined): boolean {
  const text = provider && textOf(provider.value);
  return text !== undefined && PROVIDERS.has(text.toLowerCase());
}

/** Whether an object has a mode only configs have, and options that are built in a way that cannot be read. */
export function mayHaveBuiltOptions(value: Value): boolean {
  if (value.kind !== 'object') return false;
  const fields = fieldsOf(value);
  const [mode, list] = [fields.get('mode'), fields.get('options')];
  const text = mode && textOf(mode.value);
  if (!list || text === undefined || text === 'single' || !MODES.has(text)) return false;
  return !possibilities(list.value).some(
    ({ kind }) => kind === 'list' || kind === 'object' || kind === 'text',
  );
}

/** Keys that only 1.0 has. */
const OLD_KEYS: ReadonlySet<string> = new Set([
  'mode',
  'options',
  'cache_status',
  'cache_age',
  ...MOVED_KEYS,
]);

/** Whether a value is a Config 2.0 already, whole or short, with nothing of 1.0 in it. */
export function isConfig2(value: Value): boolean {
  const object = resolve(value);
  if (object.kind !== 'object') return false;
  const fields = fieldsOf(object);
  if (!isNew(object)) return false;
  if (fields.has('strategy')) return fields.has('targets');
  return ['cache', 'retry', ...CREDENTIAL_KEYS].some((key) => fields.has(key));
}

/** Whether an object has keys and values of 2.0 only, its targets included. */
export function isNew(object: ObjectValue): boolean {
  return ownEntries(object).every(isNewEntry);
}

function isNewEntry({ key, value }: Entry): boolean {
  const meaning = key === undefined ? undefined : meaningOf(key);
  if (meaning === undefined || meaning !== key || OLD_KEYS.has(meaning)) return false;
  if (meaning === 'retry') return possibilities(value).every((retry) => isNewRetry(retry));
  if (meaning === 'cache')
    return possibilities(value).every(({ kind }) => kind !== 'text' && kind !== 'boolean');
  return meaning !== 'targets' || optionsOf(value).every(isNew);
}

function isNewRetry(retry: Value): boolean {
  if (retry.kind === 'number') return false;
  return retry.kind !== 'object' || !ownEntries(retry).some(({ key }) => key === 'onStatusCodes');
}

/** Whether a value that is said to be a config has any key of one at its top. */
export function mayBeConfig(value: Value): boolean {
  return value.kind === 'object' && [...fieldsOf(value).keys()].some((key) => CONFIG_KEYS.has(key));
}

const CONFIG_KEYS: ReadonlySet<string> = new Set([
  'mode',
  'options',
  'strategy',
  'targets',
  'cache',
  'retry',
  ...CREDENTIAL_KEYS,
  'provider',
]);
