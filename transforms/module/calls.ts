import { entryOf, possibilities, resolve } from '../../src/project.js';
import type { Change, Context, Draft, DraftEntry, Finding } from '../../src/site.js';
import type { Call, Entry, ObjectValue, Value } from '../../src/value.js';
import { verbatim } from '../config/literals.js';
import type { Remark } from '../config.js';
import { configOfCall, optionsFor } from './construct.js';
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
  const call = optionsOf(taken, client, method, context);
  const readers = readersOf(taken.site.call, method.wrapped === true, context);
  const message = `${method.from} is now ${method.to}`;
  const [problem] = [...call.problems, ...readers.problems];
  if (problem)
    return [
      manual(at, `${message}, left to a person: ${problem.message}`, problem.help),
      ...spread(readers.problems),
    ];
  const changes = [...renameOf(taken, client, method.to, call.isRooted), ...call.changes, ...readers.changes];
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
function renameOf({ steps, holder, root }: Taken, client: string, to: string, isRooted = false): Change[] {
  const names = to.split('.').slice(0, -1).join('.');
  const [step] = steps;
  if (holder) return step ? [{ do: 'rename', at: step.at, to: names }] : [];
  if (isRooted && step) return [{ do: 'rename', at: step.at, to: `${names}.${step.name}` }];
  return [{ do: 'rename', at: root.at, to: `${client}.${names}` }];
}

interface CallChanges {
  readonly changes: readonly Change[];
  readonly problems: readonly Remark[];
  readonly remarks: readonly Finding[];
  /** The client is written before the method already. */
  readonly isRooted?: boolean;
}

/** The config of one call goes before it. */
function optionsOf(taken: Taken, client: string, method: ModuleMethod, context: Context): CallChanges {
  if (taken.site.kind !== 'call') return { changes: [], problems: [], remarks: [] };
  const options = taken.site.call.args.at(-1);
  const needed = neededBy(taken.site.call, options, method);
  if (options?.kind !== 'object') return { changes: needed, problems: [], remarks: [] };
  const problems = [...unsaid(options), ...hidden(options)];
  const config = entryOf(options, 'config');
  const moved = config?.kind === 'entry' ? configOf(config, taken, client, method, context) : undefined;
  return {
    changes: [...needed, ...(moved?.changes ?? [])],
    problems: [...problems, ...(moved?.problems ?? [])],
    remarks: problems.length ? [] : unfollowed(options),
    isRooted: moved?.changes.some((change) => change.do === 'replace'),
  };
}

function unsaid({ entries }: ObjectValue): readonly Remark[] {
  return entries.flatMap((entry): Remark[] => {
    if (entry.kind === 'spread' || !CALL_OPTIONS.has(entry.key ?? '')) return [];
    const help = `Write client.with_options(${entry.key}=...) before the call, if it is meant.`;
    return [{ at: entry.at, message: `${entry.key} of one call was sent as a parameter of the model`, help }];
  });
}

/** What the new method cannot be called without; a config's own win over an empty list. */
function neededBy(
  call: Call,
  options: Call['args'][number] | undefined,
  { needs }: ModuleMethod,
): readonly Change[] {
  if (needs === undefined || options?.kind === 'spread') return [];
  const given = options?.kind === 'object' ? options.entries : [];
  if (given.some((entry) => entry.kind === 'spread' || entry.key === needs)) return [];
  const list: Draft = {
    kind: 'object',
    names: true,
    entries: [{ key: needs, value: { kind: 'list', items: [] } }],
  };
  const inside = { file: call.at.file, span: { start: call.at.span.end - 1, end: call.at.span.end - 1 } };
  return [{ do: 'append', at: options?.at ?? inside, with: list }];
}

/** Whether a call has a config of its own. */
export function hasOwnConfig({ site }: Taken): boolean {
  const options = site.kind === 'call' ? site.call.args.at(-1) : undefined;
  const config = options?.kind === 'object' ? entryOf(options, 'config') : undefined;
  return config?.kind === 'entry' && config.value.kind !== 'null';
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
  { holder, root }: Taken,
  client: string,
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
  const { entries, changes, problems } = givenBefore(value, context);
  const args: Draft[] = [{ kind: 'object', entries }];
  const before: Change = {
    do: 'replace',
    at: holder?.at ?? root.at,
    with: { kind: 'method', of: holder ?? { name: client }, name: 'with_options', args },
  };
  return { changes: [before, { do: 'remove', at }, ...changes], problems };
}

/** What with_options is given for the config of a call. */
function givenBefore(
  value: Value,
  context: Context,
): Omit<CallChanges, 'remarks'> & { readonly entries: readonly DraftEntry[] } {
  const options = possibilities(value);
  const calls = options.filter((one): one is Call => one.kind === 'call' && isConfigCall(one));
  const all = calls.map((call) => configOfCall(call, optionsFor(), context));
  const direct = calls.length === 1 && calls[0] === value ? all[0]?.draft : undefined;
  const isUnread = options.some(({ kind }) => kind === 'object' || kind === 'list');
  const beside = all.flatMap((one) => one.beside);
  return {
    entries: [{ key: 'config', value: direct ?? verbatim(value) }, ...beside],
    changes: all.flatMap(({ here, changes }) => [...(direct ? [] : here), ...changes]),
    problems: [...all.flatMap((one) => one.problems), ...(isUnread ? [unreadable(value)] : [])],
  };
}

function unreadable({ at }: Value): Remark {
  return { at, message: 'its config cannot be read', help: WITH };
}
