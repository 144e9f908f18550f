import type { AssignmentSite, CallSite, Change, Context, Finding, TextSite } from '../../src/site.js';
import type { Entry, Place, Spread, Value } from '../../src/value.js';
import { type Header, headerNamed, isOldHeaderName } from '../headers.js';
import { renamedName, textNamed } from './names.js';
import { asText, readMode } from './provider.js';
import { inCaseOf } from './write.js';

/** Methods that put one header, by name and value. */
const SETTERS: ReadonlySet<string> = new Set([
  'set',
  'append',
  'setHeader',
  'setRequestHeader',
  'header',
  'add',
  // Python: dict, urllib.request.Request, http.client.
  'setdefault',
  'add_header',
  'putheader',
  // npm nock: a mock that answers only requests with this header.
  'matchHeader',
]);

/** `headers.set("x-portkey-mode", "proxy openai")`. */
export function decideSetter(rule: string, site: CallSite, context: Context): readonly Finding[] {
  const [name, value] = site.call.args;
  const method = site.path.at(-1)?.name ?? '';
  if (!name || name.kind === 'spread' || !value || value.kind === 'spread' || !SETTERS.has(method)) return [];
  const text = textNamed(name);
  const header = text && oldHeader(text.text);
  if (!header || context.claimed(name.at)) return [];
  const to = header.to ?? text.text;
  const rename: Change | undefined =
    text === name ? { do: 'retext', at: text, to: inCaseOf(text.text, to) } : renamedName(name, to, context);
  return [decideHeader(rule, header, name.at, value, rename ? [rename] : [])];
}

/** `headers["x-portkey-mode"] = "proxy openai"`. */
export function decideWrite(rule: string, site: AssignmentSite, context: Context): readonly Finding[] {
  const step = site.path.at(-1);
  const header = step && oldHeader(step.name);
  if (!step || !header || context.claimed(step.at)) return [];
  const written =
    context.project.document(step.at.file)?.text.slice(step.at.span.start, step.at.span.end) ?? '';
  const offset = written.indexOf(step.name);
  const start = step.at.span.start + offset;
  const at: Place = { file: step.at.file, span: { start, end: start + step.name.length } };
  const rename: Change = { do: 'rename', at, to: inCaseOf(step.name, header.to ?? step.name) };
  return [decideHeader(rule, header, step.at, site.value, offset < 0 ? [] : [rename])];
}

/** Whether a call or assignment puts a mode that names its provider: a request it belongs to can move. */
export function putsProvider(site: CallSite | AssignmentSite): boolean {
  if (site.kind === 'assignment') {
    return oldHeader(site.path.at(-1)?.name ?? '')?.fate === 'provider' && isProvider(site.value);
  }
  const [name, value] = site.call.args;
  if (name?.kind === 'object' && site.path.at(-1)?.name === 'update')
    return name.entries.some(isProviderEntry);
  const isSetter = SETTERS.has(site.path.at(-1)?.name ?? '') && name && name.kind !== 'spread';
  if (!isSetter || !value || value.kind === 'spread') return false;
  return oldHeader(textNamed(name)?.text ?? '')?.fate === 'provider' && isProvider(value);
}

function isProviderEntry(entry: Entry | Spread): boolean {
  if (entry.kind === 'spread') return false;
  return oldHeader(entry.key ?? '')?.fate === 'provider' && isProvider(entry.value);
}

function isProvider(value: Value): boolean {
  return readMode(value).says === 'provider';
}

/** A header that is not the same any more; `cache-control` is everybody's. */
function oldHeader(name: string): Header | undefined {
  const header = headerNamed(name);
  return header && header.fate !== 'same' && header.fate !== 'age' ? header : undefined;
}

/** The name of an old header on its own: a constant, a pair, a computed key. */
export function decideName(
  rule: string,
  { value, role, at }: TextSite,
  context: Context,
): readonly Finding[] {
  const isSent = role === 'value' || role === 'key';
  if (value.kind !== 'text' || !isSent || !isOldHeaderName(value.text) || context.claimed(at)) return [];
  const header = headerNamed(value.text);
  const message = `${value.text} is named here, and what is sent with it could not be followed`;
  const help = header?.to ? `The new API reads ${header.to}.` : 'The new API reads a config instead.';
  return [{ rule, at, message, help, changes: [] }];
}

function decideHeader(
  rule: string,
  header: Header,
  at: Place,
  value: Value,
  rename: readonly Change[],
): Finding {
  const message = `${header.from} is now ${header.to ?? 'said in a config'}`;
  if (header.fate === 'renamed' && rename.length)
    return { rule, at, message, changes: rename, claims: [value.at] };
  const mode = header.fate === 'provider' ? readMode(value) : undefined;
  if (mode?.says === 'provider' && rename.length) {
    const isSame = mode.draft.kind === 'verbatim' && mode.draft.value === value;
    const draft = asText(mode.draft);
    const changes: Change[] = isSame ? [] : [{ do: 'replace', at: value.at, with: draft }];
    return { rule, at, message, changes: [...rename, ...changes, ...mode.changes], claims: [value.at] };
  }
  const help = header.to
    ? `Send ${header.to} with the provider's name alone, or leave it out beside a config or virtual key.`
    : 'Send x-portkey-config with { cache: { mode, max_age }, retry: { attempts }, strategy, targets }.';
  return {
    rule,
    at,
    message: `${message}: what is sent here is for a person`,
    help,
    changes: [],
    claims: [value.at],
  };
}
