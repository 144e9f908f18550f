import type { Data, ListData, RecordData } from '../../transforms/requests/data.js';
import { STAND_INS, type Type, typeOfHeader, typeOfKey } from '../../transforms/requests/types.js';
import type { Project } from '../project.js';
import { meaningOf, numberOf, tokenOf } from './meaning.js';

/** Anything JSON can say; undefined is left out. */
export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * How what only the running program knows is filled in: with values that are typed (a provider is a provider), distinct, and
 * determined by what they stand for. The same expression in the old and the new text gets the same value, a swapped one another.
 */
export interface Filling {
  readonly project: Project;
  /** What was given out so far, of kinds that have few values; shared by both sides. */
  readonly given: Given;
}

/** Meanings in the order they were first met. */
export type Given = Map<string, number>;

/** Data as JSON. */
export function fillJson(data: Data, filling: Filling, type: Type = 'text'): Json {
  if (data.kind === 'known') return data.value;
  if (data.kind === 'absent') return undefined;
  if (data.kind === 'hole') return standIn(meaningOf(data.of, filling.project), type, filling.given);
  if (data.kind === 'list') return fillList(data, filling, type);
  return data.kind === 'record' ? fillRecord(data, filling) : fillText(data, filling, type);
}

function fillList(list: ListData, filling: Filling, type: Type): Json {
  const inner = type === 'statuses' ? 'number' : type;
  return list.items.map((item) =>
    item.kind === 'rest' ? restName(item.of, filling) : (fillJson(item, filling, inner) ?? null),
  );
}

function fillRecord(record: RecordData, filling: Filling): Json {
  const fields = record.fields.map((field): [string, Json] => {
    if (!('key' in field)) return [restName(field.of, filling), true];
    return [field.key, fillJson(field.value, filling, typeOfKey(field.key))];
  });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** What `...x` adds is unknown: it stands as one field under a name of its own. */
function restName(of: Data, filling: Filling): string {
  return `...${tokenOf(of.kind === 'hole' ? meaningOf(of.of, filling.project) : 'unwritten')}`;
}

/** Data as text, as a template, a header or a URL has it. */
export function fillText(data: Data, filling: Filling, type: Type = 'text'): string {
  if (data.kind === 'joined') {
    const inner = type === 'object' || type === 'slug' ? 'text' : type;
    return data.parts.map((part) => fillText(part, filling, inner)).join('');
  }
  if (data.kind === 'encoded') {
    return JSON.stringify(fillJson(data.of, filling, data.of.kind === 'hole' ? 'object' : type)) ?? '';
  }
  if (data.kind === 'record') return String({});
  const value = fillJson(data, filling, type);
  return typeof value === 'object' && value ? JSON.stringify(value) : String(value);
}

/** Headers as they are sent: names in lower case, the last of each counts, null and undefined are not sent. */
export function fillHeaders(headers: RecordData, filling: Filling): Readonly<Record<string, string>> {
  const sent = new Map<string, string>();
  for (const field of headers.fields) {
    if (!('key' in field)) {
      sent.set(`x-unwritten-${restName(field.of, filling).replace(/[^A-Za-z0-9-]/g, '-')}`, 'true');
      continue;
    }
    const name = field.key.toLowerCase();
    const { value } = field;
    const isSent = value.kind !== 'absent' && !(value.kind === 'known' && value.value === null);
    if (isSent) sent.set(name, latin(fillText(value, filling, typeOfHeader(name))));
    else sent.delete(name);
  }
  return Object.fromEntries(sent);
}

/** Headers hold ISO-8859-1; anything else would throw in the client, and is told apart by its escape. */
function latin(text: string): string {
  return text.replace(
    /[^\u0020-\u00ff\t]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const CACHE_MODES = ['simple', 'semantic'] as const;
/** Retries and weights the gateway takes. */
const LARGEST_COUNT = 5;
const SHORTEST_AGE = 60;
const AGES = 10_000;

function standIn(meaning: string, type: Type, given: Given): Json {
  const order = orderOf(`${type} ${meaning}`, type, given);
  switch (type) {
    case 'provider':
      return STAND_INS[order % STAND_INS.length];
    case 'cacheMode':
      return CACHE_MODES[order % CACHE_MODES.length];
    case 'number':
      return 1 + (order % LARGEST_COUNT);
    case 'seconds':
      return SHORTEST_AGE + (numberOf(meaning) % AGES);
    case 'boolean':
      return true;
    case 'object':
      return { [`...${tokenOf(meaning)}`]: true };
    case 'statuses':
      return [400 + (numberOf(meaning) % 199)];
    case 'slug':
      return `pc-${tokenOf(meaning).replace(/[~.]/g, '')}`;
    case 'text':
      return tokenOf(meaning);
  }
}

/** Which of its type a meaning was the first to be. */
function orderOf(key: string, type: Type, given: Given): number {
  const known = given.get(key);
  if (known !== undefined) return known;
  const order = [...given.keys()].filter((other) => other.startsWith(`${type} `)).length;
  given.set(key, order);
  return order;
}
