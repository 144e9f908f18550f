import type { Page } from '../dialect.js';
import type { Span } from '../edit.js';
import type { Spelling, Unspellable } from '../language.js';
import { writeAppended, writeDraft } from '../reshape.js';
import type { Change } from '../site.js';
import { type Frame, writeRemoval, writeText } from './text.js';
import { finishWriting, startWriting, type Writing } from './writing.js';

/** What a language does its own way when changes are written. */
export interface Hand {
  readonly localName: Writing['localName'];
  /** Writes another name, or another plain stretch of a text. */
  readonly rename: (span: Span, to: string, writing: Writing) => void;
  /** The brackets around an element that stands at exactly a span. */
  readonly frameAt: (span: Span) => Frame | undefined;
  /** What else goes when a span is taken away. */
  readonly alsoGoes?: (span: Span) => readonly Span[];
  /** Writes a statement as what stands at `keep`; a text says why there is no such thing. */
  readonly unwrap: ((span: Span, keep: Span | undefined, writing: Writing) => void) | string;
  /** Why nothing can be appended to a call, where that is so. */
  readonly noCalls?: string;
  /** Writes a change in the language's own way; false: it is written as in any other. */
  readonly write?: (change: Change, writing: Writing) => boolean;
}

/** The edits of one group of changes in one page: all of them, or none and why. */
export function spellWith(hand: Hand, changes: readonly Change[], page: Page): Spelling {
  const writing = startWriting(page, hand.localName);
  const unspellable: Unspellable[] = [];
  for (const change of changes) {
    const known = writing.problems.length;
    spellChange(change, hand, writing);
    const why = writing.problems[known];
    if (why !== undefined) unspellable.push({ change, why });
  }
  if (unspellable.length) return { edits: [], imports: [], unspellable };
  finishWriting(writing);
  return { edits: writing.edits, imports: writing.imports, unspellable };
}

function spellChange(change: Change, hand: Hand, writing: Writing): void {
  if (hand.write?.(change, writing)) return;
  switch (change.do) {
    case 'replace':
      writeDraft(change.at, change.with, writing);
      break;
    case 'append':
      if (hand.noCalls === undefined) writeAppended(change.at.span, change.with, writing);
      else writing.problems.push(hand.noCalls);
      break;
    case 'rename':
      hand.rename(change.at.span, change.to, writing);
      break;
    case 'retext':
      writeText(change.at, change.to, writing);
      break;
    case 'remove':
      remove(change.at.span, change.whole === true, hand, writing);
      break;
    case 'unwrap':
      if (typeof hand.unwrap === 'string') writing.problems.push(hand.unwrap);
      else hand.unwrap(change.at.span, change.keep?.span, writing);
      break;
    case 'assign':
    case 'begin':
    case 'attribute':
    case 'reimport':
      writing.problems.push(`${writing.page.dialect.name} has no modules with state of their own`);
      break;
    case 'unimport':
    case 'require':
      break;
  }
}

/** An element of a list goes with its comma, anything else as it is. */
function remove(span: Span, whole: boolean, hand: Hand, writing: Writing): void {
  writeRemoval(span, whole, hand.frameAt(span), writing);
  for (const other of hand.alsoGoes?.(span) ?? []) writing.edits.push({ ...other, text: '' });
}
