import type { DependencySite } from '../dependency.js';
import type { SourceDocument } from '../language.js';
import { entryOf, resolve } from '../project.js';
import type { Change } from '../site.js';
import type { Entry, ObjectValue, Place, Text, Value } from '../value.js';
import { compiledBy } from './compiled.js';
import { kindOf, type ManifestKind, type PackageList } from './kinds.js';
import { normalName, readCondaRequirement, readRequirement, spacedLike, withRange } from './requirement.js';
import { isCode, isSetup, requirementTexts, setupArguments } from './setup.js';

const known = new WeakMap<SourceDocument, readonly DependencySite[]>();

/** Every package that a manifest lists; none in any other file. */
export function dependencySites(document: SourceDocument): readonly DependencySite[] {
  const kind = kindOf(document.file);
  if (!kind) return [];
  const sites = known.get(document) ?? sitesIn(document, kind);
  known.set(document, sites);
  return sites;
}

function sitesIn(document: SourceDocument, kind: ManifestKind): readonly DependencySite[] {
  const root = rootOf(document);
  const inLists = root ? kind.lists.flatMap((list) => valuesAt(root, list.path).flatMap(listedBy(list))) : [];
  const elsewhere = isCode(document.file) ? requirementTexts(document).flatMap(installed) : [];
  const madeBy = compiledBy(document.text);
  const seen = new Set<string>();
  return [...inLists, ...elsewhere].flatMap((one) => {
    const place = `${one.at.file} ${one.at.span.start}`;
    if (seen.has(place)) return [];
    seen.add(place);
    return [{ ...one, madeBy, ecosystem: kind.ecosystem }];
  });
}

type Found = Omit<DependencySite, 'ecosystem' | 'madeBy'>;

function listedBy(list: PackageList): (value: Value) => readonly Found[] {
  return (value) => listed(value, list).map((one) => ({ ...one, installs: !list.bounds }));
}

function installed(text: Text): readonly Found[] {
  return requirementIn(text, 'requirement').map((one) => ({ ...one, installs: true }));
}

/** The data of a manifest as a whole. */
export function rootOf(document: SourceDocument): Value | undefined {
  if (isSetup(document.file)) return setupArguments(document);
  const site = document.sites().find(({ kind }) => kind === 'document');
  return site?.kind === 'document' ? site.value : undefined;
}

/** What stands at a path of keys; in a list every item is looked into. */
export function valuesAt(value: Value, [key, ...rest]: readonly string[]): readonly Value[] {
  if (key === undefined) return [value];
  if (value.kind === 'list') {
    const items = value.items.flatMap((item) => (item.kind === 'spread' ? [] : [item]));
    return key === '*' ? items.flatMap((item) => valuesAt(item, rest)) : [];
  }
  return entriesOf(value)
    .filter((entry) => matches(entry.key ?? '', key))
    .flatMap((entry) => valuesAt(resolve(entry.value), rest));
}

function matches(key: string, pattern: string): boolean {
  const [start = '', end] = pattern.split('*');
  return end === undefined ? key === pattern : key.startsWith(start);
}

/** The entries of an object; none of anything else. */
export function entriesOf(value: Value): readonly Entry[] {
  if (value.kind !== 'object') return [];
  return value.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry] : []));
}

type Listed = Omit<Found, 'installs'>;

function listed(value: Value, { form }: PackageList): readonly Listed[] {
  if (form === 'npm') return entriesOf(value).flatMap(npmEntry);
  if (form === 'table') return entriesOf(value).flatMap((entry) => tableEntry(entry, entry.value));
  if (value.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'text' ? requirementIn(item, form) : []));
}

function site(at: Place, name: string, parts: Partial<Listed>): Listed {
  const none = { range: undefined, address: undefined, fixed: undefined, respell: () => undefined };
  return { kind: 'dependency', name, at, ...none, ...parts };
}

function requirementIn(text: Text, form: 'requirement' | 'conda'): readonly Listed[] {
  const read = form === 'conda' ? readCondaRequirement(text.text) : readRequirement(text.text);
  if (!read) return [];
  const { name, range, address, hashed } = read;
  const fixed = hashed ? HASHED : undefined;
  const respell = (to: string): Change => ({ do: 'retext', at: text, to: withRange(text.text, read, to) });
  return [site(text.at, name, { range, address, fixed, ...(range === undefined ? {} : { respell }) })];
}

const HASHED = {
  why: 'it is pinned by hashes, which belong to that version alone',
  help: 'pip-compile --generate-hashes, or pip hash, gives those of the new version',
};

/** `name = "range"`, `name = { version = "range", … }`, `name = { git = "…", tag = "…" }`, or a list of such. */
function tableEntry(entry: Entry, value: Value): readonly Listed[] {
  const name = normalName(entry.key ?? '');
  if (value.kind === 'list') {
    return value.items.flatMap((item) => (item.kind === 'spread' ? [] : tableEntry(entry, item)));
  }
  if (value.kind === 'text') return [ranged(name, value)];
  if (value.kind !== 'object') return [];
  const version = textAt(value, 'version');
  if (version) return [ranged(name, version)];
  const from = ['git', 'url', 'path', 'file'].map((key) => textAt(value, key)?.text).find(Boolean);
  const pin = ['rev', 'tag', 'ref', 'branch'].map((key) => textAt(value, key)?.text).find(Boolean);
  if (from === undefined) return [];
  return [site(entry.at, name, { address: pin === undefined ? from : `${from}@${pin}` })];
}

function textAt(object: ObjectValue, key: string): Text | undefined {
  const entry = entryOf(object, key);
  return entry?.kind === 'entry' && entry.value.kind === 'text' ? entry.value : undefined;
}

function ranged(name: string, range: Text): Listed {
  const respell = (to: string): Change => ({ do: 'retext', at: range, to: spacedLike(range.text, to) });
  return site(range.at, name, { range: range.text, respell });
}

/** `"name": "range"`, `"any": "npm:name@range"`, `"any": "https://…/name@range"`; a path before the name is what it is for. */
function npmEntry({ key = '', value, at }: Entry): readonly Listed[] {
  if (value.kind !== 'text') return [];
  const aliased = /^(npm:|https?:\S+\/)([^@]+)@(.+)$/.exec(value.text);
  const [, scheme = '', name = key.replace(/^\*\*\//, ''), range = value.text] = aliased ?? [];
  const prefix = aliased ? `${scheme}${name}@` : '';
  const isAddress = !aliased && /[/#]/.test(value.text);
  const respell = (to: string): Change => ({ do: 'retext', at: value, to: prefix + to });
  return [isAddress ? site(at, name, { address: value.text }) : site(value.at, name, { range, respell })];
}
