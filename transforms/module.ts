import type { AssignmentSite, CallSite, Context, Finding, Site, TextSite } from '../src/site.js';
import { baseChange } from './client/base.js';
import { planOf } from './module/plan.js';
import { MODULE_METHODS } from './module/table.js';
import { isModule, MODULE } from './records.js';

/** `importlib.import_module("portkey")`: the module under a name in a text. */
export function decideDynamic({ call }: CallSite): readonly Finding[] {
  const [name] = call.args;
  if (name?.kind !== 'text' || !isModule(name.text)) return [];
  const path = `${call.origin?.module}.${call.origin?.path.join('.')}`;
  const isImport = path === 'importlib.import_module' || path === '.__import__';
  if (!isImport) return [];
  const message = `${name.text} is imported by a text here, and is not the module of the new SDK`;
  const help = 'Import portkey_ai, and make a client: Portkey(api_key=..., ...).';
  return [{ rule: 'client', at: call.at, message, help, changes: [] }];
}

/** `mock.patch("portkey.ChatCompletions.create")`: an old method as a text. */
export function decideMethodText({ value, role, at }: TextSite): readonly Finding[] {
  if (value.kind !== 'text' || role === 'log' || role === 'comparison') return [];
  const method = MODULE_METHODS.find(({ from }) => value.text === `${MODULE}.${from}`);
  if (!method) return [];
  const message = `${value.text} is named by a text here, and is ${method.to} of a client now`;
  return [
    { rule: 'methods', at, message, help: 'Patch the method on the client that the code uses.', changes: [] },
  ];
}

/** The SDK's first name. See: PyPI rubeus. */
const FIRST_MODULE = 'rubeus';

/** Clients of the SDK's first name, and their methods: nothing of them is left. */
export function decideFirst(site: CallSite, rule: string): readonly Finding[] {
  const { call } = site;
  if (rule === 'client' && call.origin?.module === FIRST_MODULE && call.origin.path.at(-1) === 'Rubeus') {
    const help =
      'Make a client: Portkey(api_key=..., config={"strategy": {"mode": "fallback"}, "targets": [...]}).';
    return [
      { rule, at: call.at, message: 'Rubeus became Portkey, and is made in another way', help, changes: [] },
    ];
  }
  const isOurs = site.receivers.some(({ origin }) => origin?.module === FIRST_MODULE);
  const name = site.path.at(-1)?.name ?? '';
  if (rule !== 'methods' || !isOurs || !/^(?:with_\w+|create)$/.test(name)) return [];
  const help =
    'Write client.chat.completions.create(...), with strategy and targets in the config of the client.';
  return [
    {
      rule,
      at: site.path[0]?.at ?? site.at,
      message: `${name} is no method of the new client`,
      help,
      changes: [],
    },
  ];
}

/** Variables of the environment that hold the client's base URL. See: PyPI portkey-ai, api_resources/global_constants.py. */
const BASE_URLS: ReadonlySet<string> = new Set(['PORTKEY_PROXY', 'PORTKEY_BASE_URL']);

/** `os.environ["PORTKEY_PROXY"] = …` is the base URL of the client, which adds no version to it any more. */
export function decideEnvironment(site: AssignmentSite, { claimed }: Context): readonly Finding[] {
  const { origin, name } = site.member ?? {};
  const isEnvironment = origin?.module === 'os' && origin.path[0] === 'environ';
  if (!isEnvironment || !BASE_URLS.has(name ?? '') || claimed(site.value.at)) return [];
  const { changes } = baseChange(site.value);
  const message = 'the base URL of the client ends in /v1';
  return changes.length ? [{ rule: 'client', at: site.at, message, changes }] : [];
}

/** What one rule says about a file that uses the old module; asked at the file's first import. */
export function decideModule(site: Site, rule: string, context: Context): readonly Finding[] {
  if (site.kind !== 'import') return [];
  const { file } = site.at;
  const document = context.project.document(file);
  const first =
    document?.language.name === 'python' && document.sites().find(({ kind }) => kind === 'import');
  if (first !== site) return [];
  return USES.test(document?.text ?? '')
    ? planOf(file, context).filter((finding) => finding.rule === rule)
    : [];
}

/** What stands in every file that uses the module, also where it takes it from another file. */
const USES = /portkey|\b(?:Chat)?Completions\b|\bGenerations\b/;
