import { entryOf, possibilities, resolve } from '../../src/project.js';
import type { Change, Context, Draft, Finding } from '../../src/site.js';
import type { Entry, ObjectValue, Value } from '../../src/value.js';
import { verbatim } from '../config/literals.js';
import type { Remark } from '../config.js';
import { convertConfigCall, optionsFor } from './construct.js';
import { readersOf } from './reads.js';
import { CALL_OPTIONS, GONE_METHODS, MODULE_METHODS, type ModuleMethod } from './table.js';
import { isConfigCall, type Taken } from './uses.js';

const RULE = 'methods';

/** A method of the module on the client that now stands for it; `client` is its name. */
export function decideTaken(taken: Taken, client: string, context: Context): readonly Finding[] {
  const path = taken.path.join('.');
  const method = MODULE_METHODS.find(({ from }) => path === from || path.startsWith(`${from}.`));
  const at = taken.steps[0]?.at ?? taken.root.at;
  if (taken.site.kind === 'member') return [renamed(taken, client)];
  if (!method) return [gone(taken)];
  const call = optionsOf(taken, method, context);
  const readers = readersOf(taken.site.call, method.wrapped === true, context);
  const message = `${method.from} is now ${method.to}`;
  const [problem] = [...call.problems, ...readers.problems];
  if (problem)
    return [
      manual(at, `${message}, left to a person: ${problem.message}`, problem.help),
      ...spread(readers.problems),
    ];
  const changes = [...renameOf(taken, client, method.to), ...call.changes, ...readers.changes];
  return [{ rule: RULE, at, message, changes }, ...call.remarks, ...readers.remarks];
}

function spread(problems: readonly Remark[]): Finding[] {
  return problems.map(({ at, message, help }) => ({ ...manual(at, message, help), rule: 'responses' }));
}

function manual(at: Finding['at'], message: string, help: string | undefined): Finding {
  return { rule: RULE, at, message, changes: [], ...(help !== undefined && { help }) };
}

function gone({ site, path, steps, root }: Taken): Finding {
  const name = path.join('.');
  const help =
    GONE_METHODS.get(name) ?? 'client.chat.completions, client.completions or client.prompts.completions';
  const at = steps[0]?.at ?? root.at ?? site.at;
  return manual(at, `${name} is no method of the new client`, `Write ${help}.`);
}

/** A method, or the object that has it, that is kept or handed on. */
function renamed(taken: Taken, client: string): Finding {
  const [first] = taken.path;
  const method = MODULE_METHODS.find(({ from }) => from.split('.')[0] === first);
  const at = taken.steps[0]?.at ?? taken.root.at;
  const message = `${first} is now ${method?.to.split('.').slice(0, -1).join('.')}`;
  return { rule: RULE, at, message, changes: method ? renameOf(taken, client, method.to) : [] };
}

/** `ChatCompletions` becomes `chat.completions`; a class imported by its name is taken off the client. */
function renameOf({ steps, holder, root }: Taken, client: string, to: string): Change[] {
  const names = to.split('.').slice(0, -1).join('.');
  const [step] = steps;
  if (holder) return step ? [{ do: 'rename', at: step.at, to: names }] : [];
  return [{ do: 'rename', at: root.at, to: `${client}.${names}` }];
}

interface CallChanges {
  readonly changes: readonly Change[];
  readonly problems: readonly Remark[];
  readonly remarks: readonly Finding[];
}

/** The config of one call goes before it. */
function optionsOf(taken: Taken, method: ModuleMethod, context: Context): CallChanges {
  if (taken.site.kind !== 'call') return { changes: [], problems: [], remarks: [] };
  const options = taken.site.call.args.at(-1);
  if (options?.kind !== 'object') return { changes: [], problems: [], remarks: [] };
  const problems = [...unsaid(options), ...hidden(options)];
  const config = entryOf(options, 'config');
  const moved = config?.kind === 'entry' ? configOf(config, taken, method, context) : undefined;
  return {
    changes: moved?.changes ?? [],
    problems: [...problems, ...(moved?.problems ?? [])],
    remarks: problems.length ? [] : unfollowed(options),
  };
}

function unsaid({ entries }: ObjectValue): readonly Remark[] {
  return entries.flatMap((entry): Remark[] => {
    if (entry.kind === 'spread' || !CALL_OPTIONS.has(entry.key ?? '')) return [];
    const help = `Write client.with_options(${entry.key}=...) before the call, if it is meant.`;
    return [{ at: entry.at, message: `${entry.key} of one call was sent as a parameter of the model`, help }];
  });
}

/** Options for the SDK that come along in a dict. */
function hidden({ entries }: ObjectValue): readonly Remark[] {
  return entries.flatMap((entry): Remark[] => {
    const objects =
      entry.kind === 'spread' ? possibilities(entry.of).filter(({ kind }) => kind === 'object') : [];
    const has = objects.some((object) => object.kind === 'object' && entryOf(object, 'config'));
    return has
      ? [{ at: entry.at, message: 'a config comes along in what is unpacked here', help: WITH }]
      : [];
  });
}

const WITH = 'Write client.with_options(config=...) before the call.';

function unfollowed({ entries }: ObjectValue): readonly Finding[] {
  return entries.flatMap((entry): Finding[] => {
    if (entry.kind !== 'spread' || resolve(entry.of).kind === 'object') return [];
    const message = 'what is unpacked here may hold a config, which the new method does not take';
    return [manual(entry.at, message, WITH)];
  });
}

function configOf(
  entry: Entry,
  { holder }: Taken,
  method: ModuleMethod,
  context: Context,
): Omit<CallChanges, 'remarks'> {
  const { value, at } = entry;
  if (value.kind === 'null') return { changes: [{ do: 'remove', at }], problems: [] };
  if (!method.takesConfig)
    return {
      changes: [],
      problems: [{ at, message: 'its config had no effect, and would have one now', help: WITH }],
    };
  if (!holder)
    return {
      changes: [],
      problems: [{ at, message: 'its config belongs to a client that is not in sight', help: WITH }],
    };
  const end = resolve(value);
  const inner =
    end.kind === 'call' && isConfigCall(end) ? convertConfigCall(end, optionsFor(), context) : undefined;
  const args: Draft[] = [{ kind: 'object', entries: [{ key: 'config', value: verbatim(value) }] }];
  const before: Change = {
    do: 'replace',
    at: holder.at,
    with: { kind: 'method', of: holder, name: 'with_options', args },
  };
  return {
    changes: [before, { do: 'remove', at }, ...(inner?.changes ?? [])],
    problems: inner?.problems ?? readable(end, value),
  };
}

function readable(end: Value, value: Value): readonly Remark[] {
  const isUnread = end.kind === 'object' || end.kind === 'list';
  return isUnread ? [{ at: value.at, message: 'its config cannot be read', help: WITH }] : [];
}
