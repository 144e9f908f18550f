import { possibilities, resolve } from '../../src/project.js';
import type { Chunk, Template, Text, Value } from '../../src/value.js';

/** Stands in a URL's text for a part that is only known at run time. */
export const HOLE = '\0';

/** A stretch of a URL and where it is written; a hole has the value that fills it. */
export interface Segment {
  readonly start: number;
  readonly text: string;
  readonly source: Text | Chunk | undefined;
  readonly hole: Value | undefined;
  /** The name the text comes by, where it does. */
  readonly named?: Value;
}

/** A URL as one text, however it is put together: literals, templates, concatenations, constants. */
export interface Url {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** The literal or template it was read from. */
  readonly value: Text | Template;
}

/** Every URL a value may turn out to be. */
export function urlsIn(value: Value): readonly Url[] {
  return possibilities(value).flatMap((option) =>
    option.kind === 'text' || option.kind === 'template'
      ? spellings(option).map((parts) => assemble(parts, option))
      : [],
  );
}

/** The URL a literal or template spells; what may be several things is a hole. */
export function urlOf(value: Text | Template): Url {
  return assemble(partsOf(value), value);
}

/** Whether only the running program knows where a URL leads: nothing but a host is known before its path, or not even that. */
export function isUnread(value: Value): boolean {
  const urls = urlsIn(value);
  if (!urls.length) return possibilities(value).some(({ kind }) => kind !== 'null');
  return urls.every(({ text }) => UNREAD.test(text) && !/\/v1(?=[/?#]|$)/.test(text));
}

const UNREAD = new RegExp(`^(?:w+://${HOLE}+(?![:/])|${HOLE}(?!:))`);

type Part = Omit<Segment, 'start'>;

function assemble(parts: readonly Part[], value: Text | Template): Url {
  const segments: Segment[] = [];
  let start = 0;
  for (const part of parts) {
    segments.push({ ...part, start });
    start += part.text.length;
  }
  return { text: parts.map(({ text }) => text).join(''), segments, value };
}

function partsOf(value: Value, depth = 0): readonly Part[] {
  const known = resolve(value);
  if (known.kind === 'text') {
    const isNamed = value.kind === 'name' || value.kind === 'member';
    return [{ text: known.text, source: known, hole: undefined, ...(isNamed && { named: value }) }];
  }
  if (known.kind !== 'template' || depth > DEEPEST) return [hole(value)];
  return known.parts.flatMap((part) => (part.kind === 'chunk' ? [chunk(part)] : partsOf(part, depth + 1)));
}

const DEEPEST = 6;

function hole(value: Value): Part {
  return { text: HOLE, source: undefined, hole: value };
}

function chunk(source: Chunk): Part {
  return { text: source.text, source, hole: undefined };
}

/** More spellings than this are told apart no further. */
const MOST = 64;

/** Every way a value is spelled, with each of the texts that its names may stand for. */
function spellings(value: Value, depth = 0): readonly (readonly Part[])[] {
  const options = possibilities(value).filter(({ kind }) => kind !== 'null');
  const isKnown = options.length > 0 && options.every(({ kind }) => kind === 'text' || kind === 'template');
  if (!isKnown || depth > DEEPEST) return [[hole(value)]];
  const all = options.flatMap((option): readonly (readonly Part[])[] => {
    if (option.kind !== 'template') return [partsOf(resolve(value) === option ? value : option)];
    return option.parts.reduce<readonly (readonly Part[])[]>(
      (before, part) => combine(before, part.kind === 'chunk' ? [[chunk(part)]] : spellings(part, depth + 1)),
      [[]],
    );
  });
  return all.length > MOST ? [[hole(value)]] : all;
}

function combine(before: readonly (readonly Part[])[], after: readonly (readonly Part[])[]) {
  return before.length * after.length > MOST
    ? before.map((parts) => [...parts, ...(after[0] ?? [])])
    : before.flatMap((parts) => after.map((more) => [...parts, ...more]));
}

/** A path below a base, with one slash between them. */
export function joinUrls(base: Url, path: Url): Url {
  const left = base.text.endsWith('/') ? base.segments : [...base.segments, slash(base.text.length)];
  const [first, ...others] = path.segments;
  if (!first || /^https?:/.test(path.text)) return path;
  const cut = first.text.startsWith('/') ? 1 : 0;
  const offset = (left.at(-1)?.start ?? 0) + (left.at(-1)?.text.length ?? 0) - cut;
  const moved = [first, ...others].map((segment) => ({ ...segment, start: segment.start + offset }));
  const text = left.map((segment) => segment.text).join('') + path.text.slice(cut);
  return { text, segments: [...left, ...moved], value: path.value };
}

function slash(start: number): Segment {
  return { start, text: '/', source: undefined, hole: undefined };
}
