import { covers, possibilities, resolve, samePlace } from '../../../src/project.js';
import type { CallSite, Context } from '../../../src/site.js';
import type { Call, Member, Place, Value } from '../../../src/value.js';
import type { Remark } from '../../config.js';
import { isHostConstruction } from './table.js';

/** `Portkey(...)` of LlamaIndex, and where it is given its llms. */
export interface Host {
  readonly site: CallSite;
  readonly adding: readonly CallSite[];
}

/** How to say by hand what cannot be rewritten. */
export const HELP =
  'Write OpenAI(model=..., api_key="none", api_base=PORTKEY_GATEWAY_URL, default_headers=createHeaders(api_key=..., config={"strategy": {"mode": ...}, "targets": [...]})), with OpenAI (OpenAILike for models that are not OpenAI\'s) from llama_index.llms and the rest from portkey_ai.';

/** Every such construction of a run. */
export function hostsIn(calls: readonly CallSite[]): readonly Host[] {
  const adding = calls.filter(isAdding);
  return calls
    .filter(({ call }) => isHostConstruction(call))
    .map((site) => ({
      site,
      adding: adding.filter(({ call }) => holderOf(call).some((value) => isMadeBy(value, site.call))),
    }));
}

function isAdding({ call: { callee } }: CallSite): boolean {
  return callee.kind === 'member' && callee.name === 'add_llms';
}

function holderOf({ callee }: Call): readonly Value[] {
  return callee.kind === 'member' ? [callee.of] : [];
}

/** add_llms gives the object itself back. */
function isMadeBy(value: Value, made: Call, seen: Set<Value> = new Set()): boolean {
  return possibilities(value).some((option) => {
    if (option === made) return true;
    if (option.kind !== 'call' || seen.has(option)) return false;
    seen.add(option);
    const { callee } = option;
    return callee.kind === 'member' && callee.name === 'add_llms' && isMadeBy(callee.of, made, seen);
  });
}

/** How the llms come to the object: in one expression, or by a statement of its own that `holder` stands in. */
export type Adding =
  | { readonly kind: 'chained'; readonly call: Call; readonly llms: Value }
  | {
      readonly kind: 'later';
      readonly call: Call;
      readonly callee: Member;
      readonly llms: Value;
      /** The statement that makes the object, which goes. */
      readonly made: Place;
    };

/** Reads how an object is given its llms, or says why it cannot be told. */
export function readAdding({ site, adding }: Host, context: Context): Adding | Remark {
  const [only, ...others] = adding;
  if (!only) return remark(site.at, 'which llms it is given could not be followed');
  const [second] = others;
  if (second) return remark(second.at, 'llms are added at several places');
  const { callee } = only.call;
  const llms = llmsOf(only.call);
  if (callee.kind !== 'member' || !llms)
    return remark(only.at, 'the llms that are added here cannot be read');
  if (unwrapped(callee.of) === site.call) return { kind: 'chained', call: only.call, llms };
  const problem = apart(site, only, callee, context);
  const made = site.statement?.at;
  if (problem || !made) return problem ?? remark(only.at, APART);
  return { kind: 'later', call: only.call, callee, llms, made };
}

function remark(at: Place, message: string): Remark {
  return { at, message, help: HELP };
}

function llmsOf({ args }: Call): Value | undefined {
  const [first, ...others] = args;
  if (!first || others.length || first.kind === 'spread') return undefined;
  if (first.kind !== 'object') return first;
  const [entry, ...more] = first.entries;
  const isPlain = entry?.kind === 'entry' && entry.key === 'llm_params' && !more.length;
  return isPlain ? entry.value : undefined;
}

function unwrapped(value: Value): Value {
  const inner = value.kind === 'opaque' ? value.target?.() : undefined;
  return inner ? unwrapped(inner) : value;
}

const APART = 'the llms are added where it cannot be told that the object was only just made';

/** Why the object cannot be made where its llms are added. */
function apart(site: CallSite, adding: CallSite, callee: Member, context: Context): Remark | undefined {
  const [made, added] = [site.statement, adding.statement];
  const textOf = ({ file, span }: Place): string =>
    context.project.document(file)?.text.slice(span.start, span.end) ?? '';
  const isBeside =
    made?.target !== undefined &&
    added !== undefined &&
    added.target === undefined &&
    made.at.file === added.at.file &&
    made.at.span.end <= added.at.span.start &&
    sameBlock(made.blocks[0], added.blocks[0]) &&
    textOf(made.target) === textOf(callee.of.at);
  if (!isBeside) return remark(adding.at, APART);
  const between = usesOf(callee.of, site, context).find(
    ({ file, span }) =>
      file === made.at.file && span.start >= made.at.span.end && span.end <= added.at.span.start,
  );
  return between && remark(between, 'the object is used here before its llms are added');
}

function sameBlock(one: Place | undefined, other: Place | undefined): boolean {
  return one !== undefined && other !== undefined && samePlace(one, other);
}

/** Where the object is used, by the name it has or as a member of another one. */
function usesOf(holder: Value, { call, at }: CallSite, { project }: Context): readonly Place[] {
  if (holder.kind === 'name') return (holder.binding()?.references() ?? []).map((use) => use.at);
  const sites = project.document(at.file)?.sites() ?? [];
  return sites.flatMap((site): Place[] => {
    if (site.kind === 'call') return site.receivers.includes(call) ? [site.at] : [];
    return site.kind === 'member' && resolve(site.value) === call ? [site.at] : [];
  });
}

/** Whether a place is in one of others. */
export function isWithin(at: Place, places: readonly Place[]): boolean {
  return places.some((place) => covers(place, at));
}
