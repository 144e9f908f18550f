import type { Change, Context, Read, Step } from '../../src/site.js';
import type { Call, Place } from '../../src/value.js';
import type { Remark } from '../config.js';

/** What the readers of a result need, now that it is no longer wrapped in `{ success, data }`. */
export interface Unwrapping {
  readonly changes: readonly Change[];
  readonly problems: readonly Remark[];
}

/** Types that are written for a result: they still say that it is wrapped. */
export function typesOf(
  call: Call,
  payload: readonly string[],
  { project }: Pick<Context, 'project'>,
): readonly Remark[] {
  const message = 'this type is written for the old answer, { success, data }';
  const help = 'The new answer is the completion itself.';
  return project
    .reads(call)
    .filter(({ typed, path }) => typed && (path.length === 0 || path.length === payload.length))
    .filter(({ at }) => !/^(?:any|Record|Response|AxiosResponse)\b/.test(textAt(at, project)))
    .map(({ at }) => ({ at, message, help }));
}

function textAt({ file, span }: Place, { document }: Context['project']): string {
  return document(file)?.text.slice(span.start, span.end) ?? '';
}

/** What old results were wrapped in. See: facts on prompts/ID/generate; npm portkey-ai 0.1.16, Generation. */
const WRAPPER = 'data';
const FLAG = 'success';

/** Takes `.data` out of every read of a call's result; `payload` leads from the result to its body: `json()`, `data`. */
export function unwrapReads(
  call: Call,
  payload: readonly string[],
  { project }: Pick<Context, 'project'>,
): Unwrapping {
  const reads = project.reads(call).flatMap((read) => (read.typed ? [] : within(read, payload)));
  const patterns = patternsOf(reads);
  const all = [
    ...patterns.map(unwrapPattern),
    ...reads
      .filter(({ step }) => !patterns.some(({ steps }) => step && steps.includes(step)))
      .map(unwrapRead),
    ...reads.filter(({ step }) => patterns.some(({ steps }) => step && steps.includes(step))).map(flagRead),
  ];
  return {
    changes: unique(all.flatMap(({ changes }) => changes)),
    problems: all.flatMap(({ problems }) => problems),
  };
}

/** A read from the body of a result on; no step: the body itself is used. */
interface BodyRead {
  readonly read: Read;
  readonly step: Step | undefined;
  readonly deeper: readonly Step[];
}

function within(read: Read, payload: readonly string[]): BodyRead[] {
  const names = read.path.map(({ name, called }) => (called ? `${name}()` : name));
  const shared = payload.filter((name, index) => names[index] === name).length;
  if (shared < Math.min(payload.length, names.length)) return [];
  const isWhole = names.length >= payload.length;
  if (!isWhole && !read.lost) return [];
  const [step, ...deeper] = isWhole ? read.path.slice(payload.length) : [];
  return [{ read, step, deeper }];
}

function unwrapRead({ read, step, deeper }: BodyRead): Unwrapping {
  if (!step)
    return read.lost
      ? problem(read.at, 'the result goes on from here to where it cannot be followed')
      : NOTHING;
  if (step.name === WRAPPER) return { changes: [{ do: 'remove', at: step.cut }], problems: [] };
  return step.name === FLAG && !deeper.length ? unwrapTest(read) : NOTHING;
}

const NOTHING: Unwrapping = { changes: [], problems: [] };

function problem(at: Place, message: string): Unwrapping {
  const help =
    'The new result is the completion itself: what was read from .data is read from the result, and success is not there.';
  return { changes: [], problems: [{ at, message, help }] };
}

function unwrapTest({ tested, at }: Read): Unwrapping {
  if (!tested?.whole) return problem(at, 'success of the result is read here, and the new result has none');
  return { changes: [{ do: 'unwrap', at: tested.statement, keep: tested.keep }], problems: [] };
}

/** `const { success, data } = …`: every name it binds. */
interface Pattern {
  readonly at: Place;
  readonly steps: readonly Step[];
  readonly locals: ReadonlyMap<string, string>;
}

function patternsOf(reads: readonly BodyRead[]): readonly Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (const { read, step, deeper } of reads) {
    const { destructured } = read;
    if (!step || deeper.length || !destructured) continue;
    const { pattern, local } = destructured;
    const key = `${pattern.file}:${pattern.span.start}`;
    const known = patterns.get(key);
    patterns.set(key, {
      at: pattern,
      steps: [...(known?.steps ?? []), step],
      locals: new Map([...(known?.locals ?? []), [step.name, local]]),
    });
  }
  return [...patterns.values()].filter(({ locals }) => locals.has(WRAPPER) || locals.has(FLAG));
}

function unwrapPattern({ at, locals }: Pattern): Unwrapping {
  const local = locals.get(WRAPPER);
  const others = [...locals.keys()].filter((name) => name !== WRAPPER && name !== FLAG);
  if (local === undefined || others.length) {
    return problem(at, `the result is taken apart here, and ${others[0] ?? FLAG} is not in the new one`);
  }
  return { changes: [{ do: 'rename', at, to: local }], problems: [] };
}

/** What was taken out of the result by a pattern is left as it is, but for tests of `success`. */
function flagRead({ read, step, deeper }: BodyRead): Unwrapping {
  const isOwn = read.destructured !== undefined && read.destructured.pattern !== undefined;
  return step?.name === FLAG && !deeper.length && !isOwn ? unwrapTest(read) : NOTHING;
}

function unique(changes: readonly Change[]): Change[] {
  const seen = new Set<string>();
  return changes.filter((change) => {
    const key = JSON.stringify(change);
    return !seen.has(key) && seen.add(key);
  });
}
