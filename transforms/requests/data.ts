import type { Value } from '../../src/value.js';

/** A number, text, boolean or null that the code says. */
export interface Known {
  readonly kind: 'known';
  readonly value: string | number | boolean | null;
}

/** `undefined`: not sent at all. */
export interface Absent {
  readonly kind: 'absent';
}

/** Something only the running program knows: the expression that gives it, or its meaning when the code does not write it (`process.env.X`). */
export interface Hole {
  readonly kind: 'hole';
  readonly of: Value | string;
}

/** A text put together from parts. */
export interface Joined {
  readonly kind: 'joined';
  readonly parts: readonly Data[];
}

/** The JSON text of something. */
export interface Encoded {
  readonly kind: 'encoded';
  readonly of: Data;
}

/** Everything in an object or list that cannot be told one by one: `...params`. */
export interface Rest {
  readonly kind: 'rest';
  readonly of: Data;
}

export interface ListData {
  readonly kind: 'list';
  readonly items: readonly (Data | Rest)[];
}

export interface Field {
  readonly key: string;
  readonly value: Data;
}

/** An object: fields in order, the last of a name counts; `rest` are spreads that could not be followed. */
export interface RecordData {
  readonly kind: 'record';
  readonly fields: readonly (Field | Rest)[];
}

/** What an expression comes to when the program runs, as far as its source says. */
export type Data = Known | Absent | Hole | Joined | Encoded | ListData | RecordData;

/** Sent as nothing. */
export const ABSENT: Absent = { kind: 'absent' };

/** A value that is known. */
export function known(value: Known['value']): Known {
  return { kind: 'known', value };
}

/** An environment variable of the program. */
export function environment(name: string): Hole {
  return { kind: 'hole', of: `process.env.${name}` };
}

/** An object of the fields that are not absent. */
export function record(fields: Readonly<Record<string, Data>>): RecordData {
  return { kind: 'record', fields: Object.entries(fields).map(([key, value]) => ({ key, value })) };
}

/** A text of several parts; known when all of them are. */
export function joined(parts: readonly Data[]): Data {
  const flat = parts.flatMap((part) => (part.kind === 'joined' ? part.parts : [part]));
  const texts = flat.map((part) => (part.kind === 'known' ? String(part.value) : undefined));
  if (texts.every((text) => text !== undefined)) return known(texts.join(''));
  return { kind: 'joined', parts: flat };
}

/** Whether something is given at all: neither undefined nor null. */
export function isGiven(data: Data | undefined): data is Data {
  return data !== undefined && data.kind !== 'absent' && !(data.kind === 'known' && data.value === null);
}

/** Whether JavaScript takes it for true; what only the running program knows counts as true. */
export function isTruthy(data: Data | undefined): data is Data {
  return isGiven(data) && !(data.kind === 'known' && !data.value);
}

/** The fields of an object whose names are known. */
export function fieldsOf(data: Data | undefined): readonly Field[] {
  return data?.kind === 'record' ? data.fields.flatMap((field) => ('key' in field ? [field] : [])) : [];
}

/** A field of an object; undefined when it is not there or undefined. */
export function get(data: Data | undefined, ...path: readonly string[]): Data | undefined {
  return path.reduce<Data | undefined>((inner, key) => {
    const found = fieldsOf(inner).findLast((field) => field.key === key)?.value;
    return found?.kind === 'absent' ? undefined : found;
  }, data);
}

/** The same object without a field. */
export function without(data: Data, ...keys: readonly string[]): Data {
  if (data.kind !== 'record') return data;
  return { ...data, fields: data.fields.filter((field) => !('key' in field && keys.includes(field.key))) };
}

/** `{...a, ...b}`. */
export function merge(...all: readonly (Data | undefined)[]): RecordData {
  return { kind: 'record', fields: all.flatMap((data) => (data ? spreadOf(data) : [])) };
}

/** What `...data` adds to an object. */
export function spreadOf(data: Data): readonly (Field | Rest)[] {
  if (data.kind === 'record') return data.fields;
  return data.kind === 'hole' ? [{ kind: 'rest', of: data }] : [];
}

/** The text something is known to be. */
export function textOf(data: Data | undefined): string | undefined {
  return data?.kind === 'known' && typeof data.value === 'string' ? data.value : undefined;
}

/** The text as far as it is written, what is not known left out. */
export function writtenText(data: Data): string {
  if (data.kind === 'known') return String(data.value);
  return data.kind === 'joined' ? data.parts.map(writtenText).join('') : '';
}
