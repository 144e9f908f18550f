import type { DependencySite } from './dependency.js';
import type { SourceDocument } from './language.js';
import type { Read } from './site.js';
import type { Call, Choice, ObjectValue, Place, Value } from './value.js';

/**
 * What a rule may ask beyond its site. It reads through one `read`, so the working tree, the git HEAD of a repository and a
 * set of texts in memory are all projects.
 */
export interface Project {
  /** The text of a file, or undefined when there is none (or it may not be read). */
  readonly read: (file: string) => string | undefined;
  /** Whether a file exists. */
  readonly exists: (file: string) => boolean;
  readonly document: (file: string) => SourceDocument | undefined;
  /** A text that stands inside another one (JSON in a string), read in the language its made-up name says. */
  readonly embedded: (name: string, text: string) => SourceDocument | undefined;
  /** The files of the run that are candidates: those that are searched for references and importers. */
  readonly files: readonly string[];
  /** The nearest package manifest above a file (`package.json`), or undefined. */
  readonly manifest: (file: string, name: string) => string | undefined;
  /** What the manifests nearest to a file list, for the language it is written in; undefined where there is no manifest. */
  readonly listed: (file: string) => readonly DependencySite[] | undefined;
  /** What a front end makes of a text alone: made once, for this project and those made from it. */
  readonly kept: Keep;
  /** Every read of a call's result. */
  readonly reads: (call: Call) => readonly Read[];
}

/** Gives what was made of a file's text before, or makes it. */
export type Keep = <T>(file: string, text: string, make: () => T) => T;

/** Follows names, members and single-valued wrappings to what they stand for; itself when there is nothing to follow. */
export function resolve(value: Value): Value {
  const seen = new Set<Value>();
  let current = value;
  while (!seen.has(current)) {
    seen.add(current);
    const next = 'target' in current ? current.target?.() : undefined;
    if (!next) return current;
    current = next;
  }
  return current;
}

/** How many possibilities are looked at before the rest no longer matters. */
const MOST_POSSIBILITIES = 64;

/** All values it may turn out to be: the options of choices, resolved, in order, each once. */
export function possibilities(value: Value): readonly Value[] {
  const found = new Set<Value>();
  collect(value, found, new Set());
  return [...found];
}

function collect(value: Value, found: Set<Value>, seen: Set<Value>): void {
  if (found.size >= MOST_POSSIBILITIES) return;
  const resolved = resolve(value);
  if (seen.has(resolved)) return;
  seen.add(resolved);
  if (resolved.kind === 'choice') for (const option of resolved.options) collect(option, found, seen);
  else found.add(resolved);
}

/** The last entry with that key, or undefined. */
export function entryOf(object: ObjectValue, key: string) {
  return object.entries.findLast((entry) => entry.kind === 'entry' && entry.key === key);
}

/** Whether two places are the same. */
export function samePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end;
}

/** Whether the outer place covers the inner one. */
export function covers(outer: Place, inner: Place): boolean {
  return (
    outer.file === inner.file && outer.span.start <= inner.span.start && outer.span.end >= inner.span.end
  );
}

export type { Choice };

const reached = new WeakMap<Project, Map<string, ReadonlySet<string>>>();

/** Every file that a file imports, directly or not. */
export function importedBy(file: string, project: Project): ReadonlySet<string> {
  const known = reached.get(project) ?? new Map<string, ReadonlySet<string>>();
  reached.set(project, known);
  const memo = known.get(file);
  if (memo) return memo;
  const found = new Set<string>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const document = project.document(next);
    for (const specifier of document?.dependencies() ?? []) {
      for (const target of document?.language.locate(specifier, next, project) ?? []) {
        if (found.has(target)) continue;
        found.add(target);
        open.push(target);
      }
    }
  }
  known.set(file, found);
  return found;
}

/** Whether two files are known to be of one program: one imports the other, or a third imports both. */
export function runTogether(one: string, other: string, project: Project): boolean {
  return [one, other, ...project.files].some((file) => {
    const found = importedBy(file, project);
    return (file === one || found.has(one)) && (file === other || found.has(other));
  });
}
