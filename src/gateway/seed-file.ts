import { readFile } from 'node:fs/promises';
import type { ErrorObject } from 'ajv';
import { JobError } from '../job-error.js';
import { checkConfig2 } from './config-check.js';
import { parseJson } from './json.js';
import { savedConfigOf } from './saved.js';
import type { Seed } from './seed.js';

const SCHEMA = new URL('../../transforms/gateway-seed.schema.json', import.meta.url);

/** Reads a seed file. Throws a JobError that says what is wrong and where. */
export async function readSeed(path: string): Promise<Seed> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new JobError(`${path} could not be read (${error.message})`);
  });
  const seed = parseJson(text);
  if (seed === undefined) throw new JobError(path, 'JSON', 'something else');
  await checkSeed(seed, path);
  return checkConfigs(seed as Seed, path);
}

async function checkSeed(seed: unknown, path: string): Promise<void> {
  const { Ajv } = await import('ajv');
  // The schema is part of the package; ajv itself checks that it is one.
  const schema: object = JSON.parse(await readFile(SCHEMA, 'utf8'));
  const validate = new Ajv({ allErrors: true, strictRequired: false }).compile(schema);
  if (validate(seed)) return;
  throw new JobError(`${path}: ${(validate.errors ?? []).map(describe).join('; ')}`);
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const named: unknown = params.additionalProperty;
  return `${instancePath || 'the whole file'} ${message}${typeof named === 'string' ? ` ("${named}")` : ''}`;
}

/** A saved config must be one that the hosted API would have taken. */
function checkConfigs(seed: Seed, path: string): Seed {
  for (const [slug, config] of Object.entries(seed.configs ?? {})) {
    const read = savedConfigOf(slug, seed);
    const isOld = 'options' in config || 'llms' in config || 'mode' in config;
    const wrong =
      typeof read === 'object' && 'problem' in read
        ? read.problem
        : isOld
          ? undefined
          : checkConfig2(config, [])[0];
    if (wrong) throw new JobError(`${path}: /configs/${slug}: ${wrong}`);
  }
  return seed;
}
