import type { Draft, DraftEntry } from '../../src/site.js';
import type { Entry, ObjectValue, Reference, Value } from '../../src/value.js';
import { resolve } from '../records.js';
import { type CacheSaid, cacheOf } from './cache.js';
import { bringsProvider, dropWhatVirtualKeysBring, giveCredentials, type Subject } from './credentials.js';
import { checkKeys, fieldsOf, ownEntries, spreadsOf } from './fields.js';
import { checkWrites } from './follow.js';
import { AZURE_KEYS, CACHE_KEYS, MOVED_KEYS, meaningOf } from './keys.js';
import { optionsOf } from './leaves.js';
import { changeAt, type Ledger, note, problem } from './ledger.js';
import { literal, plain, verbatim } from './literals.js';
import { modeDraft } from './mode.js';
import { isParameter, moveParameters } from './parameters.js';
import { retryDraft } from './retry.js';
import { type Rewriting, rewriting } from './rewriting.js';
import type { Scope } from './scope.js';
import { isNew } from './shape.js';
import { targetsDraft } from './targets.js';

/** Converts one object, a whole config (`config`) or one of its options (`option`); undefined when it stays as it is. */
export function convertObject(
  object: ObjectValue,
  role: 'config' | 'option',
  scope: Scope,
  written: readonly Reference[],
): Draft | undefined {
  const subject: Subject = { object, fields: fieldsOf(object), written };
  const isWhole = subject.fields.has('options') || subject.fields.has('targets');
  const target = rewriting(object);
  checkSubject(subject, scope);
  sayStrategy(subject, target, scope);
  sayTargets(subject, target, scope, sayCache(subject, target, isWhole || role === 'config', scope));
  sayRetry(subject, target, scope);
  if (!isWhole) moveParameters(subject, target, scope);
  if (!isWhole && (role === 'option' || scope.options.oldRoute)) dropWhatVirtualKeysBring(subject, target);
  if (!isWhole && role === 'option') giveCredentials(subject, target, scope);
  if (!isWhole && role === 'config') dropUnusedParameters(subject, target, scope);
  dropMoved(subject, target, scope);
  for (const entry of ownEntries(object)) plainOptions(entry.value, scope.ledger);
  spellKeys(subject, target);
  return target.draft(role === 'config' && scope.options.apart === true);
}

function checkSubject({ object, fields, written }: Subject, scope: Scope): void {
  checkKeys(object, (key) => isParameter(key, scope), scope.ledger);
  for (const { of, at } of spreadsOf(object)) {
    const source = resolve(of);
    if (source.kind === 'object' && isNew(source) && !spreadsOf(source).length) continue;
    const help = 'Write its keys out in the new form, or convert what is spread by hand.';
    problem(scope.ledger, at, 'what is spread here may hold keys of the old form', help);
  }
  const goes = bringsProvider(fields) ? new Set(['provider', ...AZURE_KEYS]) : new Set<string>();
  const changes = (key: string): boolean => {
    const meaning = meaningOf(key);
    if (meaning === undefined) return isParameter(key, scope);
    return meaning !== key || CHANGED.has(meaning) || goes.has(meaning);
  };
  checkWrites(written, changes, scope.ledger);
}

/** Meanings whose values are said in another way in 2.0, so that a later write to them cannot stay. */
const CHANGED: ReadonlySet<string> = new Set(['mode', 'options', 'retry', ...CACHE_KEYS, ...MOVED_KEYS]);

function sayStrategy({ object, fields }: Subject, target: Rewriting, { ledger, options }: Scope): void {
  const mode = fields.get('mode');
  const list = fields.get('options');
  if (mode && mode.value.kind !== 'null') {
    if (fields.has('strategy'))
      problem(ledger, mode.at, 'mode stands beside strategy: one of them is too much');
    if (!list && !fields.has('targets')) problem(ledger, object.at, 'this config has a mode but no options');
    target.become(mode, { key: 'strategy', value: strategyDraft(modeDraft(mode.value, ledger)), from: mode });
  } else if (list && options.mode !== undefined) {
    target.add({ key: 'strategy', value: strategyDraft(literal(options.mode)) });
  } else if (list && !fields.has('strategy')) {
    problem(ledger, object.at, 'this config has options but no mode', 'Write the mode it is meant to have.');
  }
}

function strategyDraft(mode: Draft): Draft {
  return { kind: 'object', entries: [{ key: 'mode', value: mode }] };
}

