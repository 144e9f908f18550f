import { bytesOf, wildmatchSource } from './wildmatch.js';

/** Rules of one ignore file, in the directory it stands in. */
export interface IgnoreFile {
  /** The directory the rules are relative to, with a slash at its end. */
  readonly base: string;
  /** Rules that name a file or directory exactly, and rules of the form `*.ending`, each by what they name. */
  readonly exact: ReadonlyMap<string, readonly Rule[]>;
  readonly endings: ReadonlyMap<string, readonly Rule[]>;
  /** All others. */
  readonly others: readonly Rule[];
}

interface Rule {
  /** Later rules win. */
  readonly order: number;
  readonly ignores: boolean;
  readonly directoriesOnly: boolean;
  readonly matches: (path: string, name: string) => boolean;
  readonly exact?: string;
  readonly ending?: string;
}

/** Reads an ignore file as git does. */
export function readIgnoreFile(base: string, bytes: Buffer): IgnoreFile {
  const lines = bytes
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .split('\n');
  const rules = lines.flatMap((line, order) => ruleOf(line.replace(/\r$/, ''), order));
  return {
    base,
    exact: byKey(rules, ({ exact }) => exact),
    endings: byKey(rules, ({ ending }) => ending),
    others: rules.filter(({ exact, ending }) => exact === undefined && ending === undefined),
  };
}

/** Whether the entry of that name in a directory (with a slash at its end) is ignored; the innermost file with a rule for it decides. */
export function isIgnored(
  directory: string,
  name: string,
  isDirectory: boolean,
  files: readonly IgnoreFile[],
): boolean {
  const bytes = bytesOf(name);
  for (const file of files) {
    const rule = lastRule(file, directory, bytes, isDirectory);
    if (rule) return rule.ignores;
  }
  return false;
}

function lastRule(file: IgnoreFile, directory: string, name: string, isDirectory: boolean): Rule | undefined {
  const dot = name.lastIndexOf('.');
  const path = file.others.length ? bytesOf(directory.slice(file.base.length)) + name : name;
  let last: Rule | undefined;
  const consider = (rules: readonly Rule[] = []): void => {
    for (const rule of rules) {
      if (rule.order < (last?.order ?? 0) || (rule.directoriesOnly && !isDirectory)) continue;
      if (rule.matches(path, name)) last = rule;
    }
  };
  consider(file.exact.get(name));
  if (dot !== -1) consider(file.endings.get(name.slice(dot)));
  consider(file.others);
  return last;
}

function byKey(rules: readonly Rule[], key: (rule: Rule) => string | undefined): Map<string, Rule[]> {
  const map = new Map<string, Rule[]>();
  for (const rule of rules) {
    const name = key(rule);
    if (name !== undefined) map.set(name, [...(map.get(name) ?? []), rule]);
  }
  return map;
}

function ruleOf(line: string, order: number): readonly Rule[] {
  const written = withoutTrailingSpaces(line);
  if (written === '' || written.startsWith('#')) return [];
  const ignores = !written.startsWith('!');
  const positive = ignores ? written : written.slice(1);
  const directoriesOnly = positive.endsWith('/');
  const pattern = directoriesOnly ? positive.slice(0, -1) : positive;
  if (pattern === '') return [];
  return [{ order, ignores, directoriesOnly, ...matcherOf(pattern) }];
}

/** Spaces at the end go, unless a backslash stands before them. */
function withoutTrailingSpaces(line: string): string {
  return /^(?:\\.|[^\\ ]| +(?! *$))*(?:\\$)?/s.exec(line)?.[0] ?? line;
}

function matcherOf(pattern: string): Pick<Rule, 'matches' | 'exact' | 'ending'> {
  if (!pattern.includes('/')) return nameMatcher(pattern);
  const anchored = pattern.startsWith('/') ? pattern.slice(1) : pattern;
  // Git compares what comes before the first wildcard by itself, and a star behind it then stands at a start.
  const plain = /^[^*?[\\]*/.exec(anchored)?.[0] ?? '';
  const expression = expressionOf(anchored.slice(plain.length), plain);
  return { matches: (path) => expression?.test(path) ?? false };
}

/** A pattern without a slash matches a name, wherever it stands. */
function nameMatcher(pattern: string): Pick<Rule, 'matches' | 'exact' | 'ending'> {
  if (!/[*?[\\]/.test(pattern)) return { exact: pattern, matches: (_, name) => name === pattern };
  if (/^\*\.[^*?[\\.]+$/.test(pattern)) return { ending: pattern.slice(1), matches: () => true };
  const expression = expressionOf(pattern);
  return { matches: (_, name) => expression?.test(name) ?? false };
}

function expressionOf(pattern: string, before = ''): RegExp | undefined {
  const source = wildmatchSource(pattern);
  return source === undefined ? undefined : new RegExp(`^${wildmatchSource(before)}${source}$`, 's');
}
