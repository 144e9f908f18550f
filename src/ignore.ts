import type { Span } from './edit.js';
import { lineStarts, positionsOf } from './lines.js';
import type { Project } from './project.js';
import type { Reported } from './result.js';
import type { Finding } from './site.js';

/** A comment that accepts findings of some rules for good. */
export interface Ignore {
  /** The line the comment stands on, from 1. */
  readonly line: number;
  readonly rules: readonly string[];
  /** The lines whose findings it accepts: its own, and the next when it stands alone. */
  readonly lines: readonly number[];
  readonly span: Span;
}

const WORD = 'portkey-migrate-ignore';
const COMMENT_BEFORE = /(?:\/\/+|\/\*+|^\s*\*|#+|<!--|--|;|%)\s*$/;
const NOTHING_BUT_COMMENT_BEFORE = /^\s*\{?\s*(?:\/\/+|\/\*+|\*|#+|<!--|--|;|%)\s*$/;
const CODE_AFTER = /(?:\*\/|-->)\s*[^\s}]/;

/** The ignore comments of a text, in order. */
export function ignores(text: string): readonly Ignore[] {
  if (!text.includes(WORD)) return [];
  const starts = lineStarts(text);
  const found = starts.flatMap((start, index) =>
    readLine(text.slice(start, starts[index + 1]), start, index + 1),
  );
  const aloneOn = new Set(found.filter(({ alone }) => alone).map(({ line }) => line));
  return found.map(({ alone, ...one }) =>
    alone ? { ...one, lines: [one.line, next(one.line, aloneOn)] } : one,
  );
}

/** Ignores may be stacked: each of them is about the first line that is none. */
function next(line: number, aloneOn: ReadonlySet<number>): number {
  let below = line + 1;
  while (aloneOn.has(below)) below++;
  return below;
}

function readLine(text: string, start: number, line: number): (Ignore & { readonly alone: boolean })[] {
  const at = text.indexOf(WORD);
  const before = text.slice(0, at);
  const after = text.slice(at + WORD.length);
  if (at < 0 || /^[\w-]/.test(after) || !COMMENT_BEFORE.test(before)) return [];
  const named = /^[\s:,]*((?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*[ \t,]*)*)/.exec(after)?.[1] ?? '';
  const rules = named.split(/[\s,]+/).filter(Boolean);
  const alone = NOTHING_BUT_COMMENT_BEFORE.test(before) && !CODE_AFTER.test(after);
  const length = WORD.length + (rules.length ? after.indexOf(named) + named.trimEnd().length : 0);
  return [{ line, rules, lines: [line], span: { start: start + at, end: start + at + length }, alone }];
}

/** Remembers which ignores were of use over a whole run. */
export interface IgnoreBook {
  /** Whether a comment in the finding's file, as the project has it, accepts the finding. */
  readonly accepts: (finding: Finding, project: Project) => boolean;
  /** Findings about the ignores of a text that accepted nothing. */
  readonly unused: (text: string) => readonly Reported[];
}

/** A book in which nothing has been accepted yet. */
export function ignoreBook(): IgnoreBook {
  const read = new Map<string, { ignores: readonly Ignore[]; lineOf: (offset: number) => number }>();
  const used = new Set<Ignore>();
  const open = (text: string) => {
    const known = read.get(text) ?? { ignores: ignores(text), lineOf: lazyLines(text) };
    read.set(text, known);
    return known;
  };
  return {
    accepts: (finding, project) => {
      const { ignores: here, lineOf } = open(project.read(finding.at.file) ?? '');
      if (!here.length) return false;
      const line = lineOf(finding.at.span.start);
      const accepting = here.filter(
        ({ lines, rules }) => lines.includes(line) && rules.includes(finding.rule),
      );
      for (const one of accepting) used.add(one);
      return accepting.length > 0;
    },
    unused: (text) =>
      open(text)
        .ignores.filter((one) => !used.has(one))
        .map(reportUnused),
  };
}

function lazyLines(text: string): (offset: number) => number {
  let positions: ReturnType<typeof positionsOf> | undefined;
  return (offset) => {
    positions ??= positionsOf(text);
    return positions(offset).line;
  };
}

function reportUnused({ rules, span }: Ignore): Reported {
  const message = rules.length
    ? `nothing here is found by ${rules.join(', ')} any more`
    : `${WORD} names no rule, so it accepts nothing`;
  const help = rules.length ? 'remove the comment' : `write the rule behind it: ${WORD} RULE`;
  return { rule: 'unused-ignore', level: 'manual', message, help, span };
}
