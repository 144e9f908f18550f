import type { Context, Finding, Site } from '../src/site.js';
import { planOf } from './module/plan.js';
import { isModule } from './records.js';

/** What one rule says about the file whose first import of the old module this is. */
export function decideModule(site: Site, rule: string, context: Context): readonly Finding[] {
  if (site.kind !== 'import' || !isModule(site.module)) return [];
  const first = context.project
    .document(site.at.file)
    ?.sites()
    .find((one) => one.kind === 'import' && isModule(one.module));
  if (first !== site) return [];
  return planOf(site.at.file, context).filter((finding) => finding.rule === rule);
}
