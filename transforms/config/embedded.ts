import type { Project } from '../../src/project.js';
import type { Change, Draft } from '../../src/site.js';
import type { Template, Text, Value } from '../../src/value.js';
import { type ConfigConversion, inPlace, unchanged } from './conversion.js';
import { openLedger, problem, type Remark } from './ledger.js';
import { detached, literal } from './literals.js';
import { markHoles, unmarked, withHoles } from './template.js';
import { readJson } from './text.js';

/** Converts what JSON text means; given by config.ts, since a config may be any value. */
export type ConvertValue = (value: Value) => ConfigConversion;

/** JSON in a string literal, or the slug of a saved config. */
export function convertText(
  text: Text,
  value: Value,
  project: Project,
  isHeader: boolean,
  convert: ConvertValue,
): ConfigConversion {
  const json = readJson(text.text, project);
  if (!json)
    return text.text.trimStart().startsWith('{')
      ? refused(text, 'this looks like a config but is no JSON')
      : unchanged('slug');
  const inner = convert(json.value);
  const here = relocated(inner, text, (draft) => draft);
  if (!inner.draft) return here;
  const raw = json.after([{ do: 'replace', at: json.value.at, with: inner.draft }]);
  if (raw === undefined) return refused(text, 'this config cannot be written as JSON text');
  const after = isHeader ? escaped(raw) : raw;
  const retext: Change = { do: 'retext', at: text, to: after };
  return value === text ? { ...here, draft: literal(after) } : { ...here, changes: [retext] };
}

/** JSON that is put together from pieces: what is between them stays code. */
export function convertTemplate(
  template: Template,
  value: Value,
  project: Project,
  isHeader: boolean,
  convert: ConvertValue,
): ConfigConversion {
  const { text, holes } = markHoles(template);
  if (!/^\s*\{/.test(text)) return unchanged('unknown');
  const json = readJson(text, project);
  if (!json) return isAboutConfig(text) ? refused(template, PUT_TOGETHER, HELP) : unchanged('unknown');
  const inner = convert(json.value);
  const here = relocated(inner, template, (draft) => withHoles(draft, holes));
  if (!inner.draft || inner.problems.length) return here;
  const raw = json.after([{ do: 'replace', at: json.value.at, with: inner.draft }]);
  const draft = raw === undefined ? undefined : unmarked(raw, holes);
  if (!draft) return refused(template, PUT_TOGETHER, HELP);
  const fits =
    isHeader && draft.kind === 'template' ? { ...draft, parts: draft.parts.map(escapedPart) } : draft;
  return value === template ? { ...here, draft: fits } : inPlace(template, { ...here, draft: fits });
}

const PUT_TOGETHER = 'this config is put together as text';
const HELP = 'Build it as an object and JSON.stringify it.';

function isAboutConfig(text: string): boolean {
  return /(["'])(mode|options|llms)\1\s*:/.test(text);
}

/** What was said about places inside a text is said about the text, and what is taken out of it is said anew. */
function relocated(
  inner: ConfigConversion,
  { at }: Value,
  refill: (draft: Draft) => Draft | undefined,
): ConfigConversion {
  const { single, moved, problems, notes } = inner;
  const here = (remark: Remark): Remark => ({ ...remark, at, message: remark.message.replace(MARKS, '…') });
  return {
    ...inner,
    draft: undefined,
    changes: [],
    single: single && refilled(single, refill),
    moved: refilled(moved, refill),
    problems: problems.map(here),
    notes: notes.map(here),
  };
}

const MARKS = /\uE000\d+q?\uE001/g;

/** The drafts of a record without the places of the text they stood in. */
function refilled<T extends object>(record: T, refill: (draft: Draft) => Draft | undefined): T {
  const entries = Object.entries(record).flatMap(([key, draft]: [string, Draft]) => {
    const alone = detached(draft);
    const filled = alone && refill(alone);
    return filled ? [[key, filled]] : [];
  });
  // The same keys with drafts again.
  return Object.fromEntries(entries) as T;
}

/** Characters that do not fit a header, as JSON may write them instead. */
function escaped(json: string): string {
  return json.replace(/[\u0100-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function escapedPart(part: string | Value): string | Value {
  return typeof part === 'string' ? escaped(part) : part;
}

function refused({ at }: Value, message: string, help?: string): ConfigConversion {
  const ledger = openLedger();
  problem(ledger, at, message, help);
  return { ...unchanged('config'), ...ledger };
}
