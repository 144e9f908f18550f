import { TRANSFORMS } from '../transforms/index.js';
import { checkResults, type Refusal } from './check.js';
import { checkConfigs } from './check-configs.js';
import { decide } from './decide.js';
import { installCommands, planManifests } from './manifest.js';
import { reportFiles, reportSkips } from './outcome.js';
import { applyPlans, type Planned, planFinding } from './plan.js';
import type { Project } from './project.js';
import type { Migration } from './result.js';
import type { Finding, Transform } from './site.js';

/** Which rules take part: all, or those named, less those skipped. */
export interface RuleChoice {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** What the run allows beyond the candidates. */
export interface MigrateOptions extends RuleChoice {
  /** Whether a file that is no candidate (a manifest) may be written: it lies within the given paths. */
  readonly writable?: (file: string) => boolean;
  /** Whether a finding was accepted for good by a comment in its file. */
  readonly accepted?: (finding: Finding, project: Project) => boolean;
  /** Why a file must not be written (read-only, not UTF-8, uncommitted changes); undefined when it may. */
  readonly locked?: (file: string) => string | undefined;
}

/** A finding that was not made, and why. */
export interface Refused {
  readonly finding: Finding;
  readonly why: string;
  /** It cannot be written at all: a person's, and no failure of the run. */
  readonly isUnspellable: boolean;
}

/**
 * Migrates every candidate of the project in memory; pure. Findings come back with the texts before and after, checked as
 * check.ts says; nothing is read but through the project and nothing is written.
 */
export function migrate(project: Project, options: MigrateOptions = { only: [], skip: [] }): Migration {
  const transforms = chosen(options);
  const readable = project.files.filter((file) => !project.document(file)?.problems.length);
  const decisions = decide(project, readable, transforms);
  const open = decisions.findings.filter((finding) => !options.accepted?.(finding, project));
  const writable = options.writable ?? ((file: string) => project.exists(file));
  const required = open.flatMap(({ changes }) => changes.filter((change) => change.do === 'require'));
  const manifests = planManifests(required, project, writable);
  const findings = [...open, ...manifests.findings];
  const { made, refused, texts } = settle(findings, project, transforms, options);
  const files = reportFiles({
    project,
    made,
    refused,
    texts,
    manual: findings.filter(({ changes }) => !changes.length),
  });
  const changed = files.filter((file) => file.after !== file.before).map((file) => file.path);
  return {
    files,
    skipped: reportSkips(decisions.skips, project),
    notices: manifests.notices.map((message) => ({ message })),
    commands: installCommands(changed, project),
  };
}

/** The transforms that take part. */
export function chosen({ only, skip }: RuleChoice): readonly Transform[] {
  return TRANSFORMS.filter(({ rule }) => (only.length === 0 || only.includes(rule)) && !skip.includes(rule));
}

interface Settled {
  readonly made: readonly Planned[];
  readonly refused: readonly Refused[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Makes as many changes as pass all checks; a file that is refused takes its findings along, in every file. */
function settle(
  findings: readonly Finding[],
  project: Project,
  transforms: readonly Transform[],
  options: MigrateOptions,
): Settled {
  const refused: Refused[] = [];
  const left = (finding: Finding, after: Project): boolean =>
    options.accepted?.(finding, after) || refused.some((other) => isSame(other.finding, finding));
  let plans = findings
    .filter(({ changes }) => changes.length)
    .map((finding) => planFinding(finding, project));
  for (;;) {
    const drop = unmakeable(plans, options.locked);
    const applied = applyPlans(
      plans.filter((plan) => !drop.has(plan)),
      project,
    );
    for (const plan of applied.refused) drop.set(plan, 'another finding wants the same text');
    if (!drop.size) {
      const refusals = checkResults(project, applied.texts, transforms, {
        checkDocument: checkConfigs,
        left,
      });
      if (!refusals.length) return { made: plans, refused, texts: applied.texts };
      for (const plan of plans) noteRefusal(plan, refusals, drop);
    }
    refused.push(
      ...[...drop].map(([plan, why]) => ({
        ...{ finding: plan.finding, why },
        isUnspellable: plan.unspellable.length > 0,
      })),
    );
    plans = plans.filter((plan) => !drop.has(plan));
  }
}

/** A finding that was refused is found again by the second pass, perhaps further down. */
function isSame(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.at.file === b.at.file && a.message === b.message;
}

function unmakeable(plans: readonly Planned[], locked: MigrateOptions['locked']): Map<Planned, string> {
  const drop = new Map<Planned, string>();
  for (const plan of plans) {
    const [unspellable] = plan.unspellable;
    const why = unspellable?.why ?? [...plan.edits.keys()].map((file) => locked?.(file)).find(Boolean);
    if (why !== undefined) drop.set(plan, why);
  }
  return drop;
}

function noteRefusal(plan: Planned, refusals: readonly Refusal[], drop: Map<Planned, string>): void {
  const hit = refusals.find(({ file }) => plan.edits.has(file));
  if (hit) drop.set(plan, `${hit.file}: ${hit.why}`);
}
