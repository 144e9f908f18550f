import type { Change, Context, Finding, Read, Step } from '../../src/site.js';
import type { Call } from '../../src/value.js';
import type { Remark } from '../config.js';
import { unwrapReads } from '../responses/unwrap.js';

/** What the readers of an old result need: attributes in place of items. */
export interface Readers {
  readonly changes: readonly Change[];
  /** What keeps the call from being migrated. */
  readonly problems: readonly Remark[];
  /** What a person should look at, whatever becomes of the call. */
  readonly remarks: readonly Finding[];
}

/** Reads of a result, of its messages and of the parts of its stream, as the new SDK has them. */
export function readersOf(call: Call, wrapped: boolean, context: Pick<Context, 'project'>): Readers {
  const reads = context.project.reads(call);
  const unwrapping = wrapped ? unwrapReads(call, [], context) : { changes: [], problems: [] };
  const steps = reads.flatMap(({ path }) =>
    path.filter((step, index) => isItem(step) && !(wrapped && isWrapper(path, index))),
  );
  const attributes = new Map(steps.map((step) => [`${step.cut.file}:${step.cut.span.start}`, step]));
  const changes = [...attributes.values()].map(
    ({ cut, name }): Change => ({ do: 'attribute', at: cut, name }),
  );
  return {
    changes: [...unwrapping.changes, ...changes],
    problems: [...unwrapping.problems, ...(wrapped ? reads.flatMap(dataHandedOn) : [])],
    remarks: wrapped ? [] : reads.flatMap(messageHandedOn),
  };
}

function isItem({ by, name }: Step): boolean {
  return (by === 'item' || by === 'lookup') && /^[A-Za-z_]\w*$/.test(name);
}

function isWrapper(path: readonly Step[], index: number): boolean {
  return index === 0 && /^(?:data|success)$/.test(path[0]?.name ?? '');
}

/** The data of a prompt was a plain dict. */
function dataHandedOn({ path, lost, at }: Read): Remark[] {
  const [step, ...deeper] = path;
  if (!lost || step?.name !== 'data' || deeper.length) return [];
  const message = 'the data of the answer was a dict, and where it goes from here cannot be followed';
  return [{ at, message, help: 'The new answer is an object: its model_dump() is the dict.' }];
}

/** Old messages were plain dicts: whoever gets one may want a dict. */
function messageHandedOn({ path, lost, at }: Read): Finding[] {
  if (!lost || path.at(-1)?.name !== 'message') return [];
  const message = 'the message was a dict, and is an object now; where it goes from here cannot be followed';
  const help = 'Give a dict where one is needed: {"role": message.role, "content": message.content}.';
  return [{ rule: 'responses', at, message, help, changes: [] }];
}
