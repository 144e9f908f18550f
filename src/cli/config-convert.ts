import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  convertConfig,
  isConfig2,
  looksLikeConfig,
  mayBeConfig,
  type Remark,
} from '../../transforms/config.js';
import { decode, readText } from '../disk.js';
import { applyEdits } from '../edit.js';
import type { SourceDocument } from '../language.js';
import { positionsOf } from '../lines.js';
import { memoryProject } from '../memory.js';
import { entryOf, type Project } from '../project.js';
import { checkSchema, type SchemaError } from '../schema.js';
import type { Change } from '../site.js';
import type { ObjectValue, Value } from '../value.js';
import type { Io } from './io.js';

/** What became of one file. */
export interface Converted {
  /** As it was given. */
  readonly path: string;
  /** What people call it. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly isOld: boolean;
  /** What is said beside the result: `file:line:column: …`. */
  readonly notes: readonly string[];
  /** Why there is no result. */
  readonly errors: readonly string[];
}

/** Converts one file, or standard input for `-`; nothing is written. */
export async function convertFile(path: string, io: Io): Promise<Converted> {
  const name = path === '-' ? '<stdin>' : path;
  const failed = (...errors: string[]): Converted => ({
    ...{ path, name, before: '', after: '', isOld: false, notes: [] },
    errors,
  });
  if (/\.ya?ml$/i.test(path)) return failed(`${name}: YAML cannot be converted yet: write it as JSON`);
  const text = path === '-' ? decode(await io.readInput()) : fileText(path, io);
  if (text === undefined) return failed(`${name}: is not valid UTF-8`);
  return typeof text === 'string' ? convertText(path, name, text) : failed(`${name}: ${text.why}`);
}

function fileText(path: string, io: Io): string | { readonly why: string } {
  const stats = statSync(resolve(io.cwd, path), { throwIfNoEntry: false });
  if (!stats) return { why: 'no such file' };
  if (stats.isDirectory()) return { why: 'is a directory: expected a file' };
  const said = readText(io.cwd, path);
  return 'text' in said ? said.text : { why: said.unreadable.message };
}

/** The text as a document of a project of its own, whatever the file is called. */
function openText(text: string): { project: Project; document: SourceDocument } {
  const file = 'config.json';
  const project = memoryProject({ [file]: text });
  const document = project.document(file);
  if (!document) throw new Error(`${file} was not opened`);
  return { project, document };
}

function convertText(path: string, name: string, text: string): Converted {
  const { project, document } = openText(text);
  const position = positionsOf(text);
  const at = (offset: number): string => `${name}:${position(offset).line}:${position(offset).column}`;
  const base = { path, name, before: text, after: text, isOld: false, notes: [], errors: [] };
  const broken = document.problems.map(({ span, message }) => `${at(span.start)}: ${message}`);
  if (broken.length) return { ...base, errors: broken };
  const sayError = (error: SchemaError): string => `${at(error.at.span.start)}: ${describe(error)}`;
  const sayRemark = ({ at: place, message, help }: Remark): string =>
    `${at(place.span.start)}: ${message}${help === undefined ? '' : `. ${help}`}`;
  const site = document.sites().find(({ kind }) => kind === 'document');
  const configs = site?.kind === 'document' ? configsIn(site.value) : [];
  const old = configs.filter((config) => !isConfig2(config));
  if (!configs.length) {
    const found = 'expected an object with mode and options, or strategy and targets; found none';
    return { ...base, errors: [`${at(0)}: this is no config: ${found}`] };
  }
  const invalid = configs.flatMap((config) =>
    checkSchema(old.includes(config) ? 'config-1.0' : 'config-2.0', config),
  );
  if (invalid.length) return { ...base, isOld: old.length > 0, errors: invalid.map(sayError) };
  const conversions = old.map((config) => convertConfig(config, { project }, { moved: 'drop' }));
  const problems = conversions.flatMap((conversion) => conversion.problems);
  if (problems.length) return { ...base, isOld: true, errors: problems.map(sayRemark) };
  const changes = conversions.flatMap(({ draft, changes: more }, index) => {
    const config = old[index];
    return draft && config ? [{ do: 'replace', at: config.at, with: draft } as const, ...more] : more;
  });
  const notes = conversions.flatMap((conversion) => conversion.notes.map(sayRemark));
  return { ...base, isOld: old.length > 0, notes, ...spelled(document, changes, name) };
}

function describe({ key, expected, found }: SchemaError): string {
  return `${key || 'the config'}: expected ${expected}, found ${found}`;
}

/** The whole document where it is a config itself, else every config inside it. */
function configsIn(value: Value): readonly Value[] {
  if (value.kind === 'list')
    return value.items.flatMap((item) => (item.kind === 'spread' ? [] : configsIn(item)));
  if (value.kind !== 'object') return [];
  if (mayBeConfig(value)) return [value];
  return value.entries.flatMap((entry) => (entry.kind === 'entry' ? nestedIn(entry.value) : []));
}

function nestedIn(value: Value): readonly Value[] {
  if (value.kind === 'list')
    return value.items.flatMap((item) => (item.kind === 'spread' ? [] : nestedIn(item)));
  if (value.kind !== 'object') return [];
  if (looksLikeConfig(value) || isWhole(value)) return [value];
  return value.entries.flatMap((entry) => (entry.kind === 'entry' ? nestedIn(entry.value) : []));
}

/** A Config 2.0 that cannot be anything else. */
function isWhole(value: ObjectValue): boolean {
  return isConfig2(value) && Boolean(entryOf(value, 'strategy'));
}

/** The text after the changes, when it is a Config 2.0 and stays one. */
function spelled(
  document: SourceDocument,
  changes: readonly Change[],
  name: string,
): Pick<Converted, 'after' | 'errors'> {
  const { edits, unspellable } = document.spell(changes);
  const { text, conflicts } = applyEdits(document.text, [edits]);
  const result = openText(text);
  const site = result.document.sites().find(({ kind }) => kind === 'document');
  const configs = site?.kind === 'document' ? configsIn(site.value) : [];
  const invalid = configs.flatMap((config) => checkSchema('config-2.0', config));
  const errors = [
    ...unspellable.map(({ why }) => `${name}: cannot be written: ${why}`),
    ...conflicts.map(() => `${name}: two changes want the same text`),
    ...(configs.length ? [] : [`${name}: the result would not be a config`]),
    ...invalid.map((error) => `${name}: the result would not be a Config 2.0: ${describe(error)}`),
  ];
  return { after: errors.length ? document.text : text, errors };
}
