import type { Change, Draft } from '../../src/site.js';
import type { Place, Value } from '../../src/value.js';

/** Something a person is told about a place of a config. */
export interface Remark {
  readonly at: Place;
  readonly message: string;
  readonly help?: string;
}

/** What one conversion says beside its draft; filled while it runs, never kept longer. */
export interface Ledger {
  /** What a person must decide: with any of these nothing may be changed. */
  readonly problems: Remark[];
  /** What was decided for them and ought to be said. */
  readonly notes: Remark[];
  /** Changes where named parts of the config stand. */
  readonly changes: Change[];
}

/** An empty ledger. */
export function openLedger(): Ledger {
  return { problems: [], notes: [], changes: [] };
}

/** Notes that the value at a place becomes the draft; the same place is noted once, however many names lead to it. */
export function changeAt(ledger: Ledger, value: Value, draft: Draft): void {
  const { file, span } = value.at;
  const known = ledger.changes.some(
    (change) => change.do === 'replace' && change.at.file === file && change.at.span.start === span.start,
  );
  if (!known) ledger.changes.push({ do: 'replace', at: value.at, with: draft });
}

/** Notes a problem; the same one is noted once. */
export function problem(ledger: Ledger, at: Place, message: string, help?: string): void {
  remark(ledger.problems, at, message, help);
}

/** Notes a note; the same one is noted once. */
export function note(ledger: Ledger, at: Place, message: string, help?: string): void {
  remark(ledger.notes, at, message, help);
}

function remark(list: Remark[], at: Place, message: string, help: string | undefined): void {
  const same = (other: Remark) =>
    other.message === message && other.at.file === at.file && other.at.span.start === at.span.start;
  if (!list.some(same)) list.push(help === undefined ? { at, message } : { at, message, help });
}
