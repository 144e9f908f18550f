import type { Call, ObjectValue, Value } from '../../../src/value.js';
import { type Data, get, merge, type RecordData, record, spreadOf } from '../data.js';

/** Reads an expression. */
export type Inner = (value: Value) => Data;

/** What a call is given: arguments by place, and those by name. */
export interface Given {
  readonly placed: readonly Data[];
  readonly named: RecordData;
}

/** The arguments of a Python call: those by name come last, as an object that begins with a name instead of a bracket. */
export function givenTo({ args }: Call, inner: Inner): Given {
  const last = args.at(-1);
  const keywords = last?.kind === 'object' && isKeywords(last) ? last : undefined;
  const placed = (keywords ? args.slice(0, -1) : args).map(
    (argument): Data => (argument.kind === 'spread' ? { kind: 'hole', of: argument.of } : inner(argument)),
  );
  return { placed, named: keywords ? merge(inner(keywords)) : record({}) };
}

function isKeywords({ entries, at }: ObjectValue): boolean {
  const [first] = entries;
  return first !== undefined && first.at.span.start === at.span.start;
}

/** An argument by its name or its place. */
export function argumentOf({ placed, named }: Given, name: string, place?: number): Data | undefined {
  return get(named, name) ?? (place === undefined ? undefined : placed[place]);
}

/** Arguments by name of a function whose parameters have this order. */
export function byName({ placed, named }: Given, order: readonly string[]): RecordData {
  const fields = placed.flatMap((value, at) => {
    const key = order[at];
    return key === undefined ? spreadOf(value) : [{ key, value }];
  });
  return merge({ kind: 'record', fields }, named);
}
