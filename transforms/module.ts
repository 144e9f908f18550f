import type { AssignmentSite, CallSite, Context, Finding, Site } from '../src/site.js';
import { baseChange } from './client/base.js';
import { planOf } from './module/plan.js';
import { isModule } from './records.js';

/** `importlib.import_module("portkey")`: the module under a name in a text. */
export function decideDynamic({ call }: CallSite): readonly Finding[] {
  const path = `${call.origin?.module}.${call.origin?.path.join('.')}`;
  const [name] = call.args;
  const isImport = path === 'importlib.import_module' || path === '.__import__';
  if (!isImport || name?.kind !== 'text' || !isModule(name.text)) return [];
  const message = `${name.text} is imported by a text here, and is not the module of the new SDK`;
  const help = 'Import portkey_ai, and make a client: Portkey(api_key=..., ...).';
  return [{ rule: 'client', at: call.at, message, help, changes: [] }];
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

/** What one rule says about the file whose first import of the old module this is. */
export function decideModule(site: Site, rule: string, context: Context): readonly Finding[] {
  if (site.kind !== 'import' || !isModule(site.module)) return [];
  const first = context.project
    .document(site.at.file)
    ?.sites()
    .find((one) => one.kind === 'import' && isModule(one.module));
  if (first !== site) return [];
  return planOf(site.at.file, context).filter((finding) => finding.rule === rule);
}
