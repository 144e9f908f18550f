import { type Data, type Field, isGiven, known, type RecordData, type Rest } from './data.js';

/** What every header of the gateway's own begins with. */
export const HEADER_PREFIX = 'x-portkey-';

/**
 * The headers createHeaders makes of its options, as src/apis/createHeaders.ts of portkey-ai 1.10.4 does: names by dashes before
 * capitals, "ID" first made "Id"; objects as JSON, booleans as text; nothing for what is empty; Authorization passes through.
 */
export function createHeaders(options: Data): RecordData {
  if (options.kind !== 'record') return { kind: 'record', fields: [{ kind: 'rest', of: options }] };
  return { kind: 'record', fields: lastOfEach(options.fields).flatMap(headerOf) };
}

function headerOf(field: Field | Rest): readonly (Field | Rest)[] {
  if (!('key' in field)) return [field];
  const { key, value } = field;
  if (isEmpty(value)) return [];
  if (key.toLowerCase() === 'authorization') return [{ key: 'authorization', value }];
  return [{ key: `${HEADER_PREFIX}${dashed(key)}`, value: headerValue(value) }];
}

/** An object has one field of a name: where it first stood, with what was said last. */
export function lastOfEach(fields: readonly (Field | Rest)[]): readonly (Field | Rest)[] {
  const last = new Map(fields.flatMap((field) => ('key' in field ? [[field.key, field] as const] : [])));
  return fields.filter((field) => !('key' in field) || last.get(field.key) === field);
}

/** The SDK replaces the first "ID" only. */
function dashed(key: string): string {
  return key.replace('ID', 'Id').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function headerValue(value: Data): Data {
  if (value.kind === 'record' || value.kind === 'list') return { kind: 'encoded', of: value };
  return value.kind === 'known' ? known(String(value.value)) : value;
}

/** null, undefined, blank text, and lists and objects with nothing in them. */
export function isEmpty(data: Data | undefined): boolean {
  if (!isGiven(data)) return true;
  if (data.kind === 'known') return typeof data.value === 'string' && data.value.trim() === '';
  if (data.kind === 'list') return data.items.length === 0;
  return data.kind === 'record' && data.fields.length === 0;
}
