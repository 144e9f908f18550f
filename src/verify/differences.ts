import type { Json } from './holes.js';
import type { Difference } from './result.js';

/** Every leaf in which two values differ, by its path; what is undefined is not there. */
export function differencesOf(old: Json, fresh: Json, path: string): readonly Difference[] {
  if (isList(old) && isList(fresh)) return inOrder(old, fresh, path);
  if (isRecord(old) && isRecord(fresh)) return byKey(old, fresh, path);
  return isEqual(old, fresh) ? [] : [{ field: path, old, new: fresh }];
}

/** Lists of different lengths are shown whole: where they part is a guess. */
function inOrder(old: readonly Json[], fresh: readonly Json[], path: string): readonly Difference[] {
  if (old.length !== fresh.length) return [{ field: path, old, new: fresh }];
  return old.flatMap((item, at) => differencesOf(item, fresh[at], `${path}[${at}]`));
}

function byKey(old: JsonRecord, fresh: JsonRecord, path: string): readonly Difference[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return keys.flatMap((key) => differencesOf(old[key], fresh[key], path ? `${path}.${key}` : key));
}

type JsonRecord = Readonly<Record<string, Json>>;

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEqual(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
