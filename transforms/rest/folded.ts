import { covers, entryOf, resolve } from '../../src/project.js';
import type { Change, Context, Draft, RequestSite } from '../../src/site.js';
import type { Entry, ObjectValue, Value } from '../../src/value.js';
import { convertConfig, type Remark } from '../config.js';
import { encodedIn } from '../encoders.js';
import { writesTo } from '../writes.js';
import { travelsWith } from './headers.js';

/** What an old `{ config, params }` body becomes, and the headers that say its config. */
export interface Unfolding {
  readonly changes: readonly Change[];
  readonly headers: readonly { readonly name: string; readonly value: Draft }[];
  readonly problems: readonly Remark[];
  readonly notes: readonly string[];
}

/** The body as data: what is inside JSON.stringify, or what the client encodes itself. */
export function bodyObject(site: RequestSite): ObjectValue | undefined {
  const body = site.body && inner(site.body);
  const object = body && resolve(body);
  return object?.kind === 'object' ? object : undefined;
}

function inner(value: Value): Value {
  return encodedIn(value) ?? value;
}

/** Whether a body is an old one: `{ config, params }`. */
export function isFolded(object: ObjectValue): boolean {
  return entryOf(object, 'config') !== undefined && entryOf(object, 'params') !== undefined;
}

/** Takes an old body apart. */
export function unfold(site: RequestSite, object: ObjectValue, context: Context): Unfolding {
  const config = entryAt(object, 'config');
  const params = entryAt(object, 'params');
  const others = object.entries.filter((entry) => entry !== config && entry !== params);
  if (!config || !params) return failed(object, 'the body has no config and params that can be read');
  if (others.length) return failed(object, 'the body holds more than config and params');
  const written = site.body ? writesTo(inner(site.body), ['config', 'params']) : [];
  if (written.length) return { ...EMPTY, problems: written };
  if (!isLocal(site, object, config))
    return failed(config, 'the config is built where the request cannot reach it');
  const conversion = convertConfig(config.value, context, { oldRoute: true, header: true });
  if (conversion.problems.length) return { ...EMPTY, problems: conversion.problems };
  if (conversion.kind === 'unknown')
    return failed(config, 'the config comes from where it cannot be followed');
  const body: Change = { do: 'replace', at: object.at, with: { kind: 'verbatim', value: params.value } };
  const { single, moved } = conversion;
  const headers = [
    ...(single
      ? singleHeaders(single)
      : [{ name: 'x-portkey-config', value: configHeader(config, conversion) }]),
    ...(moved.traceID ? [{ name: 'x-portkey-trace-id', value: moved.traceID }] : []),
    ...(moved.metadata ? [{ name: 'x-portkey-metadata', value: encoded(moved.metadata) }] : []),
    ...(moved.cacheForceRefresh ? [{ name: 'x-portkey-cache-force-refresh', value: TRUE }] : []),
  ];
  return {
    changes: [body, ...(single ? [] : conversion.changes)],
    headers,
    problems: [],
    notes: conversion.notes.map(({ message }) => message),
  };
}

const EMPTY: Unfolding = { changes: [], headers: [], problems: [], notes: [] };
const TRUE: Draft = { kind: 'literal', value: 'true' };

function failed({ at }: { readonly at: Remark['at'] }, message: string): Unfolding {
  const help =
    'params become the body, and config becomes headers: x-portkey-provider and Authorization, x-portkey-virtual-key, or x-portkey-config.';
  return { ...EMPTY, problems: [{ at, message, help }] };
}

function entryAt(object: ObjectValue, key: string): Entry | undefined {
  const entry = entryOf(object, key);
  return entry?.kind === 'entry' ? entry : undefined;
}

/** A config literal may name variables of where it stands: it can only move within the call, or as a name. */
function isLocal(site: RequestSite, object: ObjectValue, config: Entry): boolean {
  if (covers(site.call.at, object.at) || travelsWith(site, object.at)) return true;
  return (
    object.at.file === site.at.file &&
    (config.value.kind === 'name' || config.value.kind === 'text' || isLiteral(config.value))
  );
}

function isLiteral(value: Value): boolean {
  if (value.kind === 'object') {
    return value.entries.every((entry) => entry.kind === 'entry' && isLiteral(entry.value));
  }
  if (value.kind === 'list') return value.items.every((item) => item.kind !== 'spread' && isLiteral(item));
  if (value.kind === 'member') return value.origin?.module === '' && value.origin.path[0] === 'process';
  return ['text', 'number', 'boolean', 'null'].includes(value.kind);
}

function singleHeaders(
  single: NonNullable<ReturnType<typeof convertConfig>['single']>,
): Unfolding['headers'] {
  const { provider, virtualKey, apiKey } = single;
  return [
    ...(provider ? [{ name: 'x-portkey-provider', value: provider }] : []),
    ...(virtualKey ? [{ name: 'x-portkey-virtual-key', value: virtualKey }] : []),
    ...(apiKey ? [{ name: 'Authorization', value: bearer(apiKey) }] : []),
  ];
}

function bearer(key: Draft): Draft {
  if (key.kind === 'literal') return { kind: 'literal', value: `Bearer ${key.value}` };
  if (key.kind === 'verbatim') {
    if (key.value.kind === 'text') return { kind: 'literal', value: `Bearer ${key.value.text}` };
    return { kind: 'template', parts: ['Bearer ', key.value] };
  }
  return key;
}

/** A slug is sent as it is, everything else as JSON. */
function configHeader(config: Entry, conversion: ReturnType<typeof convertConfig>): Draft {
  const value: Draft = { kind: 'verbatim', value: config.value };
  if (conversion.kind === 'slug') return value;
  return encoded(conversion.draft ?? value);
}

function encoded(draft: Draft): Draft {
  return { kind: 'encoded', of: draft };
}
