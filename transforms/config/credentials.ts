import type { Draft } from '../../src/site.js';
import type { Entry, ObjectValue, Reference, Value } from '../../src/value.js';
import { resolve } from '../records.js';
import { type Fields, fieldsOf, spreadsOf } from './fields.js';
import { AZURE_KEYS, CREDENTIAL_KEYS, meaningOf } from './keys.js';
import { problem } from './ledger.js';
import { kept, literal } from './literals.js';
import type { Rewriting } from './rewriting.js';
import type { ConfigOptions, Scope } from './scope.js';

/** An object that is rewritten, with what is known of it. */
export interface Subject {
  readonly object: ObjectValue;
  readonly fields: Fields;
  readonly written: readonly Reference[];
}

/** A virtual key brings its provider and Azure's details along, so they go. */
export function dropWhatVirtualKeysBring({ fields }: Subject, target: Rewriting): void {
  if (!bringsProvider(fields)) return;
  for (const [meaning, entry] of fields) {
    if (meaning === 'provider' || AZURE_KEYS.has(meaning)) target.drop(entry);
  }
}

/** A virtual key that is only known at run time may be missing there: beside a raw key the provider stays. */
export function bringsProvider(fields: Fields): boolean {
  const key = said(fields, 'virtual_key');
  return key !== undefined && (resolve(key).kind === 'text' || !said(fields, 'api_key'));
}

function said(fields: Fields, meaning: string): Value | undefined {
  const value = fields.get(meaning)?.value;
  return value?.kind === 'null' ? undefined : value;
}

/** The new API takes no target without credentials: it gets those of the request, or a person must give them. */
export function giveCredentials(subject: Subject, target: Rewriting, { ledger, options }: Scope): void {
  const { object, fields } = subject;
  if (has(subject, 'virtual_key') || has(subject, 'prompt_id')) return;
  const provider = fields.get('provider');
  if (!has(subject, 'provider')) {
    problem(ledger, object.at, 'this option names neither a provider nor a virtual key');
  } else if (CREDENTIAL_KEYS.some((key) => has(subject, key))) {
    return;
  } else if (provider && keyFor(provider, options)) {
    giveKey(subject, provider, keyFor(provider, options) ?? literal(null), target);
  } else {
    problem(
      ledger,
      object.at,
      'this option has no key: the new API takes no target without api_key or virtual_key',
      'Add the api_key that went along in Authorization, or a virtual_key.',
    );
  }
}

/** The key stands where none was said, or after the provider. */
function giveKey({ fields }: Subject, provider: Entry, value: Draft, target: Rewriting): void {
  const unsaid = fields.get('api_key');
  if (unsaid) target.become(unsaid, { key: 'api_key', value, from: unsaid });
  else target.become(provider, kept(provider), { key: 'api_key', value });
}

function keyFor(provider: Entry, { authorization, keyOf }: ConfigOptions): Draft | undefined {
  return authorization ?? keyOf?.({ kind: 'verbatim', value: provider.value });
}

function has({ object, fields, written }: Subject, meaning: string): boolean {
  if (said(fields, meaning)) return true;
  const isWritten = ({ how, path }: Reference) =>
    how === 'memberWrite' && meaningOf(path.findLast((step) => !/^\d+$/.test(step)) ?? '') === meaning;
  return written.some(isWritten) || spreadsOf(object).some(({ of }) => isSpread(of, meaning));
}

function isSpread(of: Value, meaning: string): boolean {
  const source = resolve(of);
  return source.kind === 'object' && fieldsOf(source).has(meaning);
}
