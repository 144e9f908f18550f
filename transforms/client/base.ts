import { possibilities, resolve, samePlace } from '../../src/project.js';
import type { Change, Draft } from '../../src/site.js';
import type { Template, Value } from '../../src/value.js';

/** The path below which version 1 of the SDK finds its routes; the SDK below 1 added it by itself. */
const VERSION_PATH = '/v1';

/** What becomes of a base URL, and where it may still come from a place this run cannot see. */
export interface BaseChange {
  readonly changes: readonly Change[];
  /** Environment variables, arguments: what they hold must end in /v1 now. */
  readonly outside: readonly Value[];
}

/** Base URLs get the version path the new client no longer adds. */
export function baseChange(value: Value): BaseChange {
  const options = possibilities(value);
  const outside = options.filter(({ kind }) => kind !== 'text' && kind !== 'template' && kind !== 'null');
  const lacking = options.filter(lacksVersion);
  if (!lacking.length || !isShared(value)) return { changes: lacking.map(withVersion), outside };
  return { changes: lacking.length === options.length ? [appended(value)] : [], outside };
}

/** A base URL with the version path, for where its own source does not stay; what cannot be told stays as it is. */
export function withVersionPath(value: Value): Draft {
  if (!lacksVersion(value)) return { kind: 'verbatim', value };
  const change = withVersion(value);
  if (change.do === 'retext') return { kind: 'literal', value: change.to };
  return change.do === 'replace' ? change.with : { kind: 'verbatim', value };
}

function lacksVersion(value: Value): boolean {
  if (value.kind !== 'text' && value.kind !== 'template') return false;
  const text = value.kind === 'text' ? value.text : knownText(value);
  return /^(?:https?:\/\/|\0)/.test(text) && !/\/v1(?:\/|$)/.test(text);
}

/** A template's text with a NUL for what is not known. */
function knownText({ parts }: Template): string {
  const texts = parts.map((part) => {
    const value = part.kind === 'chunk' ? part : resolve(part);
    return value.kind === 'chunk' || value.kind === 'text' ? value.text : '\0';
  });
  return texts.join('');
}

function withVersion(value: Value): Change {
  if (value.kind !== 'text') return appended(value);
  return { do: 'retext', at: value, to: `${value.text.replace(/\/+$/, '')}${VERSION_PATH}` };
}

function appended(value: Value): Change {
  const parts = value.kind === 'template' ? value.parts : [value];
  const said = parts.map((part) => (part.kind === 'chunk' ? part.text : part));
  const last = said.at(-1);
  const trimmed = typeof last === 'string' ? [...said.slice(0, -1), last.replace(/\/+$/, '')] : said;
  return { do: 'replace', at: value.at, with: { kind: 'template', parts: [...trimmed, VERSION_PATH] } };
}

/** A constant that others read too: they want it as it is. */
function isShared(value: Value): boolean {
  if (value.kind !== 'name') return false;
  const binding = value.binding();
  if (!binding || binding.kind === 'parameter') return false;
  const uses = binding.references().filter(({ how }) => how !== 'export' && how !== 'write');
  return uses.some(({ at }) => !samePlace(at, value.at));
}
