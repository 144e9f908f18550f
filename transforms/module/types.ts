import type { CallSite, Change, Context, Finding, ImportSite, MemberSite } from '../../src/site.js';
import { plain } from '../config/literals.js';
import { dataOf, ENUMS, isModule, isOfModule, RECORDS } from '../records.js';

const RULE = 'types';

/** Classes of the old module that were dicts by another name. */
const DICTS = RECORDS.filter(({ from }) => from === 'Message' || from === 'RetrySettings');

/** `Message(role="user", content="Hi")` is the dict it stood for. */
export function decideRecord({ call }: CallSite, { claimed }: Context): readonly Finding[] {
  if (!isOfModule(call.origin, RECORDS) || claimed(call.callee.at)) return [];
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
export function decideEnum({ value, at }: MemberSite, { claimed }: Context): readonly Finding[] {
  const text = dataOf(value);
  if (text.kind !== 'text' || text === (value as unknown) || claimed(at)) return [];
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
export function decideModuleType(site: ImportSite, { claimed }: Context): readonly Finding[] {
  if (!isModule(site.module) || site.name === '*' || claimed(site.nameAt)) return [];
  const isData = site.name === 'Config' || [...RECORDS, ...ENUMS].some(({ from }) => from === site.name);
  if (!isData && KEPT.has(site.name)) return [];
  const annotations = site.uses.filter((use) => use.as === 'type' && !claimed(use.at));
  if (isData && annotations.length) {
    const changes = annotations.map((use): Change => ({ do: 'rename', at: use.at, to: 'dict' }));
    const others = site.uses.some((use) => use.as !== 'type' && !claimed(use.at));
    if (!others) changes.push({ do: 'unimport', file: site.at.file, module: site.module, name: site.name });
    return [{ rule: RULE, at: site.nameAt, message: `${site.name} is a plain dict now`, changes }];
  }
  if (isData) return [];
  const message = `${site.name} is not in the new SDK under this name`;
  const help = 'Types of answers are in portkey_ai.api_resources.types.';
  return [{ rule: RULE, at: site.nameAt, message, help, changes: [] }];
}

/** What other rules deal with. */
const KEPT: ReadonlySet<string> = new Set(['ChatCompletions', 'Completions', 'Generations']);