function sayTargets({ fields }: Subject, target: Rewriting, scope: Scope, below: Scope): void {
  const old = fields.get('options');
  const list = old ?? fields.get('targets');
  if (!list) return;
  if (old && fields.has('targets')) problem(scope.ledger, old.at, 'options stand beside targets');
  const parameters = list.key === 'llms' ? 'moved' : 'person';
  const inner = { ...below, parameters: scope.options.parameters ?? parameters };
  const draft = targetsDraft(list.value, inner, old || fields.has('mode') ? 'old' : 'mixed', convertObject);
  if (old) target.become(old, { key: 'targets', value: draft ?? verbatim(old.value), from: old });
  else if (draft) target.become(list, { key: 'targets', value: draft, from: list });
}

/** Says the cache here, or hands it down when an option must not inherit it; the scope of the options comes back. */
function sayCache({ object, fields }: Subject, target: Rewriting, isWhole: boolean, scope: Scope): Scope {
  const { ledger, cacheAbove, cachePushed } = scope;
  const said = cacheOf(fields, isWhole ? 'config' : 'option', cacheAbove, ledger);
  const own = said.says === 'cache' ? said.draft : said.says === 'nothing' ? cachePushed : undefined;
  const list = fields.get('options') ?? fields.get('targets');
  const pushes = own !== undefined && list !== undefined && refusesCache(list.value, scope);
  if (pushes)
    note(ledger, object.at, 'one option is not cached: the cache of the config moved onto the others');
  const [first, ...others] = ownEntries(object).filter(({ key }) =>
    CACHE_KEYS.has(meaningOf(key ?? '') ?? ''),
  );
  if (!first) {
    if (own && !pushes) target.add({ key: 'cache', value: own });
  } else {
    for (const entry of others) target.drop(entry);
    placeCache(target, first, fields.get('cache'), pushes ? undefined : own, said);
  }
  const inherits = said.says === 'none' ? undefined : (own ?? cacheAbove);
  return { ...scope, cacheAbove: inherits, cachePushed: pushes ? own : undefined };
}

function placeCache(
  target: Rewriting,
  first: Entry,
  cache: Entry | undefined,
  own: Draft | undefined,
  said: CacheSaid,
): void {
  if (!own) target.drop(first);
  else if (said.says === 'cache' && said.unchanged && cache === first) target.keep(first);
  else target.become(first, { key: 'cache', value: own, from: first });
}

/** Whether one of the options must not inherit a cache; a config whose own cache moves down must not either. */
function refusesCache(list: Value, scope: Scope): boolean {
  const silent = { problems: [], notes: [], changes: [] };
  return optionsOf(list).some((option) => {
    const fields = fieldsOf(option);
    const { says } = cacheOf(fields, 'option', scope.cacheAbove, silent);
    if (says === 'none') return true;
    const nested = fields.get('options') ?? fields.get('targets');
    return nested ? refusesCache(nested.value, scope) : false;
  });
}

function sayRetry({ fields }: Subject, target: Rewriting, { ledger }: Scope): void {
  const entry = fields.get('retry');
  if (!entry || entry.value.kind === 'null') return;
  const draft = retryDraft(entry, ledger);
  if (draft) target.become(entry, { key: 'retry', value: draft, from: entry });
}

/** A short form on an old route never applied its override_params; the new API would. */
function dropUnusedParameters({ fields }: Subject, target: Rewriting, { options, ledger }: Scope): void {
  const entry = options.oldRoute ? fields.get('override_params') : undefined;
  if (!entry) return;
  target.drop(entry);
  note(ledger, entry.at, `${entry.key} beside a provider had no effect on the old route; it is gone`);
}

function dropMoved({ fields }: Subject, target: Rewriting, { options, ledger }: Scope): void {
  for (const [meaning, entry] of fields) {
    if (!MOVED_KEYS.has(meaning)) continue;
    target.drop(entry);
    if (options.moved !== 'drop') continue;
    const header = `x-portkey-${meaning.replaceAll('_', '-')}`;
    note(ledger, entry.at, `${entry.key} is no config any more and was removed: send it as ${header}`);
  }
}

/** An enum of the old SDK that is one of several values is the text it stood for. */
function plainOptions(value: Value, ledger: Ledger): void {
  if (value.kind !== 'choice') return;
  for (const option of value.options) {
    const draft = option.kind === 'choice' ? undefined : plain(option);
    if (draft) changeAt(ledger, option, draft);
    plainOptions(option, ledger);
  }
}

/** Keys are snake_case in 2.0, and what is nothing is left out. */
function spellKeys({ fields }: Subject, target: Rewriting): void {
  for (const [meaning, entry] of fields) {
    if (target.isTouched(entry)) continue;
    if (entry.value.kind === 'null') target.drop(entry);
    else if (entry.key !== meaning) target.become(entry, renamed(meaning, entry));
  }
}

function renamed(key: string, entry: Entry): DraftEntry {
  return { key, value: verbatim(entry.value), from: entry };
}
