import { covers, possibilities } from '../src/project.js';
import type {
  Change,
  Context,
  DocumentSite,
  Finding,
  ObjectSite,
  Site,
  Skip,
  TextSite,
  Transform,
} from '../src/site.js';
import type { ObjectValue, Place, Template, Text, Value } from '../src/value.js';
import { fieldsOf } from './config/fields.js';
import { isReadByClient } from './config/read-by.js';
import { readJson } from './config/text.js';
import {
  type ConfigConversion,
  convertConfig,
  looksLikeConfig,
  mayHaveBuiltOptions,
  type Remark,
} from './config.js';
import { isFolded } from './rest/folded.js';

const RULE = 'config';
const MESSAGE = 'Config 1.0 is now Config 2.0: strategy and targets in place of mode and options';

function decide(site: Site, context: Context): readonly (Finding | Skip)[] {
  if (context.claimed(site.at)) return [];
  if (site.kind === 'document') return decideDocument(site, context);
  if (site.kind === 'object') return decideObject(site, context);
  return site.kind === 'text' ? decideText(site, context) : [];
}

/** Every config in a data file, the whole of it or deep inside. */
function decideDocument({ value }: DocumentSite, context: Context): readonly Finding[] {
  return configsIn(value).flatMap((config) =>
    isOfClient(config)
      ? [optionsOfClient(config)]
      : findingsOf(config.at, convertConfig(config, context, { moved: 'drop' })),
  );
}

/** A config in code that nothing else has dealt with: it is data that goes wherever it goes. */
function decideObject({ value, at, compares }: ObjectSite, context: Context): readonly (Finding | Skip)[] {
  if (!looksLikeConfig(value) && !mayHaveBuiltOptions(value)) return [];
  if (compares) return [{ at, reason: 'a test expects a Config 1.0 here', claims: [at] }];
  const list = isOfClient(value) ? fieldsOf(value).get('options') : undefined;
  if (list && possibilities(list.value).some((option) => isReadByClient(option, context.project))) return [];
  if (isOfClient(value)) return [optionsOfClient(value)];
  if (isInOldBody(at, context)) return [inOldBody(at)];
  const conversion = convertConfig(value, context);
  return findingsOf(at, { ...conversion, problems: [...conversion.problems, ...homeless(conversion, at)] });
}

/** Whether a config stands in the body of a request to the old API, `{ config, params }`, that no rule could follow. */
function isInOldBody(at: Place, { project }: Context): boolean {
  const sites = project.document(at.file)?.sites() ?? [];
  return sites.some((site) => site.kind === 'object' && isFolded(site.value) && covers(site.at, at));
}

function inOldBody(at: Place): Finding {
  const message =
    'this Config 1.0 is in the body of an old request, which could not be followed to where it is sent';
  const help = 'Send it as x-portkey-config, as a Config 2.0, and what is in params as the body.';
  return { rule: RULE, at, message, help, changes: [], claims: [at] };
}

