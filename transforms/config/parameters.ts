import type { Draft, DraftEntry } from '../../src/site.js';
import type { Entry, Value } from '../../src/value.js';
import { resolve } from '../records.js';
import type { Subject } from './credentials.js';
import { ownEntries } from './fields.js';
import { CONVERSATION_KEYS, MODEL_PARAMETERS } from './keys.js';
import { note } from './ledger.js';
import { kept, verbatim } from './literals.js';
import type { Rewriting } from './rewriting.js';
import type { Scope } from './scope.js';

/** Whether a key is a model parameter that an option of this form may hold. */
export function isParameter(key: string, { parameters }: Scope): boolean {
  return parameters !== 'person' && (MODEL_PARAMETERS.has(key) || CONVERSATION_KEYS.has(key));
}

/** Model parameters given directly in an llm move into its override_params, as the SDK's constructor did; there they win. */
export function moveParameters({ object, fields }: Subject, target: Rewriting, scope: Scope): void {
  const direct = ownEntries(object).filter(({ key }) => isParameter(key ?? '', scope));
  for (const entry of direct) target.drop(entry);
  const moving = direct.filter((entry) => isSent(entry, scope));
  const [first] = moving;
  if (!first) return;
  const present = fields.get('override_params');
  if (!present || present.value.kind === 'null') {
    target.become(first, { key: 'override_params', value: { kind: 'object', entries: moving.map(kept) } });
  } else {
    const value = mergedDraft(present.value, moving);
    target.become(present, { key: 'override_params', value, from: present });
  }
}

function isSent(entry: Entry, { parameters, ledger }: Scope): boolean {
  if (entry.value.kind === 'null') return false;
  if (parameters === 'moved-all' || !CONVERSATION_KEYS.has(entry.key ?? '')) return true;
  note(ledger, entry.at, `${entry.key} in an llm had no effect; it is gone`);
  return false;
}

function mergedDraft(present: Value, moving: readonly Entry[]): Draft {
  const keys = new Set(moving.map(({ key }) => key));
  if (present.kind === 'object') {
    const stay = present.entries.filter((entry) => entry.kind === 'spread' || !keys.has(entry.key));
    return { kind: 'object', base: present, entries: [...stay, ...moving].map((entry) => ({ keep: entry })) };
  }
  const spread: DraftEntry = { spread: verbatim(present) };
  const isKnown = resolve(present).kind !== 'null';
  return { kind: 'object', entries: [...(isKnown ? [spread] : []), ...moving.map(kept)] };
}
