import type { Value } from '../../src/value.js';
import type { Project } from '../project.js';

/** What an expression stands for, so that the same one in two texts means the same: its origin, or its source with spelling set aside. */
export function meaningOf(of: Value | string, project: Project): string {
  if (typeof of === 'string') return of;
  const origin = of.kind === 'name' || of.kind === 'member' ? of.origin : undefined;
  if (origin?.path.length) return [origin.module, ...origin.path].filter(Boolean).join('.');
  const { file, span } = of.at;
  return spelledAlike(project.read(file)?.slice(span.start, span.end) ?? '');
}

/** Quotes, white space, optional chaining and trailing commas do not change what is meant. */
function spelledAlike(source: string): string {
  return source
    .replace(/["`]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/ ?([.,:;(){}[\]=+<>?|&-]) ?/g, '$1')
    .replace(/,(?=[)\]}])/g, '')
    .replace(/\?\./g, '.')
    .replace(/!(?=[.[),;]|$)/g, '')
    .trim();
}

/** Names longer than this are shortened and told apart by a number. */
const LONGEST = 60;

/** A meaning as a token that may stand in a URL, a header and JSON alike. */
export function tokenOf(meaning: string): string {
  const plain = meaning.replace(/[^A-Za-z0-9_.]+/g, '-');
  const token = plain.length > LONGEST ? plain.slice(0, LONGEST) : plain;
  return token === meaning ? `~${token}~` : `~${token}-${numberOf(meaning).toString(36)}~`;
}

/** A number that a meaning has and hardly another (FNV-1a, 32 bits). */
export function numberOf(meaning: string): number {
  let hash = 0x811c9dc5;
  for (const character of meaning) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
