import { covers } from '../../src/project.js';
import type { Change, Draft } from '../../src/site.js';
import type { Chunk, Place, Text, Value } from '../../src/value.js';
import type { Url } from './read.js';

/** One stretch of a URL's text that becomes another. */
export interface Substitution {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

/** The substitutions where their text is written; undefined where that cannot be said. */
export function substitute(url: Url, substitutions: readonly Substitution[]): readonly Change[] | undefined {
  return substituteInside(url, substitutions) ?? substituteWhole(url, substitutions);
}

/** A template whose stretch is spread over several of its own parts is written anew as a whole. */
function substituteWhole(url: Url, substitutions: readonly Substitution[]): readonly Change[] | undefined {
  const { value } = url;
  const hit = writtenAt(url, substitutions);
  if (value.kind !== 'template' || !hit.every((at) => covers(value.at, at))) return undefined;
  const ordered = [...substitutions].sort((a, b) => a.start - b.start);
  const parts = ordered.flatMap(({ start, to }, index) => [
    ...valueOfStretch(url, ordered[index - 1]?.end ?? 0, start),
    to,
  ]);
  const all = [...parts, ...valueOfStretch(url, ordered.at(-1)?.end ?? 0, url.text.length)];
  return [{ do: 'replace', at: value.at, with: stretchDraft(all) }];
}

function substituteInside(url: Url, substitutions: readonly Substitution[]): readonly Change[] | undefined {
  const inside = substitutions.map((one) => {
    const segment = url.segments.find(
      ({ start, text, source }) => source && start <= one.start && one.end <= start + text.length,
    );
    return segment && { ...one, start: one.start - segment.start, end: one.end - segment.start, segment };
  });
  if (!inside.every((one) => one !== undefined)) return undefined;
  const sources = new Set(inside.map(({ segment }) => segment.source));
  const changes = [...sources].map((source) => {
    const own = inside.filter(({ segment }) => segment.source === source);
    return source && changeOf(source, own);
  });
  return changes.every((change) => change !== undefined) ? changes.flat() : undefined;
}

/** Where the stretches that must become something else are written. */
export function writtenAt(url: Url, substitutions: readonly Substitution[]): readonly Place[] {
  return url.segments.flatMap(({ start, text, source }) => {
    const isHit = substitutions.some((one) => one.start < start + text.length && start < one.end);
    return source && isHit ? [source.at] : [];
  });
}

function changeOf(source: Text | Chunk, own: readonly Substitution[]): readonly Change[] | undefined {
  if (source.kind === 'text') {
    const ordered = [...own].sort((a, b) => b.start - a.start);
    const to = ordered.reduce(
      (text, one) => text.slice(0, one.start) + one.to + text.slice(one.end),
      source.text,
    );
    return [{ do: 'retext', at: source, to }];
  }
  const { start, end } = source.at.span;
  // With escapes in it, offsets in the text are not offsets in the source.
  if (end - start !== source.text.length) return undefined;
  return own.map((one) => ({
    do: 'rename',
    at: { file: source.at.file, span: { start: start + one.start, end: start + one.end } },
    to: one.to,
  }));
}

/** Literal text, one value, or a template of both. */
export function stretchDraft(parts: readonly (string | Value)[]): Draft {
  const said: (string | Value)[] = [];
  for (const part of parts) {
    const last = said.at(-1);
    if (typeof part === 'string' && typeof last === 'string') said.splice(-1, 1, last + part);
    else if (part !== '') said.push(part);
  }
  const [only = '', ...others] = said;
  if (others.length) return { kind: 'template', parts: said };
  return typeof only === 'string' ? { kind: 'literal', value: only } : { kind: 'verbatim', value: only };
}

/** The value of a stretch of a URL: a literal text, the one value that fills it, or parts of both. */
export function valueOfStretch(url: Url, start: number, end: number): readonly (string | Value)[] {
  return url.segments.flatMap((segment): (string | Value)[] => {
    const from = Math.max(start, segment.start);
    const to = Math.min(end, segment.start + segment.text.length);
    if (from >= to) return [];
    if (segment.hole) return [segment.hole];
    const isWhole = from === segment.start && to === segment.start + segment.text.length;
    if (segment.named && isWhole) return [segment.named];
    return [segment.text.slice(from - segment.start, to - segment.start)];
  });
}
