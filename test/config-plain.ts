import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { memoryProject } from '../src/memory.js';
import { resolve } from '../src/project.js';
import type { Change, Draft, DraftEntry } from '../src/site.js';
import type { Value } from '../src/value.js';
import { type ConfigConversion, type ConfigOptions, convertConfig } from '../transforms/config.js';

const require = createRequire(import.meta.url);
const { default: Ajv }: typeof import('ajv') = require('ajv');
const official = JSON.parse(
  readFileSync(new URL('./data/config-2.0.official.schema.json', import.meta.url), 'utf8'),
);

/** The vendor's own opinion of a config. */
export const vendorAccepts = new Ajv({ strict: false }).compile(official);

/** The root value of a JSON text. */
export function jsonValue(text: string): Value {
  const site = memoryProject({ 'c.json': text })
    .document('c.json')
    ?.sites()
    .find(({ kind }) => kind === 'document');
  if (site?.kind !== 'document') throw new Error(`no document: ${text}`);
  return site.value;
}

/** Converts data as if it stood in a JSON file. */
export function converted(
  data: unknown,
  options: ConfigOptions = {},
): ConfigConversion & { readonly plain: unknown } {
  const value = jsonValue(JSON.stringify(data));
  const conversion = convertConfig(value, { project: memoryProject({}) }, options);
  const plain = conversion.draft ? plainDraft(conversion.draft, conversion.changes) : data;
  return { ...conversion, plain };
}

/** What a draft means, with the changes made inside what it keeps. Code is shown as `<code>`. */
export function plainDraft(draft: Draft, changes: readonly Change[] = []): unknown {
  switch (draft.kind) {
    case 'literal':
      return draft.value;
    case 'verbatim':
      return plainValue(draft.value, changes);
    case 'list':
      return draft.items.map((item) => plainDraft(item, changes));
    case 'object':
      return Object.fromEntries(draft.entries.flatMap((entry) => plainEntries(entry, changes)));
    case 'member':
      return `<${draft.of.kind}.${draft.name}>`;
    default:
      return `<${draft.kind}>`;
  }
}

function plainEntries(entry: DraftEntry, changes: readonly Change[]): [string, unknown][] {
  if ('spread' in entry) return Object.entries(Object(plainDraft(entry.spread, changes)));
  if ('key' in entry) return [[entry.key, plainDraft(entry.value, changes)]];
  if (entry.keep.kind === 'spread') return Object.entries(Object(plainValue(entry.keep.of, changes)));
  return [[entry.keep.key ?? '<computed>', plainValue(entry.keep.value, changes)]];
}

/** What a value means after the changes. */
export function plainValue(value: Value, changes: readonly Change[] = []): unknown {
  const changed = changes.find(
    (change) =>
      change.do === 'replace' &&
      change.at.file === value.at.file &&
      change.at.span.start === value.at.span.start &&
      change.at.span.end === value.at.span.end,
  );
  if (changed?.do === 'replace')
    return plainDraft(
      changed.with,
      changes.filter((change) => change !== changed),
    );
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
    case 'boolean':
      return value.value;
    case 'null':
      return null;
    case 'list':
      return value.items.flatMap((item) =>
        item.kind === 'spread' ? plainValue(item.of, changes) : [plainValue(item, changes)],
      );
    case 'object':
      return Object.fromEntries(value.entries.flatMap((keep) => plainEntries({ keep }, changes)));
    default: {
      const resolved = resolve(value);
      return resolved === value ? '<code>' : plainValue(resolved, changes);
    }
  }
}
