import { covers, possibilities, resolve } from '../../src/project.js';
import type { Change, Context, Draft, DraftEntry, RequestSite } from '../../src/site.js';
import type { Entry, ObjectValue, Place, Value } from '../../src/value.js';
import { clashAt, gatewayEntries, type HeaderPlan, planHeaders } from '../gateways/plan.js';
import { asText } from '../gateways/provider.js';
import { type MoreHeaders, writeHeaders } from '../gateways/write.js';

/** The objects that a request's headers are, or are made of; `isWhole` when nothing else can be in them. */
interface Found {
  readonly objects: readonly ObjectValue[];
  readonly isWhole: boolean;
}

/** The headers of one request: what its instance adds, and what stands in the call. */
export interface SentHeaders extends Found {
  readonly ofInstance: readonly ObjectValue[];
  readonly call: Place;
}

/** Every object of headers a request sends, those of its instance and what is spread included. */
export function headersOf(site: RequestSite): SentHeaders {
  const values = [site.headers, site.base?.headers].filter((value) => value !== undefined);
  const parts = values.map(objectsIn);
  return {
    objects: [...new Set(parts.flatMap(({ objects }) => objects))],
    isWhole: parts.every(({ isWhole }) => isWhole),
    ofInstance: site.base?.headers ? objectsIn(site.base.headers).objects : [],
    call: site.at,
  };
}

function objectsIn(value: Value, depth = 0): Found {
  const found = possibilities(value).flatMap((option) => assigned(option) ?? [made(option)]);
  const objects = found.filter((option) => option.kind === 'object');
  const spreads = objects.flatMap((object) =>
    depth > 4
      ? []
      : object.entries.flatMap((entry) => (entry.kind === 'spread' ? [objectsIn(entry.of, depth + 1)] : [])),
  );
  return {
    objects: [...objects, ...spreads.flatMap((spread) => spread.objects)],
    isWhole: objects.length === found.length && spreads.every(({ isWhole }) => isWhole),
  };
}

/** `Object.assign({}, a, b)` is made of what it is given; undefined for every other value. */
function assigned(value: Value): readonly Value[] | undefined {
  const isAssign =
    value.kind === 'call' && value.origin?.module === '' && value.origin.path.join('.') === 'Object.assign';
  if (!isAssign || value.args.some(({ kind }) => kind === 'spread')) return undefined;
  return value.args.flatMap((part) => (part.kind === 'spread' ? [] : possibilities(part)));
}

function isHeaders(value: Value): boolean {
  return value.kind === 'call' && value.origin?.module === '' && value.origin.path.join('.') === 'Headers';
}

/** `Object.freeze({...})` and `new Headers({...})` are what they are given. */
function made(value: Value): Value {
  const isMade =
    value.kind === 'call' &&
    value.origin?.module === '' &&
    /^(?:Headers|Object\.freeze)$/.test(value.origin.path.join('.'));
  const [first] = isMade ? value.args : [];
  return first && first.kind !== 'spread' ? resolve(first) : value;
}

/** Everything the gateway reads of a request's headers. */
export function sentEntries({ objects }: SentHeaders): readonly Entry[] {
  return [...new Set(objects.flatMap((object) => gatewayEntries(object)))];
}

/** Plans for every object of headers a request sends. */
export function planSent(sent: SentHeaders, context: Context): readonly HeaderPlan[] {
  const around = sentEntries(sent);
  const plans = sent.objects
    .filter((object) => gatewayEntries(object).length > 0 || object.entries.length > 0)
    .map((object) => planHeaders(object, context, around));
  const [first, ...others] = plans.filter(({ config }) => config.length > 0);
  if (!first || !others.length) return plans;
  const merged = others.length === 1 ? mergedInto(first, others[0], sent) : undefined;
  if (merged) return plans.map((plan) => (plan === first ? merged : plan));
  const problems = [...first.problems, clashAt(first.object)];
  return plans.map((plan) => (plan === first ? { ...plan, problems } : plan));
}

/** What a call says of cache and retry beside what its instance says: its config replaces the instance's, so it says both. */
function mergedInto(
  own: HeaderPlan,
  base: HeaderPlan | undefined,
  sent: SentHeaders,
): HeaderPlan | undefined {
  const isApart = sent.ofInstance.includes(own.object) || !covers(sent.call, own.object.at);
  if (!base || isApart || !sent.ofInstance.includes(base.object)) return undefined;
  const inherited = base.config.filter(
    (entry) => !('key' in entry && own.config.some((other) => 'key' in other && other.key === entry.key)),
  );
  if (!inherited.every((entry) => 'value' in entry && isLiteral(entry.value))) return undefined;
  const config = [...inherited, ...own.config].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  return { ...own, config };
}