/** JSON text that is a config, or holds one. */
function decideText({ value, role, at }: TextSite, context: Context): readonly Finding[] {
  if (role !== 'value') return [];
  if (value.kind === 'template') return looksPutTogether(value) ? decidePieces(value, context) : [];
  if (!/^\s*[{[]/.test(value.text) || !/options|llms/.test(value.text)) return [];
  const json = readJson(value.text, context.project);
  const configs = json ? configsIn(json.value) : [];
  const [config] = configs;
  if (!json || !config) return [];
  if (configs.some(isOfClient)) return [optionsOfClient(value)];
  const conversions = configs.map((inner) => convertConfig(inner, context, { moved: 'drop' }));
  return findingsOf(at, convertedText(value, configs, conversions, json.after));
}

function decidePieces(value: Template, context: Context): readonly Finding[] {
  const conversion = convertConfig(value, context);
  const problems = [...conversion.problems, ...homeless(conversion, value.at)];
  return findingsOf(value.at, { ...conversion, problems });
}

function convertedText(
  text: Text,
  configs: readonly ObjectValue[],
  conversions: readonly ConfigConversion[],
  after: (changes: readonly Change[]) => string | undefined,
): Pick<ConfigConversion, 'draft' | 'changes' | 'problems' | 'notes'> {
  const here = (remark: Remark): Remark => ({ ...remark, at: text.at });
  const problems = conversions.flatMap((one) => one.problems.map(here));
  const notes = conversions.flatMap((one) => one.notes.map(here));
  const changes = conversions.flatMap(({ draft }, index): Change[] => {
    const at = configs[index]?.at;
    return draft && at ? [{ do: 'replace', at, with: draft }] : [];
  });
  const to = problems.length || !changes.length ? undefined : after(changes);
  return {
    draft: undefined,
    changes: to === undefined ? [] : [{ do: 'retext', at: text, to }],
    problems,
    notes,
  };
}

/** One finding with the changes, or one for each thing a person must decide. */
function findingsOf(
  at: Place,
  { draft, changes, problems, notes }: Pick<ConfigConversion, 'draft' | 'changes' | 'problems' | 'notes'>,
): readonly Finding[] {
  if (problems.length) {
    return problems.map(({ at: place, message, help }) => ({
      rule: RULE,
      at: place,
      message: `this Config 1.0 is for a person: ${message}`,
      help: help ?? HELP,
      changes: [],
      claims: [at],
    }));
  }
  const own: Change[] = draft ? [{ do: 'replace', at, with: draft }] : [];
  const message = [MESSAGE, ...notes.map((note) => note.message)].join('; ');
  const all = [...own, ...changes];
  return all.length ? [{ rule: RULE, at, message, changes: all, claims: [at] }] : [];
}

const HELP = 'Write it as a Config 2.0: { "strategy": { "mode": ... }, "targets": [...] }.';

/** What travels beside a config has no place here: the request is not in sight. */
function homeless({ moved }: ConfigConversion, at: Place): readonly Remark[] {
  const names = Object.keys(moved);
  if (!names.length) return [];
  const message = `${names.join(', ')} of its options is no config any more, and the request is not in sight`;
  return [
    { at, message, help: 'Send it as a request header or client option, and take it out of the config.' },
  ];
}

/** `llms` is what the client calls options: data with it is meant for a client, which wants `config` now. */
function isOfClient(config: ObjectValue): boolean {
  return fieldsOf(config).get('options')?.key === 'llms';
}

function optionsOfClient({ at }: Value): Finding {
  return {
    rule: RULE,
    at,
    message: 'this is mode and llms of an old client, which a client of version 1 does not read',
    help: 'Give the client config: { strategy, targets }; `portkey-migrate config convert` rewrites it.',
    changes: [],
    claims: [at],
  };
}

function configsIn(value: Value): readonly ObjectValue[] {
  if (value.kind === 'list')
    return value.items.flatMap((item) => (item.kind === 'spread' ? [] : configsIn(item)));
  if (value.kind !== 'object') return [];
  if (looksLikeConfig(value)) return [value];
  return value.entries.flatMap((entry) => (entry.kind === 'entry' ? configsIn(entry.value) : []));
}

/** Text that is put together, and whose pieces are JSON with keys only a config has. */
function looksPutTogether(value: Template): boolean {
  const text = value.parts.map((part) => (part.kind === 'chunk' ? part.text : '""')).join('');
  const says = (keys: string): boolean => new RegExp(`"(${keys})"\\s*:`).test(text);
  return /^\s*\{/.test(text) && says('options|llms') && says('mode') && says('virtual_?[kK]ey|api_?[kK]ey');
}

/** Gateway configs wherever they stand: data files, objects in code, JSON in strings. */
export const configs: Transform = {
  rule: RULE,
  summary: 'gateway configs are Configs 2.0: strategy and targets in place of mode and options',
  before: '{ "mode": "single", "options": [{ "provider": "openai", "virtual_key": "open-4110dd" }] }',
  after: '{ "strategy": { "mode": "single" }, "targets": [{ "virtual_key": "open-4110dd" }] }',
  sites: ['document', 'object', 'text'],
  decide,
};
