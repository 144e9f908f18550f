import { redact } from '../../report/redact.js';
import type { Json } from '../holes.js';
import type { Difference } from '../result.js';

/** Names whose values are credentials; `max_tokens` and its like are none. */
const CREDENTIAL =
  /(?:api[-_]?key|authorization|portkeyKey|secret|password|(?:access|auth|session|ad)[-_]?token)[^.]*$/i;
/** What is no credential: a value that only the running program knows, or that the gateway made up. */
const HARMLESS = /^(?:Bearer |Basic )?(?:<[^<>]+>|made-up-for-.*)$/;

/** A value as other eyes may see it: what stands for the program's own values is named, credentials are hidden. */
export function presentable(value: Json, secrets: readonly string[], name = ''): Json {
  if (typeof value === 'string') return presentableText(value, secrets, name);
  if (Array.isArray(value)) return value.map((item) => presentable(item, secrets, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [shown(key), presentable(inner, secrets, key)]),
  );
}

function presentableText(text: string, secrets: readonly string[], name: string): string {
  const named = shown(text);
  if (CREDENTIAL.test(name) && named && !HARMLESS.test(named))
    return `${/^(?:Bearer|Basic) /.exec(named)?.[0] ?? ''}***`;
  const inner = /^\s*[{[]/.test(text) ? parsed(text) : undefined;
  if (inner !== undefined) return JSON.stringify(presentable(inner, secrets));
  return withoutSecrets(named, secrets);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Both sides of a difference; of two credentials only that they differ. */
export function presentableSides(
  { field, old, new: fresh }: Difference,
  secrets: readonly string[],
): Difference {
  const sides = { old: presentable(old, secrets, field), new: presentable(fresh, secrets, field) };
  const isHidden = sides.old === sides.new && sides.old !== undefined;
  return { field: shown(field), old: sides.old, new: isHidden ? '*** (another one)' : sides.new };
}

/** The text without credentials, and without these. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return redact(secrets.filter(Boolean).reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text));
}

/** What stands for something only the running program knows is shown as `<process.env.X>`. */
export function shown(text: string): string {
  return text.replace(/~([A-Za-z0-9_.-]+?)~/g, '<$1>');
}
