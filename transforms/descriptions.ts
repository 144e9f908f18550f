import { entryOf, resolve } from '../src/project.js';
import type { Context, ObjectSite, Skip } from '../src/site.js';
import type { ObjectValue } from '../src/value.js';
import { mentionsOld } from './mentions.js';

/** A kind of data that describes an API, and is no request to one. */
export interface Description {
  readonly is: (object: ObjectValue) => boolean;
  readonly reason: string;
  readonly see: string;
}

/** Every kind of description. */
export const DESCRIPTIONS: readonly Description[] = [
  {
    is: (object) => has(object, 'openapi', /^3\./) || has(object, 'swagger', /^2\./),
    reason: 'a description of an API (OpenAPI): whoever runs that API says when it changes',
    see: 'OpenAPI 3.1: the openapi field; Swagger 2.0: the swagger field',
  },
  {
    is: (object) => has(object, 'in', /^header$/) && entryOf(object, 'name') !== undefined,
    reason: 'a header that the description of an API names (OpenAPI), not one that is sent',
    see: 'OpenAPI 3.1: Parameter Object',
  },
];

function has(object: ObjectValue, key: string, wanted: RegExp): boolean {
  const entry = entryOf(object, key);
  const value = entry?.kind === 'entry' ? resolve(entry.value) : undefined;
  return value?.kind === 'text' && wanted.test(value.text);
}

/** Why an object, and all that is in it, is no use of the old API; undefined when it may be one. */
export function skipDescription({ value, at }: ObjectSite, { project }: Context): Skip | undefined {
  const row = DESCRIPTIONS.find(({ is }) => is(value));
  const text = row && project.document(at.file)?.text.slice(at.span.start, at.span.end);
  return row && text !== undefined && mentionsOld(text)
    ? { at, reason: row.reason, claims: [at] }
    : undefined;
}
