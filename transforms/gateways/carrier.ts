import { possibilities, resolve } from '../../src/project.js';
import type { Entry, List, ObjectValue, Spread, Value } from '../../src/value.js';
import { matchRoute, type RouteMatch } from '../urls/match.js';
import { isUnread, type Url, urlsIn } from '../urls/read.js';
import { carriesHeaders, spreadsOf } from './plan.js';

/** A base URL that leads to the old proxy. */
export interface CarriedUrl {
  readonly owner: ObjectValue;
  readonly entry: Entry;
  readonly url: Url;
  readonly match: RouteMatch;
}

/** An object of headers, and the key it stands at. */
export interface CarriedHeaders {
  readonly object: ObjectValue;
  readonly key: string;
}

/** What an object (or a call's arguments) says about where requests go and with what headers. */
export interface Carrier {
  readonly urls: readonly CarriedUrl[];
  readonly headers: readonly CarriedHeaders[];
  /** Base URLs that only the running program knows. */
  readonly unread: readonly (Entry | Spread | Value)[];
  /** What is spread beside headers and cannot be read: where nothing else says a base URL, it may. */
  readonly hidden?: readonly (Spread | Value)[];
  /** Headers that are a list of names and values. */
  readonly pairs?: readonly List[];
}

/** Keys under which SDKs take base URLs and headers; values of others are looked at only where they are literals. */
const URL_KEY = /url|base|path|endpoint|host|uri/i;
/** Keys that hold a base URL and nothing else. */
const BASE_KEY = /^(?:(?:\w+_)?api_?base(?:_?(?:url|path))?|base_?(?:url|path)|prefix_?url)$/i;
const OBJECT_KEY = /headers|options|config|client|kwargs|params|init/i;

/** How deep in its options an SDK takes headers. */
const DEEPEST = 4;

/** Finds old base URLs and headers in objects. */
export function carrierOf(values: readonly Value[]): Carrier {
  const urls: CarriedUrl[] = [];
  const headers: CarriedHeaders[] = [];
  const unread: Entry[] = [];
  const hidden: (Spread | Value)[] = [];
  const pairs: List[] = [];
  let isBased = false;
  const seen = new Set<Value>();
  const visit = (value: Value, key: string, depth: number): void => {
    for (const part of assigned(value)) if (isOutOfSight(part)) hidden.push(part);
    for (const object of objectsIn(value)) {
      if (seen.has(object) || depth > DEEPEST) continue;
      seen.add(object);
      if (carriesHeaders(object)) {
        headers.push({ object, key });
        for (const spread of spreadsOf(object)) visit(spread.of, key, depth + 1);
      } else lookInto(object, depth);
    }
  };
  const lookInto = (object: ObjectValue, depth: number): void => {
    for (const entry of object.entries) {
      if (entry.kind === 'spread') {
        if (isHidden(entry)) hidden.push(entry);
        visit(entry.of, '', depth + 1);
        continue;
      }
      const name = entry.key ?? '';
      if (isLiteral(entry.value) || URL_KEY.test(name)) urls.push(...oldUrls(object, entry));
      if (/headers$/i.test(name)) pairs.push(...pairsIn(entry.value));
      isBased ||= BASE_KEY.test(name);
      if (BASE_KEY.test(name) && isUnread(entry.value)) unread.push(entry);
      if (entry.value.kind === 'object' || OBJECT_KEY.test(name)) visit(entry.value, name, depth + 1);
    }
  };
  for (const value of values) visit(value, '', 0);
  return { urls, headers, unread, hidden: isBased ? [] : hidden, pairs };
}

/** Headers that are a list of names and values. */
export function pairsIn(headers: Value): readonly List[] {
  return possibilities(headers).flatMap((made): readonly List[] => {
    if (made.kind === 'list') return [made];
    const isHeaders = made.kind === 'call' && made.origin?.path.join('.') === 'Headers';
    const [first] = isHeaders ? made.args : [];
    return first && first.kind !== 'spread' ? pairsIn(first) : [];
  });
}

function isHidden({ of }: Spread): boolean {
  return isOutOfSight(of);
}

function isOutOfSight(value: Value): boolean {
  return possibilities(value).some(({ kind }) => /^(?:name|member|call|opaque)$/.test(kind));
}

function isLiteral({ kind }: Value): boolean {
  return kind === 'text' || kind === 'template' || kind === 'choice';
}

function objectsIn(value: Value): readonly ObjectValue[] {
  if (value.kind === 'object') return [value];
  if (value.kind === 'text' || value.kind === 'template' || value.kind === 'list') return [];
  const found = possibilities(value).filter((option) => option.kind === 'object');
  return found.length ? found : [...headersMade(value), ...assigned(value).flatMap(objectsIn)];
}

/** What `Object.assign({}, a, b)` is made of. */
function assigned(value: Value): readonly Value[] {
  const made = resolve(value);
  const isAssign =
    made.kind === 'call' && made.origin?.module === '' && made.origin.path.join('.') === 'Object.assign';
  return isAssign ? made.args.map((part) => (part.kind === 'spread' ? part.of : part)) : [];
}

/** `new Headers({...})`. */
function headersMade(value: Value): readonly ObjectValue[] {
  const made = resolve(value);
  const isHeaders =
    made.kind === 'call' && made.origin?.module === '' && made.origin.path.join('.') === 'Headers';
  const [first] = isHeaders ? made.args : [];
  return first && first.kind !== 'spread' ? objectsIn(first) : [];
}

function oldUrls(owner: ObjectValue, entry: Entry): readonly CarriedUrl[] {
  return urlsIn(entry.value).flatMap((url) => {
    const match = matchRoute(url);
    return match && !match.route.folded && !match.route.wrapped ? [{ owner, entry, url, match }] : [];
  });
}
