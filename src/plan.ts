import { applyEdits, type Edit, type EditGroup } from './edit.js';
import type { Unspellable } from './language.js';
import type { Project } from './project.js';
import type { Change, Finding, Imported } from './site.js';

/** One finding with its edits in every file it changes. */
export interface Planned {
  readonly finding: Finding;
  readonly edits: ReadonlyMap<string, EditGroup>;
  readonly imports: ReadonlyMap<string, readonly Imported[]>;
  readonly unspellable: readonly Unspellable[];
}

/** The file a change is made in. */
export function fileOf(change: Change): string {
  if ('file' in change) return change.file;
  return change.do === 'retext' ? change.at.at.file : change.at.file;
}

/** Spells a finding's changes in the language of each file they stand in. */
export function planFinding(finding: Finding, project: Project): Planned {
  const edits = new Map<string, EditGroup>();
  const imports = new Map<string, readonly Imported[]>();
  const unspellable: Unspellable[] = [];
  for (const file of new Set(finding.changes.map(fileOf))) {
    const changes = finding.changes.filter((change) => fileOf(change) === file && change.do !== 'require');
    const spelling = project.document(file)?.spell(changes);
    if (!spelling) continue;
    edits.set(file, spelling.edits);
    imports.set(file, spelling.imports);
    unspellable.push(...spelling.unspellable);
  }
  return { finding, edits, imports, unspellable };
}

/** Texts after all plans that could be made together; plans that wanted the same text as another are `refused`. */
export interface Applied {
  readonly texts: ReadonlyMap<string, string>;
  readonly refused: ReadonlySet<Planned>;
}

/** Applies every plan in every file, or in none: a conflict in one file takes the plan out of all. */
export function applyPlans(plans: readonly Planned[], project: Project): Applied {
  const refused = new Set<Planned>();
  for (;;) {
    const kept = plans.filter((plan) => !refused.has(plan));
    const before = refused.size;
    const texts = applyTo(kept, project, refused);
    if (refused.size === before) return { texts, refused };
  }
}

function applyTo(plans: readonly Planned[], project: Project, refused: Set<Planned>): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [file, here] of byFile(plans)) {
    const document = project.document(file);
    if (!document) continue;
    const owners = new Map<EditGroup, Planned>(here.map((plan) => [plan.edits.get(file) ?? [], plan]));
    const { text, conflicts } = applyEdits(document.text, [
      ...importEdits(here, file, project),
      ...owners.keys(),
    ]);
    for (const conflict of conflicts) {
      const owner = owners.get(conflict);
      if (owner) refused.add(owner);
    }
    texts.set(file, text);
  }
  return texts;
}

function byFile(plans: readonly Planned[]): ReadonlyMap<string, readonly Planned[]> {
  const files = new Map<string, Planned[]>();
  for (const plan of plans) {
    for (const file of plan.edits.keys()) {
      const here = files.get(file);
      if (here) here.push(plan);
      else files.set(file, [plan]);
    }
  }
  return files;
}

/** The imports that the plans of a file need, and those they no longer do. */
function importEdits(plans: readonly Planned[], file: string, project: Project): Edit[][] {
  const needed = plans.flatMap((plan) => plan.imports.get(file) ?? []);
  const dropped = plans.flatMap(({ finding }) =>
    finding.changes.flatMap((change) => (change.do === 'unimport' && change.file === file ? [change] : [])),
  );
  const edits = project.document(file)?.spellImports(needed, dropped) ?? [];
  return edits.length ? [[...edits]] : [];
}
