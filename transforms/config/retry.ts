import type { Draft, DraftEntry } from '../../src/site.js';
import type { Entry, ObjectValue, Value } from '../../src/value.js';
import { baseOf, isRecordData, possibilities } from '../records.js';
import { convertWhereItStands } from './follow.js';
import { type Ledger, problem } from './ledger.js';
import { isAlways, kept, verbatim } from './literals.js';

/** The 2.0 retry of a 1.0 one, a number or settings; undefined: the value may stay as it is. */
export function retryDraft(entry: Entry, ledger: Ledger): Draft | undefined {
  const { value } = entry;
  if (isAlways(value, 'number')) {
    checkAttempts(value, ledger);
    return { kind: 'object', entries: [{ key: 'attempts', value: verbatim(value) }] };
  }
  if (isAlways(value, 'object')) {
    return convertWhereItStands(value, ledger, (settings) =>
      settings.kind === 'object' ? settingsDraft(settings, ledger) : undefined,
    );
  }
  const help = 'Write retry: { attempts: N, on_status_codes: [...] }.';
  problem(ledger, entry.at, `${entry.key} is neither a number nor settings that can be read`, help);
  return undefined;
}

function checkAttempts(value: Value, ledger: Ledger): void {
  const odd = possibilities(value).some((one) => one.kind === 'number' && !Number.isInteger(one.value));
  if (odd) problem(ledger, value.at, 'the number of attempts is no integer');
}

const SETTINGS: ReadonlyMap<string, string> = new Map([
  ['attempts', 'attempts'],
  ['on_status_codes', 'on_status_codes'],
  ['onStatusCodes', 'on_status_codes'],
  ['use_retry_after_headers', 'use_retry_after_headers'],
]);

function settingsDraft(settings: ObjectValue, ledger: Ledger): Draft | undefined {
  const names = settings.entries.map((entry) =>
    entry.kind === 'entry' ? SETTINGS.get(entry.key ?? '') : '',
  );
  if (!names.includes('attempts')) problem(ledger, settings.at, 'retry does not say how many attempts');
  const entries = settings.entries.map((entry): DraftEntry => {
    if (entry.kind === 'spread') {
      problem(ledger, entry.at, 'the retry settings are put together elsewhere');
      return { keep: entry };
    }
    const key = SETTINGS.get(entry.key ?? '');
    if (key === undefined)
      problem(ledger, entry.keyAt, `${entry.key ?? 'a computed key'} is no key of retry`);
    if (entry.key === 'attempts') checkAttempts(entry.value, ledger);
    return key === undefined || key === entry.key
      ? kept(entry)
      : { key, value: verbatim(entry.value), from: entry };
  });
  return isRecordData(settings) || entries.some((entry) => 'key' in entry)
    ? { kind: 'object', ...(baseOf(settings) && { base: baseOf(settings) }), entries }
    : undefined;
}
