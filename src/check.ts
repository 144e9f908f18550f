import { decide } from './decide.js';
import type { SourceDocument } from './language.js';
import { overlay } from './open-project.js';
import { fileOf } from './plan.js';
import type { Project } from './project.js';
import type { Finding, Transform } from './site.js';

/** Why a result must not be written. */
export interface Refusal {
  readonly file: string;
  readonly why: string;
}

/** What a transform set knows about results beyond "no change left": configs that do not fit their schema. */
export type ResultCheck = (after: SourceDocument, before: SourceDocument | undefined) => readonly string[];

/** What the checks need beside the texts. */
export interface Expectations {
  readonly checkDocument: ResultCheck;
  /** Whether the second pass may find it: it was accepted for good, or refused. */
  readonly left: (finding: Finding, after: Project) => boolean;
}

/** Looks at results before they are written: they must parse, be finished after one run, and hold valid configs. */
export function checkResults(
  before: Project,
  texts: ReadonlyMap<string, string>,
  transforms: readonly Transform[],
  { checkDocument, left }: Expectations,
): readonly Refusal[] {
  if (!texts.size) return [];
  const after = overlay(before, texts);
  const broken = [...texts.keys()].flatMap((file) => parseRefusal(before, after, file));
  if (broken.length) return broken;
  const second = decide(after, [...after.files], transforms).findings.filter(
    (finding) => !left(finding, after),
  );
  return [...texts.keys()].flatMap((file) => {
    const document = after.document(file);
    const invalid = document ? checkDocument(document, before.document(file)) : [];
    const again = changedAgain(second, file);
    const reasons = [...invalid, ...(again ? [`a second run would change it again: ${again}`] : [])];
    return reasons.length ? [{ file, why: reasons.join('; ') }] : [];
  });
}

function parseRefusal(before: Project, after: Project, file: string): Refusal[] {
  const known = before.document(file)?.problems.length ?? 0;
  const problems = after.document(file)?.problems ?? [];
  const first = problems[0];
  return first && problems.length > known
    ? [{ file, why: `the result would not parse: ${first.message}` }]
    : [];
}

function changedAgain(second: readonly Finding[], file: string): string | undefined {
  const finding = second.find(({ changes }) =>
    changes.some((change) => change.do !== 'require' && fileOf(change) === file),
  );
  return finding && `${finding.message} (${finding.rule})`;
}