function keyOf(entry: DraftEntry): string {
  return 'key' in entry ? entry.key : '';
}

function isLiteral(draft: Draft): boolean {
  if (draft.kind !== 'object') return draft.kind === 'literal';
  return draft.entries.every((entry) => 'value' in entry && isLiteral(entry.value));
}

/** Header to add, by name. */
export type AddedHeaders = readonly { readonly name: string; readonly value: Draft }[];

/** The changes that rewrite old headers and add new ones to this request alone; undefined where they have no place. */
export function writeSent(
  site: RequestSite,
  plans: readonly HeaderPlan[],
  needed: AddedHeaders,
  gone: readonly Entry[] = [],
): readonly Change[] | undefined {
  const own = needed.length ? placeFor(site, plans) : undefined;
  // The headers of fetch are texts, axios leaves out what is undefined.
  const added = /fetch$/.test(site.client) ? needed.map(textual) : needed;
  const home = added.length && !own ? newHeaders(site, added) : [];
  if (!home) return undefined;
  const more: MoreHeaders = added.map(({ name, value }) => ({ option: name, name, value }));
  const direct = own && 'plan' in own ? own.plan : undefined;
  const changes = plans.flatMap((plan) => [
    ...plan.changes,
    ...(plan === direct ? writeHeaders(plan, more, [...gone, ...replaced(plan, added)]) : writeHeaders(plan)),
  ]);
  return own && 'value' in own ? [...changes, spreadAt(own.value, added)] : [...changes, ...home];
}

function textual({ name, value }: AddedHeaders[number]): AddedHeaders[number] {
  return { name, value: asText(value) };
}

/** Headers for a call that has none of its own. */
function newHeaders(
  { headers, headersHome, call }: RequestSite,
  added: AddedHeaders,
): readonly Change[] | undefined {
  if (headers || !headersHome) return undefined;
  const entries = added.map(({ name, value }) => ({ key: name, value }));
  const entry: DraftEntry = { key: 'headers', value: { kind: 'object', entries } };
  if ('after' in headersHome) {
    return [{ do: 'append', at: headersHome.after.at, with: { kind: 'object', entries: [entry] } }];
  }
  const { options } = headersHome;
  if (!covers(call.at, options.at)) return undefined;
  const kept = options.entries.map((keep) => ({ keep }));
  return [
    { do: 'replace', at: options.at, with: { kind: 'object', base: options, entries: [...kept, entry] } },
  ];
}

type HeaderPlace = { readonly plan: HeaderPlan } | { readonly value: Value };

/** Headers written in the call are added to; those that come by a name are spread into new ones. */
function placeFor(site: RequestSite, plans: readonly HeaderPlan[]): HeaderPlace | undefined {
  const { headers, call } = site;
  if (!headers) return undefined;
  const object = made(resolve(headers));
  const plan = object.kind === 'object' ? plans.find((one) => one.object === object) : undefined;
  if (plan && (covers(call.at, plan.object.at) || travelsWith(site, plan.object.at))) return { plan };
  const isSpreadable = headers.kind === 'name' || headers.kind === 'member' || headers.kind === 'call';
  // Nothing comes out of a Headers object that is spread.
  const isPlain = possibilities(headers).every((option) => option.kind === 'object' || !isHeaders(option));
  return isSpreadable && isPlain && covers(call.at, headers.at) ? { value: headers } : undefined;
}

/** Whether a place stands in the same options of the call as its body, or in options that no other call is given. */
export function travelsWith({ call, body }: RequestSite, at: Place): boolean {
  return call.args.some((argument) => {
    const options = argument.kind === 'spread' ? undefined : resolve(argument);
    if (options?.kind !== 'object' || !covers(options.at, at)) return false;
    return (body !== undefined && covers(options.at, body.at)) || isOnlyFor(call.at, options);
  });
}

function isOnlyFor(call: Place, { holder }: ObjectValue): boolean {
  const uses = holder?.()?.references() ?? [];
  return uses.length > 0 && uses.every((use) => covers(call, use.at));
}

/** Headers of the same name go. */
function replaced({ object }: HeaderPlan, added: AddedHeaders): readonly Entry[] {
  const names = new Set(added.map(({ name }) => name.toLowerCase()));
  return object.entries.filter(
    (entry): entry is Entry => entry.kind === 'entry' && names.has(entry.key?.toLowerCase() ?? ''),
  );
}

function spreadAt(headers: Value, added: AddedHeaders): Change {
  const entries: DraftEntry[] = [
    { spread: { kind: 'verbatim', value: headers } },
    ...added.map(({ name, value }) => ({ key: name, value })),
  ];
  return { do: 'replace', at: headers.at, with: { kind: 'object', entries } };
}
