import type { CallSite, Change, Context, Finding, ImportSite, MemberSite } from '../../src/site.js';
import type { Place } from '../../src/value.js';
import { plain } from '../config/literals.js';
import { hostFate } from '../gateways/llama-index.js';
import { dataOf, ENUMS, isModule, isOfModule, RECORDS } from '../records.js';
import { isOwn } from './uses.js';

const RULE = 'types';

/** Classes of the old module that were dicts by another name. */
const DICTS = RECORDS.filter(({ from }) => from === 'Message' || from === 'RetrySettings');

/** `Message(role="user", content="Hi")` is the dict it stood for. */
export function decideRecord({ call }: CallSite, context: Context): readonly Finding[] {
  if (!isOfModule(call.origin, RECORDS) || context.claimed(call.callee.at)) return [];
  if (hostFate(call.at, context)) return [];
  const name = call.origin?.path.at(-1) ?? '';
  const data = dataOf(call);
  const isDict = isOfModule(call.origin, DICTS);
  if (data.kind !== 'object' || !isDict) {
    const message = `${name} is not in the new SDK, and what it is used for here could not be followed`;
    return [
      {
        rule: RULE,
        at: call.callee.at,
        message,
        help: 'Write a dict with the keys of Configs 2.0.',
        changes: [],
      },
    ];
  }
  const dict = plain(call);
  if (!dict) return [];
  const change: Change = { do: 'replace', at: call.at, with: dict };
  return [{ rule: RULE, at: call.at, message: `${name} is a plain dict now`, changes: [change] }];
}

/** `Modes.FALLBACK` is the text it stood for. */
export function decideEnum({ value, at }: MemberSite, context: Context): readonly Finding[] {
  const text = dataOf(value);
  if (text.kind !== 'text' || text === (value as unknown) || context.claimed(at)) return [];
  if (hostFate(at, context)) return [];
  const change: Change = { do: 'replace', at, with: { kind: 'literal', value: text.text } };
  return [
    {
      rule: RULE,
      at,
      message: `this is "${text.text}" now: the new SDK has no enum for it`,
      changes: [change],
    },
  ];
}

/** Types of answers, and others that are only named. */
export function decideModuleType(site: ImportSite, context: Context): readonly Finding[] {
  const { claimed, project } = context;
  if (!isModule(site.module) || site.name === '*' || claimed(site.nameAt)) return [];
  if (isOwn(site, project)) return [];
  const plainType = typeOf(site.name);
  if (plainType === undefined) return KEPT.has(site.name) ? [] : [goneType(site)];
  const hosts = site.uses.flatMap(({ at }) => hostFate(at, context) ?? []);
  if (hosts.includes('person')) return [];
  const open = site.uses.filter((use) => !claimed(use.at) && !hostFate(use.at, context));
  const values = open.filter((use) => use.as !== 'type');
  if (values.length) return values.map(({ at }) => usedAsValue(at, site.name));
  if (isNeededElsewhere(site, project, claimed)) return [];
  const written = namedInTexts(site, project);
  const changes = [...open.map(({ at }) => at), ...written].map(
    (at): Change => ({ do: 'rename', at, to: plainType }),
  );
  const gone: Change = { do: 'unimport', file: site.at.file, module: site.module, name: site.name };
  if (hosts.length && !changes.length) return [];
  const message = changes.length
    ? `${site.name} is a plain ${plainType} now`
    : `${site.name} is not in the new SDK, and not needed any more`;
  return [{ rule: RULE, at: site.nameAt, message, changes: [...changes, gone] }];
}

/** Whether the name is imported once more in the file, and used as a value there. */
function isNeededElsewhere(
  { at, module, name }: ImportSite,
  project: Context['project'],
  claimed: Context['claimed'],
) {
  return (project.document(at.file)?.sites() ?? []).some(
    (one) =>
      one.kind === 'import' &&
      one.module === module &&
      one.name === name &&
      one.uses.some((use) => use.as !== 'type' && !claimed(use.at)),
  );
}

/** The plain type that says the same; undefined for types of answers and for what other rules deal with. */
function typeOf(name: string): string | undefined {
  if (ENUMS.some(({ from }) => from === name)) return 'str';
  const isDict = name === 'Config' || RECORDS.some(({ from }) => from === name);
  return isDict ? 'dict' : undefined;
}

/** What other rules deal with. */
const KEPT: ReadonlySet<string> = new Set(['ChatCompletions', 'Completions', 'Generations']);

function goneType({ nameAt, name }: ImportSite): Finding {
  const message = `${name} is not in the new SDK under this name`;
  const help =
    'Types of answers are in portkey_ai.api_resources.types, errors in portkey_ai.api_resources.exceptions.';
  return { rule: RULE, at: nameAt, message, help, changes: [] };
}

/** A name of the old SDK that is neither called nor a type: `isinstance(x, LLMOptions)`. */
export function usedAsValue(at: Place, name: string): Finding {
  const message = `${name} is not in the new SDK, and is used as a value here`;
  return { rule: RULE, at, message, help: 'What it stood for is a plain dict or text now.', changes: [] };
}

/** Annotations in quotes: `"LLMOptions"`, `List["LLMOptions"]`. */
function namedInTexts({ at, local }: ImportSite, project: Context['project']): readonly Place[] {
  return (project.document(at.file)?.sites() ?? []).flatMap((site): readonly Place[] => {
    if (site.kind !== 'text' || site.role !== 'type' || site.value.kind !== 'text') return [];
    const { text } = site.value;
    const isPlain = site.at.span.end - site.at.span.start === text.length + 2;
    const found = isPlain ? [...text.matchAll(new RegExp(`\\b${local}\\b`, 'g'))] : [];
    return found.map(({ index }) => {
      const start = site.at.span.start + 1 + index;
      return { file: at.file, span: { start, end: start + local.length } };
    });
  });
}
