import type { Json, JsonObject } from './recording.js';

/** Whether a value is an object as JSON has it. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The text a value is, if it is a text with something in it. */
export function textIn(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The number a value is, or the number its text spells. */
export function numberIn(value: Json | undefined): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The numbers of a list, or null when it is none. */
export function numbersIn(value: Json | undefined): readonly number[] | null {
  if (!isList(value)) return null;
  return value.flatMap((item) => (typeof item === 'number' ? [item] : []));
}

/** JSON text as a value; undefined when it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An object with the keys that one has and that are not among the names. */
export function without(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !names.has(key)));
}

/** Keys from snake_case to camelCase at any depth, except below the names: as the gateway reads configs (ka in 1.15.2). */
export function camelCased(value: Json, except: ReadonlySet<string>): Json {
  if (isList(value)) return value.map((item) => camelCased(item, except));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/_\w/g, (found) => found.slice(1).toUpperCase()),
      except.has(key) ? inner : camelCased(inner, except),
    ]),
  );
}
