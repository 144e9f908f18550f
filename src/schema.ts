import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { type Plain, plainOf } from './plain.js';
import type { Place, Value } from './value.js';

/** What a value breaks of its schema, and where. */
export interface SchemaError {
  readonly at: Place;
  /** The key it is about: the last one on the way, or the one that is missing or too much. */
  readonly key: string;
  readonly expected: string;
  readonly found: string;
}

/** The schemas that come with the package, by the names of their files. */
export type SchemaName = 'config-1.0' | 'config-2.0';

const require = createRequire(import.meta.url);
const compiled = new Map<SchemaName, ValidateFunction>();

/** Checks a value; what is not literal satisfies any schema. The validator is loaded when first asked. */
export function checkSchema(name: SchemaName, value: Value): readonly SchemaError[] {
  const plain = plainOf(value);
  const validate = validator(name);
  if (validate(plain.data)) return [];
  const errors = (validate.errors ?? []).filter((error) => isAboutTheValue(error, plain));
  return unique(errors.map((error) => describe(error, plain)));
}

function validator(name: SchemaName): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const { default: Ajv }: typeof import('ajv') = require('ajv');
  const schema: unknown = JSON.parse(
    readFileSync(new URL(`../transforms/${name}.schema.json`, import.meta.url), 'utf8'),
  );
  // Not strict: `expected` is a word of our own, for people.
  const ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
  // The file is part of the package; ajv itself checks that it is a schema.
  const validate = ajv.compile(schema as object);
  compiled.set(name, validate);
  return validate;
}

/** Errors of the branches of an anyOf say nothing that the anyOf does not say better. */
function isAboutTheValue({ keyword, schemaPath, instancePath }: ErrorObject, plain: Plain): boolean {
  if (/\/(anyOf|if|not)\//.test(schemaPath) || keyword === 'if' || keyword === 'not') return false;
  if (plain.unknown.some((path) => `${instancePath}/`.startsWith(`${path}/`))) return false;
  return !((keyword === 'required' || keyword === 'anyOf') && plain.open.has(instancePath));
}

function describe(error: ErrorObject, { places, keys }: Plain): SchemaError {
  const path = error.instancePath;
  const at = places.get(path) ?? { file: '', span: { start: 0, end: 0 } };
  const named = keyNamedBy(error);
  if (named === undefined)
    return { at, key: lastOf(path), expected: expectedBy(error), found: foundBy(error) };
  if (error.keyword === 'required') return { at, key: named, expected: `"${named}"`, found: 'nothing' };
  return {
    at: keys.get(`${path}/${named}`) ?? at,
    key: named,
    expected: expectedBy(error),
    found: `"${named}"`,
  };
}

/** The key that is missing or too much. */
function keyNamedBy({ params }: ErrorObject): string | undefined {
  const name: unknown = params.missingProperty ?? params.additionalProperty;
  return typeof name === 'string' ? name : undefined;
}

function lastOf(path: string): string {
  const steps = path.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.at(-1) ?? '';
  return /^\d+$/.test(last) ? `${steps.at(-2)}[${last}]` : last;
}

function expectedBy({ keyword, params, parentSchema }: ErrorObject): string {
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    return params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(' or ');
  }
  const said: unknown = parentSchema?.expected;
  if (typeof said === 'string') return said;
  if (keyword === 'type') return [params.type].flat().join(' or ');
  return params.limit === undefined
    ? `what ${keyword} says`
    : `${params.comparison ?? 'at least'} ${params.limit}`;
}

const LONGEST_FOUND = 40;

function foundBy({ data, keyword }: ErrorObject): string {
  if (Array.isArray(data)) return data.length ? 'a list' : 'an empty list';
  if (data === null || typeof data !== 'object') {
    const text = JSON.stringify(data) ?? 'nothing';
    return text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text;
  }
  const keys = Object.keys(data);
  return keyword === 'anyOf' && keys.length ? `only ${keys.join(', ')}` : 'an object';
}

function unique(errors: readonly SchemaError[]): readonly SchemaError[] {
  const seen = new Set<string>();
  return errors.filter(({ at, key, expected }) => {
    const id = `${at.file} ${at.span.start} ${key} ${expected}`;
    return !seen.has(id) && seen.add(id);
  });
}
