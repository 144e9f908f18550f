import type { Draft } from '../../src/site.js';
import type { Entry, ObjectValue } from '../../src/value.js';
import { bringsProvider } from './credentials.js';
import { type Fields, fieldsOf, ownEntries, spreadsOf } from './fields.js';
import { MOVED_KEYS, meaningOf } from './keys.js';
import { type Leaf, leavesOf, optionsOf } from './leaves.js';
import { textOf } from './literals.js';
import { draftOf } from './moved.js';
import type { ConfigOptions } from './scope.js';

/** A config that only says where to: no config is needed then, a few headers or client options say the same. */
export interface Single {
  readonly provider?: Draft;
  readonly virtualKey?: Draft;
  readonly apiKey?: Draft;
}

/** What a config with one plain option, or a short form, selects; undefined when it says anything more. */
export function singleOf(config: ObjectValue, options: ConfigOptions): Single | undefined {
  const fields = fieldsOf(config);
  if (!fields.has('options')) return fields.has('targets') ? undefined : shortOf(config, fields, options);
  const mode = fields.get('mode');
  const isSingle = mode ? textOf(mode.value) === 'single' : options.mode === 'single';
  const [leaf, ...others] = leavesOf(config);
  if (!isSingle || !leaf || others.length || !leaf.certain) return undefined;
  const isPlain = saysOnly(config, WHOLE_KEYS) && saysOnly(leaf.object, optionKeys(leaf.fields));
  return isPlain && isDirect(fields, leaf) ? selected(leaf) : undefined;
}

const WHOLE_KEYS: ReadonlySet<string> = new Set(['mode', 'options', ...MOVED_KEYS]);
const OPTION_KEYS: ReadonlySet<string> = new Set([
  'provider',
  'virtual_key',
  'api_key',
  'weight',
  ...MOVED_KEYS,
]);

/** Azure's details are said by a virtual key already. */
const AZURE_OPTION_KEYS: ReadonlySet<string> = new Set([
  ...OPTION_KEYS,
  'resource_name',
  'deployment_id',
  'api_version',
]);

function optionKeys(fields: Fields): ReadonlySet<string> {
  return bringsProvider(fields) ? AZURE_OPTION_KEYS : OPTION_KEYS;
}

function saysOnly(object: ObjectValue, keys: ReadonlySet<string>): boolean {
  return (
    !spreadsOf(object).length && ownEntries(object).every((entry) => saysNothing(entry) || has(keys, entry))
  );
}

function has(keys: ReadonlySet<string>, { key }: Entry): boolean {
  const meaning = key === undefined ? undefined : meaningOf(key);
  return meaning !== undefined && keys.has(meaning);
}

/** null, and a cache that is off. */
function saysNothing({ key, value }: Entry): boolean {
  return value.kind === 'null' || (key === 'cache' && value.kind === 'boolean' && !value.value);
}

/** The option stands in the config's own list, not in one nested in it. */
function isDirect(fields: Fields, { object }: Leaf): boolean {
  const list = fields.get('options');
  return list !== undefined && optionsOf(list.value)[0] === object;
}

function shortOf(config: ObjectValue, fields: Fields, options: ConfigOptions): Single | undefined {
  const keys = new Set([...optionKeys(fields), ...(options.oldRoute ? ['override_params'] : [])]);
  if (!fields.has('provider') && !fields.has('virtual_key')) return undefined;
  if (!saysOnly(config, keys)) return undefined;
  return selected({ object: config, fields, item: config, certain: true });
}

function selected(leaf: Leaf): Single | undefined {
  const { fields } = leaf;
  const provider = bringsProvider(fields) ? undefined : said('provider', leaf);
  const virtualKey = said('virtual_key', leaf);
  const apiKey = said('api_key', leaf);
  const isReached = (['provider', 'virtual_key', 'api_key'] as const).every(
    (key) => !fields.has(key) || saysNothingIn(fields, key) || said(key, leaf) !== undefined,
  );
  if (!isReached) return undefined;
  return { ...(provider && { provider }), ...(virtualKey && { virtualKey }), ...(apiKey && { apiKey }) };
}

function saysNothingIn(fields: Fields, key: string): boolean {
  return fields.get(key)?.value.kind === 'null';
}

function said(key: string, leaf: Leaf): Draft | undefined {
  const entry = leaf.fields.get(key);
  return entry && entry.value.kind !== 'null' ? draftOf(entry, leaf) : undefined;
}
