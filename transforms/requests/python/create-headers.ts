import { HEADER_PREFIX, lastOfEach } from '../create-headers.js';
import { type Data, type Field, isTruthy, joined, known, type RecordData, type Rest } from '../data.js';

/**
 * The headers createHeaders makes of its arguments, as api_resources/apis/create_headers.py of portkey-ai 1.11.2 does: dashes for
 * underscores, JSON of dicts, `true` and `false`, nothing for what is empty, `Bearer ` before a key that has none.
 */
export function createPythonHeaders(given: RecordData): RecordData {
  return { kind: 'record', fields: lastOfEach(given.fields).flatMap(headerOf) };
}

function headerOf(field: Field | Rest): readonly (Field | Rest)[] {
  if (!('key' in field)) return [field];
  const key = field.key.replaceAll('_', '-');
  const value = headerValue(key, field.value);
  if (!value) return [];
  if (key.toLowerCase() === 'authorization') return [{ key, value: withBearer(value) }];
  return [{ key: `${HEADER_PREFIX}${key}`, value }];
}

function headerValue(key: string, value: Data): Data | undefined {
  if (value.kind === 'record') return { kind: 'encoded', of: value };
  if (value.kind === 'known' && typeof value.value === 'boolean') return known(String(value.value));
  if (!isTruthy(value) || (value.kind === 'list' && value.items.length === 0)) return undefined;
  if (value.kind === 'list') return key === 'forward-headers' ? commaSeparated(value.items) : printed(value);
  if (key === 'mode' && !(value.kind === 'known' && String(value.value).includes('proxy')))
    return joined([known('proxy '), value]);
  return value.kind === 'known' ? known(String(value.value)) : value;
}

/** A list becomes what Python prints for it, which no gateway reads. */
function printed(value: Data): Data {
  return joined([known('['), { kind: 'encoded', of: value }, known(']')]);
}

function commaSeparated(items: readonly (Data | Rest)[]): Data {
  return joined(
    items.flatMap((item, at) => [known(at ? ',' : ''), ...(item.kind === 'rest' ? [item.of] : [item])]),
  );
}

/** `Bearer ` goes before a key that has none. */
export function withBearer(key: Data): Data {
  const first = key.kind === 'joined' ? key.parts[0] : key;
  return first?.kind === 'known' && String(first.value).startsWith('Bearer ')
    ? key
    : joined([known('Bearer '), key]);
}
