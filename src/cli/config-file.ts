import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { JobError } from '../job-error.js';
import { FORMATS } from '../report/index.js';
import type { Io } from './io.js';

/** The name under which a configuration file is found without being named. */
const FOUND = '.portkey-migrate.json';

interface Key {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
  /** A file that merely lies there may not decide where we write, or over what. */
  readonly named?: true;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const FLAG: Key = { expected: 'true or false', fits: isBoolean };
const TEXTS: Key = { expected: 'a list of strings', fits: isTexts };
const TEXT: Key = { expected: 'a string', fits: isText };

const KEYS: Readonly<Record<string, Key>> = {
  dryRun: FLAG,
  format: {
    expected: Object.keys(FORMATS).join(', '),
    fits: (value) => typeof value === 'string' && Object.hasOwn(FORMATS, value),
  },
  output: { ...TEXT, named: true },
  only: TEXTS,
  skip: TEXTS,
  include: TEXTS,
  exclude: TEXTS,
  ignore: FLAG,
  since: TEXT,
  force: { ...FLAG, named: true },
  allowDirty: { ...FLAG, named: true },
  interactive: FLAG,
  yes: FLAG,
  quiet: FLAG,
  verbose: FLAG,
  color: FLAG,
  jobs: { expected: 'a whole number from 1', fits: (value) => Number.isInteger(value) && Number(value) >= 1 },
  strict: FLAG,
};

/** Gives the command the options of its configuration file, except for those said on the command line. */
export function applyConfigFile(command: Command, named: string | undefined, io: Io): void {
  const path = named ?? (existsSync(resolve(io.cwd, FOUND)) ? FOUND : undefined);
  if (path === undefined) return;
  for (const [key, value] of Object.entries(readOptions(path, io.cwd))) {
    check(key, value, path, named !== undefined);
    const isOptionHere = command.options.some((option) => option.attributeName() === key);
    const isDefault = command.getOptionValueSource(key) !== 'cli';
    if (isOptionHere && isDefault) command.setOptionValueWithSource(key, value, 'config');
  }
}

function readOptions(path: string, cwd: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(resolve(cwd, path), 'utf8'));
  } catch (error) {
    throw new JobError(
      `${path} cannot be read`,
      'a JSON object of options',
      error instanceof Error ? error.message : '',
    );
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new JobError(`${path} is no configuration`, 'a JSON object of options', JSON.stringify(parsed));
}

function check(key: string, value: unknown, path: string, isNamed: boolean): void {
  const known = KEYS[key];
  const allowed = Object.keys(KEYS).filter((name) => isNamed || !KEYS[name]?.named);
  if (!known || !allowed.includes(key)) {
    const hint = known ? ` (only in a file given with --config)` : '';
    throw new JobError(`${path}: unknown option${hint}`, `one of ${allowed.join(', ')}`, JSON.stringify(key));
  }
  if (!known.fits(value))
    throw new JobError(`${path}: ${key} does not fit`, known.expected, JSON.stringify(value));
}
