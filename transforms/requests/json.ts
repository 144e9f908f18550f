import { type Data, known } from './data.js';

/** JSON text as data; undefined when it is not JSON. */
export function fromJson(text: string): Data | undefined {
  try {
    return fromPlain(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function fromPlain(plain: unknown): Data {
  if (Array.isArray(plain)) return { kind: 'list', items: plain.map(fromPlain) };
  if (plain && typeof plain === 'object') {
    return {
      kind: 'record',
      fields: Object.entries(plain).map(([key, value]) => ({ key, value: fromPlain(value) })),
    };
  }
  return typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean'
    ? known(plain)
    : known(null);
}
