import type { Refused } from './migrate.js';
import { fileOf, type Planned } from './plan.js';
import type { Project } from './project.js';
import type { FileResult, Reported, Skipped } from './result.js';
import type { Change, Finding, Skip } from './site.js';

/** What a run decided and did, before it is sorted by file. */
export interface Outcome {
  readonly project: Project;
  readonly made: readonly Planned[];
  readonly manual: readonly Finding[];
  readonly refused: readonly Refused[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Every file with something to say: changed, with findings, or not parsed. */
export function reportFiles(outcome: Outcome): readonly FileResult[] {
  const reports = new Map<string, Reported[]>();
  const note = (file: string, reported: Reported): void =>
    void reports.set(file, [...(reports.get(file) ?? []), reported]);
  for (const { finding } of outcome.made)
    for (const [file, reported] of madeIn(finding)) note(file, reported);
  for (const finding of outcome.manual) note(finding.at.file, reportOf(finding, 'manual'));
  for (const refused of outcome.refused) note(refused.finding.at.file, refusal(refused));
  for (const [file, reported] of syntaxErrors(outcome.project)) note(file, reported);
  return [...new Set([...reports.keys(), ...outcome.texts.keys()])].sort().flatMap((file) => {
    const document = outcome.project.document(file);
    if (!document) return [];
    const findings = (reports.get(file) ?? []).sort((a, b) => a.span.start - b.span.start);
    const after = outcome.texts.get(file) ?? document.text;
    return [{ path: file, language: document.language.name, before: document.text, after, findings }];
  });
}

function reportOf(finding: Finding, level: Reported['level']): Reported {
  const { rule, message, help, at } = finding;
  return { rule, level, message, ...(help === undefined ? {} : { help }), span: at.span };
}

/** A finding is told where it was found, and once in every other file it changed. */
function madeIn(finding: Finding): [string, Reported][] {
  const others = new Map<string, Reported>();
  for (const change of finding.changes) {
    const file = fileOf(change);
    if (file === finding.at.file || change.do === 'require' || others.has(file)) continue;
    others.set(file, { ...reportOf(finding, 'applied'), span: spanOf(change) });
  }
  return [[finding.at.file, reportOf(finding, 'applied')], ...others];
}

function spanOf(change: Change): Reported['span'] {
  if (!('at' in change)) return { start: 0, end: 0 };
  return change.do === 'retext' ? change.at.at.span : change.at.span;
}

function refusal({ finding, why, isUnspellable }: Refused): Reported {
  if (isUnspellable) {
    return { ...reportOf(finding, 'manual'), message: `${finding.message}: left to a person, since ${why}` };
  }
  return {
    ...reportOf(finding, 'error'),
    message: `not changed, since ${why}. What was to be said: ${finding.message}`,
  };
}

function syntaxErrors(project: Project): [string, Reported][] {
  return project.files.flatMap((file) => {
    const problem = project.document(file)?.problems[0];
    if (!problem) return [];
    return [
      [
        file,
        {
          rule: 'syntax',
          level: 'error',
          message: `cannot be parsed: ${problem.message}`,
          span: problem.span,
        },
      ],
    ];
  });
}

/** Skips with their lines. */
export function reportSkips(skips: readonly Skip[], project: Project): readonly Skipped[] {
  return skips.map(({ at, reason }) => {
    const text = project.document(at.file)?.text.slice(0, at.span.start) ?? '';
    return { path: at.file, line: text.split(/\r\n|\r|\n/).length, reason };
  });
}
